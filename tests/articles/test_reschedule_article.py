"""An article that is still to come gets another time (R4, R5)."""

import datetime

import pytest

from articles.models import Article, Quote, Revision
from articles.services import reschedule_article
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import make_actor, make_article, make_citation, make_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def scheduled() -> Article:
    return make_article(published=True, headline="Leaders meet", published_at=NOW + DAY)


def test_an_article_still_to_come_gets_another_time_and_embargo(scheduled, desk) -> None:
    reschedule_article(
        scheduled, by=desk, at=NOW + 2 * DAY, embargo_until=NOW + 2 * DAY, reason="They asked."
    )

    assert (scheduled.published_at, scheduled.embargo_until) == (NOW + 2 * DAY, NOW + 2 * DAY)
    assert scheduled.status == "published"
    line = Revision.objects.of_article(scheduled)[0]
    assert (line.action, line.by, line.reason) == ("rescheduled", desk, "They asked.")
    assert line.snapshot["article"]["embargo_until"] == "2025-09-03T12:00:00Z"


def test_an_embargo_is_lifted_by_name_only(scheduled, desk) -> None:
    Article.objects.update(embargo_until=NOW + HOUR)

    with pytest.raises(TypeError, match="embargo_until"):
        reschedule_article(scheduled, by=desk, at=NOW + 2 * DAY)  # type: ignore[call-arg]  # left out on purpose
    reschedule_article(scheduled, by=desk, at=NOW + 2 * DAY, embargo_until=None)

    assert scheduled.embargo_until is None


def test_a_new_time_does_not_lie_before_the_embargo(scheduled, desk) -> None:
    def act() -> None:
        reschedule_article(scheduled, by=desk, at=NOW + HOUR, embargo_until=NOW + DAY)

    assert refusal(act) == ["The publication time lies before the embargo ends. Publish later."]


def test_a_new_time_has_not_passed(scheduled, desk) -> None:
    def act() -> None:
        reschedule_article(scheduled, by=desk, at=NOW - HOUR, embargo_until=None)

    assert refusal(act) == [
        "This time has passed. Leave it empty to publish now, or choose a later one."
    ]


def test_r5_a_new_time_does_not_lie_before_a_quotes_embargo(scheduled, desk) -> None:
    quote = make_quote(verified=True, speaker=make_actor(name="A"), text="We met")
    make_citation(scheduled, quote)
    Quote.objects.update(embargo_until=NOW + DAY)

    def act() -> None:
        reschedule_article(scheduled, by=desk, at=NOW + HOUR, embargo_until=None)

    assert refusal(act) == [
        (
            "“A: We met” is under embargo until 2025-09-02 12:00 UTC. "
            "Publish later or take it out of the article."
        )
    ]


def test_r4_a_new_time_does_not_lie_before_a_quote_in_it_is_said(scheduled, desk) -> None:
    quote = make_quote(verified=True, said_on_edtf="2025-09-02")
    make_citation(scheduled, quote)

    def act() -> None:
        reschedule_article(scheduled, by=desk, at=NOW + HOUR, embargo_until=None)

    assert refusal(act) == [
        (
            "The quote was said on 2025-09-02, after the article's own date (2025-09-01). "
            "Correct one of the two dates."
        )
    ]


def test_r12_a_quote_corrected_meanwhile_does_not_hold_up_a_later_time(scheduled, desk) -> None:
    make_citation(scheduled, make_quote(verified=True, text="We met"))
    Quote.objects.update(text="We parted", status="disputed")

    reschedule_article(scheduled, by=desk, at=NOW + 2 * DAY, embargo_until=None)

    assert scheduled.published_at == NOW + 2 * DAY


def test_what_readers_have_is_not_rescheduled(desk, now) -> None:
    article = make_article(published=True, headline="Leaders meet", published_at=NOW)

    def act() -> None:
        reschedule_article(article, by=desk, at=NOW + HOUR, embargo_until=None)

    assert refusal(act) == ["Readers have “Leaders meet” already. Withdraw it, or issue a notice."]
