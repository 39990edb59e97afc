"""What a front end may ask of every list and thing beyond its filters, and what it gets."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from actors.models import Actor
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
