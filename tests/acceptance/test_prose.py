"""All prose of the fixtures is the desk's own: no run of the source texts outside quotations."""

import json
import re
from collections.abc import Iterator

import pytest
from django.conf import settings

from .matching import fixture_names
from .typography import norm

RUN = 7
OWN_WORDS = {
    "articles.article": (
        "headline", "standfirst", "highlights", "body", "image_caption", "image_alt", "note",
    ),
    "articles.citation": ("context",),
    "articles.quote": ("context", "note"),
    "articles.claim": ("value", "note"),
    "actors.actor": ("description",),
    "summits.event": ("title", "note"),
    "summits.series": ("title", "description"),
    "articles.topic": ("label",),
}  # fmt: skip
NAMES = (
    "Tianjin Meijiang International Convention and Exhibition Centre",
    "Special and Privileged Strategic Partnership",
    "Centre for Russian and Central Asian Studies",
)

Run = tuple[str, ...]


def runs(text: str) -> set[Run]:
    """Return every run of seven words; a long name counts as one word."""
    for number, name in enumerate(NAMES):
        text = text.replace(name, f"name{number}")
    words = re.findall(r"\w+", norm(text).lower().replace("'", ""))
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def outside_quotations(text: str) -> list[str]:
    return re.split("“[^”]*”", text)


def own_words() -> Iterator[tuple[str, str]]:
    """Yield where it stands and the text, for each text that the desk wrote."""
    for name in fixture_names():
        path = settings.BASE_DIR / "fixtures" / name
        for row in json.loads(path.read_text(encoding="utf-8")):
            fields = row["fields"]
            for field in own_fields(row["model"], fields):
                value = fields.get(field, "")
                for text in [value] if isinstance(value, str) else value:
                    yield f"{row['model']} {fields['slug' if 'slug' in fields else 'quote']}", text


def own_fields(model: str, fields: dict[str, object]) -> tuple[str, ...]:
    """Return the fields in the desk's words; an indirect quote's text is one of them."""
    indirect = model == "articles.quote" and fields["kind"] == "indirect"
    return (*OWN_WORDS.get(model, ()), *(("text",) if indirect else ()))


@pytest.fixture(scope="module")
def source_runs(seed_texts: list[str]) -> set[Run]:
    return set().union(*(runs(text) for text in seed_texts))


def test_no_run_of_seven_words_comes_from_a_source(source_runs: set[Run]) -> None:
    copied = {
        (place, " ".join(run))
        for place, text in own_words()
        for part in outside_quotations(text)
        for run in runs(part) & source_runs
    }

    assert copied == set()


def test_the_check_sees_a_copied_sentence(source_runs: set[Run], seed_texts: list[str]) -> None:
    assert runs(seed_texts[0][1000:1200]) & source_runs


def test_there_is_prose_to_check() -> None:
    assert len(list(own_words())) > 200


def test_no_field_in_the_desks_words_uses_straight_quotation_marks() -> None:
    assert [place for place, text in own_words() if '"' in text] == []


def test_notes_for_readers_name_no_reference_ids() -> None:
    pattern = re.compile(r"\b(?:EV|ART|GRP|SIT|ORG|PL|[QFCPST])-[0-9]")

    assert [(place, text) for place, text in own_words() if pattern.search(text)] == []
