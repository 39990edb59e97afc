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
    dispute_quote,
    hidden_references,
    propose_office,
    publish_article,
    reopen_article,
    reopen_quote,
    retract_article,
    submit_article,
    verify_quote,
    withdraw_article,
    withdraw_quote,
)
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_office,
    make_organisation,
    make_public_quote,
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
        f"“{quote}” is withdrawn, so it cannot be verified. Reload the page to see it as it is."
    ]


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        (dispute_quote, "draft", "disputed"),
        (dispute_quote, "verified", "disputed"),
        (withdraw_quote, "draft", "withdrawn"),
        (withdraw_quote, "verified", "withdrawn"),
        (withdraw_quote, "disputed", "withdrawn"),
        (reopen_quote, "verified", "draft"),
        (reopen_quote, "disputed", "draft"),
        (reopen_quote, "withdrawn", "draft"),
    ],
)
def test_a_quote_leaves_the_public_record(author, act, before, after) -> None:
    quote = make_public_quote()
    Quote.objects.update(status=before)

    changed = act(quote, by=author)

    assert (changed.status, Quote.objects.get().status) == (after, after)
    assert list(Quote.objects.published()) == []
    assert LogEntry.objects.get().user == author


def test_a_reopened_quote_may_go_off_the_record(author) -> None:
    quote = reopen_quote(make_quote(verified=True), by=author)
    quote.terms = "off_record"

    quote.full_clean()

    assert quote.verified_by is None


def test_an_unsound_quote_can_still_be_withdrawn(author) -> None:
    quote = make_quote(verified=True, said_on_edtf="2025-09-01")
    Quote.objects.update(said_at=make_event(status="planned", occurrence="eos5"))

    assert withdraw_quote(quote, by=author).status == "withdrawn"


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_retract_refuses_an_article_that_was_never_readable(author, status) -> None:
    article = make_article(published=True)
    Article.objects.update(status=status, published_at=LATER)

    assert refusal(lambda: retract_article(article, by=author, text="Wrong.")) == [
        f"“{article}” was never readable, so there is nothing to retract. Withdraw it."
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


def test_hidden_references_name_all_that_an_article_shows(draft) -> None:
    body = make_organisation(name="Body", is_public=False)
    carrier = make_organisation(name="Carrier", is_public=False)
    outlet = make_organisation(name="Outlet", is_public=False)
    source = make_organisation(name="Source", is_public=False)
    place = make_event(title="Place", is_public=False)
    topic_of_talk = make_event(title="Talk", is_public=False)
    subject = make_event(title="Subject", is_public=False)
    office = make_office(make_actor(), body=body)
    quote = make_quote(
        speaker=office.holder,
        office=office,
        carried_by=carrier,
        said_at=place,
        about=[topic_of_talk],
    )
    make_citation(draft, quote)
    make_claim(draft, event=subject, attributed_to=source)
    Article.objects.update(outlet=outlet)

    names = [str(thing) for thing in hidden_references(draft)]

    assert sorted(names) == ["Body", "Carrier", "Outlet", "Place", "Source", "Subject", "Talk"]


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
