"""Actors in the API: their shape and their filters."""

import pytest
from django.test import Client

from tests.factories import (
    make_actor,
    make_event,
    make_name,
    make_office,
    make_organisation,
    make_participation,
    make_state,
)

pytestmark = pytest.mark.django_db


def found(client: Client, query: str) -> list[str]:
    return [row["slug"] for row in client.get(f"/api/v1/actors/?{query}").json()["results"]]


def test_an_actor_is_shown_with_names_and_offices(client: Client) -> None:
    russia = make_state("RU", name="Russia", slug="russia")
    kremlin = make_organisation(
        name="Kremlin", slug="kremlin", org_type="government_body", parent=russia
    )
    peskov = make_actor(
        name="Dmitry Peskov", sort_name="Peskov, Dmitry", slug="dmitry-peskov", wikidata="Q58217",
        country="RU", description="Spokesman.",
    )  # fmt: skip
    make_name(peskov, name="Дмитрий Песков", kind="native", lang="ru")
    make_office(
        peskov, title="Presidential Spokesman", body=kremlin, start_edtf="2012-05", end_edtf=""
    )

    shown = client.get("/api/v1/actors/dmitry-peskov/").json()

    assert shown.pop("created_at").endswith("Z")
    assert shown.pop("updated_at").endswith("Z")
    body = {
        "slug": "kremlin",
        "name": "Kremlin",
        "kind": "organisation",
        "url": "/api/v1/actors/kremlin/",
    }
    assert shown == {
        "slug": "dmitry-peskov",
        "url": "/api/v1/actors/dmitry-peskov/",
        "name": "Dmitry Peskov",
        "sort_name": "Peskov, Dmitry",
        "kind": "person",
        "country": "RU",
        "org_type": "",
        "wikidata": "Q58217",
        "parent": None,
        "description": "Spokesman.",
        "names": [{"name": "Дмитрий Песков", "kind": "native", "lang": "ru"}],
        "offices": [
            {
                "title": "Presidential Spokesman",
                "body": body,
                "label": "Presidential Spokesman, Kremlin",
                "start_edtf": "2012-05",
                "start_earliest": "2012-05-01",
                "start_latest": "2012-05-31",
                "start_precision": "month",
                "end_edtf": "",
                "end_earliest": None,
                "end_latest": None,
                "end_precision": "unknown",
            }
        ],
    }
    assert client.get("/api/v1/actors/kremlin/").json()["parent"]["slug"] == "russia"


def test_actors_are_listed_by_the_name_they_sort_under(client: Client) -> None:
    make_actor(name="Vladimir Putin", sort_name="Putin, Vladimir", slug="putin")
    make_actor(name="Xi Jinping", slug="xi")
    make_actor(name="Narendra Modi", sort_name="Modi, Narendra", slug="modi")

    assert found(client, "") == ["modi", "putin", "xi"]


def test_actors_are_found_by_kind_type_country_and_parent(client: Client) -> None:
    india = make_state("IN", slug="india")
    ministry = make_organisation(slug="ministry", org_type="government_body", parent=india)
    make_organisation(slug="agency", org_type="news_agency", country="IN", parent=ministry)
    make_actor(slug="somebody", country="IN")

    assert found(client, "kind=state") == ["india"]
    assert found(client, "org_type=news_agency") == ["agency"]
    assert sorted(found(client, "country=IN")) == ["agency", "india", "somebody"]
    assert found(client, "parent=india") == ["ministry"]


def test_actors_are_found_once_by_the_event_they_take_part_in(client: Client) -> None:
    event, other = make_event(slug="summit"), make_event(slug="other")
    host = make_actor(slug="host")
    for role in ("host", "chair", "speaker"):
        make_participation(event, host, role=role)
    make_participation(other, make_actor())

    assert found(client, "event=summit") == ["host"]
