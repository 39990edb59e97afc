"""Series, events and summits in the API: their shape and their filters."""

import pytest
from django.test import Client

from tests.factories import (
    make_actor,
    make_event,
    make_organisation,
    make_participation,
    make_series,
)

pytestmark = pytest.mark.django_db


def found(client: Client, query: str, endpoint: str = "events") -> list[str]:
    return [row["slug"] for row in client.get(f"/api/v1/{endpoint}/?{query}").json()["results"]]


def test_an_event_is_shown_with_its_series_parent_and_participations(client: Client) -> None:
    series = make_series(title="SCO summits", slug="sco-summits")
    summit = make_event(title="SCO summit", slug="sco", kind="summit", series=series)
    dinner = make_event(
        title="Dinner", slug="dinner", kind="reception", parent=summit, series=series,
        aliases=["Banquet"], date_edtf="2025-08-31?", date_as_printed="on Sunday",
        venue="Hotel", locality="Tianjin", country="CN", note="Two accounts.",
    )  # fmt: skip
    delegation = make_organisation(name="Russia's delegation", slug="delegation")
    guest = make_actor(name="A Guest", slug="guest")
    make_participation(
        dinner, guest, role="delegation", title_as_printed="Mr", delegation_of=delegation
    )
    make_participation(dinner, label="other world leaders", role="guest")

    shown = client.get("/api/v1/events/dinner/").json()

    assert shown.pop("created_at").endswith("Z")
    assert shown.pop("updated_at").endswith("Z")
    assert shown == {
        "slug": "dinner",
        "url": "/api/v1/events/dinner/",
        "title": "Dinner",
        "aliases": ["Banquet"],
        "kind": "reception",
        "parent": {
            "slug": "sco", "name": "SCO summit", "kind": "summit", "url": "/api/v1/events/sco/",
        },
        "series": {
            "slug": "sco-summits", "name": "SCO summits", "kind": "series",
            "url": "/api/v1/series/sco-summits/",
        },
        "date_edtf": "2025-08-31?",
        "earliest": "2025-08-31",
        "latest": "2025-08-31",
        "precision": "day",
        "date_as_printed": "on Sunday",
        "date_basis": "stated",
        "status": "held",
        "occurrence": "",
        "venue": "Hotel",
        "locality": "Tianjin",
        "country": "CN",
        "note": "Two accounts.",
        "participations": [
            {
                "actor": {
                    "slug": "guest", "name": "A Guest", "kind": "person",
                    "url": "/api/v1/actors/guest/",
                },
                "label": "",
                "role": "delegation",
                "status": "attended",
                "title_as_printed": "Mr",
                "delegation_of": {
                    "slug": "delegation", "name": "Russia's delegation", "kind": "organisation",
                    "url": "/api/v1/actors/delegation/",
                },
            },
            {
                "actor": None,
                "label": "other world leaders",
                "role": "guest",
                "status": "attended",
                "title_as_printed": "",
                "delegation_of": None,
            },
        ],
    }  # fmt: skip


def test_a_summit_is_an_event_and_a_summit(client: Client) -> None:
    make_event(slug="sco", kind="summit")
    make_event(slug="talks", kind="talks")

    assert found(client, "", "summits") == ["sco"]
    assert client.get("/api/v1/summits/sco/").json()["url"] == "/api/v1/summits/sco/"
    assert client.get("/api/v1/events/sco/").json()["url"] == "/api/v1/events/sco/"
    assert client.get("/api/v1/summits/talks/").status_code == 404


def test_series_are_listed_once_by_title(client: Client) -> None:
    for title in ("Tariffs", "BRICS summits"):
        series = make_series(title=title)
        make_event(series=series)
        make_event(series=series)
    make_series(title="Nothing in it yet")

    assert found(client, "", "series") == ["brics-summits", "tariffs"]


def test_a_programme_holds_direct_children_only(client: Client) -> None:
    summit = make_event(slug="summit", kind="summit")
    meeting = make_event(slug="meeting", parent=summit)
    make_event(slug="ride", parent=meeting)

    assert found(client, "parent=summit") == ["meeting"]
    assert found(client, "parent=ride") == []


def test_events_are_found_by_series_kind_status_country_and_actor(client: Client) -> None:
    putin = make_actor(slug="putin")
    series = make_series(slug="calls")
    call = make_event(
        slug="call", kind="phone_call", status="reported", country="RU", series=series
    )
    make_event(slug="other")
    for role in ("participant", "host"):
        make_participation(call, putin, role=role)

    for query in ("series=calls", "kind=phone_call", "status=reported", "country=RU",
                  "actor=putin"):  # fmt: skip
        assert found(client, query) == ["call"], query


@pytest.mark.parametrize(
    ("date", "query", "matches"),
    [
        ("2025-09-01", "date_from=2025-09-01&date_to=2025-09-01", True),
        ("2025-09-01", "date_from=2025-09-02", False),
        ("2025-09-01", "date_to=2025-08-31", False),
        ("2025-09", "date_from=2025-09-30", True),
        ("2025-09", "date_to=2025-09-01", True),
        ("2025", "date_from=2026-01-01", False),
        ("2025-08-31/2025-09-01", "date_from=2025-09-01&date_to=2025-12-31", True),
        ("[2025-08-01..2025-08-07]", "date_from=2025-08-07&date_to=2025-08-08", True),
        ("[2025-08-01..2025-08-07]", "date_from=2025-08-08", False),
        ("[..2025-09-01]", "date_from=2025-09-01", True),
        ("[..2025-09-01]", "date_from=2025-09-02", False),
        ("[..2025-09-01]", "date_to=1990-01-01", True),
        ("2025-09-01/..", "date_from=2099-01-01", True),
        ("2025-09-01/..", "date_to=2025-08-31", False),
        ("", "date_from=0001-01-01", False),
        ("", "date_to=9999-12-31", False),
        ("", "", True),
    ],
)
def test_a_range_of_days_matches_partial_dates_by_overlap(
    client: Client, date: str, query: str, matches: bool
) -> None:
    make_event(slug="event", date_edtf=date)

    assert found(client, query) == (["event"] if matches else [])


def test_events_come_newest_first_and_without_a_date_last(client: Client) -> None:
    for slug, date in (("undated", ""), ("old", "2024"), ("new", "2025-09"), ("open", "../2020")):
        make_event(slug=slug, date_edtf=date)

    assert found(client, "") == ["new", "old", "open", "undated"]
