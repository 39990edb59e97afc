"""The three seed texts taken in: four drafts that say what the facts say, word for word."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from articles.ingest import read
from articles.ingest.plain import parts
from articles.markdown import paragraphs
from articles.models import Article, SourceText
from tests.factories import make_name, make_organisation

from .conftest import SHARED
from .matching import Facts, article_key, by_id

pytestmark = pytest.mark.django_db

#: Where the findings say each of the errata, by its id.
ERRATA = {
    "ER-1": ("A11", "revealed on what"),
    "ER-2": ("A12", "on the sidelines the"),
    "ER-3": ("Q05", 'opens with “ and closes with "'),
    "ER-4": ("A05", "today,1"),
    "ER-5": ("A05", "sinceDonald"),
    "ER-6": ("A07", "first week of August"),
    "ER-7": ("A13", "after Trump's second US presidency"),
    "ER-8": ("A06", "a key a"),
    "ER-9": ("A01", "What's on the agenda?"),
    "ER-10": ("A01", "India wants to increase exports to Russia"),
    "ER-11": ("A01", "Modi-Xi meet"),
    "ER-12": ("A14", "Putin’s"),
}


@pytest.fixture
def drafts(facts: Facts) -> dict[str, Article]:
    """The four drafts, by the ids of the facts."""
    agencies = {"ORG-17", "ORG-18", "ORG-19", "ORG-20"}
    for row in facts["organisations"]:
        if row["id"] in agencies | {"ORG-16"}:
            kind = "news_agency" if row["id"] in agencies else "media"
            make_name(make_organisation(name=row["name"], org_type=kind), name=f"{row['name']} x")
    files = [str(SHARED / "seeds" / entry["file"]) for entry in facts["files"]]
    call_command("import_articles", *files, stdout=io.StringIO())
    made = {
        (article.source_ref, article.source_headline): article for article in Article.objects.all()
    }
    return {fact["id"]: made.pop(article_key(facts, fact["id"])) for fact in facts["articles"]}


def iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def test_the_fields_are_those_of_the_facts(facts: Facts, drafts: dict[str, Article]) -> None:
    stored = {
        key: {
            "status": article.status,
            "headline": (article.headline, article.source_headline),
            "source_date": iso(article.source_date),
            "updated": iso(article.source_updated),
            "dateline": article.dateline,
            "byline": article.byline,
            "language": article.language,
            "caption": article.image_caption,
            "picture": article.image_credit,
            "highlights": article.highlights,
            "credit_line": article.credit_line,
            "credits": {actor.name for actor in article.credits.all()},
            "outlet": (article.outlet and article.outlet.name, article.outlet_deduced),
        }
        for key, article in drafts.items()
    }
    names = {row["id"]: row["name"] for row in facts["organisations"]}

    assert stored == {
        fact["id"]: {
            "status": "draft",
            "headline": (fact["headline"] or "",) * 2,
            "source_date": fact["source_date"],
            "updated": fact["updated"],
            "dateline": fact["dateline"] or "",
            "byline": fact["byline"] or "",
            "language": fact["language"],
            "caption": fact["image"]["caption"] if fact["image"] else "",
            "picture": fact["image"]["credit"] if fact["image"] else "",
            "highlights": [row["text"] for row in fact["highlights"]],
            "credit_line": "".join(
                row["text"] for row in fact["credits"] if row["role"] == "wire_inputs"
            ),
            "credits": {
                names[row["actor"]]
                for row in fact["credits"]
                if row["role"] in ("wire_inputs", "photo")
            },
            "outlet": (names.get(fact["outlet"]), bool(fact["outlet"])),
        }
        for fact in facts["articles"]
    }


def test_the_body_is_the_clean_body_paragraph_by_paragraph(
    facts: Facts, drafts: dict[str, Article]
) -> None:
    """A glued subhead stays where it is: it is reported, not cut off (R10)."""
    for fact in facts["articles"]:
        printed: dict[int, str] = {}
        for block in fact["clean_body"]:
            before = f"{printed[block['src_p']]} " if block["src_p"] in printed else ""
            printed[block["src_p"]] = before + block["text"]

        assert list(paragraphs(drafts[fact["id"]].body)) == list(printed.values())


def test_no_line_of_furniture_stands_in_a_body(facts: Facts, drafts: dict[str, Article]) -> None:
    assert len(facts["boilerplate"]) == 17
    bodies = [p for article in drafts.values() for p in paragraphs(article.body)]

    stand = [
        row["id"]
        for row in facts["boilerplate"]
        for paragraph in bodies
        if paragraph.startswith(row["ev"]["text"]) or paragraph == row["ev"]["text"]
    ]

    assert stand == []


def test_every_label_and_repetition_is_listed_as_left_out(
    facts: Facts, drafts: dict[str, Article]
) -> None:
    """Of the 17 the two datelines and the credits in brackets have fields of their own."""
    left_out = {
        found["sentence"][1:-1] for source in SourceText.objects.all() for found in source.left_out
    }

    assert left_out == {
        "date", "IMAGE:", "Photograph:", "Short Url", "Updated", "Follow", "•", "Updated 6 sec ago",
        "India to strengthen cooperation with Russia after Modi-Putin talks in China",
        "Bangladesh tense ahead of ousted PM Hasina’s verdict",
    }  # fmt: skip


def test_the_twelve_errata_are_reported_in_their_article(
    facts: Facts, drafts: dict[str, Article]
) -> None:
    assert {row["id"] for row in facts["errata"]} == set(ERRATA)
    article_of = {
        row["id"]: next(
            fact["id"]
            for fact in facts["articles"]
            if fact["file"] == row["ev"]["file"]
            and fact["paras"][0] <= row["ev"]["p"] <= fact["paras"][1]
        )
        for row in facts["errata"]
    }

    reported = {
        key
        for key, (code, words) in ERRATA.items()
        for found in SourceText.objects.get(article=drafts[article_of[key]]).remarks
        if found["code"] == code and words in found["sentence"]
    }

    assert reported == set(ERRATA)


def test_nothing_else_is_reported(drafts: dict[str, Article]) -> None:
    counts = {
        key: sorted(found["code"] for found in SourceText.objects.get(article=article).remarks)
        for key, article in drafts.items()
    }

    assert counts == {
        "ART-1": ["A11", "A12", "Q05"],
        "ART-2": ["A01", "A01", "A01", "A05", "A05", "A07", "A13", "A14"],
        "ART-3": ["A06", "T01", "T12"],
        "ART-4": ["T01"],
    }


def test_every_word_of_the_seeds_is_in_one_field_or_left_out_in_order(
    seed_texts: list[str],
) -> None:
    for text in seed_texts:
        pieces = [piece.words for part in parts(text) for piece in part.pieces]

        assert "".join("".join(pieces).split()) == "".join(text.split())


def test_the_seeds_again_make_no_second_article(facts: Facts, drafts: dict[str, Article]) -> None:
    said = io.StringIO()
    files = [str(SHARED / "seeds" / entry["file"]) for entry in facts["files"]]

    call_command("import_articles", *files, stdout=said)

    assert Article.objects.count() == 4
    assert said.getvalue().endswith("0 taken in, 4 already there.\n")


def test_the_third_text_is_split_at_the_second_headline(facts: Facts) -> None:
    data = (SHARED / "seeds" / by_id(facts["files"])["S003"]["file"]).read_bytes()

    first, second = read(data)

    assert second.text.startswith(second.headline)
    assert second.headline not in first.text
