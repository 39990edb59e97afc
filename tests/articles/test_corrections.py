"""R12: a quote changes after it was printed, and each article that printed it hears of it."""

import datetime
import json

import pytest
from django.contrib.admin.models import LogEntry

from articles.models import Article, Correction, Quote, Revision
from articles.revisions import snapshot_of
from articles.services import (
    apply_proposal,
    close_correction,
    dispute_quote,
    open_corrections,
    propose_revision,
    reopen_quote,
    retract_article,
    state_of,
    verify_quote,
    withdraw_article,
    withdraw_quote,
)
from newsroom.roles import LEGAL, REPORTER
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_member,
    make_quote,
    warned_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def quote() -> Quote:
    return make_quote(
        verified=True, text="We met", slug="we-met", speaker=make_actor(name="Ana Orlova")
    )


@pytest.fixture
def article(quote: Quote) -> Article:
    made = make_article(published=True, headline="Leaders meet", published_at=NOW - HOUR)
    make_citation(made, quote)
    return made


def change(quote: Quote, by, **fields) -> list[Correction]:
    """Change a quote as its page does."""
    before = state_of(quote)
    for name, value in fields.items():
        setattr(quote, name, value)
    quote.save()
    return open_corrections(quote, before, by=by)


def unnamed(**fields) -> dict:
    return {"attribution": "unnamed", "speaker": None, "source_description": "Experts", **fields}


def anonymous() -> dict:
    return unnamed(attribution="anonymous", source_description="An official", terms="background")


def test_r12_a_changed_text_opens_a_correction_in_each_published_article(quote, article, desk):
    second = make_article(published=True, published_at=NOW - HOUR)
    make_citation(second, quote)
    for status in ("draft", "in_review", "withdrawn"):
        make_citation(make_article(status=status), quote)
    make_citation(make_article(published=True), make_quote(verified=True))

    opened = change(quote, desk, text="We parted")

    assert [row.article.status for row in opened] == ["published", "published"]
    first = opened[0]
    assert (first.article, first.quote, first.opened_by, first.opened_at) == (
        article, quote, desk, NOW,
    )  # fmt: skip
    assert first.changes == {"text": ["We met", "We parted"]}
    assert list(Correction.objects.open()) == opened
    entries = [e for e in LogEntry.objects.all() if e.get_edited_object() == article]
    assert [entry.change_message for entry in entries] == ["A quote in it was changed: text."]


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        ({"kind": "indirect"}, {"kind": ["direct", "indirect"]}),
        ({"status": "disputed"}, {"status": ["verified", "disputed"]}),
        (
            unnamed(),
            {"speaker": ["Ana Orlova", "Experts"], "attribution": ["named", "unnamed"]},
        ),
    ],
)
def test_what_readers_have_otherwise_is_what_counts(quote, article, desk, fields, changes) -> None:
    [opened] = change(quote, desk, **fields)

    assert opened.changes == changes


def test_what_readers_do_not_see_opens_nothing(quote, article, desk) -> None:
    assert change(quote, desk, note="Checked twice.", platform="") == []
    assert not Correction.objects.exists()


def test_further_changes_join_the_open_correction(quote, article, desk) -> None:
    change(quote, desk, text="We parted")
    change(quote, desk, status="disputed")
    change(quote, desk, text="We quarrelled")

    assert Correction.objects.get().changes == {
        "text": ["We met", "We quarrelled"], "status": ["verified", "disputed"],
    }  # fmt: skip


def test_a_correction_closes_when_the_quote_is_again_what_was_printed(quote, article, desk):
    change(quote, desk, text="We parted")

    assert change(quote, desk, text="We met") == []

    closed = Correction.objects.get()
    assert (closed.outcome, closed.reason) == ("unneeded", "The quote is as it was.")
    assert (closed.closed_by, closed.closed_at) == (desk, NOW)


def test_a_quote_that_is_verified_anew_needs_no_correction(quote, article, desk) -> None:
    reopen_quote(quote, by=desk)
    assert Correction.objects.open().count() == 1

    verify_quote(quote, by=desk)

    assert not Correction.objects.open().exists()


@pytest.mark.parametrize("act", [withdraw_quote, dispute_quote, reopen_quote])
def test_each_way_out_of_the_record_opens_corrections(quote, article, desk, act) -> None:
    act(quote, by=desk)

    assert set(Correction.objects.open().get().changes) == {"status"}


def test_a_quote_withdrawn_before_it_was_printed_opens_nothing(quote, desk) -> None:
    make_citation(make_article(), quote)

    withdraw_quote(quote, by=desk)

    assert not Correction.objects.exists()


# Closing


def test_a_correction_that_needs_no_notice_is_closed_with_a_reason(quote, article, desk) -> None:
    [opened] = change(quote, desk, text="We met.")

    closed = close_correction(opened, by=desk, reason=" A full stop. ")

    assert (closed.outcome, closed.reason, closed.notice) == ("unneeded", "A full stop.", None)
    assert (closed.closed_by, closed.closed_at) == (desk, NOW)


def test_a_correction_is_not_closed_without_a_reason_nor_twice(quote, article, desk) -> None:
    [opened] = change(quote, desk, text="We parted")

    assert refusal(lambda: close_correction(opened, by=desk, reason=" ")) == [
        "Say why readers need no notice."
    ]
    close_correction(Correction.objects.get(), by=desk, reason="A comma.")
    assert refusal(lambda: close_correction(opened, by=desk, reason="A comma.")) == [
        f"Somebody has dealt with “{opened}” already. Reload the page."
    ]


@pytest.mark.parametrize("role", [REPORTER, LEGAL])
def test_only_a_desk_editor_closes_corrections(quote, article, desk, role) -> None:
    [opened] = change(quote, desk, text="We parted")
    somebody = make_member(role)

    assert refusal(lambda: close_correction(opened, by=somebody, reason="A comma.")) == [
        "Only a desk editor closes corrections."
    ]


def test_a_change_after_a_correction_was_closed_opens_another(quote, article, desk) -> None:
    [opened] = change(quote, desk, text="We parted")
    close_correction(opened, by=desk, reason="A comma.")

    [again] = change(quote, desk, text="We quarrelled")

    assert again.pk != opened.pk
    assert again.changes == {"text": ["We parted", "We quarrelled"]}


@pytest.mark.parametrize(
    "act",
    [
        lambda article, by: withdraw_article(article, by=by, reason="A doubt."),
        lambda article, by: retract_article(article, by=by, text="All wrong."),
    ],
    ids=["withdrawn", "retracted"],
)
def test_an_article_taken_down_owes_no_correction(quote, article, desk, act) -> None:
    change(quote, desk, text="We parted")

    act(article, desk)

    closed = Correction.objects.get()
    assert (closed.outcome, closed.closed_by) == ("taken_down", desk)


def proposed(article: Article, by) -> int:
    snapshot = snapshot_of(article)
    snapshot["article"]["body"] = "“We parted,” she said."
    snapshot["citations"][0]["as_printed"] = "We parted"
    proposal = propose_revision(article, snapshot, by=by)
    assert proposal is not None
    return proposal.seq


def test_r8_an_applied_change_closes_what_its_notice_covers(quote, article, author, desk) -> None:
    [opened] = change(quote, desk, text="We parted")

    apply_proposal(
        article, by=desk, seq=proposed(article, author), text="She said they parted.",
        corrections=[opened], acknowledged=warned_of(article),
    )  # fmt: skip

    opened.refresh_from_db()
    assert opened.outcome == "noticed"
    assert opened.notice is not None
    assert opened.notice.text == "She said they parted."


def test_r12_an_article_still_to_come_returns_to_review_instead(quote, article, desk) -> None:
    Article.objects.update(published_at=NOW + HOUR)

    assert change(quote, desk, text="We parted") == []

    article.refresh_from_db()
    assert (article.status, article.published_at, article.reviewed_by) == ("in_review", None, None)
    line = Revision.objects.of_article(article)[0]
    assert (line.action, line.by, line.status_before, line.status_after) == (
        "reopened", desk, "published", "in_review",
    )  # fmt: skip
    assert line.reason == f"Off the schedule: the quote {quote.slug} was changed."
    assert not Correction.objects.exists()


def test_r5_so_does_one_whose_quote_is_withdrawn(quote, article, desk) -> None:
    Article.objects.update(published_at=NOW + HOUR)

    withdraw_quote(quote, by=desk, reason="Never said.")

    assert Article.objects.get().status == "in_review"


def test_an_article_that_readers_had_before_keeps_that_on_record(quote, article, desk) -> None:
    withdraw_article(article, by=desk, reason="A doubt.")
    Article.objects.update(status="published", published_at=NOW + HOUR)

    change(quote, desk, text="We parted")

    article.refresh_from_db()
    assert (article.status, article.published_at) == ("in_review", NOW - HOUR)


# Who becomes anonymous is named nowhere

LATER_STEPS = {
    "at once": [anonymous()],
    "after a change of speaker": [{"speaker": "Boris"}, anonymous()],
    "by way of an unnamed source": [unnamed(), anonymous()],
    "by way of an unnamed source of the same description": [
        unnamed(source_description="An official"), anonymous(),
    ],
    "after a change of text": [{"text": "We parted"}, anonymous()],
}  # fmt: skip


@pytest.mark.parametrize("closes", [False, True], ids=["open", "closed in between"])
@pytest.mark.parametrize("steps", LATER_STEPS.values(), ids=LATER_STEPS)
def test_who_becomes_an_anonymous_source_is_named_in_no_correction(
    quote, article, desk, steps, closes
) -> None:
    for fields in steps:
        other = {"speaker": make_actor(name="Boris Petrov")} if "Boris" in fields.values() else {}
        change(quote, desk, **fields | other)
        if closes and quote.attribution != "anonymous":
            for row in Correction.objects.open():
                close_correction(row, by=desk, reason="A comma.")

    kept = json.dumps(list(Correction.objects.values_list("changes", flat=True)))
    assert "Orlova" not in kept
    assert "Petrov" not in kept
    if not closes or len(steps) == 1:
        assert Correction.objects.open().exists(), "readers still have the name"


def test_a_name_put_to_what_was_an_anonymous_source_is_no_secret(article, desk) -> None:
    hidden = make_quote(attribution="anonymous", terms="background", text="They agreed")
    make_citation(article, hidden)

    [opened] = change(
        hidden, desk, attribution="named", speaker=make_actor(name="Ana"), source_description="",
        terms="on_record",
    )  # fmt: skip

    assert opened.changes == {
        "speaker": ["Experts", "Ana"], "attribution": ["anonymous", "named"],
    }  # fmt: skip
