"""Events and who takes part in them, item by item."""

from typing import Any

import pytest

from actors.dates import read_edtf
from summits.models import Event, Participation, Series

from .matching import Facts, actor_name, by_id, event_title, group_label

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]


def test_every_event_has_its_fields(facts: Facts) -> None:
    stored = {
        event.title: (
            event.kind,
            event.parent and event.parent.title,
            event.series and event.series.slug,
            event.date_edtf,
            event.date_as_printed,
            event.date_basis,
            event.status,
            event.occurrence,
            event.country,
            event.aliases,
            event.is_public,
        )
        for event in Event.objects.select_related("parent", "series")
    }

    assert stored == {
        event_title(facts, fact["id"]): (
            fact["kind"],
            event_title(facts, fact["parent"]),
            fact["series"],
            fact["edtf"],
            fact["printed"] or "",
            fact["basis"],
            fact["status"],
            fact["occurrence"] or "",
            fact["country"] or "",
            fact.get("names") or [],
            fact["id"] <= "EV-28",
        )
        for fact in facts["events"]
    }


def test_every_event_has_its_place(facts: Facts) -> None:
    places = by_id(facts["places"])
    special = {
        "PL-02": (places["PL-02"]["name"], "Tianjin"),
        "PL-03": ("hotel (not named)", "Tianjin"),
    }

    def place(key: str | None) -> tuple[str, str]:
        if key is None:
            return ("", "")
        return special.get(key) or ("", places[key]["name"])

    stored = {event.title: (event.venue, event.locality) for event in Event.objects.all()}

    assert stored == {
        event_title(facts, fact["id"]): place(fact["place"]) for fact in facts["events"]
    }


def test_the_derived_columns_agree_with_the_dates() -> None:
    stored = {event.slug: (event.earliest, event.latest, event.precision) for event in events()}

    assert stored == {
        event.slug: (read.earliest, read.latest, read.precision)
        for event in events()
        for read in [read_edtf(event.date_edtf)]
    }


def events() -> list[Event]:
    return list(Event.objects.all())


def test_the_series_are_those_of_the_facts(facts: Facts) -> None:
    assert set(Series.objects.values_list("slug", flat=True)) == {
        fact["series"] for fact in facts["events"] if fact["series"]
    }


def test_the_summit_is_found_under_its_address() -> None:
    assert Event.objects.get(slug="sco-summit-2025").title == "SCO Summit 2025, Tianjin"


def test_every_participation_and_organiser_is_there(facts: Facts) -> None:
    stored = sorted(
        Participation.objects.values_list(
            "event__title", "actor__name", "label", "role", "status", "title_as_printed"
        ),
        key=str,
    )

    expected = [
        (
            event_title(facts, event["id"]),
            actor_name(facts, person["actor"]),
            group_label(facts, person["actor"]),
            person["role"],
            person["status"],
            person["title"] or "",
        )
        for event in facts["events"]
        for person in [*event["participants"], *organisers(event)]
    ]
    assert stored == sorted(expected, key=str)


def organisers(event: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the organiser of an event as a participant; who plans it is expected."""
    if not event["organiser"]:
        return []
    status = "expected" if event["status"] == "planned" else "attended"
    return [{"actor": event["organiser"], "role": "organiser", "status": status, "title": ""}]


def test_the_delegation_at_the_reception_is_putins(facts: Facts) -> None:
    stored = sorted(
        Participation.objects.exclude(delegation_of=None).values_list(
            "event__slug", "actor__name", "delegation_of__slug"
        )
    )

    reception = by_id(facts["events"])["EV-03"]
    assert stored == sorted(
        ("sco-summit-2025-official-reception", actor_name(facts, p["actor"]), "vladimir-putin")
        for p in reception["participants"]
        if p["role"] == "delegation"
    )


def test_nobody_but_putin_is_at_the_alaska_talks() -> None:
    talks = Event.objects.get(slug="alaska-talks")

    assert list(talks.participations.values_list("actor__slug", "label")) == [
        ("vladimir-putin", "")
    ]
