"""A quote's way to being verified, and back out of the public record."""

import pytest
from django.contrib.admin.models import LogEntry

from actors.dates import read_edtf
from articles.models import Quote
from articles.services import (
    dispute_quote,
    propose_office,
    reopen_quote,
    verify_quote,
    withdraw_quote,
)
from newsroom.roles import ADMINISTRATOR, DESK_EDITOR, LEGAL, REPORTER, SUB_EDITOR
from tests.articles.refusals import refusal
from tests.factories import (
    make_actor,
    make_event,
    make_member,
    make_office,
    make_public_quote,
    make_quote,
)

pytestmark = pytest.mark.django_db


def test_verify_quote(sub_editor) -> None:
    quote = verify_quote(make_quote(), by=sub_editor)

    assert (quote.status, quote.verified_by) == ("verified", sub_editor)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (sub_editor, "Verified.")


ACTS = [verify_quote, dispute_quote, withdraw_quote, reopen_quote]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [REPORTER, SUB_EDITOR, DESK_EDITOR, LEGAL, ADMINISTRATOR])
def test_reviewers_and_legal_alone_act_on_quotes(act, role) -> None:
    quote, somebody = make_quote(status="disputed"), make_member(role)
    if act is dispute_quote:
        Quote.objects.update(status="draft")

    if role in (SUB_EDITOR, DESK_EDITOR, LEGAL):
        assert act(quote, by=somebody).status != "disputed" or act is dispute_quote
    else:
        assert refusal(lambda: act(quote, by=somebody)) == [
            "Only sub-editors, desk editors and legal verify, dispute or withdraw quotes."
        ]


STARTS = {
    verify_quote: ("verified", {"draft", "disputed"}),
    dispute_quote: ("disputed", {"draft", "verified"}),
    withdraw_quote: ("withdrawn", {"draft", "verified", "disputed"}),
    reopen_quote: ("reopened", {"verified", "disputed", "withdrawn"}),
}


@pytest.mark.parametrize("status", Quote.Status.values)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_starts_from_its_statuses_only(sub_editor, act, status) -> None:
    quote = make_quote(verified=True)
    Quote.objects.update(status=status)
    verb, starts = STARTS[act]

    if status in starts:
        act(quote, by=sub_editor)
    else:
        assert refusal(lambda: act(quote, by=sub_editor)) == [
            f"“{quote}” is {status}, so it cannot be {verb}. Reload the page to see it as it is."
        ]


def anonymous(**fields) -> Quote:
    return make_quote(attribution="anonymous", terms="background", **fields)


def test_r9_nobody_verifies_an_anonymous_quote_that_they_entered(sub_editor, desk) -> None:
    quote = anonymous(created_by=sub_editor)

    assert refusal(lambda: verify_quote(quote, by=sub_editor)) == [
        "You entered this anonymous quote, so somebody else verifies it."
    ]
    assert verify_quote(quote, by=desk).verified_by == desk


def test_r9_an_anonymous_quote_of_nobody_is_not_verified(sub_editor) -> None:
    quote = anonymous()

    assert refusal(lambda: verify_quote(quote, by=sub_editor)) == [
        "An anonymous quote is verified by somebody other than who entered it."
    ]


def test_verify_refuses_what_is_off_the_record(sub_editor) -> None:
    quote = make_quote(terms="off_record")

    assert refusal(lambda: verify_quote(quote, by=sub_editor)) == [
        "Words off the record are never verified for print. Keep it a draft."
    ]


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        (dispute_quote, "verified", "disputed"),
        (withdraw_quote, "verified", "withdrawn"),
        (withdraw_quote, "disputed", "withdrawn"),
        (reopen_quote, "verified", "draft"),
        (reopen_quote, "withdrawn", "draft"),
    ],
)
def test_a_quote_leaves_the_public_record(sub_editor, act, before, after) -> None:
    quote = make_public_quote()
    Quote.objects.update(status=before)

    changed = act(quote, by=sub_editor)

    assert (changed.status, Quote.objects.get().status) == (after, after)
    assert list(Quote.objects.published()) == []


def test_the_reason_stands_in_the_quotes_history(sub_editor) -> None:
    withdraw_quote(make_quote(), by=sub_editor, reason=" Never said. ")

    assert LogEntry.objects.get().change_message == "Withdrawn. Never said."


def test_a_reopened_quote_may_go_off_the_record(sub_editor) -> None:
    quote = reopen_quote(make_quote(verified=True), by=sub_editor)
    quote.terms = "off_record"

    quote.full_clean()

    assert quote.verified_by is None


def test_an_unsound_quote_can_still_be_withdrawn(sub_editor) -> None:
    quote = make_quote(verified=True, said_on_edtf="2025-09-01")
    Quote.objects.update(said_at=make_event(status="planned", occurrence="eos5"))

    assert withdraw_quote(quote, by=sub_editor).status == "withdrawn"


def test_r3_the_one_possible_office_is_proposed() -> None:
    speaker = make_actor()
    old = make_office(speaker, end_edtf="2020")
    new = make_office(speaker, start_edtf="2021")

    assert propose_office(speaker, read_edtf("2025-09-01")) == new
    assert propose_office(speaker, read_edtf("2019")) == old
    assert propose_office(speaker, read_edtf("")) is None, "both are possible"
    assert propose_office(make_actor(), read_edtf("2025")) is None
    assert propose_office(None, read_edtf("2025")) is None
