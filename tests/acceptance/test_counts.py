"""The counts of the seed story, whole and as readers see it."""

import pytest

from actors.models import Actor, ActorName, Office
from articles.models import Article, Citation, Claim, Coverage, Notice, Quote, Revision, Topic
from summits.models import Event, Participation, Series, Summit

from .matching import Facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]


def test_the_whole_story_has_these_counts() -> None:
    counted = {model.__name__: model.objects.count() for model in (
        Actor, ActorName, Office, Series, Event, Summit, Participation, Article, Coverage, Topic,
        Quote, Citation, Claim, Notice, Revision,
    )}  # fmt: skip

    assert counted == {
        "Actor": 41,
        "ActorName": 35,
        "Office": 15,
        "Series": 4,
        "Event": 39,
        "Summit": 4,
        "Participation": 74,
        "Article": 4,
        "Coverage": 47,
        "Topic": 41,
        "Quote": 37,
        "Citation": 37,
        "Claim": 65,
        "Notice": 0,
        "Revision": 0,
    }


def test_readers_see_these_counts() -> None:
    counted = {model.__name__: model.objects.published().count() for model in (
        Actor, Event, Article, Quote, Citation, Claim,
    )}  # fmt: skip

    assert counted == {
        "Actor": 34,
        "Event": 28,
        "Article": 3,
        "Quote": 31,
        "Citation": 31,
        "Claim": 51,
    }


def test_counts_within_the_story() -> None:
    assert Participation.objects.filter(role="organiser").count() == 5
    assert Topic.objects.filter(scheme="medtop").count() == 34
    assert Topic.objects.filter(scheme="local").count() == 7
    assert Claim.objects.filter(attribute="outcome").count() == 11
    assert Quote.objects.filter(status="draft").count() == 6


def test_nothing_of_the_facts_is_left_out_but_what_has_no_subject(facts: Facts) -> None:
    counts = facts["meta"]["counts"]

    assert Event.objects.count() == counts["events"]
    assert Event.objects.published().count() == counts["events_main"]
    assert Quote.objects.count() == counts["quotes"]
    assert Participation.objects.exclude(role="organiser").count() == counts["participations"]
    assert Claim.objects.exclude(attribute="outcome").count() == counts["facts"] - 2
    for kind in ("direct", "mixed", "indirect"):
        assert Quote.objects.filter(kind=kind).count() == counts[f"quotes_{kind}"]
