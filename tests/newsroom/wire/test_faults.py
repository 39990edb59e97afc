"""Faults beside the store: lost connections, mistakes while rendering, somebody who was faster."""

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory

from actors.models import Actor
from articles.models import Quote
from newsroom.wire import storing
from newsroom.wire.reading import rows
from newsroom.wire.settle import settle
from newsroom.wsgi import application
from tests.factories import make_actor, make_article, make_citation, make_event, make_quote
from tests.newsroom.wire.store import assert_sound

PROBLEM = "application/problem+json"


@pytest.fixture
def quote(transactional_db: None) -> Quote:
    """Return a quote that stands in an article, and whose speaker and event stand in both."""
    with transaction.atomic():
        speaker = make_actor(slug="ana", name="Ana Secretive")
        quote = make_quote(
            verified=True, slug="words", speaker=speaker, said_at=make_event(slug="talks"),
            carried_by=make_actor(slug="ben"), text="These are words", kind="indirect",
        )  # fmt: skip
        make_citation(make_article(published=True, slug="news"), quote)
    return quote


ADDRESSES = [
    "/api/v1/quotes/",
    "/api/v1/quotes/words/",
    "/api/v1/articles/news/?expand=citations.quote.speaker",
    "/api/v1/actors/?limit=100&count=true",
    "/api/v1/changes/",
]

# ---------------------------------------------------------------- connections


def get(address: str) -> int:
    """Ask as a server does, which looks after its connections between requests."""
    status: list[str] = []
    environ = RequestFactory().get(address).environ

    def start(line: str, *_rest: object) -> Callable[[bytes], object]:
        status.append(line)
        return bytes

    response = application(environ, start)
    b"".join(response)
    response.close()
    return int(status[0].split()[0])


def beside(act: Callable[[], object]) -> None:
    """Do something on a connection of its own."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def query(sql: str, *params: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


@pytest.mark.postgresql
@pytest.mark.parametrize("address", ADDRESSES)
def test_after_the_server_closed_the_connection_the_next_request_works(
    quote: Quote, address: str
) -> None:
    for _ in range(3):
        assert get(address) == 200
        number = query("SELECT pg_backend_pid()")
        beside(partial(query, "SELECT pg_terminate_backend(%s)", number))

    assert get(address) == 200
    assert query("SELECT pg_backend_pid()") != number


@pytest.mark.postgresql
def test_who_writes_after_the_server_closed_the_connection_is_read(quote: Quote) -> None:
    assert get("/api/v1/actors/ana/") == 200
    number = query("SELECT pg_backend_pid()")
    beside(lambda: Actor.objects.filter(slug="ana").update(is_public=False))
    beside(lambda: query("SELECT pg_terminate_backend(%s)", number))

    assert get("/api/v1/actors/ana/") == 404
    assert get("/api/v1/quotes/words/") == 404
    assert_sound()


# ---------------------------------------------------------------- mistakes while rendering


def fail(*_args: object) -> None:
    raise ZeroDivisionError("while rendering Ana Secretive")


@pytest.mark.parametrize("address", ADDRESSES)
def test_where_rendering_fails_a_save_stands_and_readers_get_no_stale_name(
    quote: Quote, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    assert client.get(address).status_code == 200
    known = client.get(address).get("ETag", "")
    monkeypatch.setattr(storing, "fresh_documents", fail)
    with transaction.atomic():
        # Carried by Ben stays: the quote is still public, and its document names Ana.
        Actor.objects.filter(slug="ana").update(name="Another", sort_name="Another")

    assert Actor.objects.get(slug="ana").name == "Another"
    for headers in ({}, {"if-none-match": known}, {"if-none-match": "*"}):
        response = client.get(address, headers=headers)
        assert response.status_code == 500
        assert response["Content-Type"] == PROBLEM
        assert b"Secretive" not in response.content
    monkeypatch.undo()
    mended = client.get(address, headers={"if-none-match": known})
    assert mended.status_code == 200
    assert b"Secretive" not in mended.content
    assert_sound()


@pytest.mark.parametrize("address", ADDRESSES[:-1])
def test_what_is_hidden_meanwhile_is_in_no_answer(
    quote: Quote, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    assert client.get(address).status_code == 200
    monkeypatch.setattr(storing, "fresh_documents", fail)
    with transaction.atomic():
        Quote.objects.filter(slug="words").update(status="withdrawn")
        Actor.objects.filter(slug="ana").update(is_public=False)

    response = client.get(address)

    # What is gone is gone without a document being made; what showed it is not served.
    assert response.status_code in (200, 404, 500)
    assert b"Secretive" not in response.content
    assert b"These are words" not in response.content


def test_a_mistake_that_passes_costs_nobody_anything(
    quote: Quote, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(storing, "fresh_documents", fail)
        Actor.objects.filter(slug="ana").update(name="Another")

    article = Client().get("/api/v1/articles/news/").json()

    assert article["citations"][0]["quote"]["speaker"]["name"] == "Another"
    assert_sound()


# ---------------------------------------------------------------- somebody was faster


@pytest.mark.parametrize("address", ["/api/v1/quotes/", "/api/v1/quotes/words/"])
def test_what_another_one_settled_after_it_was_read_is_read_again(
    quote: Quote, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read while a mark was due, settled by somebody else, and so no longer due when we look."""

    def after_another_one() -> bool:
        settle()
        return settle()

    client = Client()
    known = client.get(address)["ETag"]
    monkeypatch.setattr(rows, "settle", after_another_one)
    Actor.objects.filter(slug="ana").update(name="Another", sort_name="Another")

    response = client.get(address, headers={"if-none-match": known})

    assert response.status_code == 200
    assert b"Secretive" not in response.content
