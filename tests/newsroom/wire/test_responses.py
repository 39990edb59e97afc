"""What answers say of themselves, how short they may be, and what they cost."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from actors.models import Actor
from actors.serializers import ActorSerializer
from articles.models import Article, Quote
from newsroom.api import ENDPOINTS
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_public_quote,
    make_quote,
)
from tests.test_query_counts import ROW_MAKERS

pytestmark = pytest.mark.django_db


def results(client: Client, address: str) -> list[dict[str, Any]]:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()["results"]


# ---------------------------------------------------------------- conditional requests


def test_a_thing_is_not_sent_again_until_it_changes(client: Client) -> None:
    actor = make_actor(slug="someone")
    first = client.get("/api/v1/actors/someone/")
    known = {"if-none-match": first["ETag"]}

    again = client.get("/api/v1/actors/someone/", headers=known)
    Actor.objects.filter(pk=actor.pk).update(description="Somebody else.")
    changed = client.get("/api/v1/actors/someone/", headers=known)

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert changed.json()["description"] == "Somebody else."


def test_a_list_is_not_sent_again_until_time_or_somebody_changes_it(client: Client) -> None:
    now = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False):
        make_article(published=True, published_at=now)
        coming = make_article(published=True, published_at=now + datetime.timedelta(hours=1))
        known = {"if-none-match": client.get("/api/v1/articles/")["ETag"]}
        assert client.get("/api/v1/articles/", headers=known).status_code == 304
    with time_machine.travel(now + datetime.timedelta(hours=1), tick=False):
        later = client.get("/api/v1/articles/", headers=known)

    assert later.status_code == 200
    assert later.json()["results"][0]["slug"] == coming.slug


def test_a_thing_that_time_changes_is_sent_anew(client: Client) -> None:
    now = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False):
        quote = make_public_quote()
        later = make_article(published=True, published_at=now + datetime.timedelta(hours=1))
        make_citation(later, quote)
        first = client.get(f"/api/v1/quotes/{quote.slug}/")
    with time_machine.travel(now + datetime.timedelta(hours=2), tick=False):
        second = client.get(
            f"/api/v1/quotes/{quote.slug}/", headers={"if-none-match": first["ETag"]}
        )

    assert second.status_code == 200
    assert later.slug in [article["slug"] for article in second.json()["articles"]]
    assert later.slug not in [article["slug"] for article in first.json()["articles"]]


def test_last_modified_never_says_the_same_of_two_versions(client: Client) -> None:
    now = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False) as clock:
        actor = make_actor(slug="someone")
        first = client.get("/api/v1/actors/someone/")
        Actor.objects.filter(pk=actor.pk).update(description="A second version.")
        since = {"if-modified-since": first["Last-Modified"]}
        second = client.get("/api/v1/actors/someone/", headers=since)
        clock.shift(2)
        third = client.get("/api/v1/actors/someone/", headers=since)
        known = {"if-modified-since": third["Last-Modified"]}

        assert first["Last-Modified"] == "Mon, 01 Sep 2025 12:00:00 GMT"
        assert second.status_code == 200
        assert "Last-Modified" not in second  # it would lie ahead
        assert third["Last-Modified"] == "Mon, 01 Sep 2025 12:00:01 GMT"
        assert client.get("/api/v1/actors/someone/", headers=known).status_code == 304


# ---------------------------------------------------------------- methods, headers, codings


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_head_says_what_get_says_without_a_body(client: Client, endpoint: str) -> None:
    ROW_MAKERS[endpoint]()
    for address in (f"/api/v1/{endpoint}/", results(client, f"{endpoint}/")[0]["url"]):
        got, head = client.get(address), client.head(address)

        assert head.status_code == 200
        assert head.content == b""
        for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control", "Surrogate-Key"):
            assert head[name] == got[name]
        assert int(got["Content-Length"]) == len(got.content)


@pytest.mark.parametrize("endpoint", [*ENDPOINTS, "changes"])
def test_options_tells_what_is_allowed(client: Client, endpoint: str) -> None:
    response = client.options(f"/api/v1/{endpoint}/")

    assert response.status_code == 204
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_an_answer_says_how_long_and_under_which_keys_it_may_be_kept(client: Client) -> None:
    quote = make_public_quote(slug="alaska")

    listed, thing = client.get("/api/v1/quotes/"), client.get(f"/api/v1/quotes/{quote.slug}/")

    assert listed["Cache-Control"] == thing["Cache-Control"] == "public, max-age=10"
    assert listed["Surrogate-Key"] == thing["Surrogate-Key"] == "quotes quotes/alaska"
    assert listed["Vary"] == "Accept, Accept-Encoding"
    assert client.get("/api/v1/quotes/nothing/")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_coded_answer_has_a_tag_of_its_own_that_still_counts(client: Client, coding: str) -> None:
    quote = make_public_quote(text="Words " * 500)
    address = f"/api/v1/quotes/{quote.slug}/"

    plain = client.get(address)
    coded = client.get(address, headers={"accept-encoding": coding})
    again = client.get(address, headers={"accept-encoding": coding, "if-none-match": coded["ETag"]})

    assert coded["Content-Encoding"] == coding
    assert len(coded.content) < len(plain.content) / 5
    assert coded["ETag"] == f'{plain["ETag"][:-1]}-{coding}"'
    assert again.status_code == 304
    assert again["ETag"] == coded["ETag"]


def test_a_reader_who_asks_too_often_is_told_when_to_come_again(
    client: Client, settings: Any
) -> None:
    settings.API_RATE = (2, 60)

    answers = [client.get("/api/v1/topics/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert answers[2]["Content-Type"] == "application/problem+json"


# ---------------------------------------------------------------- one statement


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_list_a_later_page_and_a_thing_are_one_statement_each(
    client: Client, endpoint: str, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        ROW_MAKERS[endpoint]()
    page = client.get(f"/api/v1/{endpoint}/?limit=1").json()
    for address in (f"/api/v1/{endpoint}/", page["next"], page["results"][0]["url"]):
        client.get(address)
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 200


def test_a_filter_by_slugs_costs_no_further_statement(
    client: Client, django_assert_num_queries: Any
) -> None:
    quote = make_public_quote(
        said_at=make_event(parent=make_event(slug="summit")),
        said_on_edtf="2025-09-01",
        said_on_basis="stated",
    )
    assert quote.speaker is not None
    address = f"/api/v1/quotes/?speaker={quote.speaker.slug}&said_at=summit&said_to=2030-01-01"
    client.get(address)

    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200


def test_rows_written_behind_everybodys_back_are_served_as_they_are(client: Client) -> None:
    quote = make_quote(verified=True)
    article = make_article(published=True)
    make_citation(article, quote)
    assert results(client, "quotes/")[0]["articles"][0]["name"] == article.headline

    Article.objects.filter(pk=article.pk).update(headline="Another headline")
    assert results(client, "quotes/")[0]["articles"][0]["name"] == "Another headline"
    Quote.objects.filter(pk=quote.pk).update(status="draft")
    assert results(client, "quotes/") == []
    assert client.get(f"/api/v1/articles/{article.slug}/").json()["citations"] == []


def test_a_store_that_never_comes_to_rest_says_when_to_ask_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_actor()
    # Somebody else writes between each settling and the next look.
    monkeypatch.setattr("newsroom.wire.reading.rows.settle", lambda: True)

    response = client.get("/api/v1/actors/")

    assert response.status_code == 503
    assert response["Retry-After"] == "1"
    assert response["Content-Type"] == "application/problem+json"


def test_one_document_that_cannot_be_made_keeps_no_other_from_readers(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    good, bad = make_actor(), make_actor()
    shown = ActorSerializer.to_representation

    def fail_for_one(serializer: Any, actor: Actor) -> Any:
        if actor.pk == bad.pk:
            raise ValueError("a fault of ours")
        return shown(serializer, actor)

    with monkeypatch.context() as patched:
        patched.setattr(ActorSerializer, "to_representation", fail_for_one)
        listed = client.get("/api/v1/actors/?slug=" + f"{good.slug},{bad.slug}").json()
        broken = client.get(f"/api/v1/actors/{bad.slug}/")
        changes = client.get("/api/v1/changes/").json()["results"]
    assert [row["slug"] for row in listed["results"]] == [good.slug]
    assert listed["missing"] == [bad.slug]
    assert broken.status_code == 503
    assert [row["slug"] for row in changes] == [good.slug]
    assert f"The document of actors “{bad.slug}” cannot be made." in caplog.text

    assert client.get(f"/api/v1/actors/{bad.slug}/").status_code == 200


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_postgresql_plans_a_shape_of_question_once(client: Client) -> None:
    connection.close()  # for a new one: what a test before set is gone with its transaction
    make_actor(slug="someone")
    for _ in range(5):
        client.get("/api/v1/actors/someone/", headers={"if-none-match": '"another"'})

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT custom_plans, sum(generic_plans) FROM pg_prepared_statements "
            "WHERE statement LIKE 'SELECT page.id%' GROUP BY custom_plans"
        )
        [(custom, generic)] = cursor.fetchall()

    assert custom == 0
    assert generic >= 5
