"""R5: the embargo of a quote is set, extended and lifted without surprising an article."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry

from articles.models import Article, Quote, Revision
from articles.services import articles_before, embargo_quote
from newsroom.roles import ADMINISTRATOR, REPORTER
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import make_actor, make_article, make_citation, make_member, make_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def quote() -> Quote:
    return make_quote(verified=True, text="We met", speaker=make_actor(name="A"))


@pytest.fixture
def scheduled(quote: Quote) -> Article:
    article = make_article(published=True, headline="Leaders meet", published_at=NOW + HOUR)
    make_citation(article, quote)
    return article


def test_an_embargo_is_set_extended_and_lifted(quote, sub_editor) -> None:
    for until in (NOW + HOUR, NOW + 2 * HOUR, None):
        embargo_quote(quote, until, by=sub_editor, reason=" As agreed. ")

        quote.refresh_from_db()
        assert quote.embargo_until == until

    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == [
        "Under embargo until 2025-09-01 13:00 UTC. As agreed.",
        "Under embargo until 2025-09-01 14:00 UTC. As agreed.",
        "Embargo lifted. As agreed.",
    ]


@pytest.mark.parametrize("role", [REPORTER, ADMINISTRATOR])
def test_others_change_no_embargo(quote, role) -> None:
    somebody = make_member(role)

    assert refusal(lambda: embargo_quote(quote, NOW + HOUR, by=somebody)) == [
        "Only sub-editors, desk editors and legal change an embargo."
    ]


def test_drafts_do_not_stand_in_the_way_of_an_embargo(quote, sub_editor) -> None:
    make_citation(make_article(), quote)
    make_citation(make_article(status="withdrawn", published_at=NOW), quote)

    assert embargo_quote(quote, NOW + HOUR, by=sub_editor).embargo_until == NOW + HOUR


def test_what_readers_have_cannot_be_put_under_embargo(quote, scheduled, desk) -> None:
    Article.objects.update(published_at=NOW)

    def act() -> None:
        embargo_quote(quote, NOW + HOUR, by=desk, move=[scheduled])

    assert refusal(act) == [
        "Readers have “Leaders meet”, which prints this quote. Withdraw the article first."
    ]


def test_an_article_still_to_come_is_never_moved_silently(quote, scheduled, desk) -> None:
    assert refusal(lambda: embargo_quote(quote, NOW + 2 * HOUR, by=desk)) == [
        (
            "“Leaders meet” prints this quote and appears on 2025-09-01 13:00 UTC. "
            "Move it along, or withdraw it."
        )
    ]


def test_an_article_still_to_come_moves_to_the_end_of_the_embargo(quote, scheduled, desk) -> None:
    Article.objects.update(embargo_until=NOW + HOUR)

    embargo_quote(quote, NOW + 2 * HOUR, by=desk, reason="Asked.", move=[scheduled])

    scheduled.refresh_from_db()
    assert (scheduled.published_at, scheduled.embargo_until) == (NOW + 2 * HOUR, NOW + HOUR)
    line = Revision.objects.of_article(scheduled)[0]
    assert (line.action, line.by) == ("rescheduled", desk)
    assert line.reason == "A quote in it is under embargo until then. Asked."


def test_who_may_not_reschedule_moves_no_article(quote, scheduled, sub_editor) -> None:
    def act() -> None:
        embargo_quote(quote, NOW + 2 * HOUR, by=sub_editor, move=[scheduled])

    assert refusal(act) == ["Only a desk editor does this."]


def test_every_article_in_the_way_is_named_and_none_is_moved(quote, scheduled, desk) -> None:
    other = make_article(published=True, headline="A summit", published_at=NOW - HOUR)
    make_citation(other, quote)

    def act() -> None:
        embargo_quote(quote, NOW + 2 * HOUR, by=desk, move=[scheduled])

    assert articles_before(quote, NOW + 2 * HOUR) == [other, scheduled]
    assert refusal(act) == [
        "Readers have “A summit”, which prints this quote. Withdraw the article first."
    ]


def test_an_embargo_that_ends_with_the_publication_moves_nothing(quote, scheduled, desk) -> None:
    embargo_quote(quote, NOW + HOUR, by=desk)

    assert articles_before(quote, NOW + HOUR) == []
    assert articles_before(quote, None) == []
    scheduled.refresh_from_db()
    assert scheduled.edit_counter == 0
