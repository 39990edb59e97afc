"""E01-E05 and H01: the events of an article, and what it hides."""

import datetime

import pytest
from django.utils import timezone

from actors.models import Actor
from articles.preflight import preflight
from tests.articles.preflight.fit import change, citation_of, codes, make_fit_article, only
from tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_coverage,
    make_event,
    make_organisation,
    make_participation,
    make_series,
)

pytestmark = pytest.mark.django_db


def covering(**fields):
    article = make_article()
    event = make_event(**{"kind": "visit", **fields})
    make_coverage(article, event)
    return article, event


def test_e01_finds_an_event_outside_the_one_it_is_part_of() -> None:
    whole = make_event(kind="visit", date_edtf="2025-08-31/2025-09-01")
    article, event = covering(parent=whole, date_edtf="2025-09-01")
    assert codes(article) == []

    event.date_edtf = "2025-09-02"
    event.save()
    assert codes(article) == ["E01 error"]
    assert only(article, "E01").place.pk == event.pk


@pytest.mark.parametrize("kind", ["summit", "bilateral", "ministerial", "talks", "phone_call"])
def test_e02_finds_a_meeting_of_fewer_than_two(kind) -> None:
    article, event = covering(kind=kind)
    someone = make_actor()
    make_participation(event, someone, role="host")
    make_participation(event, someone, role="chair")
    assert codes(article) == ["E02 warning"]

    make_participation(event, label="other leaders")
    assert codes(article) == []


def test_e02_leaves_other_events_alone() -> None:
    assert codes(covering(kind="briefing")[0]) == []


def test_e03_finds_a_plan_whose_last_day_is_past() -> None:
    today = timezone.localdate()
    plan = {"status": "planned", "occurrence": "eos5"}
    yesterday = today - datetime.timedelta(days=1)
    assert codes(covering(**plan, date_edtf=today.isoformat())[0]) == []
    assert codes(covering(**plan)[0]) == []

    article, _ = covering(**plan, date_edtf=yesterday.isoformat())
    assert codes(article) == ["E03 warning"]


def test_e03_looks_ahead_to_the_day_of_publication() -> None:
    today = timezone.localdate()
    article, _ = covering(status="planned", occurrence="eos5", date_edtf=today.isoformat())
    assert codes(article) == []

    assert codes(article, at=timezone.now() + datetime.timedelta(days=2)) == ["E03 warning"]


def test_e04_finds_rival_values_of_one_event() -> None:
    article, event = covering()
    make_claim(article, event=event, attribute="length", value="15", unit="min")
    other = make_article()
    make_claim(other, event=event, attribute="length", value="15.0", unit="Min")
    make_claim(other, event=event, attribute="width", value="20", unit="min")
    make_claim(other, event=event, attribute="length", value="long", unit="")
    assert codes(article) == []

    make_claim(other, event=event, attribute="length", value="45", unit="min")
    assert codes(article) == ["E04 warning"]
    assert "15 min" in only(article, "E04").sentence
    assert "45 min" in only(article, "E04").sentence


def test_e04_finds_rival_values_in_one_series() -> None:
    series = make_series()
    article, event = covering(series=series)
    make_claim(article, event=event, attribute="rate", value="25", unit="per cent")
    make_claim(make_article(), event=make_event(kind="visit"), attribute="rate", value="50",
               unit="per cent")  # fmt: skip
    assert codes(article) == []

    rival = make_claim(make_article(), event=make_event(kind="visit", series=series),
                       attribute="rate", value="50", unit="per cent")  # fmt: skip
    assert codes(article) == ["E04 warning"]

    change(rival.article, status="withdrawn")
    assert codes(article) == []


def test_e05_finds_a_held_event_that_every_article_looks_ahead_to() -> None:
    article, event = covering()
    row = article.coverage.get()
    change(row, is_upcoming=True)
    assert codes(article) == ["E05 warning"]

    make_coverage(make_article(), event)
    assert codes(article) == []


def test_e05_finds_an_event_that_is_named_and_not_covered() -> None:
    article = make_fit_article()
    event = make_event(kind="visit")
    citation_of(article).quote.about.add(event)
    assert codes(article) == ["E05 warning"]

    make_coverage(make_article(), event)
    assert codes(article) == []


def test_h01_finds_an_event_and_an_actor_that_are_not_public() -> None:
    article = make_fit_article()
    speaker = Actor.objects.get(quotes__articles=article)
    event = make_event(kind="visit", is_public=False)
    make_coverage(article, event)
    change(speaker, is_public=False)
    article.credits.add(make_organisation())

    found = preflight(article)

    assert [finding.name for finding in found] == [
        f"H01 event {event.slug}",
        f"H01 actor {speaker.slug}",
    ]
    assert [(f.place.model, f.place.pk) for f in found] == [
        ("summits.event", event.pk),
        ("actors.actor", speaker.pk),
    ]
