"""R6: nothing unpublished is reachable by list, detail, nested reference, filter or error."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from actors.filters import DayFilter, KindFilter, ReferenceFilter
from articles.models import Quote
from newsroom.api import ENDPOINTS
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_office,
    make_participation,
    make_public_quote,
    make_quote,
    make_user,
)
from tests.hidden import LATER, MARK, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def filters_of(endpoint: str) -> dict[str, Any]:
    return getattr(getattr(ENDPOINTS[endpoint], "filterset_class", None), "base_filters", {})


def values_for(endpoint: str, found: Any, world: World) -> list[str]:
    """Return every value of a filter that readers may use in this world."""
    if isinstance(found, ReferenceFilter):
        return [world.slugs[found.to], *(["gone"] if endpoint == "notices" else [])]
    if isinstance(found, KindFilter):
        return list(found.schema["enum"])
    if isinstance(found, DayFilter):
        return ["1900-01-01", "2200-01-01"]
    return [found.example]


def listed(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return [row["slug"] for row in response.json()["results"]]


def assert_clean(client: Client, address: str, *, status: int = 200) -> None:
    response = client.get(address)
    assert response.status_code == status, (address, response.content)
    assert MARK not in response.content.decode().lower(), address


def test_the_world_has_something_public_at_every_endpoint(client: Client, world: World) -> None:
    assert set(world.slugs) == set(ENDPOINTS)
    for endpoint, slug in world.slugs.items():
        assert slug in listed(client, f"/api/v1/{endpoint}/?limit=100")


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_lists_and_details_hold_nothing_hidden(client: Client, world: World, endpoint: str) -> None:
    assert_clean(client, f"/api/v1/{endpoint}/?limit=100")
    assert_clean(client, f"/api/v1/{endpoint}/?format=api")
    for slug in listed(client, f"/api/v1/{endpoint}/?limit=100"):
        assert_clean(client, f"/api/v1/{endpoint}/{slug}/")
        assert_clean(client, f"/api/v1/{endpoint}/{slug}/?format=api")


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_hidden_thing_answers_like_one_that_never_was(
    client: Client, world: World, endpoint: str
) -> None:
    never = client.get(f"/api/v1/{endpoint}/never-was/")

    assert never.status_code == 404
    for slug in world.hidden_slugs:
        hidden = client.get(f"/api/v1/{endpoint}/{slug}/")
        assert hidden.status_code == 404, slug
        assert hidden.content.replace(slug.encode(), b"never-was") == never.content


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_no_filter_finds_anything_hidden(client: Client, world: World, endpoint: str) -> None:
    for name, found in filters_of(endpoint).items():
        for value in values_for(endpoint, found, world):
            assert_clean(client, f"/api/v1/{endpoint}/?limit=100&{name}={value}")


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_hidden_filter_value_answers_like_one_that_never_was(
    client: Client, world: World, endpoint: str
) -> None:
    for name, found in filters_of(endpoint).items():
        if not isinstance(found, ReferenceFilter):
            continue
        never = client.get(f"/api/v1/{endpoint}/?{name}=never-was")
        assert never.status_code == 400
        assert [error["parameter"] for error in never.json()["errors"]] == [name]
        for slug in world.hidden_slugs:
            hidden = client.get(f"/api/v1/{endpoint}/?{name}={slug}")
            assert hidden.status_code == 400, (name, slug)
            assert hidden.content.replace(slug.encode(), b"never-was") == never.content


def test_the_schema_the_documentation_and_the_front_page_hold_nothing_hidden(
    client: Client, world: World
) -> None:
    for address in ("/", "/api/v1/", "/api/v1/schema/", "/api/v1/docs/"):
        assert_clean(client, address)


def test_the_front_page_counts_what_readers_see(client: Client, world: World) -> None:
    counts = dict(client.get("/").context["counts"])

    for resource, count in counts.items():
        assert count == len(listed(client, f"/api/v1/{resource}/?limit=100"))


def test_a_retracted_article_leaves_its_tombstone_only(client: Client, world: World) -> None:
    assert_clean(client, "/api/v1/articles/gone/", status=410)
    assert "gone" not in listed(client, "/api/v1/articles/?limit=100")
    notice = client.get("/api/v1/notices/gone-retraction/").json()
    assert (notice["article"], notice["article_slug"]) == (None, "gone")


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_an_editor_sees_what_everybody_sees(client: Client, world: World, endpoint: str) -> None:
    everybody = client.get(f"/api/v1/{endpoint}/?limit=100").content

    client.force_login(get_user_model().objects.filter(is_superuser=True).first() or make_user())

    assert client.get(f"/api/v1/{endpoint}/?limit=100").content == everybody


def test_an_attribution_names_no_hidden_body(client: Client, world: World) -> None:
    quote = client.get(f"/api/v1/quotes/{world.quote.slug}/").json()
    article = client.get(f"/api/v1/articles/{world.article.slug}/").json()

    assert quote["attribution_line"] == f"{world.speaker.name}, President"
    assert quote["office"] == {"title": "President", "body": None, "label": "President"}
    assert [citation["title_on_day"] for citation in article["citations"]] == ["President"]


def test_a_frozen_title_names_no_hidden_body_whatever_became_of_the_office(
    client: Client, world: World
) -> None:
    Quote.objects.filter(pk=world.quote.pk).update(office=None)

    article = client.get(f"/api/v1/articles/{world.article.slug}/").json()

    assert [citation["title_on_day"] for citation in article["citations"]] == ["President"]


def test_references_to_hidden_things_are_null_or_left_out(client: Client, world: World) -> None:
    quote = client.get(f"/api/v1/quotes/{world.quote.slug}/").json()
    event = client.get(f"/api/v1/events/{world.event.slug}/").json()
    article = client.get(f"/api/v1/articles/{world.article.slug}/").json()
    actor = client.get(f"/api/v1/actors/{world.speaker.slug}/").json()

    assert [quote[name] for name in ("carried_by", "said_at", "continues")] == [None, None, None]
    assert [about["slug"] for about in quote["about"]] == [world.event.slug]
    assert [carrier["slug"] for carrier in quote["articles"]] == [world.article.slug]
    assert event["parent"] is None
    assert [part["delegation_of"] for part in event["participations"]] == [None]
    assert article["outlet"] is None
    assert article["credits"] == []
    assert [covered["event"]["slug"] for covered in article["coverage"]] == [world.event.slug]
    assert len(article["notices"]) == 1
    assert actor["parent"] is None


# ---------------------------------------------------------------- by way of something hidden


def test_a_tree_is_not_walked_through_a_hidden_event(client: Client) -> None:
    top = make_event()
    shut = make_event(parent=top, is_public=False)
    below = make_event(parent=shut)
    make_public_quote(said_at=below)
    make_public_quote(said_at=shut)
    make_public_quote(about=[shut, below])
    make_coverage(make_article(published=True), shut)

    for name in ("said_at", "about", "event"):
        assert listed(client, f"/api/v1/quotes/?{name}={top.slug}") == []
    assert listed(client, f"/api/v1/articles/?event={top.slug}") == []


def test_no_article_is_found_by_a_quote_that_is_not_public(client: Client) -> None:
    speaker = make_actor()
    quote = make_public_quote(speaker=speaker)
    make_citation(make_article(published=True), make_quote(speaker=speaker))

    found = listed(client, f"/api/v1/articles/?speaker={speaker.slug}")

    assert found == [quote.articles.get().slug]


def test_no_quote_is_found_by_an_article_that_is_not_public(client: Client, world: World) -> None:
    quote = make_public_quote()
    draft = make_article()
    draft.topics.set(world.article.topics.all())
    make_citation(draft, quote)

    found = listed(client, f"/api/v1/quotes/?topic={world.slugs['topics']}")

    assert found == [world.quote.slug]


def test_no_actor_is_found_by_a_part_in_a_hidden_event(client: Client) -> None:
    event, shut = make_event(), make_event(is_public=False)
    seen, unseen = make_actor(), make_actor(is_public=False)
    make_participation(event, seen)
    make_participation(event, unseen)
    make_participation(shut, seen)

    assert listed(client, f"/api/v1/actors/?event={event.slug}") == [seen.slug]
    assert listed(client, f"/api/v1/events/?actor={seen.slug}") == [event.slug]


def test_time_alone_shows_a_scheduled_article_and_its_quote(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    article = make_article(published=True, published_at=timezone.now() + LATER)
    quote = make_quote(verified=True)
    make_citation(article, quote)
    before = listed(client, "/api/v1/articles/"), listed(client, "/api/v1/quotes/")

    time_machine.move_to(timezone.now() + 2 * LATER)

    assert before == ([], [])
    assert listed(client, "/api/v1/articles/") == [article.slug]
    assert listed(client, "/api/v1/quotes/") == [quote.slug]


def test_an_office_of_a_hidden_holder_is_not_shown(client: Client) -> None:
    speaker = make_actor()
    quote = make_public_quote(speaker=speaker, office=make_office(make_actor(is_public=False)))

    shown = client.get(f"/api/v1/quotes/{quote.slug}/").json()

    assert shown["office"] is None
    assert shown["attribution_line"] == speaker.name
