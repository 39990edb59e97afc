"""No list of the API runs more queries for more rows, whatever hangs on them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.api import ENDPOINTS
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_name,
    make_notice,
    make_office,
    make_organisation,
    make_participation,
    make_quote,
    make_series,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def full_quote():
    speaker = make_actor()
    first = make_quote(verified=True, speaker=speaker)
    second = make_quote(
        verified=True,
        speaker=speaker,
        office=make_office(speaker),
        continues=first,
        carried_by=make_organisation(),
        said_at=make_event(),
        about=[make_event(), make_event()],
    )
    article = make_article(published=True)
    make_citation(article, first)
    make_citation(article, second)
    make_citation(make_article(published=True), second)
    return second


def full_article():
    article = make_article(published=True, outlet=make_organisation(), image="picture.jpg")
    article.credits.set([make_organisation(), make_organisation()])
    article.topics.set([make_topic(), make_topic()])
    make_coverage(article, make_event())
    make_coverage(article, make_event())
    make_citation(article, full_quote())
    make_notice(article)


def full_actor():
    actor = make_actor(parent=make_organisation())
    make_name(actor)
    make_name(actor)
    make_office(actor)


def full_event(**fields):
    event = make_event(parent=make_event(), series=make_series(), **fields)
    make_participation(event, delegation_of=make_organisation())
    make_participation(event, label="more than 20 leaders")


def full_claims():
    quote = full_quote()
    article = quote.articles.first()
    make_claim(article, quote=quote, attributed_to=quote.speaker)
    make_claim(article, actor=make_actor())
    make_claim(article, topic=make_topic())


ROW_MAKERS: dict[str, Callable[[], object]] = {
    "articles": full_article,
    "quotes": full_quote,
    "actors": full_actor,
    "events": full_event,
    "summits": lambda: full_event(kind="summit"),
    "series": lambda: make_event(series=make_series()),
    "topics": lambda: make_topic(parent=make_topic()),
    "notices": lambda: make_notice(make_article(published=True)),
    "claims": full_claims,
}


def queries_of(client: Client, address: str) -> tuple[int, int]:
    client.get(address)  # renders what was just written
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured), len(response.json()["results"])


def test_every_endpoint_has_a_maker_of_full_rows() -> None:
    assert set(ROW_MAKERS) == set(ENDPOINTS)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_list_costs_as_much_for_thirty_rows_as_for_one(client: Client, endpoint: str) -> None:
    ROW_MAKERS[endpoint]()
    one, few = queries_of(client, f"/api/v1/{endpoint}/?limit=100")

    for _ in range(29):
        ROW_MAKERS[endpoint]()
    thirty, many = queries_of(client, f"/api/v1/{endpoint}/?limit=100")

    assert 1 <= few < 30 <= many
    assert thirty == one


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_later_page_costs_one_query_more_than_the_first(client: Client, endpoint: str) -> None:
    for _ in range(6):
        ROW_MAKERS[endpoint]()
    first = client.get(f"/api/v1/{endpoint}/?limit=3")
    first_cost, _ = queries_of(client, f"/api/v1/{endpoint}/?limit=3")

    later_cost, rows = queries_of(client, first.json()["next"])

    assert rows == 3
    assert later_cost <= first_cost + 1
