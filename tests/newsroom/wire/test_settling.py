"""Every way of writing feeds the store: services, forms, bulk operations, plain SQL."""

import pytest
from django.core.management import call_command
from django.db import connection

from actors.merging import merge, undo_merge
from actors.models import Actor
from articles.models import Article, Citation, Quote, Topic
from articles.services import retract_article, withdraw_article, withdraw_quote
from newsroom.models import Document, Resource, Touched
from newsroom.wire.settle import is_due, settle
from summits.models import Event
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_organisation,
    make_public_quote,
    make_quote,
    make_topic,
    make_user,
    publish,
)
from tests.newsroom.wire.store import assert_sound, document, settled
from tests.seed import NAMES

pytestmark = pytest.mark.django_db


def test_without_a_write_nothing_is_settled(django_assert_num_queries) -> None:
    settle()

    with django_assert_num_queries(1):
        assert settle() is False


def test_what_is_saved_is_rendered_and_logged() -> None:
    make_actor(name="Ana Prat", slug="ana-prat")

    assert settled() == [("actors", "ana-prat", "published")]
    assert document(Resource.ACTORS, "ana-prat")["name"] == "Ana Prat"
    assert is_due() is False
    assert_sound()


def test_what_readers_may_not_see_leaves_no_trace() -> None:
    make_article()
    make_quote(speaker=make_actor(is_public=False))

    assert settled() == []
    assert not Document.objects.exists()


def test_a_save_that_changes_no_byte_writes_nothing() -> None:
    actor = make_actor()
    settled()
    before = list(Document.objects.values())

    Actor.objects.filter(pk=actor.pk).update(is_public=True)

    assert settled() == []
    assert list(Document.objects.values()) == before


def test_a_query_that_updates_rows_feeds_the_store() -> None:
    make_actor(slug="ana")
    make_actor(slug="ben")
    settled()

    Actor.objects.update(description="Of the desk.")

    assert settled() == [("actors", "ana", "updated"), ("actors", "ben", "updated")]
    assert_sound()


def test_rows_made_at_once_feed_the_store() -> None:
    Topic.objects.bulk_create(
        Topic(slug=f"topic-{number}", code=f"t{number}", label=f"Topic {number}")
        for number in range(3)
    )

    assert settled() == [("topics", f"topic-{number}", "published") for number in range(3)]


def test_plain_sql_feeds_the_store() -> None:
    make_topic(slug="trade", label="Trade")
    settled()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_topic SET label = 'Commerce' WHERE slug = 'trade'")

    assert settled() == [("topics", "trade", "updated")]
    assert document(Resource.TOPICS, "trade")["label"] == "Commerce"


def test_links_between_two_tables_feed_the_store() -> None:
    article = make_article(published=True, slug="leaders-meet")
    topic, agency = make_topic(slug="trade"), make_organisation(slug="tass")
    settled()

    article.topics.set([topic])
    article.credits.set([agency])
    assert settled() == [("articles", "leaders-meet", "updated")]

    article.topics.clear()
    assert settled() == [("articles", "leaders-meet", "updated")]
    assert_sound()


def test_the_events_that_a_quote_speaks_of_feed_the_store() -> None:
    event = make_event(slug="talks")
    quote = make_public_quote(slug="we-met")
    settled()

    quote.about.add(event)

    assert settled() == [("quotes", "we-met", "updated")]


def test_a_deleted_thing_leaves_a_tombstone() -> None:
    actor = make_actor(slug="ana")
    settled()

    actor.delete()

    assert settled() == [("actors", "ana", "deleted")]
    row = Document.objects.get()
    assert (row.key, row.body, row.etag, row.version) == (None, None, "", 2)
    assert_sound()


def test_a_thing_that_is_hidden_is_withdrawn_and_comes_back_under_its_address() -> None:
    event = make_event(slug="talks")
    settled()

    Event.objects.update(is_public=False)
    assert settled() == [("events", "talks", "withdrawn")]
    Event.objects.update(is_public=True)

    assert settled() == [("events", "talks", "published")]
    row = Document.objects.get()
    assert (row.key, row.version) == (event.pk, 3)
    assert_sound()


def test_an_address_that_changes_is_another_thing_to_readers() -> None:
    make_actor(slug="ana")
    settled()

    Actor.objects.update(slug="anna")

    assert settled() == [("actors", "ana", "withdrawn"), ("actors", "anna", "published")]
    assert_sound()


def test_two_rows_that_swap_their_addresses_end_right() -> None:
    first, second = make_actor(slug="ana"), make_actor(slug="ben")
    settled()

    Actor.objects.filter(pk=first.pk).update(slug="carl")
    Actor.objects.filter(pk=second.pk).update(slug="ana")
    Actor.objects.filter(pk=first.pk).update(slug="ben")

    assert settled() == [
        ("actors", "ana", "withdrawn"),
        ("actors", "ben", "withdrawn"),
        ("actors", "ben", "published"),
        ("actors", "ana", "published"),
    ]
    assert_sound()


def test_publishing_publishes_the_article_with_its_quotes() -> None:
    by = make_user()
    speaker = make_actor(slug="ana")
    article = make_article(slug="leaders-meet", created_by=make_user())
    make_citation(article, make_quote(verified=True, speaker=speaker, slug="we-met"))
    settled()

    publish(article, by=by)
    assert settled() == [
        ("articles", "leaders-meet", "published"),
        ("quotes", "we-met", "published"),
    ]

    withdraw_article(article, by=by, reason="A doubt.")
    assert settled() == [
        ("articles", "leaders-meet", "withdrawn"),
        ("quotes", "we-met", "withdrawn"),
    ]

    retract_article(article, by=by, text="All wrong.")
    assert ("articles", "leaders-meet", "retracted") in settled()
    assert_sound()


def test_a_retracted_article_leaves_its_tombstone_and_its_notice() -> None:
    article = make_article(published=True, slug="leaders-meet")
    settled()

    retract_article(article, by=make_user(), text="All wrong.")

    notice = article.notices.get()
    assert settled() == [
        ("articles", "leaders-meet", "retracted"),
        ("notices", notice.slug, "published"),
    ]
    assert document(Resource.NOTICES, notice.slug)["article"] is None
    article.save()
    assert settled() == [], "it is retracted once"
    assert_sound()


def test_a_withdrawn_quote_leaves_the_articles_that_carry_it() -> None:
    quote = make_public_quote(slug="we-met")
    Article.objects.update(slug="leaders-meet")
    settled()

    withdraw_quote(quote, by=make_user())

    assert settled() == [
        ("quotes", "we-met", "withdrawn"),
        ("articles", "leaders-meet", "updated"),
    ]
    assert document(Resource.ARTICLES, "leaders-meet")["citations"] == []
    assert_sound()


def test_a_merge_and_its_undoing_are_told() -> None:
    gone, kept, by = make_actor(slug="peskow"), make_actor(slug="peskov"), make_user()
    quote = make_quote(verified=True, speaker=gone, slug="we-met")
    make_citation(make_article(published=True, slug="leaders-meet"), quote)
    settled()

    record = merge(gone, kept, by=by)
    assert settled() == [
        ("actors", "peskow", "merged"),
        ("articles", "leaders-meet", "updated"),
        ("quotes", "we-met", "updated"),
        ("actors", "peskov", "updated"),
    ]
    assert document(Resource.QUOTES, "we-met")["speaker"]["slug"] == "peskov"

    undo_merge(record, by=by)
    assert settled() == [
        ("articles", "leaders-meet", "updated"),
        ("quotes", "we-met", "updated"),
        ("actors", "peskow", "published"),
        ("actors", "peskov", "updated"),
    ]
    assert_sound()


def test_a_citation_moved_from_one_quote_to_another_feeds_both() -> None:
    speaker = make_actor(slug="ana")
    first = make_quote(verified=True, slug="first", speaker=speaker)
    second = make_quote(verified=True, slug="second", speaker=speaker)
    make_citation(make_article(published=True, slug="leaders-meet"), first)
    settled()

    Citation.objects.update(quote=second)

    assert settled() == [
        ("quotes", "first", "withdrawn"),
        ("articles", "leaders-meet", "updated"),
        ("quotes", "second", "published"),
    ]


def test_one_version_has_one_second_of_its_own(time_machine) -> None:
    time_machine.move_to("2026-03-01T12:00:00.700Z", tick=False)
    make_topic(label="One")
    settled()
    moments = [Document.objects.get().changed_at]
    for label in ("Two", "Three"):
        Topic.objects.update(label=label)
        settled()
        moments.append(Document.objects.get().changed_at)

    assert [f"{moment:%H:%M:%S.%f}" for moment in moments] == [
        "12:00:00.000000",
        "12:00:01.000000",
        "12:00:02.000000",
    ]


def test_fixtures_feed_the_store() -> None:
    call_command("loaddata", *NAMES, verbosity=0)

    assert_sound()
    assert {
        resource.label: Document.objects.filter(resource=resource).count() for resource in Resource
    } == {
        "articles": 3,
        "quotes": 31,
        "actors": 34,
        "events": 28,
        "summits": 4,
        "series": 4,
        "topics": 41,
        "notices": 0,
        "claims": 51,
    }


def test_every_document_of_the_story_changes_with_what_it_shows(seed_story) -> None:
    settle()
    for model in (Actor, Event, Article, Quote, Topic):
        for row in model.objects.all():
            row.save()
        assert Touched.objects.exists()
        assert_sound()
