"""Actors, their names and their offices, item by item."""

import pytest

from actors.models import Actor, ActorName, Office

from .matching import HIDDEN_ACTORS, Facts, actor_name, actors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]


def test_every_actor_has_its_kind_country_type_and_wikidata_id(facts: Facts) -> None:
    kinds = {"P": "person", "S": "state", "O": "organisation"}
    stored = {
        actor.name: (actor.kind, actor.country, actor.org_type, actor.wikidata, actor.is_public)
        for actor in Actor.objects.all()
    }

    assert stored == {
        fact["name"]: (
            kinds[key[0]],
            fact.get("country") or fact.get("iso2") or "",
            fact.get("type") or "",
            fact.get("wikidata") or "",
            key not in HIDDEN_ACTORS,
        )
        for key, fact in actors(facts).items()
    }


def test_every_other_printed_name_is_a_name_of_its_actor(facts: Facts) -> None:
    stored = sorted(ActorName.objects.values_list("actor__name", "name", "lang"))

    assert stored == sorted(
        (fact["name"], name, "en")
        for fact in actors(facts).values()
        for name in fact["names"]
        if name != fact["name"]
    )


def test_names_that_only_describe_are_never_matched() -> None:
    descriptive = set(ActorName.objects.filter(kind="descriptive").values_list("name", flat=True))

    assert {"her party", "his Russian counterpart", "the Russian president", "PM"} <= descriptive


def test_the_family_name_comes_first_where_it_does_in_print() -> None:
    assert Actor.objects.get(slug="xi-jinping").sort_name == "Xi Jinping"
    assert Actor.objects.get(slug="vladimir-putin").sort_name == "Putin, Vladimir"


def test_only_the_centre_is_part_of_another_actor() -> None:
    stored = dict(Actor.objects.exclude(parent=None).values_list("slug", "parent__slug"))

    assert stored == {"centre-for-russian-and-central-asian-studies": "jawaharlal-nehru-university"}


def test_every_office_with_a_named_holder_is_there(facts: Facts) -> None:
    stored = sorted(
        Office.objects.values_list("holder__name", "title", "body__name", "start_edtf", "end_edtf")
    )

    assert stored == sorted(
        (
            actor_name(facts, fact["holder"]),
            fact["title"],
            actor_name(facts, fact["of"]),
            "",
            fact.get("end") or "",
        )
        for fact in facts["offices"]
        if fact["holder"]
    )
