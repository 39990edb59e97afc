"""Paging: every row once and in order, both ways, whatever the keys and whatever changes."""

import datetime
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.db.models import F
from django.test import Client
from django.utils import timezone

from articles.models import Claim, Notice, Topic
from newsroom.api import ENDPOINTS
from newsroom.wire.reading.ordering import Cursor, Ordering
from summits.models import Event
from tests.factories import make_actor, make_article, make_claim, make_event, make_notice

pytestmark = pytest.mark.django_db

MANY = 2500


def make_events(count: int, prefix: str, date: str = "") -> None:
    """Store events in one go; bulk_create derives their columns as save() does."""
    Event.objects.bulk_create(
        Event(
            title=f"{prefix} {number}",
            slug=f"{prefix}-{number}",
            kind="talks",
            status="held",
            date_edtf=date,
            date_basis="stated" if date else "none",
            is_public=True,
        )
        for number in range(count)
    )


def pages(client: Client, address: str | None, *, way: str = "next") -> Iterator[dict]:
    while address:
        response = client.get(address)
        assert response.status_code == 200
        yield response.json()
        address = response.json()[way]


def walk(client: Client, address: str) -> tuple[list[str], list[str]]:
    """Return the slugs met on the way forward, and on the way back, each in the list's order."""
    forward = list(pages(client, address))
    backward = list(pages(client, forward[-1]["previous"], way="previous"))
    return slugs_of(forward), slugs_of(backward[::-1]) + slugs_of(forward[-1:])


def slugs_of(some_pages: list[dict]) -> list[str]:
    return [row["slug"] for page in some_pages for row in page["results"]]


@pytest.mark.parametrize("date", ["2025-09-01", ""])
def test_many_rows_with_one_key_are_each_visited_once(client: Client, date: str) -> None:
    make_events(MANY, "event", date)
    expected = [f"event-{number}" for number in reversed(range(MANY))]

    forward, backward = walk(client, "/api/v1/events/?limit=100")

    assert forward == expected
    assert backward == expected


def test_equal_keys_meet_null_keys_without_a_gap(client: Client) -> None:
    for prefix, date in (("late", "2025-09-02"), ("early", "2025-09-01"), ("undated", "")):
        make_events(7, prefix, date)
    expected = list(
        Event.objects.order_by(F("earliest").desc(nulls_last=True), "-id").values_list(
            "slug", flat=True
        )
    )

    for limit in (1, 2, 3, 5, 7, 20):
        forward, backward = walk(client, f"/api/v1/events/?limit={limit}")
        assert forward == expected, limit
        assert backward == expected, limit


def test_ascending_texts_are_walked_in_order(client: Client) -> None:
    for name in ("Beta", "alpha", "Beta", "Émile", "Beta", "Zeta"):
        make_actor(name=name, slug="")
    expected = slugs_of(list(pages(client, "/api/v1/actors/?limit=100")))

    forward, backward = walk(client, "/api/v1/actors/?limit=2")

    assert len(expected) == 6
    assert forward == backward == expected


def test_moments_with_microseconds_and_no_key_at_all_are_walked_in_order(client: Client) -> None:
    article, event = make_article(published=True), make_event()
    start = timezone.now() - timedelta(days=1)
    notices = [
        make_notice(article, issued_at=start + timedelta(microseconds=number)).slug
        for number in range(5)
    ]
    claims = [make_claim(article, event=event).slug for _ in range(5)]

    assert walk(client, "/api/v1/notices/?limit=2") == (notices[::-1], notices[::-1])
    assert walk(client, "/api/v1/claims/?limit=2") == (claims, claims)


def test_a_walk_is_stable_while_rows_come_and_go(client: Client) -> None:
    make_events(6, "event", "2025-09-01")
    first = client.get("/api/v1/events/?limit=2").json()
    make_events(1, "newer", "2025-09-02")
    Event.objects.filter(slug__in=["event-4", "event-3"]).delete()

    second = client.get(first["next"]).json()
    back = client.get(second["previous"]).json()

    assert slugs_of([first]) == ["event-5", "event-4"]
    assert slugs_of([second]) == ["event-2", "event-1"]
    assert slugs_of([back]) == ["newer-0", "event-5"]


def test_a_page_emptied_meanwhile_still_leads_back(client: Client) -> None:
    make_events(4, "event", "2025-09-01")
    first = client.get("/api/v1/events/?limit=2").json()
    Event.objects.filter(slug__in=["event-0", "event-1"]).delete()

    second = client.get(first["next"]).json()

    assert second["results"] == []
    assert second["next"] is None
    assert slugs_of([client.get(second["previous"]).json()]) == ["event-3", "event-2"]


def test_neighbours_are_absolute_and_keep_the_filters(client: Client) -> None:
    for _ in range(3):
        make_event(kind="bilateral")
    make_event(kind="talks")

    first = client.get("/api/v1/events/?kind=bilateral&limit=2").json()
    second = client.get(first["next"]).json()

    assert first["previous"] is None
    assert first["next"].startswith("http://testserver/api/v1/events/?")
    assert "kind=bilateral" in first["next"]
    assert "limit=2" in first["next"]
    assert len(second["results"]) == 1
    assert second["next"] is None


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_an_empty_list_has_no_neighbours(client: Client, endpoint: str) -> None:
    assert client.get(f"/api/v1/{endpoint}/").json() == {
        "results": [],
        "next": None,
        "previous": None,
    }


def test_twenty_rows_are_a_page_and_a_hundred_the_most(client: Client) -> None:
    make_events(101, "event")

    assert len(client.get("/api/v1/events/").json()["results"]) == 20
    assert len(client.get("/api/v1/events/?limit=100").json()["results"]) == 100


DAY = datetime.date(2025, 9, 1)


def forged_cursors() -> list[str]:
    events, topics = Ordering(Event, "earliest", falls=True), Ordering(Topic, "label", falls=False)
    real = events.write(Cursor(DAY, 7))
    signer = Signer(salt="newsroom.pagination", sep=".")
    name = "summits.event:-earliest"
    return [
        "x",
        ".",
        "%00",
        "é",
        real[:-1],
        real[1:],
        f"{real}x",
        topics.write(Cursor("a", 1)),
        Ordering(Event, "earliest", falls=False).write(Cursor(DAY, 7)),
        Signer(salt="another", sep=".").sign_object([name, "2025-09-01", 7, 0, 0]),
        signer.sign_object([name, "no date", 7, 0, 0]),
        signer.sign_object([name, 5, 7, 0, 0]),
        signer.sign_object([name, None, 7, 0, 0]),
        signer.sign_object([name, "2025-09-01", "7", 0, 0]),
        signer.sign_object([name, "2025-09-01"]),
        signer.sign_object({"name": name}),
        signer.sign("no object"),
    ]


@pytest.mark.parametrize("number", range(len(forged_cursors())))
def test_a_cursor_that_this_list_has_not_written_is_refused(client: Client, number: int) -> None:
    response = client.get(f"/api/v1/events/?cursor={forged_cursors()[number]}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["cursor"]


@pytest.mark.parametrize(
    ("ordering", "key"),
    [
        (Ordering(Claim, "id", falls=False), 3),
        (Ordering(Event, "earliest", falls=True), DAY),
        (Ordering(Topic, "label", falls=False), "Ünïcode, “quoted”"),
        (
            Ordering(Notice, "issued_at", falls=True),
            datetime.datetime(2025, 9, 1, 12, 30, 0, 5, datetime.UTC),
        ),
    ],
)
def test_a_list_reads_its_own_cursors(ordering: Ordering, key: Any) -> None:
    cursor = Cursor(key, 3, backward=True)

    assert ordering.read(ordering.write(cursor)) == cursor


@pytest.mark.parametrize(
    "limit", ["0", "-1", "101", "1000", "1.5", "ten", "", "010", "１", "%2010", "1e1", "%00"]
)
def test_a_limit_out_of_range_is_refused(client: Client, limit: str) -> None:
    response = client.get(f"/api/v1/topics/?limit={limit}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["limit"]
