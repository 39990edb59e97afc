"""The front page: what this is, and the way in."""

import pytest
from django.test import Client

from tests.factories import make_article, make_event, make_public_quote

pytestmark = pytest.mark.django_db


def test_an_empty_database_has_a_front_page(client: Client) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert "Nothing is published yet" in page.content.decode()
    assert dict(page.context["counts"]) == {"articles": 0, "quotes": 0, "actors": 0, "events": 0}


def test_it_leads_to_the_desk_the_api_and_the_seed_story(client: Client) -> None:
    make_event(slug="sco-summit-2025")

    page = client.get("/").content.decode()

    for address in ("/admin/", "/api/v1/docs/", "/api/v1/", "/api/v1/events/sco-summit-2025/"):
        assert f'href="{address}"' in page


def test_it_shows_the_latest_published_articles_and_counts(client: Client) -> None:
    make_public_quote()
    make_article(headline="A draft nobody sees")

    page = client.get("/")

    assert dict(page.context["counts"]) == {"articles": 1, "quotes": 1, "actors": 1, "events": 0}
    assert page.context["articles"][0].headline in page.content.decode()
    assert "A draft nobody sees" not in page.content.decode()


def test_it_has_no_inline_script_or_style(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "<script" not in page
    assert "<style" not in page
    assert "style=" not in page


def test_it_is_only_read(client: Client) -> None:
    assert client.post("/").status_code == 405
