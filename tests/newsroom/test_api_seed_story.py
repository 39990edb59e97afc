"""The seed story as readers get it."""

import pytest
from django.test import Client

from newsroom.api import ENDPOINTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]


def slugs(client: Client, query: str) -> list[str]:
    return [row["slug"] for row in client.get(f"/api/v1/{query}").json()["results"]]


def test_everything_public_is_there_and_nothing_else(client: Client) -> None:
    counted = {endpoint: len(slugs(client, f"{endpoint}/?limit=100")) for endpoint in ENDPOINTS}

    assert counted == {
        "articles": 3,
        "quotes": 31,
        "actors": 34,
        "events": 28,
        "summits": 4,
        "series": 4,
        "topics": 41,
        "notices": 0,
        "claims": 51,
    }


def test_the_withdrawn_article_is_nowhere(client: Client) -> None:
    assert slugs(client, "articles/") == [
        "putin-told-modi-about-alaska-in-car",
        "modi-putin-talks-closer-cooperation",
        "modi-putin-to-meet-in-tianjin",
    ]
    assert client.get("/api/v1/articles/dhaka-braces-for-hasina-verdict/").status_code == 404
    for endpoint in ENDPOINTS:
        answer = client.get(f"/api/v1/{endpoint}/?limit=100").content.decode()
        assert "hasina" not in answer.lower(), endpoint
    assert "hasina" not in client.get("/").content.decode().lower()


def test_the_summit_has_its_programme(client: Client) -> None:
    assert slugs(client, "events/?parent=sco-summit-2025") == [
        "modi-putin-bilateral-tianjin-2025",
        "sco-summit-2025-plenary-session",
        "modi-xi-bilateral-tianjin-2025",
        "sco-summit-2025-official-reception",
    ]


def test_putins_alaska_quote_comes_with_speaker_office_event_and_article(client: Client) -> None:
    answer = client.get("/api/v1/quotes/?speaker=vladimir-putin&kind=direct").json()

    (quote,) = answer["results"]
    assert quote["slug"] == "putin-no-secret-alaska"
    assert quote["speaker"]["slug"] == "vladimir-putin"
    assert quote["office"]["label"] == "President, Russia"
    assert quote["said_at"]["slug"] == "putin-press-conference-china-2025"
    assert [event["slug"] for event in quote["about"]] == [
        "modi-putin-car-ride-tianjin-2025",
        "alaska-talks",
    ]
    assert [article["slug"] for article in quote["articles"]] == [
        "putin-told-modi-about-alaska-in-car"
    ]
