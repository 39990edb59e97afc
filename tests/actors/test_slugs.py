"""Slugs: made from words, unique, unchanging, never used again."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actors.models import Actor, RetiredSlug
from actors.models.base import SLUG_LENGTH, SLUG_PATTERN
from articles.models import Article, Claim
from summits.models import Event, Summit
from tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_event,
    make_notice,
    make_organisation,
    make_quote,
    make_series,
    make_topic,
)

pytestmark = pytest.mark.django_db

CANNOT_CHANGE = "This address cannot change: readers have it. Put back “{}”."
RETIRED = "This address belonged to something deleted. Choose another one."

MADE = {
    "Vladimir Putin": "vladimir-putin",
    "Recep Tayyip Erdoğan": "recep-tayyip-erdogan",
    "Straße & Søren": "strasse-soren",
    "25th SCO summit (Tianjin)": "25th-sco-summit-tianjin",
    "  -- Xi -- ": "xi",
    "O’Neill": "oneill",
    "习近平": "actor",
    "Владимир Путин": "actor",
    "🙂": "actor",
    "Xi 习近平": "xi",
}


@pytest.mark.parametrize(("name", "slug"), MADE.items())
def test_slug_is_made_from_the_name(name, slug) -> None:
    assert Actor.objects.create(name=name).slug == slug


def test_each_model_makes_its_slug_from_its_own_words() -> None:
    made = [
        make_series(title="SCO summits").slug,
        make_event(title="Car ride").slug,
        make_topic(label="Tariffs").slug,
        make_article(headline="Leaders meet").slug,
        make_quote(speaker=make_actor(name="Xi Jinping"), text="We met. Then we left.").slug,
        make_claim(make_article(), actor=make_actor(name="India"), attribute="tariff_rate").slug,
        make_notice(make_article(headline="Leaders part"), kind="correction").slug,
    ]

    assert made == [
        "sco-summits",
        "car-ride",
        "tariffs",
        "leaders-meet",
        "we-met-then-we-left",
        "india-tariff-rate",
        "leaders-part-correction",
    ]


def test_equal_names_get_numbers() -> None:
    slugs = [make_actor(name="Xi Jinping").slug for _ in range(3)]

    assert slugs == ["xi-jinping", "xi-jinping-2", "xi-jinping-3"]


def test_names_without_latin_letters_get_numbers() -> None:
    slugs = [make_actor(name=name).slug for name in ("习近平", "普京", "莫迪")]

    assert slugs == ["actor", "actor-2", "actor-3"]


def test_the_longest_names_get_slugs_that_fit() -> None:
    name = "ßé" * 100
    slugs = [Actor.objects.create(name=name).slug for _ in range(2)]

    assert len(set(slugs)) == 2
    assert all(len(slug) <= SLUG_LENGTH and re.match(SLUG_PATTERN, slug) for slug in slugs)


def test_300_characters_without_a_space_get_a_slug_that_fits() -> None:
    actor = Actor(name="a" * 300)

    assert len(actor.free_slug()) <= SLUG_LENGTH


def test_a_slug_that_is_given_stays() -> None:
    assert make_event(title="SCO summit", slug="sco-summit-2025").slug == "sco-summit-2025"


def test_full_clean_makes_the_slug_that_save_keeps() -> None:
    actor = Actor(name="Xi Jinping")
    actor.full_clean()
    actor.save()

    assert actor.slug == "xi-jinping"


def test_a_new_name_leaves_the_slug_alone() -> None:
    actor = make_actor(name="Xi Jinping")
    actor.name = "Narendra Modi"
    actor.full_clean()
    actor.save()

    assert Actor.objects.get().slug == "xi-jinping"


def test_a_slug_cannot_change() -> None:
    actor = make_actor(name="Xi Jinping")
    actor.slug = "xi"
    with pytest.raises(ValidationError) as refusal:
        actor.full_clean()

    assert refusal.value.message_dict == {"slug": [CANNOT_CHANGE.format("xi-jinping")]}


def test_a_summits_slug_cannot_change_through_its_proxy() -> None:
    make_event(title="SCO summit", kind="summit")
    summit = Summit.objects.get()
    summit.slug = "other"
    with pytest.raises(ValidationError) as refusal:
        summit.full_clean()

    assert refusal.value.message_dict == {"slug": [CANNOT_CHANGE.format("sco-summit")]}


def test_two_rows_never_share_a_slug() -> None:
    make_actor(slug="xi-jinping")
    with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
        make_actor(slug="xi-jinping")
    with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
        Actor.objects.bulk_create([Actor(name="x", sort_name="x", slug="xi-jinping")])

    with pytest.raises(ValidationError) as refusal:
        Actor(name="x", slug="xi-jinping").full_clean()

    assert refusal.value.message_dict == {
        "slug": ["This address is taken. Choose another one or leave it empty."]
    }


def test_two_models_may_share_a_slug() -> None:
    assert make_actor(slug="india").slug == make_topic(slug="india").slug


DELETIONS = {
    "a row": lambda: Event.objects.get().delete(),
    "a queryset": lambda: Event.objects.all().delete(),
    "the proxy": lambda: Summit.objects.get().delete(),
    "the proxy's queryset": lambda: Summit.objects.all().delete(),
}


@pytest.mark.parametrize("delete", DELETIONS.values(), ids=DELETIONS)
def test_a_deleted_slug_is_never_used_again(delete) -> None:
    make_event(title="SCO summit", kind="summit")
    delete()

    assert make_event(title="SCO summit").slug == "sco-summit-2"
    with pytest.raises(ValidationError) as refusal:
        Event(title="x", kind="talks", status="held", slug="sco-summit").full_clean()
    assert refusal.value.message_dict == {"slug": [RETIRED]}
    with pytest.raises(ValidationError) as refusal:
        Summit(title="x", kind="summit", status="held", slug="sco-summit").full_clean()
    assert refusal.value.message_dict == {"slug": [RETIRED]}


def test_slugs_deleted_by_a_cascade_are_never_used_again() -> None:
    article = make_article(headline="Leaders meet")
    claim = make_claim(article, slug="tariff-rate")
    article.delete()

    assert not Claim.objects.exists()
    assert set(RetiredSlug.objects.values_list("model", "slug")) == {
        ("articles.article", "leaders-meet"),
        ("articles.claim", claim.slug),
    }
    assert Article(headline="Leaders meet").free_slug() == "leaders-meet-2"


def test_a_slug_retired_in_one_model_is_free_in_another() -> None:
    make_organisation(slug="brics").delete()

    make_topic(slug="brics").full_clean()


def test_a_refused_deletion_retires_nothing() -> None:
    article = make_article(published=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        article.delete()

    assert not RetiredSlug.objects.exists()
