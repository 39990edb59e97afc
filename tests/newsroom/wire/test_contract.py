"""What a front end may ask of every list and thing beyond its filters, and what it gets."""

from typing import Any

import pytest
from django.test import Client

from newsroom.api import ENDPOINTS
from tests.factories import (
    make_actor,
    make_event,
    make_public_quote,
)
from tests.test_query_counts import ROW_MAKERS

pytestmark = pytest.mark.django_db


def results(client: Client, address: str) -> list[dict[str, Any]]:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()["results"]


def errors(client: Client, address: str) -> dict[str, str]:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    return {error["parameter"]: error["detail"] for error in response.json()["errors"]}


# ---------------------------------------------------------------- fields


def test_fields_leave_the_others_out_and_keep_the_slug(client: Client) -> None:
    quote = make_public_quote()

    [row] = results(client, "quotes/?fields=text,kind")
    thing = client.get(f"/api/v1/quotes/{quote.slug}/?fields=text").json()

    assert row == {"slug": quote.slug, "text": quote.text, "kind": "direct"}
    assert thing == {"slug": quote.slug, "text": quote.text}


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_unknown_fields_are_named_with_those_there_are(client: Client, endpoint: str) -> None:
    said = errors(client, f"{endpoint}/?fields=slug,note_of_the_desk")

    assert said["fields"].startswith("There is no field “note_of_the_desk” here. Use: ")
    assert "slug" in said["fields"]


# ---------------------------------------------------------------- expand


def test_expand_gives_whole_things_that_still_say_what_the_name_said(client: Client) -> None:
    event = make_event(title="Talks in Alaska")
    quote = make_public_quote(said_at=event)
    speaker = client.get(quote_speaker_url(client, quote.slug)).json()

    thing = client.get(f"/api/v1/quotes/{quote.slug}/?expand=speaker,said_at").json()

    assert thing["speaker"] == speaker
    assert thing["said_at"]["name"] == thing["said_at"]["title"] == "Talks in Alaska"
    assert thing["said_at"]["participations"] == []


def quote_speaker_url(client: Client, slug: str) -> str:
    return client.get(f"/api/v1/quotes/{slug}/").json()["speaker"]["url"]


def test_expand_goes_on_in_what_it_leads_to(client: Client) -> None:
    make_public_quote(said_at=make_event(parent=make_event(title="The summit")))

    [row] = results(client, "quotes/?expand=said_at.parent")
    [article] = results(client, "articles/?expand=citations.quote.speaker")

    assert row["said_at"]["parent"]["title"] == "The summit"
    assert article["citations"][0]["quote"]["speaker"]["sort_name"]
    assert article["citations"][0]["kind"] == "direct"


def test_what_is_cut_off_cannot_be_expanded(client: Client) -> None:
    said = errors(client, "quotes/?fields=text&expand=speaker")

    assert said == {"expand": "“speaker” is left out by fields=. Add “speaker” there."}


def test_what_is_not_public_stays_null_when_expanded(client: Client) -> None:
    make_public_quote(said_at=make_event(is_public=False))

    assert results(client, "quotes/?expand=said_at")[0]["said_at"] is None


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("parent.parent.parent", "“parent.parent.parent” goes too deep: at most 2 things"),
        ("parent.kind", "“parent.kind” leads to no other thing. In events: parent, "),
        ("participations", "“participations” leads to no other thing. In events: parent, "),
        ("nothing", "“nothing” leads to no other thing."),
        ("parent.", "Write paths with commas between."),
        (",", "Write paths with commas between."),
        (",".join(f"x{number}" for number in range(11)), "These are 11 paths. Use at most 10."),
        (".".join(["parent"] * 10_000), "goes too deep"),
    ],
)
def test_what_cannot_be_expanded_is_refused(client: Client, path: str, sentence: str) -> None:
    said = errors(client, f"events/?expand={path}")["expand"]

    assert sentence in said
    assert len(said) < 500


# ---------------------------------------------------------------- many at once


def test_many_are_asked_for_by_their_slugs(client: Client) -> None:
    actors = [make_actor() for _ in range(30)]
    hidden = make_actor(is_public=False)
    slugs = [actor.slug for actor in actors]

    page = client.get(f"/api/v1/actors/?slug={','.join([*slugs, hidden.slug, 'never-was'])}").json()

    assert sorted(row["slug"] for row in page["results"]) == sorted(slugs)
    assert page["missing"] == [hidden.slug, "never-was"]
    assert page["next"] is None


@pytest.mark.parametrize(
    ("slugs", "sentence"),
    [
        (",".join(f"slug-{number}" for number in range(10_000)), "These are 10000 slugs. Ask for"),
        ("a,,b", "“” is no slug."),
        ("Not a slug", "“Not a slug” is no slug."),
        ("x" * 5_000, "is no slug"),
    ],
)
def test_slugs_that_cannot_be_used_are_refused(client: Client, slugs: str, sentence: str) -> None:
    assert sentence in errors(client, f"quotes/?slug={slugs}")["slug"]


# ---------------------------------------------------------------- count and order


def test_a_count_is_of_all_pages_and_of_what_is_public(client: Client) -> None:
    for number in range(5):
        make_event(kind="talks", is_public=number != 0)
    make_event(kind="visit")

    page = client.get("/api/v1/events/?kind=talks&count=true&limit=2").json()

    assert page["count"] == 4
    assert len(page["results"]) == 2
    assert client.get(page["next"]).json()["count"] == 4
    assert "count" not in client.get("/api/v1/events/?count=false").json()
    assert errors(client, "events/?count=yes") == {"count": "Use true or false."}


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_list_is_counted(client: Client, endpoint: str) -> None:
    ROW_MAKERS[endpoint]()
    page = client.get(f"/api/v1/{endpoint}/?limit=100&count=true").json()

    assert page["count"] == len(page["results"]) >= 1


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_each_order_is_the_reverse_of_its_other_way(client: Client, endpoint: str) -> None:
    for _ in range(3):
        ROW_MAKERS[endpoint]()
    for key in ENDPOINTS[endpoint].ordering_keys:
        rising = [row["slug"] for row in results(client, f"{endpoint}/?ordering={key}&limit=100")]
        falling = [row["slug"] for row in results(client, f"{endpoint}/?ordering=-{key}&limit=100")]

        assert len(rising) >= 3
        assert falling == rising[::-1]


def test_an_order_that_there_is_not_is_refused_with_those_there_are(client: Client) -> None:
    assert errors(client, "quotes/?ordering=note") == {
        "ordering": "“note” is no order of this list. Use one of: -created_at, "
        "-said_on_earliest, created_at, said_on_earliest."
    }


def test_a_cursor_belongs_to_its_order(client: Client) -> None:
    for _ in range(3):
        make_event()
    cursor = client.get("/api/v1/events/?limit=1").json()["next"].split("cursor=")[1].split("&")[0]

    assert "cursor" in errors(client, f"events/?ordering=created_at&cursor={cursor}")
