"""Time writes too: what becomes public by it alone is rendered and logged, without a worker."""

import datetime

import pytest

from articles.models import Article, Quote
from newsroom.models import Change, Resource, Touched
from newsroom.wire.settle import is_due
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_notice,
    make_quote,
)
from tests.newsroom.wire.store import assert_sound, document, settled

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def test_a_scheduled_article_appears_with_all_that_it_makes_public(clock) -> None:
    speaker = make_actor(slug="ana")
    quote = make_quote(verified=True, slug="we-met", speaker=speaker)
    article = make_article(published=True, slug="leaders-meet", published_at=NOW + HOUR)
    make_citation(article, quote)
    event = make_event(slug="talks")
    make_coverage(article, event)
    claim = make_claim(article, event=event)
    assert settled() == [("actors", "ana", "published"), ("events", "talks", "published")]

    clock.move_to(NOW + HOUR - datetime.timedelta(microseconds=1), tick=False)
    assert is_due() is False
    clock.move_to(NOW + HOUR, tick=False)

    assert is_due() is True
    assert settled() == [
        ("articles", "leaders-meet", "published"),
        ("quotes", "we-met", "published"),
        ("claims", claim.slug, "published"),
    ]
    assert set(Change.objects.filter(seq__gt=2).values_list("at", flat=True)) == {NOW + HOUR}
    assert_sound()


def test_a_document_that_a_scheduled_article_will_join_changes_when_it_appears(clock) -> None:
    quote = make_quote(verified=True, slug="we-met")
    make_citation(make_article(published=True, slug="first"), quote)
    make_citation(make_article(published=True, slug="second", published_at=NOW + HOUR), quote)
    settled()
    assert [a["slug"] for a in document(Resource.QUOTES, "we-met")["articles"]] == ["first"]

    clock.shift(HOUR)

    assert settled() == [("articles", "second", "published"), ("quotes", "we-met", "updated")]
    named = document(Resource.QUOTES, "we-met")["articles"]
    assert sorted(article["slug"] for article in named) == ["first", "second"]


def test_the_end_of_an_embargo_publishes_the_quote(clock) -> None:
    quote = make_quote(verified=True, slug="we-met", embargo_until=NOW + HOUR)
    make_citation(make_article(published=True, slug="leaders-meet"), quote)
    settled()
    assert document(Resource.ARTICLES, "leaders-meet")["citations"] == []

    clock.shift(HOUR)

    assert settled() == [
        ("articles", "leaders-meet", "updated"),
        ("quotes", "we-met", "published"),
    ]
    assert_sound()


def test_a_notice_of_a_later_time_appears_then(clock) -> None:
    article = make_article(published=True, slug="leaders-meet")
    notice = make_notice(article, issued_at=NOW + HOUR)
    settled()

    clock.shift(HOUR)

    assert settled() == [
        ("articles", "leaders-meet", "updated"),
        ("notices", notice.slug, "published"),
    ]


def test_an_article_that_is_moved_appears_at_its_new_time_alone(clock) -> None:
    make_article(published=True, slug="leaders-meet", published_at=NOW + HOUR)
    settled()
    Article.objects.update(published_at=NOW + 2 * HOUR)
    settled()

    clock.shift(HOUR)
    assert settled() == []
    clock.shift(HOUR)

    assert settled() == [("articles", "leaders-meet", "published")]
    assert not Touched.objects.exists()


def test_after_a_downtime_all_that_came_meanwhile_is_caught_up_with(clock) -> None:
    for number in range(3):
        make_article(
            published=True, slug=f"article-{number}", published_at=NOW + (number + 1) * HOUR
        )
    settled()

    clock.shift(24 * HOUR)

    assert settled() == [("articles", f"article-{number}", "published") for number in range(3)]
    assert_sound()


def test_a_moment_that_nothing_marks_is_found() -> None:
    make_quote(slug="we-met", embargo_until=NOW + HOUR)
    settled()
    Touched.objects.all().delete()

    with pytest.raises(AssertionError, match="quotes we-met: nothing marks that"):
        assert_sound()

    Quote.objects.update(embargo_until=NOW + HOUR)
    assert_sound()
