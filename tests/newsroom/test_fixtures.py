"""How the fixtures of the seed story are written, and what happens to one that is wrong."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError

from actors.models import Actor, Office
from tests.seed import NAMES, every_row

FIXTURES = settings.BASE_DIR / "fixtures"
REFUSALS = (CommandError, DeserializationError, IntegrityError)
RIGHT = {
    "slug": "kazakhstan",
    "name": "Kazakhstan",
    "kind": "state",
    "country": "KZ",
    "created_at": "2025-09-01T03:00:00Z",
    "updated_at": "2025-09-01T03:00:00Z",
}


def load(folder: Path, *rows: dict[str, Any]) -> None:
    """Write the rows to a fixture of their own and load it."""
    fixture = folder / "wrong.json"
    fixture.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", str(fixture), verbosity=0)


def actor(**fields: Any) -> dict[str, Any]:
    """Return a fixture row of an actor that is right but for these fields."""
    return {"model": "actors.actor", "fields": RIGHT | fields}


def test_the_folder_holds_only_numbered_fixtures() -> None:
    assert [name[:3] for name in NAMES] == [f"{number:02}_" for number in range(1, 10)]
    assert {Path(name).suffix for name in NAMES} == {".json"}


def test_fixtures_are_written_readably() -> None:
    for name in NAMES:
        text = (FIXTURES / name).read_text(encoding="utf-8")

        assert text.endswith("]\n")
        assert "\\u" not in text
        assert '"pk"' not in text


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (
            {
                "model": "summits.event",
                "fields": {"slug": "talks", "title": "Talks", "date_edtf": "2025-13"},
            },
            "“2025-13” is not in the calendar",
        ),
        (actor(slug="uzbekistan", country="UZ", wikidata="Q0"), "actor_wikidata_is_a_qid"),
        (actor(slug="uzbekistan", country="Uz"), "actor_country_is_two_capitals"),
        (actor(slug="Uzbekistan", country="UZ"), "actor_slug_is_lower_case_words_and_hyphens"),
        (actor(slug="uzbekistan", country="UZ", capital="Tashkent"), "capital"),
        ({"model": "actors.planet", "fields": {}}, "actors.planet"),
    ],
    ids=[
        "a month that does not exist",
        "an impossible Wikidata id",
        "a country in small letters",
        "a slug in capitals",
        "an unknown field",
        "an unknown model",
    ],
)
@pytest.mark.django_db
def test_a_wrong_fixture_says_why_and_leaves_nothing_behind(
    tmp_path: Path, wrong: dict[str, Any], reason: str
) -> None:
    before = every_row()

    with pytest.raises(REFUSALS) as refusal:
        load(tmp_path, actor(), wrong)

    assert reason in str(refusal.value)
    assert "wrong.json" in str(refusal.value)
    assert every_row() == before


TIMES = {"created_at": "2025-09-01T03:00:00Z", "updated_at": "2025-09-01T03:00:00Z"}


@pytest.mark.parametrize(
    ("model", "fields", "reason"),
    [
        ("actors.actor", {"slug": "astana", "name": "Astana", "parent": ["nowhere"]}, "nowhere"),
        ("articles.article", {"slug": "talks", "topics": [["nothing"]]}, "nothing"),
        (
            "actors.office",
            {"holder": ["nobody"], "title": "President", "body": ["kazakhstan"]},
            "Office has no holder",
        ),
        (
            "articles.citation",
            {"article": ["no-article"], "quote": ["no-quote"]},
            "Citation has no article",
        ),
    ],
)
@pytest.mark.django_db
def test_a_reference_to_nothing_is_named_and_leaves_nothing_behind(
    tmp_path: Path, model: str, fields: dict[str, Any], reason: str
) -> None:
    with pytest.raises(REFUSALS, match=reason):
        load(tmp_path, actor(), {"model": model, "fields": fields | TIMES})

    assert Actor.objects.count() == 0


OFFICE = {"holder": ["ana"], "title": "President", "body": ["kazakhstan"], "start_edtf": "2025"}


@pytest.mark.django_db
def test_an_office_that_ended_before_it_began_is_refused_by_its_name(tmp_path: Path) -> None:
    ana = actor(slug="ana", name="Ana", kind="person", country="")
    office = {"model": "actors.office", "fields": {**OFFICE, **TIMES, "end_edtf": "2020"}}

    with pytest.raises(REFUSALS, match="office_ends_after_it_starts"):
        load(tmp_path, actor(), ana, office)

    assert Actor.objects.count() == 0


@pytest.mark.django_db
def test_loading_computes_the_derived_columns_that_a_file_leaves_out(tmp_path: Path) -> None:
    ana = actor(slug="ana", name="Ana Núñez", kind="person", country="")
    ana["fields"].pop("folded", None)

    load(tmp_path, actor(), ana, {"model": "actors.office", "fields": {**OFFICE, **TIMES}})

    office = Office.objects.get()
    assert (office.start_earliest, office.start_latest, office.start_precision) == (
        date(2025, 1, 1),
        date(2025, 12, 31),
        "year",
    )
    assert office.holder.folded == "ana nunez"


@pytest.mark.django_db
def test_a_fixture_that_is_no_json_says_so_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "wrong.json").write_text('[{"model": "actors.actor"', encoding="utf-8")

    with pytest.raises(DeserializationError, match=r"wrong\.json"):
        call_command("loaddata", str(tmp_path / "wrong.json"), verbosity=0)

    assert Actor.objects.count() == 0
