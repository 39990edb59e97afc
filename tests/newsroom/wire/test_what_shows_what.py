"""What shows a thing, or is seen because of it, changes with it: each kind of thing in its turn."""

import pytest

from actors.models import Actor, ActorName
from newsroom.api import ENDPOINTS
from newsroom.models import Resource
from summits.models import Event
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
)
from tests.newsroom.wire.store import assert_sound, settled

pytestmark = pytest.mark.django_db


def test_the_resources_of_the_store_are_those_of_the_api() -> None:
    assert Resource.labels == list(ENDPOINTS)


def test_what_one_resource_shows_of_another_is_a_resource_and_a_relation() -> None:
    for viewset in ENDPOINTS.values():
        for name, lookups in viewset.serializer_class.shows.items():
            assert name in ENDPOINTS
            for lookup in lookups:
                viewset.model._default_manager.filter(**{f"{lookup}__pk": 1}).exists()


def test_all_that_shows_an_actor_is_rendered_when_the_actor_changes() -> None:
    speaker = make_actor(slug="ana", name="Ana Prat")
    office = make_office(speaker)
    event = make_event(slug="talks", kind="summit")
    make_participation(event, speaker)
    first = make_quote(verified=True, slug="first", speaker=speaker, office=office)
    second = make_quote(verified=True, slug="second", speaker=speaker, continues=first)
    article = make_article(published=True, slug="leaders-meet")
    make_citation(article, first)
    make_citation(article, second)
    claim = make_claim(article, event=event, attributed_to=speaker)
    settled()

    Actor.objects.filter(pk=speaker.pk).update(name="Anna Prat")

    assert settled() == [
        ("articles", "leaders-meet", "updated"),
        ("quotes", "first", "updated"),
        ("quotes", "second", "updated"),
        ("actors", "ana", "updated"),
        ("events", "talks", "updated"),
        ("summits", "talks", "updated"),
        ("claims", claim.slug, "updated"),
    ]
    assert_sound()


def test_names_and_offices_belong_to_their_actor() -> None:
    actor = make_actor(slug="ana")
    body = make_organisation(slug="kremlin")
    settled()

    name = make_name(actor)
    assert settled() == [("actors", "ana", "updated")]
    office = make_office(actor, body=body)
    assert settled() == [("actors", "ana", "updated")]
    Actor.objects.filter(pk=body.pk).update(name="The Kremlin")
    assert settled() == [("actors", "ana", "updated"), ("actors", "kremlin", "updated")]
    ActorName.objects.filter(pk=name.pk).delete()
    office.delete()
    assert settled() == [("actors", "ana", "updated")]
    assert_sound()


def test_a_series_is_public_while_one_of_its_events_is() -> None:
    series = make_series(slug="sco-summits")
    event = make_event(slug="talks", series=series)
    assert settled() == [("events", "talks", "published"), ("series", "sco-summits", "published")]

    Event.objects.filter(pk=event.pk).update(series=None)

    assert settled() == [("series", "sco-summits", "withdrawn"), ("events", "talks", "updated")]
    assert_sound()


def test_an_event_that_becomes_a_summit_is_one() -> None:
    make_event(slug="talks")
    settled()

    Event.objects.update(kind="summit")
    assert settled() == [("events", "talks", "updated"), ("summits", "talks", "published")]
    Event.objects.update(kind="talks")

    assert settled() == [("summits", "talks", "withdrawn"), ("events", "talks", "updated")]
    assert_sound()


def test_what_hangs_on_an_article_belongs_to_it() -> None:
    article = make_article(published=True, slug="leaders-meet")
    event, other = make_event(slug="talks"), make_event(slug="dinner")
    settled()

    coverage = make_coverage(article, event)
    assert settled() == [("articles", "leaders-meet", "updated")]
    Event.objects.filter(pk=event.pk).update(title="Long talks")
    assert settled() == [("articles", "leaders-meet", "updated"), ("events", "talks", "updated")]
    coverage.delete()
    assert settled() == [("articles", "leaders-meet", "updated")]
    notice = make_notice(article)
    assert settled() == [
        ("articles", "leaders-meet", "updated"),
        ("notices", notice.slug, "published"),
    ]
    claim = make_claim(article, event=other)
    assert settled() == [("claims", claim.slug, "published")]
    Event.objects.filter(pk=other.pk).update(is_public=False)
    assert settled() == [("events", "dinner", "withdrawn"), ("claims", claim.slug, "withdrawn")]
    assert_sound()
