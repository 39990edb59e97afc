"""Articles, quotes, topics, notices and claims in the API: their shape and their filters."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_notice,
    make_office,
    make_organisation,
    make_public_quote,
    make_quote,
    make_state,
    make_topic,
)

pytestmark = pytest.mark.django_db


def found(client: Client, query: str, endpoint: str = "quotes") -> list[str]:
    response = client.get(f"/api/v1/{endpoint}/?{query}")
    assert response.status_code == 200, response.content
    return [row["slug"] for row in response.json()["results"]]


def reference(resource: str, slug: str, name: str, kind: str) -> dict[str, str]:
    return {"slug": slug, "name": name, "kind": kind, "url": f"/api/v1/{resource}/{slug}/"}


@pytest.fixture
def alaska() -> dict[str, Any]:
    """A story in small: one article with one quote, said at one event and about another."""
    putin = make_actor(name="Vladimir Putin", slug="putin")
    office = make_office(putin, title="President", body=make_state("RU", name="Russia"))
    conference = make_event(title="Press conference", slug="press", kind="press_conference")
    talks = make_event(title="Talks in Alaska", slug="alaska", kind="talks")
    tass = make_organisation(name="TASS", slug="tass", org_type="news_agency")
    topic = make_topic(label="diplomacy", slug="diplomacy")
    article = make_article(
        published=True,
        headline="Putin told Modi",
        slug="told-modi",
        body="Putin **spoke**.",
        published_at=datetime(2025, 9, 4, 12, tzinfo=UTC),
        outlet=tass,
        source_headline="What Putin said",
        source_url="https://example.org/1",
        source_ref="S1",
        source_date="2025-09-04",
        highlights=["A lift."],
        genre="Current",
        note="For the desk only.",
    )
    article.topics.set([topic])
    article.credits.set([tass])
    quote = make_quote(
        verified=True, text="This is no secret", slug="no-secret", speaker=putin, office=office,
        channel="press_conference", addressee="journalists", carried_by=tass, said_at=conference,
        about=[talks], said_on_edtf="[2025-09-01..2025-09-04]", note="For the desk only.",
    )  # fmt: skip
    make_citation(
        article, quote, cue="said", speaker_as_printed="Putin", paragraph=2,
        title_on_day="President, Russia",
    )  # fmt: skip
    make_coverage(article, talks, rel="background", is_upcoming=False)
    return {"article": article, "quote": quote}


def test_a_quote_is_shown_with_speaker_office_event_and_article(
    client: Client, alaska: dict[str, Any]
) -> None:
    shown = client.get("/api/v1/quotes/no-secret/").json()

    assert shown["attribution_line"] == "Vladimir Putin, President, Russia"
    assert shown["speaker"] == reference("actors", "putin", "Vladimir Putin", "person")
    assert shown["office"] == {
        "title": "President",
        "body": reference("actors", "russia", "Russia", "state"),
        "label": "President, Russia",
    }
    assert shown["said_at"] == reference("events", "press", "Press conference", "press_conference")
    assert shown["about"] == [reference("events", "alaska", "Talks in Alaska", "talks")]
    assert shown["articles"] == [reference("articles", "told-modi", "Putin told Modi", "article")]
    assert shown["carried_by"] == reference("actors", "tass", "TASS", "organisation")
    assert shown["continues"] is None
    assert [shown[f"said_on_{part}"] for part in ("edtf", "earliest", "latest", "precision")] == [
        "[2025-09-01..2025-09-04]", "2025-09-01", "2025-09-04", "range",
    ]  # fmt: skip
    internal = {"note", "status", "created_by", "verified_by", "embargo_until", "id"}
    assert not internal & shown.keys()


def test_an_article_is_shown_with_citations_coverage_and_source(
    client: Client, alaska: dict[str, Any]
) -> None:
    notice = make_notice(alaska["article"], text="We were wrong.")

    shown = client.get("/api/v1/articles/told-modi/").json()

    assert shown["body_html"].startswith("<p>Putin <strong>spoke</strong>.</p>")
    assert shown["published_at"] == "2025-09-04T12:00:00Z"
    assert shown["topics"] == [reference("topics", "diplomacy", "diplomacy", "topic")]
    assert shown["credits"] == [reference("actors", "tass", "TASS", "organisation")]
    assert shown["image"] is None
    source = ("outlet", "outlet_deduced", *(name for name in shown if name.startswith("source_")))
    assert {name: shown[name] for name in source} == {
        "outlet": reference("actors", "tass", "TASS", "organisation"),
        "outlet_deduced": False,
        "source_headline": "What Putin said",
        "source_url": "https://example.org/1",
        "source_ref": "S1",
        "source_date": "2025-09-04",
        "source_updated": None,
    }
    assert shown["coverage"] == [
        {
            "event": reference("events", "alaska", "Talks in Alaska", "talks"),
            "rel": "background",
            "is_upcoming": False,
        }
    ]
    assert shown["citations"] == [
        {
            "quote": {
                **reference("quotes", "no-secret", "This is no secret", "direct"),
                "text": "This is no secret",
                "attribution_line": "Vladimir Putin, President, Russia",
                "speaker": reference("actors", "putin", "Vladimir Putin", "person"),
            },
            "kind": "direct",
            "as_printed": "This is no secret",
            "context": "",
            "cue": "said",
            "speaker_as_printed": "Putin",
            "title_as_printed": "",
            "title_on_day": "President, Russia",
            "paragraph": 2,
        }
    ]
    assert [row["slug"] for row in shown["notices"]] == [notice.slug]
    internal = {"note", "status", "created_by", "reviewed_by", "edit_counter", "embargo_until"}
    assert not internal & shown.keys()


def test_a_picture_is_shown_with_its_caption_credit_and_description(client: Client) -> None:
    make_article(
        published=True, slug="pictured", image="articles/car.jpg", image_caption="The car.",
        image_credit="AFP", image_alt="A black car",
    )  # fmt: skip

    assert client.get("/api/v1/articles/pictured/").json()["image"] == {
        "url": "/media/articles/car.jpg",
        "caption": "The car.",
        "credit": "AFP",
        "alt": "A black car",
    }


def test_times_are_in_utc_whatever_the_desks_clock(
    client: Client, alaska: dict[str, Any], settings: Any
) -> None:
    settings.TIME_ZONE = "Asia/Kolkata"

    shown = client.get("/api/v1/articles/told-modi/").json()

    assert shown["published_at"] == "2025-09-04T12:00:00Z"


@pytest.mark.parametrize(
    "query",
    [
        "speaker=putin", "kind=direct", "attribution=named", "channel=press_conference",
        "carried_by=tass", "said_at=press", "about=alaska", "event=press", "event=alaska",
        "article=told-modi", "topic=diplomacy", "language=en", "said_from=2025-09-04",
        "said_to=2025-09-01", "speaker=putin&kind=direct&about=alaska&said_from=2025-09-01",
    ],
)  # fmt: skip
def test_quotes_are_found_by(client: Client, alaska: dict[str, Any], query: str) -> None:
    make_public_quote(kind="indirect", language="ru", attribution="unnamed")

    assert found(client, query) == ["no-secret"]


@pytest.mark.parametrize(
    "query", ["said_at=alaska", "about=press", "said_from=2025-09-05", "kind=mixed"]
)
def test_quotes_are_not_found_by(client: Client, alaska: dict[str, Any], query: str) -> None:
    assert found(client, query) == []


def test_an_event_stands_for_all_that_is_part_of_it_once(client: Client) -> None:
    summit = make_event(slug="summit")
    meeting = make_event(slug="meeting", parent=summit)
    ride = make_event(slug="ride", parent=meeting)
    said = make_public_quote(said_at=ride, about=[summit, meeting, ride])
    covering = make_article(published=True)
    make_coverage(covering, meeting)
    make_coverage(covering, ride)

    for name in ("said_at", "about", "event"):
        assert found(client, f"{name}=summit") == [said.slug]
    assert found(client, "event=summit", "articles") == [covering.slug]
    assert found(client, "about=ride") == [said.slug]


def test_a_quote_goes_on_from_another(client: Client) -> None:
    first = make_public_quote(text="First words")
    second = make_public_quote(speaker=first.speaker, continues=first)

    shown = client.get(f"/api/v1/quotes/{second.slug}/").json()

    assert shown["continues"] == reference("quotes", first.slug, "First words", "direct")


def test_a_long_quote_is_named_by_its_first_words(client: Client) -> None:
    first = make_public_quote(text="word " * 40)
    second = make_public_quote(speaker=first.speaker, continues=first)

    name = client.get(f"/api/v1/quotes/{second.slug}/").json()["continues"]["name"]

    assert len(name) <= 80
    assert name.endswith("…")


@pytest.mark.parametrize(
    "query",
    [
        "topic=diplomacy", "event=alaska", "speaker=putin", "outlet=tass", "genre=Current",
        "published_from=2025-09-04", "published_to=2025-09-04",
        "published_from=2025-09-04&published_to=2025-09-04",
    ],
)  # fmt: skip
def test_articles_are_found_by(client: Client, alaska: dict[str, Any], query: str) -> None:
    assert found(client, query, "articles") == ["told-modi"]


def test_a_topic_stands_for_those_below_it(client: Client) -> None:
    politics = make_topic(slug="politics")
    diplomacy = make_topic(slug="diplomacy", parent=politics)
    summits = make_topic(slug="summits", parent=diplomacy, scheme="medtop", code="20000640")
    article = make_article(published=True, slug="piece")
    article.topics.set([diplomacy, summits])

    assert found(client, "topic=politics", "articles") == ["piece"]
    assert found(client, "parent=politics", "topics") == ["diplomacy"]
    assert found(client, "scheme=medtop", "topics") == ["summits"]
    assert sorted(found(client, "article=piece", "topics")) == ["diplomacy", "summits"]


def test_notices_are_found_by_article_kind_and_day(client: Client) -> None:
    issued = datetime(2025, 9, 5, 23, 59, 59, 999999, tzinfo=UTC)
    article = make_article(published=True, slug="piece")
    notice = make_notice(article, kind="clarification", issued_at=issued)
    make_notice(make_article(published=True))

    for query in ("article=piece", "kind=clarification", "issued_to=2025-09-05"):
        assert found(client, query, "notices") == [notice.slug]
    assert notice.slug not in found(client, "issued_from=2025-09-06", "notices")


def test_notices_of_a_retracted_article_are_found_by_its_slug(client: Client) -> None:
    now = datetime.now(UTC)
    gone = make_article(slug="gone", status="retracted", published_at=now, retracted_at=now)
    notice = make_notice(gone, kind="retraction")

    assert found(client, "article=gone", "notices") == [notice.slug]


def test_a_claim_says_what_it_is_about_and_whose_it_is(
    client: Client, alaska: dict[str, Any]
) -> None:
    peskov, event = make_actor(name="Peskov", slug="peskov"), make_event(title="Ride", slug="ride")
    claim = make_claim(
        alaska["article"], event=event, attribute="drive_duration", value="15", unit="min",
        approximate=True, attributed_to=peskov, quote=alaska["quote"], paragraph=4, note="Two.",
    )  # fmt: skip

    shown = client.get(f"/api/v1/claims/{claim.slug}/").json()

    assert shown["subject_kind"] == "event"
    assert shown["event"] == reference("events", "ride", "Ride", "talks")
    assert (shown["actor"], shown["topic"]) == (None, None)
    assert [shown[name] for name in ("attribute", "value", "unit", "approximate", "note")] == [
        "drive_duration", "15", "min", True, "Two.",
    ]  # fmt: skip
    assert shown["attributed_to"] == reference("actors", "peskov", "Peskov", "person")
    assert shown["quote"]["slug"] == "no-secret"
    assert shown["article"]["slug"] == "told-modi"


def test_claims_are_found_by_subject_attribute_source_and_carrier(
    client: Client, alaska: dict[str, Any]
) -> None:
    article, india = alaska["article"], make_state("IN", slug="india")
    peskov, event = make_actor(slug="peskov"), make_event(slug="ride")
    ride = make_claim(
        article, event=event, quote=alaska["quote"], attributed_to=peskov, attribute="length"
    ).slug
    about_india = make_claim(article, actor=india).slug
    on_topic = make_claim(article, topic=make_topic(slug="oil")).slug
    make_claim(make_article(published=True))

    for query in ("event=ride", "attribute=length", "quote=no-secret", "attributed_to=peskov"):
        assert found(client, query, "claims") == [ride]
    assert found(client, "actor=india", "claims") == [about_india]
    assert found(client, "topic=oil", "claims") == [on_topic]
    assert found(client, "article=told-modi", "claims") == [ride, about_india, on_topic]
    kinds = [client.get(f"/api/v1/claims/{slug}/").json()["subject_kind"]
             for slug in (ride, about_india, on_topic)]  # fmt: skip
    assert kinds == ["event", "actor", "topic"]
