"""Readers who come by an old address."""

import pytest

from actors.merging import merge, undo_merge
from actors.models import Actor
from summits.models import Event
from tests.factories import (
    make_actor,
    make_event,
    make_participation,
    make_public_quote,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user()


@pytest.fixture
def merged(editor):
    gone, kept = make_actor(slug="old-one"), make_actor(slug="new-one")
    quote = make_public_quote(speaker=gone)
    return quote, merge(gone, kept, by=editor)


def test_an_old_address_leads_to_the_new_one_with_its_question(client, merged):
    response = client.get("/api/v1/actors/old-one/?format=json")

    assert response.status_code == 301
    assert response["Location"] == "/api/v1/actors/new-one/?format=json"
    assert response["Cache-Control"] == "max-age=300"
    assert client.get("/api/v1/actors/old-one/", follow=True).json()["slug"] == "new-one"


def test_it_leads_to_the_last_of_several(client, merged, editor):
    merge(Actor.objects.get(), make_actor(slug="last-one"), by=editor)

    assert client.get("/api/v1/actors/old-one/")["Location"] == "/api/v1/actors/last-one/"


def test_a_wrong_parameter_is_named_first(client, merged):
    assert client.get("/api/v1/actors/old-one/?colour=red").status_code == 400


def test_a_filter_by_the_old_name_works_as_the_new_one(client, merged):
    quote, _ = merged
    event = make_event()
    make_participation(event, quote.speaker.__class__.objects.get(slug="new-one"))

    found = client.get("/api/v1/quotes/?speaker=old-one").json()["results"]
    attended = client.get("/api/v1/events/?actor=old-one").json()["results"]

    assert [row["slug"] for row in found] == [quote.slug]
    assert [row["slug"] for row in attended] == [event.slug]


def test_events_and_summits_likewise(client, editor):
    gone, kept = (make_event(slug=slug, kind="summit") for slug in ("old-summit", "new-summit"))
    quote = make_public_quote(said_at=gone)
    merge(gone, kept, by=editor)

    for resource in ("events", "summits"):
        response = client.get(f"/api/v1/{resource}/old-summit/")
        assert (response.status_code, response["Location"]) == (
            301, f"/api/v1/{resource}/new-summit/"
        )  # fmt: skip
    found = client.get("/api/v1/quotes/?said_at=old-summit").json()["results"]
    assert [row["slug"] for row in found] == [quote.slug]


def test_an_event_that_is_no_summit_is_not_found_among_them(client, editor):
    merge(make_event(slug="old-talks"), make_event(), by=editor)

    assert client.get("/api/v1/summits/old-talks/").status_code == 404


def test_what_became_hidden_is_like_what_never_was(client, merged):
    Actor.objects.update(is_public=False)

    for address in ("actors/{}/", "quotes/?speaker={}", "events/?actor={}"):
        old = client.get(f"/api/v1/{address.format('old-one')}")
        never = client.get(f"/api/v1/{address.format('nev-one')}")
        assert old.status_code == never.status_code
        assert old.headers == never.headers
        assert old.content.replace(b"old-one", b"nev-one") == never.content


def test_undone_each_has_its_own_address_again(client, merged, editor):
    undo_merge(merged[1], by=editor)

    assert client.get("/api/v1/actors/old-one/").json()["slug"] == "old-one"
    assert client.get("/api/v1/actors/new-one/").json()["slug"] == "new-one"


def test_the_description_names_the_answer(client):
    paths = client.get("/api/v1/schema/").json()["paths"]
    told = {path for path, item in paths.items() if "301" in item["get"]["responses"]}

    assert told == {f"/api/v1/{name}/{{slug}}/" for name in ("actors", "events", "summits")}


def test_a_deleted_event_leads_nowhere(client, editor):
    gone, kept = make_event(slug="old-event"), make_event()
    merge(gone, kept, by=editor)
    Event.objects.get().delete()

    assert client.get("/api/v1/events/old-event/").status_code == 404
