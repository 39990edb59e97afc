"""Quotes and citations, item by item."""

import re
from typing import Any

import pytest

from articles.models import Citation

from .matching import Facts, actor_name, article_key, by_id, event_title, is_published
from .typography import norm_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]

Key = tuple[object, ...]


@pytest.fixture
def citations(seed_story: None, facts: Facts) -> dict[str, Citation]:
    """Every citation under the id of the quote in the facts that it carries."""
    stored = {
        stored_key(citation): citation
        for citation in Citation.objects.select_related(
            "article", "quote__speaker", "quote__office__body", "quote__said_at",
            "quote__carried_by", "quote__continues", "quote__created_by", "quote__verified_by",
        )
    }  # fmt: skip
    return {key: stored[fact_key(facts, fact)] for key, fact in by_id(facts["quotes"]).items()}


def stored_key(citation: Citation) -> Key:
    return (
        citation.article.source_ref,
        citation.article.source_headline,
        citation.cue,
        citation.speaker_as_printed,
        norm_quote(citation.as_printed),
    )


def fact_key(facts: Facts, fact: dict[str, Any]) -> Key:
    marked = fact["kind"] != "indirect"
    return (
        *article_key(facts, fact["article"]),
        fact["cue"],
        fact["speaker_as_printed"],
        norm_quote(fact["text"]) if marked else "",
    )


def test_every_quote_has_its_fields(facts: Facts, citations: dict[str, Citation]) -> None:
    stored = {key: quote_fields(citation.quote) for key, citation in citations.items()}

    assert stored == {key: fact_fields(facts, fact) for key, fact in by_id(facts["quotes"]).items()}


def quote_fields(quote: Any) -> tuple[object, ...]:
    return (
        quote.kind,
        quote.attribution,
        quote.speaker and quote.speaker.name,
        quote.source_description,
        quote.channel,
        quote.platform,
        quote.carried_by and quote.carried_by.name,
        quote.said_on_edtf,
        quote.said_on_basis,
        quote.said_at and quote.said_at.title,
        {event.title for event in quote.about.all()},
        quote.terms,
        quote.status,
        quote.language,
        quote.anonymity_reason,
        quote.created_by.username,
        quote.verified_by and quote.verified_by.username,
    )


def fact_fields(facts: Facts, fact: dict[str, Any]) -> tuple[object, ...]:
    shown = is_published(fact["article"])
    return (
        fact["kind"],
        fact["attribution"],
        actor_name(facts, fact["speaker"]),
        fact["source_description"],
        fact["channel"].removesuffix(" (X)"),
        "X" if fact["channel"].endswith(" (X)") else fact["platform"],
        actor_name(facts, fact["carried_by"]),
        fact["said_on"],
        basis(facts, fact),
        event_title(facts, fact["said_at"]),
        {event_title(facts, event) for event in fact["about"]},
        "background" if fact["attribution"] == "anonymous" else "on_record",
        "verified" if shown else "draft",
        "en",
        "",
        "seed-author",
        "seed-verifier" if shown else None,
    )


def basis(facts: Facts, fact: dict[str, Any]) -> str:
    """Return stated, derived or none; “as Q-09” means that of the other quote."""
    words = fact["said_on_basis"]
    if match := re.match(r"as (Q-[0-9]+)", words):
        return basis(facts, by_id(facts["quotes"])[match[1]])
    return words.split(":")[0]


def test_every_chain_of_quotes_is_kept(facts: Facts, citations: dict[str, Citation]) -> None:
    stored = {key: citation.quote.continues for key, citation in citations.items()}

    assert stored == {
        key: citations[fact["continues"]].quote if fact["continues"] else None
        for key, fact in by_id(facts["quotes"]).items()
    }


def test_every_addressee_is_there(facts: Facts, citations: dict[str, Citation]) -> None:
    stored = {key: citation.quote.addressee for key, citation in citations.items()}

    for key, fact in by_id(facts["quotes"]).items():
        assert fact["addressee"].startswith(stored[key]), key
        assert bool(fact["addressee"]) is bool(stored[key]), key


def test_marked_quotes_keep_every_character(facts: Facts, citations: dict[str, Citation]) -> None:
    marked = {k: f for k, f in by_id(facts["quotes"]).items() if f["kind"] != "indirect"}

    assert {key: citations[key].quote.text for key in marked} == {
        key: fact["text"] for key, fact in marked.items()
    }


def test_indirect_quotes_are_in_the_desks_words(
    facts: Facts, citations: dict[str, Citation]
) -> None:
    for key, fact in by_id(facts["quotes"]).items():
        if fact["kind"] == "indirect":
            assert citations[key].quote.text != fact["text"], key
            assert citations[key].as_printed == "", key


def test_only_mixed_quotes_have_a_context_and_it_holds_the_fragment(
    facts: Facts, citations: dict[str, Citation]
) -> None:
    for key, fact in by_id(facts["quotes"]).items():
        citation = citations[key]
        spans = [norm_quote(span) for span in re.findall("“([^”]*)”", citation.context)]

        assert citation.quote.context == citation.context, key
        assert spans == ([fact["text_normalised"]] if fact["kind"] == "mixed" else []), key


def test_the_office_is_the_one_that_the_speaker_held(
    facts: Facts, citations: dict[str, Citation]
) -> None:
    offices = {
        office["holder"]: office
        for office in facts["offices"]
        if office["holder"] and not office.get("end")
    }
    stored = {
        key: (office.title, office.body.name) if (office := citation.quote.office) else None
        for key, citation in citations.items()
    }

    assert stored == {
        key: (held["title"], actor_name(facts, held["of"]))
        if (held := offices.get(fact["speaker"]))
        else None
        for key, fact in by_id(facts["quotes"]).items()
    }


def test_every_citation_is_as_printed(facts: Facts, citations: dict[str, Citation]) -> None:
    stored = {
        key: (citation.kind, citation.cue, citation.speaker_as_printed, citation.title_as_printed)
        for key, citation in citations.items()
    }

    assert stored == {
        key: (fact["kind"], fact["cue"], fact["speaker_as_printed"], fact["title_as_printed"])
        for key, fact in by_id(facts["quotes"]).items()
    }


def test_the_title_on_the_day_is_frozen_in_published_articles(
    facts: Facts, citations: dict[str, Citation]
) -> None:
    stored = {key: citation.title_on_day for key, citation in citations.items()}

    assert stored == {
        key: citation.quote.title_on_day if is_published(by_id(facts["quotes"])[key]["article"])
        else ""
        for key, citation in citations.items()
    }  # fmt: skip
    assert stored["Q-20"] == "Presidential Spokesman, Kremlin"


def test_each_of_the_18_marked_quotes_stands_word_for_word_in_its_paragraph(
    facts: Facts, citations: dict[str, Citation]
) -> None:
    marked = {k: f for k, f in by_id(facts["quotes"]).items() if f["kind"] != "indirect"}

    assert len(marked) == 18
    for key, fact in marked.items():
        citation = citations[key]
        assert citation.paragraph, key
        blocks = [b for b in citation.article.body.split("\n\n") if not b.startswith("## ")]
        paragraph = blocks[citation.paragraph - 1]
        assert f"“{citation.as_printed}”" in paragraph, key
        assert norm_quote(citation.as_printed) == fact["text_normalised"], key


def test_nothing_else_stands_in_quotation_marks(citations: dict[str, Citation]) -> None:
    for article in {citation.article for citation in citations.values()}:
        spans = re.findall("“([^”]*)”", article.body)
        cited = [c.as_printed for c in article.citations.exclude(kind="indirect")]

        assert sorted(spans) == sorted(cited)
        assert '"' not in article.body
