"""An article is taken down, comes back as a draft, or is retracted for good (R7)."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article, Notice, Revision
from articles.services import (
    approve_article,
    reopen_article,
    retract_article,
    submit_article,
    withdraw_article,
)
from articles.workflow import refusal as why_not
from newsroom.roles import LEGAL
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import make_article, make_member, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def readable() -> Article:
    return make_article(published=True, headline="Leaders meet", published_at=NOW - HOUR)


@pytest.fixture
def scheduled() -> Article:
    return make_article(published=True, headline="Leaders meet", published_at=NOW + HOUR)


def test_a_withdrawn_article_is_gone_and_its_reason_on_record(readable, desk) -> None:
    withdraw_article(readable, by=desk, reason=" The source retracted. ")

    assert not Article.objects.ever_public().exists()
    assert (readable.status, readable.published_at) == ("withdrawn", NOW - HOUR)
    line = Revision.objects.of_article(readable)[0]
    assert (line.action, line.by, line.reason) == ("withdrawn", desk, "The source retracted.")
    assert (line.status_before, line.status_after) == ("published", "withdrawn")


def test_legal_takes_an_article_down(readable) -> None:
    withdraw_article(readable, by=make_member(LEGAL), reason="An order of the court.")

    assert readable.status == "withdrawn"


@pytest.mark.parametrize("reason", ["", " \t"])
def test_nothing_is_withdrawn_without_a_reason(readable, desk, reason) -> None:
    assert refusal(lambda: withdraw_article(readable, by=desk, reason=reason)) == [
        "Say why it is taken down, for the desk's record."
    ]


def test_a_reporter_withdraws_nothing(readable, author) -> None:
    assert refusal(lambda: withdraw_article(readable, by=author, reason="Mine.")) == [
        "Only desk editors and legal take articles down."
    ]


def test_a_withdrawn_article_returns_to_draft_and_is_reviewed_anew(readable, desk) -> None:
    withdraw_article(readable, by=desk, reason="A doubt.")

    reopen_article(readable, by=desk, reason="Cleared up.")

    assert (readable.status, readable.reviewed_by) == ("draft", None)
    assert readable.published_at, "it was published, so it can never be deleted"
    assert Revision.objects.of_article(readable)[0].reason == "Cleared up."


def test_what_nobody_read_loses_its_publication_time(scheduled, desk) -> None:
    withdraw_article(scheduled, by=desk, reason="Too early.")

    assert scheduled.published_at is None
    assert why_not("retract", scheduled, desk) == (
        "“Leaders meet” was never readable, so there is nothing to retract. Withdraw it."
    )


def published_anew(article: Article, desk, at: datetime.datetime) -> Article:
    """Bring a withdrawn article to its next publication."""
    reopen_article(article, by=desk)
    submit_article(article, by=desk)
    approve_article(article, by=desk)
    return publish(article, by=desk, at=at)


def test_what_was_readable_once_stays_so_when_its_next_publication_is_called_off(
    readable, desk, now
) -> None:
    withdraw_article(readable, by=desk, reason="A doubt.")
    published_anew(readable, desk, NOW + HOUR)

    withdraw_article(readable, by=desk, reason="Another doubt.")
    reopen_article(readable, by=desk)

    assert readable.published_at == NOW - HOUR
    assert why_not("delete", readable, desk) == (
        "“Leaders meet” was published once, so it stays on record. Withdraw it instead."
    )
    with pytest.raises(IntegrityError, match="never published"), transaction.atomic():
        readable.delete()


def test_what_was_readable_once_can_be_retracted_after_a_second_withdrawal(readable, desk) -> None:
    withdraw_article(readable, by=desk, reason="A doubt.")
    published_anew(readable, desk, NOW + HOUR)
    withdraw_article(readable, by=desk, reason="It was all wrong.")

    retract_article(readable, by=desk, text="The meeting never took place.")

    assert list(Article.objects.retracted()) == [readable]


# Retracting


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_r7_retraction_is_notice_status_and_time_in_one(readable, desk, status) -> None:
    Article.objects.update(status=status)

    retract_article(readable, by=desk, text="  The meeting never took place.\n")

    notice = Notice.objects.get()
    assert (readable.status, readable.retracted_at) == ("retracted", NOW)
    assert (notice.kind, notice.text) == ("retraction", "The meeting never took place.")
    assert (notice.article, notice.issued_by, notice.issued_at) == (readable, desk, NOW)
    assert list(Notice.objects.published()) == [notice]
    line = Revision.objects.of_article(readable)[0]
    assert (line.action, line.status_before, line.status_after, line.reason) == (
        "retracted", status, "retracted", "The meeting never took place.",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "  \n"])
def test_r7_retraction_needs_a_notice(readable, desk, text) -> None:
    assert refusal(lambda: retract_article(readable, by=desk, text=text)) == [
        "Say in the notice what was wrong, for readers."
    ]


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_was_never_readable_is_not_retracted(scheduled, desk, status) -> None:
    Article.objects.update(status=status)
    scheduled.refresh_from_db()

    assert refusal(lambda: retract_article(scheduled, by=desk, text="Wrong.")) == [
        "“Leaders meet” was never readable, so there is nothing to retract. Withdraw it."
    ]


def test_legal_does_not_retract(readable) -> None:
    lawyer = make_member(LEGAL)

    assert refusal(lambda: retract_article(readable, by=lawyer, text="Wrong.")) == [
        "Only a desk editor retracts articles."
    ]
