"""The EDTF field refuses unreadable dates on every way into the database."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.db import transaction

from actors.dates import read_edtf
from actors.models import Office
from tests.factories import make_actor, make_office, make_organisation

REFUSED_EVERYWHERE = [
    "2025-13",
    "2025-02-29",
    "0000",
    "-2025",
    "202X",
    "2025-21",
    "2025-09-01/2025-08-31",
    "2025 - 08",
    "[2025..2025-08]",
    "../..",
    "٢٠٢٥",
]


@pytest.fixture
def office(db) -> Office:
    return make_office(start_edtf="2021-05")


@pytest.mark.parametrize("text", REFUSED_EVERYWHERE)
def test_create_refuses_an_unreadable_date(office, text) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        Office.objects.create(holder=office.holder, body=office.body, title="x", start_edtf=text)

    assert Office.objects.get() == office


@pytest.mark.parametrize("text", REFUSED_EVERYWHERE)
def test_bulk_create_refuses_an_unreadable_date(office, text) -> None:
    rows = [
        Office(holder=office.holder, body=office.body, title="good", start_edtf="2025"),
        Office(holder=office.holder, body=office.body, title="bad", start_edtf=text),
    ]
    with pytest.raises(ValidationError), transaction.atomic():
        Office.objects.bulk_create(rows)

    assert Office.objects.get() == office


@pytest.mark.parametrize("text", REFUSED_EVERYWHERE)
def test_update_refuses_an_unreadable_date(office, text) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        Office.objects.update(start_edtf=text)

    assert Office.objects.get().start_edtf == "2021-05"


@pytest.mark.parametrize("text", REFUSED_EVERYWHERE)
def test_bulk_update_refuses_an_unreadable_date(office, text) -> None:
    office.start_edtf = text
    with pytest.raises(ValidationError), transaction.atomic():
        Office.objects.bulk_update([office], ["start_edtf"])

    assert Office.objects.get().start_edtf == "2021-05"


@pytest.mark.parametrize("text", REFUSED_EVERYWHERE)
def test_full_clean_refuses_an_unreadable_date_at_its_field(office, text) -> None:
    office.start_edtf = text
    with pytest.raises(ValidationError) as refusal:
        office.full_clean()

    assert list(refusal.value.error_dict) == ["start_edtf"]
    assert refusal.value.messages[0].startswith(f"“{text}”") or text in refusal.value.messages[0]


@pytest.mark.parametrize("text", REFUSED_EVERYWHERE)
def test_loaddata_refuses_an_unreadable_date(db, tmp_path, text) -> None:
    holder, body = make_actor(), make_organisation()
    fields = {"holder": [holder.slug], "body": [body.slug], "title": "x", "start_edtf": text}
    fixture = tmp_path / "offices.json"
    fixture.write_text(json.dumps([{"model": "actors.office", "fields": fields}]))

    with pytest.raises(DeserializationError, match=r"actors\.office"):
        call_command("loaddata", fixture, verbosity=0)

    assert not Office.objects.exists()


def test_space_around_a_date_is_taken_away(office) -> None:
    office.start_edtf = " 2025-08-31 \n"
    office.save()

    assert office.start_edtf == "2025-08-31"
    office.refresh_from_db()
    assert (office.start_edtf, office.start_precision) == ("2025-08-31", "day")
    assert office.is_possible_on(read_edtf("2025-09-01"))


def test_derived_columns_follow_every_save(office) -> None:
    office.start_edtf = "2025-08-31/2025-09-01"
    office.save()

    stored = Office.objects.values("start_earliest", "start_latest", "start_precision").get()
    assert stored == {
        "start_earliest": date(2025, 8, 31),
        "start_latest": date(2025, 9, 1),
        "start_precision": "day",
    }


def test_derived_columns_are_computed_by_bulk_create(office) -> None:
    Office.objects.bulk_create(
        [Office(holder=office.holder, body=office.body, title="x", start_edtf="[..2025-09-01]")]
    )

    row = Office.objects.get(title="x")
    assert [row.start_earliest, row.start_latest] == [None, date(2025, 9, 1)]


def test_no_date_is_an_empty_text_never_null(office) -> None:
    Office.objects.update(start_edtf=None)

    assert Office.objects.get().start_edtf == ""
