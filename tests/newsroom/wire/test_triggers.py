"""The triggers are there, are put back where they are lost, and go before the tables do."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from articles.models import Topic
from newsroom.models import Waiting
from newsroom.wire import marks
from newsroom.wire.marks import keep_triggers, remove_triggers, sources
from newsroom.wire.upkeep import keep_store
from tests.factories import make_topic
from tests.newsroom.wire.store import assert_sound, settled

pytestmark = pytest.mark.django_db

#: Tables whose rows readers never meet.
UNSEEN = {
    "actors_retiredslug",
    "actors_merge",
    "articles_revision",
    "articles_correction",
    "articles_presence",
    "articles_sourcetext",
    "articles_rejectedquotation",
    "articles_quotationsearch",
    "articles_searchedarticle",
}


def test_every_table_that_readers_meet_feeds_the_store() -> None:
    tables = {
        model._meta.db_table
        for app in ("actors", "summits", "articles")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }

    assert {source.table for source in sources()} == tables - UNSEEN


def test_every_column_that_names_a_thing_is_one() -> None:
    for source in sources():
        columns = {field.column for field in source.model._meta.concrete_fields}
        assert {source.column, source.moment or "id"} <= columns


def test_every_moment_that_decides_what_readers_see_is_marked() -> None:
    moments = {(source.table, source.moment) for source in sources() if source.moment}

    assert moments == {
        ("articles_article", "published_at"),
        ("articles_quote", "embargo_until"),
        ("articles_notice", "issued_at"),
    }
    for source in sources():
        if source.moment:
            field = source.model._meta.get_field(source.moment)
            assert isinstance(field, models.DateTimeField)


def test_triggers_that_are_there_are_left_alone(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        assert keep_triggers(connection) is False


def test_triggers_that_were_lost_come_back_and_everything_is_made_anew() -> None:
    make_topic(slug="before")
    settled()
    remove_triggers(connection)
    make_topic(slug="meanwhile")
    assert settled() == []

    keep_store()

    assert Waiting.objects.count() == 2
    make_topic(slug="after")
    assert settled() == [("topics", "after", "published")]
    assert_sound()


def test_a_trigger_that_is_out_of_date_is_made_anew(monkeypatch) -> None:
    make_topic(slug="trade")
    settled()
    monkeypatch.setattr(marks, "AT_ONCE", dict.fromkeys(marks.AT_ONCE, "CURRENT_TIMESTAMP"))
    assert keep_triggers(connection) is True
    monkeypatch.undo()

    assert keep_triggers(connection) is True

    Topic.objects.update(label="Commerce")
    assert settled() == [("topics", "trade", "updated")]


def test_a_trigger_that_is_no_longer_wanted_goes(monkeypatch) -> None:
    fewer = tuple(trigger for trigger in marks.triggers() if trigger.table != "articles_topic")
    monkeypatch.setattr(marks, "triggers", lambda: fewer)

    assert keep_triggers(connection) is False

    make_topic()
    assert settled() == []


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_rebuilds_gets_its_triggers_back() -> None:
    field = models.IntegerField(default=0)
    field.set_attributes_from_name("of_a_test")
    with connection.schema_editor() as editor:
        editor.add_field(Topic, field)
    with connection.schema_editor() as editor:
        editor.remove_field(Topic, field)

    call_command("migrate", verbosity=0)

    make_topic(slug="trade")
    assert settled() == [("topics", "trade", "published")]


def test_the_store_waits_for_its_tables(monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr("newsroom.wire.upkeep.is_there", lambda: False)

    with django_assert_num_queries(0):
        keep_store()
    keep_store("another database")
