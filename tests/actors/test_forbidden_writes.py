"""What the database refuses of actors, names and offices (design: the *DB:* rules)."""

import pytest

from actors.models import Actor, ActorName, Merge, Office, RetiredSlug
from tests import forbidden
from tests.factories import (
    make_actor,
    make_name,
    make_office,
    make_organisation,
    make_state,
    make_user,
)
from tests.forbidden import NOT_IN_LIST, Fields, Forbidden

pytestmark = pytest.mark.django_db

INVISIBLE = "\u200b"  # a zero-width space: forms strip ordinary spaces themselves
SLUG_SENTENCE = "Use lower-case letters, digits and single hyphens, such as sco-summit-2025."


def person() -> Fields:
    return {"name": "Xi Jinping", "slug": "xi-jinping", "kind": "person"}


def state() -> Fields:
    return {"name": "India", "slug": "india", "kind": "state", "country": "IN"}


def organisation() -> Fields:
    return {"name": "TASS", "slug": "tass", "kind": "organisation", "org_type": "news_agency"}


def name() -> Fields:
    return {"actor": make_actor(), "name": "Ши Цзиньпин", "lang": "ru"}


def office() -> Fields:
    return {"holder": make_actor(), "title": "Spokesman", "body": make_organisation()}


def person_holding_themselves() -> Fields:
    me = make_actor(name="Louis")
    return {"holder": me, "body": me}


def office_on_file() -> Fields:
    there = make_office(title="Spokesman", start_edtf="2021")
    return {"holder": there.holder, "body": there.body, "start_edtf": "2021"}


def name_on_file() -> Fields:
    there = make_name(make_actor(), name="Ши Цзиньпин", lang="ru")
    return {"actor": there.actor}


def merged() -> Fields:
    what: dict[str, list[str]] = {"changed": [], "added": [], "deleted": []}
    return {"model": "actors.actor", "kept": "a", "gone": "b", "by": make_user(), "what": what}


def undone_by_somebody() -> Fields:
    return {"undone_by": make_user()}


def retired() -> Fields:
    return {"model": "actors.actor", "slug": "gone"}


def retired_already() -> Fields:
    RetiredSlug.objects.create(**retired())
    return {}


NO_SUCH_COUNTRY = "“{}” is no country code. Write two capitals, such as IN for India."
QID = "Write the Wikidata id as Q and a number, such as Q7747."
TYPE = "Choose the type of an organisation; leave it empty for a person or a state."
LANGUAGE = "Write the language as a BCP 47 tag, such as en or ru-Cyrl."
SLUG = "actor_slug_is_lower_case_words_and_hyphens"
QID_RULE = "actor_wikidata_is_a_qid"
COUNTRY_RULE = "actor_country_is_two_capitals"
TYPE_RULE = "only_and_every_organisation_has_a_type"
TAG_RULE = "actor_name_language_is_a_tag"

# fmt: off
FORBIDDEN = [
    Forbidden("an actor without a name", Actor, person, {"name": INVISIBLE},
              "actor_has_a_name", "name", "Give the actor a name."),
    Forbidden("a kind of actor outside the list", Actor, person, {"kind": "robot"},
              "actor_kind_is_in_the_list", "kind", NOT_IN_LIST.format("robot")),
    Forbidden("a lower-case country", Actor, person, {"country": "ru"},
              COUNTRY_RULE, "country", NO_SUCH_COUNTRY.format("ru")),
    Forbidden("a country of one letter", Actor, person, {"country": "R"},
              COUNTRY_RULE, "country", NO_SUCH_COUNTRY.format("R")),
    Forbidden("a country with a digit", Actor, person, {"country": "R1"},
              COUNTRY_RULE, "country", NO_SUCH_COUNTRY.format("R1")),
    Forbidden("a country in Cyrillic", Actor, person, {"country": "РУ"},
              COUNTRY_RULE, "country", NO_SUCH_COUNTRY.format("РУ")),
    Forbidden("a state without a country", Actor, state, {"country": ""},
              "state_has_a_country", "country", "A state needs its country code, such as IN."),
    Forbidden("a second state of a country", Actor, state,
              lambda: {"country": make_state("RU").country},
              "one_state_for_each_country", "country",
              "There is already a state with this country code. Use that one."),
    Forbidden("the QID Q0", Actor, person, {"wikidata": "Q0"}, QID_RULE, "wikidata", QID),
    Forbidden("a QID with a leading zero", Actor, person, {"wikidata": "Q07747"},
              QID_RULE, "wikidata", QID),
    Forbidden("a QID without Q", Actor, person, {"wikidata": "7747"}, QID_RULE, "wikidata", QID),
    Forbidden("a lower-case QID", Actor, person, {"wikidata": "q7747"}, QID_RULE, "wikidata", QID),
    Forbidden("a QID in Arabic-Indic digits", Actor, person, {"wikidata": "Q٧٧٤٧"},
              QID_RULE, "wikidata", QID),
    Forbidden("the address of an item instead of its QID", Actor, person,
              {"wikidata": "wiki/Q7747"}, QID_RULE, "wikidata", QID),
    Forbidden("a QID that another actor has", Actor, person,
              lambda: {"wikidata": make_actor(wikidata="Q7747").wikidata},
              "one_actor_for_each_wikidata_id", "wikidata",
              "Another actor has this Wikidata id. Use that one."),
    Forbidden("a type of organisation outside the list", Actor, organisation, {"org_type": "club"},
              "organisation_type_is_in_the_list", "org_type", NOT_IN_LIST.format("club")),
    Forbidden("an organisation without a type", Actor, organisation, {"org_type": ""},
              TYPE_RULE, "org_type", TYPE),
    Forbidden("a person with a type", Actor, person, {"org_type": "igo"},
              TYPE_RULE, "org_type", TYPE),
    Forbidden("a state with a type", Actor, state, {"org_type": "igo"},
              TYPE_RULE, "org_type", TYPE),
    Forbidden("an actor's slug with an underscore", Actor, person, {"slug": "xi_jinping"},
              SLUG, "slug", SLUG_SENTENCE),
    Forbidden("an actor's slug with a capital", Actor, person, {"slug": "Xi-jinping"},
              SLUG, "slug", SLUG_SENTENCE),
    Forbidden("an actor's slug with a double hyphen", Actor, person, {"slug": "xi--jinping"},
              SLUG, "slug", SLUG_SENTENCE),
    Forbidden("an actor's slug that ends in a hyphen", Actor, person, {"slug": "xi-"},
              SLUG, "slug", SLUG_SENTENCE),
    Forbidden("another name that is blank", ActorName, name, {"name": INVISIBLE},
              "actor_name_is_not_blank", "name", "Write the name."),
    Forbidden("a kind of name outside the list", ActorName, name, {"kind": "pet"},
              "actor_name_kind_is_in_the_list", "kind", NOT_IN_LIST.format("pet")),
    Forbidden("a language in capitals", ActorName, name, {"lang": "RU"},
              TAG_RULE, "lang", LANGUAGE),
    Forbidden("a language with an underscore", ActorName, name, {"lang": "ru_Cyrl"},
              TAG_RULE, "lang", LANGUAGE),
    Forbidden("a language in words", ActorName, name, {"lang": "russian"},
              TAG_RULE, "lang", LANGUAGE),
    Forbidden("the same name of an actor twice", ActorName, name, name_on_file,
              "one_row_for_each_name_of_an_actor", "name",
              "This actor has that name in that language already."),
    Forbidden("an office without a title", Office, office, {"title": INVISIBLE},
              "office_has_a_title", "title", "Write the title."),
    Forbidden("an office of oneself", Office, office, person_holding_themselves,
              "office_holder_is_not_its_body", "body",
              "Louis is a person. Choose a state or an organisation."),
    Forbidden("an office that ended before it began", Office, office,
              {"start_edtf": "2025-02", "end_edtf": "2025-01"},
              "office_ends_after_it_starts", "end_edtf",
              "The office ends before it begins. Correct one of the two dates."),
    Forbidden("an office that certainly ended before it began", Office, office,
              {"start_edtf": "[2025-02-03..2025-02-09]", "end_edtf": "2025-02-02"},
              "office_ends_after_it_starts", "end_edtf",
              "The office ends before it begins. Correct one of the two dates."),
    Forbidden("the same office twice", Office, office, office_on_file,
              "one_row_for_each_office", "title",
              "This office is on file already, with the same start."),
    Forbidden("a merge into itself", Merge, merged, {"gone": "a"},
              "merge_joins_two_rows", "__all__",
              "Nothing is merged into itself. Choose another one."),
    Forbidden("a merge undone at no time", Merge, merged, undone_by_somebody,
              "an_undone_merge_has_its_time_and_editor", "__all__",
              "An undone merge needs its time and who undid it."),
    Forbidden("a slug retired twice", RetiredSlug, retired, retired_already,
              "slug_is_retired_once", "__all__", "This slug is already retired."),
]
# fmt: on
TRIED_BELOW = {"actor_is_not_part_of_itself"}


@forbidden.as_parameters(FORBIDDEN)
def test_database_refuses(row: Forbidden) -> None:
    forbidden.in_both_ways(row)


@forbidden.as_parameters(FORBIDDEN)
def test_form_refuses(row: Forbidden) -> None:
    forbidden.by_form(row)


@pytest.mark.parametrize(
    ("model", "valid"),
    [(Actor, person), (Actor, state), (Actor, organisation), (ActorName, name), (Office, office)],
)
def test_row_without_the_change_is_accepted(model, valid) -> None:
    forbidden.is_accepted(model, valid)


def test_actor_cannot_be_part_of_itself() -> None:
    forbidden.pointing_at_itself(Actor, person(), "parent", "actor_is_not_part_of_itself")


def test_actor_form_says_that_an_actor_cannot_be_part_of_itself() -> None:
    actor = make_actor()
    actor.parent = actor

    assert forbidden.form_errors(actor) == {
        "parent": ["An actor cannot be part of itself. Choose another one or leave it empty."]
    }


def test_every_constraint_of_actors_is_tried() -> None:
    tried = {row.constraint for row in FORBIDDEN} | TRIED_BELOW

    assert forbidden.constraints_of("actors") == tried
