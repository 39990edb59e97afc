"""Linking as one act: what is made, on which version, and what is refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from actors.models import Actor
from articles.models import Citation, Coverage, Quote, RejectedQuotation, Revision
from articles.revisions import plain, snapshot_of
from articles.services import (
    LinkingError,
    apply_proposal,
    link_quotations,
    reject_quotation,
    restore_quotation,
    submit_article,
    verify_quote,
)
from newsroom.roles import DESK_EDITOR, LEGAL, SUB_EDITOR
from tests.articles.linking.conftest import BODY
from tests.articles.linking.linking_page import by_words, decided
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_member,
    make_quote,
    warned_of,
)

pytestmark = pytest.mark.django_db


def link(article, by, *words, counter=None, **changes):
    found = by_words(article)
    article.refresh_from_db()
    return link_quotations(
        article,
        [decided(found[word], **changes) for word in words],
        by=by,
        edit_counter=article.edit_counter if counter is None else counter,
    )


def test_a_new_quote_is_a_draft_of_whoever_linked_it(article, author, marta, conference):
    linked = link(article, author, "We")

    (quote,) = linked.made
    assert (quote.text, quote.speaker, quote.status, quote.created_by) == (
        "We have agreed on the bridge and on the road",
        marta,
        "draft",
        author,
    )
    assert (quote.said_at, quote.said_on_edtf, quote.channel) == (
        conference,
        "2025-09-01",
        "press_conference",
    )


def test_the_citation_says_how_it_is_printed(article, author, juhan):
    link(article, author, "Nothing")

    citation = Citation.objects.get()
    assert (citation.article, citation.kind, citation.as_printed, citation.paragraph) == (
        article,
        "direct",
        "Nothing is signed before winter comes",
        3,
    )
    assert (citation.speaker_as_printed, citation.cue) == ("Juhan Kask", "told")
    assert citation.quote.office.title == "Minister"
    citation.full_clean()


def test_all_is_one_revision(article, author):
    link(article, author, "We", "Nothing", "It")

    saved, loaded = Revision.objects.of_article(article)
    assert (saved.action, saved.seq, saved.by, saved.reason) == (
        "saved",
        1,
        author,
        "Linked 3 quotations.",
    )
    assert loaded.action == "loaded"
    assert saved.snapshot == plain(snapshot_of(article))
    assert len(saved.snapshot["citations"]) == 3


def test_the_event_joins_what_the_article_is_about(article, author, conference):
    linked = link(article, author, "We")

    assert linked.covered == [conference]
    assert Coverage.objects.get().rel == "background"


def test_an_event_that_is_covered_stays_as_it_is(article, author, conference):
    make_coverage(article, conference, rel="subject")

    assert link(article, author, "We").covered == []
    assert Coverage.objects.get().rel == "subject"


def test_the_event_is_left_out_of_the_coverage_where_the_editor_says_so(
    article, author, conference
):
    found = by_words(article)["We"]

    link_quotations(article, [decided(found)], by=author, edit_counter=0, covers_events=False)

    assert Coverage.objects.count() == 0
    assert Quote.objects.get().said_at == conference


def test_the_event_of_a_new_quote_is_not_covered_for_one_on_file(
    article, author, marta, conference
):
    quote = make_quote(text="We have agreed on the bridge and on the road", speaker=marta)

    assert link(article, author, "We", quote=quote, said_at=conference).covered == []


def test_a_quote_on_file_is_cited_and_not_made_again(article, author, juhan):
    quote = make_quote(text="Nothing is signed before winter comes", speaker=juhan, verified=True)

    linked = link(article, author, "Nothing", quote=quote)

    assert (linked.made, linked.cited) == ([], [quote])
    assert Citation.objects.get().quote == Quote.objects.get() == quote
    quote.refresh_from_db()
    assert quote.status == "verified"


def test_a_mixed_quote_on_file_is_cited_as_no_more_than_that(article, author, juhan):
    quote = make_quote(
        text="Nothing is signed before winter comes", speaker=juhan, kind="mixed", context="All."
    )

    link(article, author, "Nothing", quote=quote)

    citation = Citation.objects.get()
    assert (citation.kind, "Juhan Kask told reporters" in citation.context) == ("mixed", True)


def test_a_withdrawn_quote_is_refused_at_its_quotation(article, author, juhan):
    quote = make_quote(text="Nothing is signed before winter comes", speaker=juhan)
    found = by_words(article)["Nothing"]
    Quote.objects.update(status="withdrawn")

    with pytest.raises(LinkingError) as refused:
        link_quotations(article, [decided(found, quote=quote)], by=author, edit_counter=0)

    assert refused.value.by_key == {
        found.key: {"quote": ["This quote is no longer there. Link it as a new one."]}
    }


def test_words_that_came_on_file_meanwhile_are_not_made_twice(article, author, juhan):
    found = by_words(article)["Nothing"]
    make_quote(text="Nothing is signed before winter comes", speaker=juhan)

    with pytest.raises(LinkingError, match="came on file meanwhile"):
        link_quotations(article, [decided(found)], by=author, edit_counter=0)

    assert Quote.objects.count() == 1


def test_words_said_twice_may_be_made_again_by_who_saw_the_first(article, author, juhan):
    make_quote(text="Nothing is signed before winter comes", speaker=juhan)

    link(article, author, "Nothing")

    assert Quote.objects.count() == 2


def test_a_new_speaker_is_added_once_and_not_public(article, author):
    linked = link(article, author, "We", "Nothing", speaker=None, new_speaker="Linda Tamm")

    person = Actor.objects.get(name="Linda Tamm")
    assert (person.kind, person.is_public) == ("person", False)
    assert linked.added_actors == [person]
    assert {quote.speaker for quote in linked.made} == {person}


def test_a_speaker_whom_a_colleague_added_meanwhile_is_not_added_again(article, author):
    person = make_actor(name="Linda Tamm")

    linked = link(article, author, "We", speaker=None, new_speaker="linda  tamm")

    assert (linked.added_actors, linked.made[0].speaker) == ([], person)


def test_an_anonymous_source_is_on_background_and_has_no_speaker(article, author):
    link(
        article,
        author,
        "We",
        attribution="anonymous",
        speaker=None,
        source_description="A senior official",
    )

    quote = Quote.objects.get()
    assert (quote.attribution, quote.speaker, quote.office, quote.terms) == (
        "anonymous",
        None,
        None,
        "background",
    )


def test_a_named_quote_without_a_speaker_is_refused_and_nothing_is_stored(article, author):
    found = by_words(article)

    with pytest.raises(LinkingError) as refused:
        link_quotations(
            article,
            [decided(found["We"]), decided(found["Nothing"], speaker=None)],
            by=author,
            edit_counter=0,
        )

    assert list(refused.value.by_key) == [found["Nothing"].key]
    assert (Quote.objects.count(), Citation.objects.count()) == (0, 0)
    article.refresh_from_db()
    assert article.edit_counter == 0


def test_r4_nobody_is_linked_as_speaking_after_the_article(article, author):
    with pytest.raises(LinkingError, match="after the article's own date"):
        link(article, author, "Nothing", said_on="2025-09-05", said_on_basis="stated")


def test_r4_nobody_spoke_at_an_event_that_was_not_held(article, author):
    event = make_event(title="Talks to come", status="planned", occurrence="eos1")

    with pytest.raises(LinkingError, match="nothing was said there yet"):
        link(article, author, "Nothing", said_at=event)


def test_r11_a_stale_page_is_refused_with_who_was_first(article, author):
    colleague = make_member(DESK_EDITOR, username="colleague")
    link(article, colleague, "We")

    with pytest.raises(ValidationError) as refused:
        link(article, author, "Nothing", counter=0)

    assert refused.value.messages[0].startswith("Not saved: colleague saved this article at ")
    assert [row.as_printed[:2] for row in Citation.objects.all()] == ["We"]


def test_r8_on_a_published_article_citations_are_proposed(author, marta, juhan, conference):
    desk = make_member(DESK_EDITOR, username="desk")
    article = make_article(published=True, body=BODY, source_date=datetime.date(2025, 9, 2))

    linked = link(article, author, "We", "Nothing", "It")

    assert linked.is_proposed
    assert Citation.objects.count() == 0
    proposal = Revision.objects.open_proposal(article)
    printed = [row["as_printed"].split()[0] for row in proposal.snapshot["citations"]]
    assert sorted(printed) == ["It", "Nothing", "We"]
    assert [row["event"] for row in proposal.snapshot["coverage"]] == [conference.slug]
    assert Quote.objects.published().count() == 0

    for quote in linked.made:
        verify_quote(quote, by=desk)
    apply_proposal(
        article, by=desk, seq=proposal.seq, text="Quotes added.", acknowledged=warned_all(article)
    )
    assert Citation.objects.count() == 3


def warned_all(article):
    from articles.revisions import as_if

    with as_if(article, Revision.objects.open_proposal(article).snapshot) as changed:
        return warned_of(changed)


def test_r8_a_second_linking_adds_to_the_proposal_that_waits(author, marta, juhan):
    article = make_article(published=True, body=BODY)
    link(article, author, "We")

    article.refresh_from_db()
    found = {one.quotation.words.split()[0]: one for one in proposals_seen_by(article, author)}
    link_quotations(
        article, [decided(found["Nothing"])], by=author, edit_counter=article.edit_counter
    )

    assert list(found) == ["Nothing", "It"]
    snapshot = Revision.objects.open_proposal(article).snapshot
    assert len(snapshot["citations"]) == 2


def proposals_seen_by(article, user):
    from articles.linking import proposals

    return proposals(article, user)


def test_an_approved_article_is_read_anew_once_somebody_else_links_in_it(article, author):
    sub_editor = make_member(SUB_EDITOR, username="sub")
    desk = make_member(DESK_EDITOR, username="desk")
    submit_article(article, by=author)
    article.reviewed_by = sub_editor
    article.save()

    link(article, desk, "We")

    article.refresh_from_db()
    assert article.reviewed_by is None


def test_who_may_not_change_the_article_links_nothing(article):
    legal = make_member(LEGAL, username="legal")

    with pytest.raises(ValidationError, match="Your role reads articles"):
        link(article, legal, "We")
    with pytest.raises(ValidationError, match="Your role reads articles"):
        reject_quotation(article, "We have agreed on the bridge and on the road", by=legal)


def test_a_rejection_is_taken_back(article, author):
    reject_quotation(article, "Nothing is signed before winter comes", by=author)
    reject_quotation(article, "Nothing is signed before winter comes", by=author)

    restore_quotation(RejectedQuotation.objects.get(), by=author)

    assert "Nothing" in by_words(article)


def test_rejecting_alone_is_no_revision(article, author):
    reject_quotation(article, "Nothing is signed before winter comes", by=author)

    article.refresh_from_db()
    assert article.edit_counter == 0


def test_a_quote_that_is_cited_already_is_refused(article, author, juhan):
    quote = make_quote(text="Nothing is signed before winter comes", speaker=juhan)
    found = by_words(article)["Nothing"]
    make_citation(article, quote)

    with pytest.raises(LinkingError, match="cites this quote already"):
        link_quotations(article, [decided(found, quote=quote)], by=author, edit_counter=0)


def test_quotations_that_go_on_are_chained(article, author, juhan):
    found = by_words(article)
    first, second = found["Nothing"], found["It"]

    link_quotations(
        article,
        [decided(first), decided(second, continues_key=first.key)],
        by=author,
        edit_counter=0,
    )

    assert Quote.objects.get(text__startswith="It").continues.text.startswith("Nothing")


def test_a_quote_that_is_continued_already_gets_no_second_successor(article, author, juhan):
    first = make_quote(text="Nothing is signed before winter comes", speaker=juhan)
    make_quote(text="And then?", speaker=juhan, continues=first)

    link(article, author, "It", continues=first)

    assert Quote.objects.get(text__startswith="It").continues is None
