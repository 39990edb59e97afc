"""Our engines settle before each commit, within the transaction, and never harm it."""

import asyncio
import logging

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from actors.models import Actor
from articles.models import Article, Citation
from newsroom.databases.settling import Migrations
from newsroom.models import Document, Sequence, Touched, Waiting
from newsroom.wire import settle as settling
from newsroom.wire import storing
from newsroom.wire.settle import is_due
from tests.factories import make_actor, make_article
from tests.newsroom.wire.store import assert_sound, changes

pytestmark = pytest.mark.django_db(transaction=True)

ANA = [("actors", "ana", "published")]


def test_a_commit_settles() -> None:
    with transaction.atomic():
        make_actor(slug="ana")
        assert changes() == []

    assert changes() == ANA
    assert not Touched.objects.exists()
    assert connection.get_autocommit() is True
    assert connection.in_atomic_block is False


def test_an_outermost_block_alone_settles() -> None:
    with transaction.atomic():
        with transaction.atomic():
            make_actor(slug="ana")
        assert changes() == []
        with transaction.atomic(savepoint=False):
            make_actor(slug="ben")
        assert changes() == []

    assert changes() == [*ANA, ("actors", "ben", "published")]


def test_a_durable_block_settles() -> None:
    with transaction.atomic(durable=True):
        make_actor(slug="ana")

    assert changes() == ANA


def test_a_transaction_by_hand_settles() -> None:
    transaction.set_autocommit(False)
    try:
        make_actor(slug="ana")
        transaction.commit()
        make_actor(slug="ben")
        transaction.rollback()
    finally:
        transaction.set_autocommit(True)

    assert changes() == ANA
    assert_sound()


def test_what_is_rolled_back_leaves_nothing() -> None:
    with transaction.atomic():
        make_actor(slug="ana")
        transaction.set_rollback(True)

    assert (changes(), Document.objects.count(), Touched.objects.count()) == ([], 0, 0)


def test_what_one_savepoint_took_back_is_not_rendered() -> None:
    with transaction.atomic():
        make_actor(slug="ana")
        with transaction.atomic():
            make_actor(slug="ben")
            transaction.set_rollback(True)

    assert changes() == ANA
    assert_sound()


def test_what_is_to_be_done_after_the_commit_is_done_once_after_it() -> None:
    done = []
    with transaction.atomic():
        transaction.on_commit(lambda: done.append(changes()))
        make_actor(slug="ana")
        assert done == []

    assert done == [ANA]


def test_beside_an_event_loop_the_writers_own_connection_renders(monkeypatch) -> None:
    # Django keeps connections in the context there: in another context there are others.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    said = []

    async def write() -> None:
        with transaction.atomic():
            make_actor(slug="ana")
        said.append(changes())
        with transaction.atomic():
            Actor.objects.all().delete()
        said.append(changes())
        connection.close()

    asyncio.run(write())

    assert said == [ANA, [*ANA, ("actors", "ana", "deleted")]]


def test_a_save_outside_of_a_transaction_waits_for_whoever_reads_next() -> None:
    make_actor(slug="ana")

    assert is_due() is True
    assert changes() == []
    assert_sound()
    assert changes() == ANA


def test_a_mistake_of_the_store_does_not_cost_an_editor_the_save(monkeypatch, caplog) -> None:
    def fail(*_args: object) -> None:
        Waiting.objects.all().delete()
        raise ZeroDivisionError

    monkeypatch.setattr(storing, "fresh_documents", fail)
    with caplog.at_level(logging.ERROR), transaction.atomic():
        make_actor(slug="ana")

    assert Actor.objects.get().slug == "ana"
    assert "The public store was not settled" in caplog.text
    assert (is_due(), changes(), Sequence.objects.get().last) == (True, [], 0)
    monkeypatch.undo()
    assert_sound()
    assert changes() == ANA


def test_a_mistake_that_the_database_finds_does_not_either(monkeypatch, caplog) -> None:
    def fail(*_args: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")

    monkeypatch.setattr(settling, "render", fail)
    with caplog.at_level(logging.ERROR), transaction.atomic():
        make_actor(slug="ana")

    assert Actor.objects.get().slug == "ana"
    assert "no_such_table" in caplog.text
    monkeypatch.undo()
    assert_sound()


def test_a_row_that_refers_to_nothing_is_refused_as_ever(caplog) -> None:
    article = make_article()

    with pytest.raises(IntegrityError), transaction.atomic():
        Citation.objects.create(article=article, quote_id=10**9, kind="indirect")

    assert Citation.objects.count() == 0
    assert caplog.text == ""
    assert connection.in_atomic_block is False


def test_while_a_migration_is_under_way_nothing_is_settled() -> None:
    Migrations.begin()
    try:
        with transaction.atomic():
            make_actor(slug="ana")
        assert changes() == []
    finally:
        Migrations.end()

    assert_sound()
    assert changes() == ANA


def test_a_commit_before_the_tables_are_made_says_nothing(monkeypatch, caplog) -> None:
    class NoTable:
        class objects:  # noqa: N801 - as a model's
            @staticmethod
            def filter(**_lookups: object) -> None:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT * FROM no_such_table")

    monkeypatch.setattr(settling, "Touched", NoTable)
    monkeypatch.setattr(Touched._meta, "db_table", "no_such_table")

    with transaction.atomic():
        make_actor()

    assert caplog.text == ""
    assert Actor.objects.exists()


def test_a_commit_that_cannot_ask_raises(monkeypatch) -> None:
    def fail() -> bool:
        raise DatabaseError("The database has no answer.")

    monkeypatch.setattr(settling, "is_due", fail)

    with pytest.raises(DatabaseError, match="no answer"), transaction.atomic():
        Article.objects.exists()
