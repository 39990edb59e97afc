"""The change log as a front end reads it: everything, once, in order, and never too late."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from actors.models import Actor
from articles.models import Quote
from articles.services import retract_article, withdraw_article
from newsroom.wire import changes
from newsroom.wire.models import Change
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db


def read(client: Client, query: str = "") -> dict[str, Any]:
    response = client.get(f"/api/v1/changes/?{query}")
    assert response.status_code == 200, response.content
    return response.json()


def told(page: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(row["resource"], row["slug"], row["action"]) for row in page["results"]]


def test_an_empty_desk_has_changed_nothing(client: Client) -> None:
    assert read(client) == {"results": [], "last": 0}


def test_each_change_is_told_once_with_its_number_and_time(client: Client) -> None:
    with time_machine.travel(datetime(2025, 9, 1, 12, tzinfo=UTC), tick=False):
        actor = make_actor(slug="someone")
        first = read(client)
        Actor.objects.filter(pk=actor.pk).update(description="Somebody else.")
        second = read(client, f"after={first['last']}")

    assert first == {
        "results": [
            {
                "seq": 1,
                "resource": "actors",
                "slug": "someone",
                "action": "published",
                "version": 1,
                "at": "2025-09-01T12:00:00.000000Z",
            }
        ],
        "last": 1,
    }
    assert told(second) == [("actors", "someone", "updated")]
    assert second["results"][0]["version"] == 2
    assert second["last"] == 2


def test_what_changes_for_nobody_is_not_told(client: Client) -> None:
    actor = make_actor()
    make_actor(is_public=False)
    make_quote(verified=True)
    before = read(client)["last"]

    Actor.objects.filter(pk=actor.pk).update(folded=actor.folded)

    assert told(read(client, f"after={before}")) == []


def test_the_way_of_an_article_is_told_to_its_end(client: Client) -> None:
    user = make_user()
    gone, article = make_article(published=True), make_article(published=True)
    quote = make_quote(verified=True)
    make_citation(article, quote)
    started = read(client)["last"]

    withdraw_article(gone, by=user, reason="It stood under another text.")
    Quote.objects.filter(pk=quote.pk).update(status="disputed")
    middle = read(client, f"after={started}")
    retract_article(article, by=user, text="It was wrong.")
    end = read(client, f"after={middle['last']}")

    assert ("articles", gone.slug, "withdrawn") in told(middle)
    assert ("quotes", quote.slug, "withdrawn") in told(middle)
    assert ("articles", article.slug, "updated") in told(middle)
    assert ("articles", article.slug, "retracted") in told(end)
    assert [row["action"] for row in end["results"] if row["resource"] == "notices"] == [
        "published"
    ]


def test_what_time_publishes_is_told_as_soon_as_lists_show_it(client: Client) -> None:
    now = datetime(2025, 9, 1, 12, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        article = make_article(published=True, published_at=now + timedelta(hours=1))
        before = read(client)
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        listed = client.get("/api/v1/articles/").json()["results"]
        after = read(client, f"after={before['last']}")

    assert article.slug not in [row["slug"] for row in before["results"]]
    assert [row["slug"] for row in listed] == [article.slug]
    assert told(after) == [("articles", article.slug, "published")]


def test_a_resource_alone_is_told_with_the_number_of_all(client: Client) -> None:
    make_event()
    actor = make_actor()
    make_event()

    page = read(client, "resource=actors")

    assert told(page) == [("actors", actor.slug, "published")]
    assert page["last"] == Change.objects.count()


def test_pages_join_without_a_gap(client: Client) -> None:
    slugs = [make_actor().slug for _ in range(7)]
    found, after = [], 0
    while True:
        page = read(client, f"after={after}&limit=3")
        found += [row["slug"] for row in page["results"]]
        if page["last"] == after:
            break
        after = page["last"]

    assert found == slugs


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("after=-1", "after"),
        ("after=x", "after"),
        ("after=1", "after"),
        ("after=99999999999999999999999999", "after"),
        ("after=%D9%A1", "after"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("wait=26", "wait"),
        ("wait=1.5", "wait"),
        ("resource=users", "resource"),
        ("since=1", "since"),
        ("after=0&after=1", "after"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(client: Client, query: str, named: str) -> None:
    response = client.get(f"/api/v1/changes/?{query}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [named]


def test_nobody_keeps_an_answer(client: Client) -> None:
    response = client.get("/api/v1/changes/")

    assert response["Cache-Control"] == "no-store"
    assert client.head("/api/v1/changes/").content == b""


def test_a_person_reads_the_changes_in_a_browser(client: Client) -> None:
    make_actor(slug="someone")

    page = client.get("/api/v1/changes/", headers={"accept": "text/html"}).content.decode()

    assert "someone" in page
    assert client.get("/api/v1/").json()["changes"].endswith("/api/v1/changes/")


# ---------------------------------------------------------------- waiting


@pytest.mark.django_db(transaction=True)
def test_who_waits_is_told_of_the_next_change_and_others_at_once(client: Client) -> None:
    last = read(client)["last"]
    answers: list[dict[str, Any]] = []

    def wait() -> None:
        try:
            answers.append(read(Client(), f"after={last}&wait=20"))
        finally:
            connection.close()

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not changes._WAITING.locked():
        time.sleep(0.01)
    began = time.monotonic()
    assert read(client, f"after={last}&wait=20")["results"] == []
    assert time.monotonic() - began < 5
    actor = make_actor()
    waiting.join(timeout=15)

    assert not waiting.is_alive()
    assert told(answers[0]) == [("actors", actor.slug, "published")]
    assert not changes._WAITING.locked()


def test_a_wait_ends_empty_when_its_time_is_over(client: Client) -> None:
    began = time.monotonic()

    assert read(client, "wait=1") == {"results": [], "last": 0}
    assert time.monotonic() - began >= 1
