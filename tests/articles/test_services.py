"""What an editor does with articles and quotes, and what each act refuses."""

import datetime

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction

from actors.dates import read_edtf
from articles.models import Article, Notice, Quote
from articles.services import (
    hidden_references,
    propose_office,
    publish_article,
    reopen_article,
    retract_article,
    submit_article,
    verify_quote,
    withdraw_article,
)
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_office,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
MOMENT = datetime.timedelta(microseconds=1)
LATER = NOW + datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def frozen_time(request):
    if "transactional_db" in request.fixturenames:
        yield  # threads wait for one another there
        return
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def author():
    return make_user()


@pytest.fixture
def reviewer():
    return make_user()


@pytest.fixture
def draft(author) -> Article:
    return make_article(headline="Leaders meet", created_by=author)


def refusal(act) -> list[str]:
    """Return the sentences with which an act is refused, nothing being saved."""
    before = list(Article.objects.values()), list(Quote.objects.values())
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act()

    assert (list(Article.objects.values()), list(Quote.objects.values())) == before
    assert not LogEntry.objects.exists()
    return error.value.messages


# Submitting


def test_submit_hands_a_draft_in_for_review(draft, author, reviewer) -> None:
    submitted = submit_article(draft, by=reviewer)

    assert submitted is draft
    assert (draft.status, draft.created_by, draft.edit_counter) == ("in_review", author, 1)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (reviewer, "Submitted for review.")
    assert entry.get_edited_object() == draft


def test_who_submits_an_unsigned_draft_becomes_its_author(author) -> None:
    assert submit_article(make_article(), by=author).created_by == author


# From one status to the next

ACTS = {
    "submitted for review": (submit_article, {"draft"}),
    "published": (publish_article, {"draft", "in_review"}),
    "withdrawn": (withdraw_article, {"published"}),
    "reopened": (reopen_article, {"withdrawn", "in_review"}),
    "retracted": (
        lambda article, *, by: retract_article(article, by=by, text="It was wrong."),
        {"published", "withdrawn"},
    ),
}
SHOWN = {"in_review": "in review"}


@pytest.mark.parametrize("status", Article.Status.values)
@pytest.mark.parametrize(("verb", "act", "allowed"), [(v, *rest) for v, rest in ACTS.items()])
def test_each_act_starts_from_its_statuses_only(reviewer, status, verb, act, allowed) -> None:
    retracted_at = NOW if status == "retracted" else None
    article = make_article(
        published=True, headline="Leaders meet", status=status, retracted_at=retracted_at
    )

    if status in allowed:
        assert act(article, by=reviewer).edit_counter == 1
    else:
        assert refusal(lambda: act(article, by=reviewer)) == [
            (
                f"“Leaders meet” is {SHOWN.get(status, status)}, so it cannot be {verb}. "
                "Reload the page to see it as it is."
            )
        ]


def test_withdrawn_article_is_gone_and_may_return_to_draft(reviewer) -> None:
    article = make_article(published=True)

    withdraw_article(article, by=reviewer)
    assert not Article.objects.ever_public().exists()
    reopen_article(article, by=reviewer)

    assert article.status == "draft"
    assert article.published_at, "it was published, so it can never be deleted"


def test_r7_retraction_is_notice_status_and_time_in_one(reviewer) -> None:
    article = make_article(published=True)

    retract_article(article, by=reviewer, text="The meeting never took place.")

    notice = Notice.objects.get()
    assert (article.status, article.retracted_at) == ("retracted", NOW)
    assert (notice.kind, notice.text) == ("retraction", "The meeting never took place.")
    assert (notice.article, notice.issued_by, notice.issued_at) == (article, reviewer, NOW)
    assert list(Notice.objects.published()) == [notice]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_r7_retraction_needs_a_notice(reviewer, text) -> None:
    article = make_article(published=True)

    assert refusal(lambda: retract_article(article, by=reviewer, text=text)) == [
        "Say in the notice what was wrong, for readers."
    ]


# Verifying


def test_verify_quote(author) -> None:
    quote = verify_quote(make_quote(), by=author)

    assert (quote.status, quote.verified_by) == ("verified", author)
    assert LogEntry.objects.get().change_message == "Verified."


def anonymous(**fields) -> Quote:
    return make_quote(attribution="anonymous", terms="background", **fields)


def test_r9_nobody_verifies_an_anonymous_quote_that_they_entered(author, reviewer) -> None:
    quote = anonymous(created_by=author)

    assert refusal(lambda: verify_quote(quote, by=author)) == [
        "An anonymous quote is verified by somebody other than who entered it."
    ]
    assert verify_quote(quote, by=reviewer).verified_by == reviewer


def test_verify_refuses_what_is_off_the_record(author) -> None:
    quote = make_quote(terms="off_record")

    assert refusal(lambda: verify_quote(quote, by=author)) == [
        "Words off the record are never verified for print. Keep it a draft."
    ]


def test_verify_refuses_a_withdrawn_quote(author) -> None:
    quote = make_quote(status="withdrawn")

    assert refusal(lambda: verify_quote(quote, by=author)) == [
        "This quote was withdrawn. Enter it anew if it is to be used."
    ]


# Proposing and listing


def test_r3_the_one_possible_office_is_proposed() -> None:
    speaker = make_actor()
    old = make_office(speaker, end_edtf="2020")
    new = make_office(speaker, start_edtf="2021")

    assert propose_office(speaker, read_edtf("2025-09-01")) == new
    assert propose_office(speaker, read_edtf("2019")) == old
    assert propose_office(speaker, read_edtf("")) is None, "both are possible"
    assert propose_office(make_actor(), read_edtf("2025")) is None
    assert propose_office(None, read_edtf("2025")) is None


def test_hidden_references_are_what_the_article_shows_and_readers_may_not_see(draft) -> None:
    hidden = make_actor(is_public=False)
    secret = make_event(is_public=False)
    make_citation(draft, make_quote(speaker=hidden))
    make_citation(draft, make_quote(speaker=hidden))
    make_citation(draft, make_quote())
    make_coverage(draft, secret)
    make_coverage(draft, make_event())
    make_actor(is_public=False)

    assert hidden_references(draft) == [hidden, secret]
