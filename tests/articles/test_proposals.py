"""R8: a change to a published article waits unseen until a desk editor applies it."""

import datetime
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Notice, Quote, Revision
from articles.revisions import as_if, snapshot_of
from articles.services import (
    apply_proposal,
    propose_revision,
    reject_proposal,
    reopen_article,
    retract_article,
    withdraw_article,
)
from articles.workflow import refusal as why_not
from newsroom.roles import LEGAL
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_member,
    make_office,
    make_organisation,
    make_quote,
    warned_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def article() -> Article:
    made = make_article(
        published=True, headline="Leaders meet", slug="leaders-meet", published_at=NOW - HOUR
    )
    make_citation(made, make_quote(verified=True, text="We met", slug="we-met"), cue="said")
    make_coverage(made, make_event(slug="talks"))
    return made


@pytest.fixture
def scheduled(article: Article) -> Article:
    Article.objects.update(published_at=NOW + HOUR)
    article.refresh_from_db()
    return article


def changed(article: Article, **fields: Any) -> dict[str, Any]:
    """Return the article's snapshot with other words in it."""
    snapshot = snapshot_of(article)
    snapshot["article"].update(fields)
    return snapshot


def propose(article: Article, by: Any, **fields: Any) -> Revision:
    revision = propose_revision(article, changed(article, **fields), by=by)
    assert revision is not None
    return revision


def apply(article: Article, proposal: Revision, by: Any, **fields: Any) -> Article:
    """Apply a proposal as somebody does who accepts every warning about the new words."""
    fields.setdefault("text", "It was Monday.")
    accepted = warned_of(article)
    if not missing_from(proposal):
        with as_if(article, proposal.snapshot) as proposed:
            accepted = warned_of(proposed)
    return apply_proposal(article, by=by, seq=proposal.seq, acknowledged=accepted, **fields)


def missing_from(proposal: Revision) -> list[str]:
    """Return the words that no published article does without and that the proposal lacks."""
    words = proposal.snapshot["article"]
    return [name for name in ("headline", "body") if not words[name].strip()]


def as_readers_have_it(client: Client, slug: str = "leaders-meet") -> list[bytes]:
    addresses = (f"/api/v1/articles/{slug}/", "/api/v1/articles/", "/api/v1/quotes/")
    return [client.get(address).content for address in addresses]


def test_r8_readers_have_the_old_words_to_the_byte_until_a_proposal_is_applied(
    client, article, author, desk
) -> None:
    before = as_readers_have_it(client)

    proposal = propose(article, author, headline="Leaders part", standfirst="They parted.")
    while_it_waits = as_readers_have_it(client)
    apply(article, proposal, desk)

    assert while_it_waits == before
    shown = client.get("/api/v1/articles/leaders-meet/").json()
    assert (shown["headline"], shown["standfirst"]) == ("Leaders part", "They parted.")
    assert shown["version"] == 2


def test_a_proposal_is_on_record_with_the_whole_of_the_article(article, author) -> None:
    proposal = propose_revision(
        article, changed(article, headline="Leaders part"), by=author, reason=" They did. "
    )

    assert proposal is not None
    assert (proposal.seq, proposal.action, proposal.by, proposal.reason) == (
        1, "proposed", author, "They did.",
    )  # fmt: skip
    assert (proposal.status_before, proposal.status_after) == ("published", "published")
    assert proposal.snapshot["article"]["headline"] == "Leaders part"
    assert [row["quote"] for row in proposal.snapshot["citations"]] == ["we-met"]
    assert (article.headline, article.edit_counter) == ("Leaders meet", 1)
    assert Revision.objects.open_proposal(article) == proposal


def test_what_readers_have_already_is_no_proposal(article, author) -> None:
    assert propose_revision(article, changed(article), by=author) is None
    assert Revision.objects.open_proposal(article) is None
    assert Article.objects.get().edit_counter == 0


def test_a_later_proposal_takes_the_place_of_the_one_that_waits(article, author, desk) -> None:
    first = propose(article, author, headline="Leaders part")
    second = propose(article, author, headline="Leaders quarrel")

    assert Revision.objects.open_proposal(article) == second
    assert refusal(lambda: apply(article, first, desk)) == [
        "The proposal changed while you read it. Read it again."
    ]
    assert refusal(lambda: reject_proposal(article, by=desk, seq=first.seq)) == [
        "The proposal changed while you read it. Read it again."
    ]
    assert apply(article, second, desk).headline == "Leaders quarrel"


def test_saving_a_proposal_again_unchanged_adds_nothing(article, author) -> None:
    propose(article, author, headline="Leaders part")

    assert propose_revision(article, changed(article, headline="Leaders part"), by=author) is None
    assert Revision.objects.of_article(article).count() == 2, "as loaded, and the proposal"


def test_r8_applying_raises_the_version_and_tells_readers(article, author, desk) -> None:
    proposal = propose(article, author, headline="Leaders part")

    apply(article, proposal, desk, kind="clarification", text=" It was Monday. ")

    notice = Notice.objects.get()
    assert (notice.kind, notice.text, notice.issued_by) == ("clarification", "It was Monday.", desk)
    assert (article.headline, article.version, article.status) == ("Leaders part", 2, "published")
    line = Revision.objects.of_article(article)[0]
    assert (line.action, line.of, line.by, line.reason) == (
        "applied", proposal, desk, "It was Monday.",
    )  # fmt: skip
    assert line.snapshot["article"]["headline"] == "Leaders part"
    assert line.acknowledged == sorted(warned_of(article))
    assert Revision.objects.open_proposal(article) is None


def test_r8_a_typographical_change_needs_no_notice(article, author, desk) -> None:
    proposal = propose(article, author, headline="Leaders meet.")

    apply(article, proposal, desk, typographical=True, text="")

    assert not Notice.objects.exists()
    assert (article.headline, article.version) == ("Leaders meet.", 2)
    assert Revision.objects.of_article(article)[0].reason == "Typographical."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "Say in the notice what was wrong and what is right, for readers."),
        (
            {"kind": "retraction"},
            "Choose one of: correction, clarification, update, editors_note.",
        ),
    ],
)
def test_r8_any_other_change_needs_its_notice(article, author, desk, fields, sentence) -> None:
    proposal = propose(article, author, headline="Leaders part")

    assert refusal(lambda: apply(article, proposal, desk, **fields)) == [sentence]


def test_what_nobody_reads_yet_gets_neither_notice_nor_version(scheduled, author, desk) -> None:
    proposal = propose(scheduled, author, headline="Leaders part")

    apply(scheduled, proposal, desk, text="It was Monday.")

    assert not Notice.objects.exists()
    assert (scheduled.headline, scheduled.version) == ("Leaders part", 1)


def test_r8_nobody_applies_their_own_proposal(article, desk) -> None:
    proposal = propose(article, desk, headline="Leaders part")

    assert refusal(lambda: apply(article, proposal, desk)) == [
        "You proposed this change, so somebody else has to read it before it is applied."
    ]


def test_r8_only_a_desk_editor_applies(article, author, sub_editor) -> None:
    proposal = propose(article, author, headline="Leaders part")

    assert refusal(lambda: apply(article, proposal, sub_editor)) == [
        "Only a desk editor does this."
    ]


def test_legal_proposes_nothing(article) -> None:
    lawyer = make_member(LEGAL)

    assert refusal(lambda: propose(article, lawyer, headline="Leaders part")) == [
        "Your role reads articles and does not write them."
    ]


def test_citations_and_coverage_change_with_the_words(article, author, desk) -> None:
    office = make_office(make_actor(name="Ana"), title="President", body=make_organisation())
    quote = make_quote(verified=True, text="We parted", slug="we-parted", speaker=office.holder,
                       office=office)  # fmt: skip
    snapshot = changed(article, body="“We parted,” Ana said.")
    snapshot["citations"] = [
        {**snapshot["citations"][0], "quote": quote.slug, "as_printed": "We parted"}
    ]
    snapshot["coverage"] = [{"event": make_event(slug="row").slug, "rel": "background",
                             "is_upcoming": True}]  # fmt: skip
    proposal = propose_revision(article, snapshot, by=author)
    assert proposal is not None

    apply(article, proposal, desk)

    citation = article.citations.get()
    assert (citation.quote, citation.as_printed, citation.cue) == (quote, "We parted", "said")
    assert citation.title_on_day == office.label, "frozen, as at publication"
    coverage = article.coverage.get()
    assert (coverage.event.slug, coverage.rel, coverage.is_upcoming) == ("row", "background", True)


def test_a_proposal_unfit_for_print_is_refused_whole(article, author, desk) -> None:
    proposal = propose(article, author, headline="Leaders part", body="No marks here.")

    [sentence] = refusal(lambda: apply(article, proposal, desk))

    assert sentence.startswith("Quote we-met: The body does not print these words")


@pytest.mark.parametrize("field", ["headline", "body"])
def test_a_proposal_without_words_is_refused_with_a_sentence(article, author, desk, field) -> None:
    proposal = propose(article, author, **{field: " "})

    assert refusal(lambda: apply(article, proposal, desk)) == [
        f"A published article needs a {field}."
    ]


def test_a_proposal_that_cites_what_was_deleted_is_refused(article, author, desk) -> None:
    snapshot = changed(article)
    snapshot["citations"].append({**snapshot["citations"][0], "quote": "never-was"})
    snapshot["coverage"].append({**snapshot["coverage"][0], "event": "no-event"})
    proposal = propose_revision(article, snapshot, by=author)
    assert proposal is not None

    assert refusal(lambda: apply(article, proposal, desk)) == [
        "The quote never-was and the event no-event no longer exist. Propose the change anew."
    ]


def test_warnings_of_the_new_words_are_acknowledged_by_name(article, author, desk) -> None:
    proposal = propose(article, author, headline="Leaders part")

    sentences = refusal(
        lambda: apply_proposal(article, by=desk, seq=proposal.seq, text="It was Monday.")
    )

    assert any(sentence.startswith("Acknowledge Q04 we-met: ") for sentence in sentences)


def test_a_rejected_proposal_leaves_the_article_as_readers_have_it(
    client, article, author, desk
) -> None:
    before = as_readers_have_it(client)
    proposal = propose(article, author, headline="Leaders part")

    reject_proposal(article, by=desk, seq=proposal.seq, reason=" Not so. ")

    line = Revision.objects.of_article(article)[0]
    assert (line.action, line.of, line.reason) == ("rejected", proposal, "Not so.")
    assert line.snapshot["article"]["headline"] == "Leaders meet"
    assert (article.headline, article.version, Notice.objects.count()) == ("Leaders meet", 1, 0)
    assert as_readers_have_it(client)[1:] == before[1:]
    assert client.get("/api/v1/articles/leaders-meet/").json()["headline"] == "Leaders meet"


def test_r8_readers_learn_nothing_of_a_rejected_proposal(article, author, desk, client) -> None:
    proposal = propose(article, author, headline="Leaders part")
    before = as_readers_have_it(client)
    Article.objects.update(updated_at=NOW - datetime.timedelta(days=1))
    then = as_readers_have_it(client)

    reject_proposal(article, by=desk, seq=proposal.seq)

    assert before != then == as_readers_have_it(client)


def test_who_proposed_a_change_takes_it_back(article, author, sub_editor) -> None:
    proposal = propose(article, author, headline="Leaders part")

    assert refusal(lambda: reject_proposal(article, by=sub_editor, seq=proposal.seq)) == [
        "Only a desk editor, or who proposed the change, rejects it."
    ]
    reject_proposal(article, by=author, seq=proposal.seq)

    assert Revision.objects.open_proposal(article) is None


@pytest.mark.parametrize("act", ["apply", "reject"])
def test_without_a_proposal_there_is_nothing_to_decide(article, desk, act) -> None:
    assert why_not(act, article, desk) == (
        "Nobody proposes a change to “Leaders meet”. Reload the page to see it as it is."
    )


def test_a_proposal_lapses_when_the_article_is_withdrawn(article, author, desk) -> None:
    propose(article, author, headline="Leaders part")

    withdraw_article(article, by=desk, reason="A doubt.")
    reopen_article(article, by=desk)
    Article.objects.update(status="published", reviewed_by=desk)
    article.refresh_from_db()

    assert Revision.objects.open_proposal(article) is None
    assert article.headline == "Leaders meet"


def test_a_proposal_lapses_when_the_article_is_retracted(article, author, desk) -> None:
    propose(article, author, headline="Leaders part")

    retract_article(article, by=desk, text="All wrong.")

    assert Revision.objects.open_proposal(article) is None


def test_r12_a_quote_corrected_while_a_proposal_waits_has_to_be_mended_first(
    article, author, desk
) -> None:
    proposal = propose(article, author, headline="Leaders part")
    Quote.objects.update(text="We never met")

    [sentence] = refusal(lambda: apply(article, proposal, desk))

    assert sentence.startswith("Quote we-met: These are not the quote's words.")
