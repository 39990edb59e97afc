"""What the database refuses of series, events and participations (design: the *DB:* rules)."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from summits.models import Event, Participation, Series
from tests import forbidden
from tests.factories import make_actor, make_event, make_participation
from tests.forbidden import NOT_IN_LIST, Fields, Forbidden

pytestmark = pytest.mark.django_db

INVISIBLE = "\u200b"  # a zero-width space: forms strip ordinary spaces themselves
SLUG_SENTENCE = "Use lower-case letters, digits and single hyphens, such as sco-summit-2025."


def series() -> Fields:
    return {"title": "SCO summits", "slug": "sco-summits"}


def held() -> Fields:
    return {"title": "SCO summit", "slug": "sco-summit", "kind": "summit", "status": "held"}


def planned() -> Fields:
    return {**held(), "status": "planned", "occurrence": "eos5"}


def cancelled() -> Fields:
    return {**held(), "status": "cancelled", "occurrence": "eos6"}


def dated() -> Fields:
    return {**held(), "date_edtf": "2025-08-31/2025-09-01", "date_basis": "stated"}


def participation() -> Fields:
    return {"event": make_event(), "actor": make_actor()}


def labelled() -> Fields:
    return {"event": make_event(), "label": "more than 20 leaders"}


def actor_on_file() -> Fields:
    there = make_participation(make_event(), make_actor(), role="host")
    return {"event": there.event, "actor": there.actor, "role": "host"}


def label_on_file() -> Fields:
    there = make_participation(make_event(), label="more than 20 leaders", role="guest")
    return {"event": there.event, "role": "guest"}


LIKELIHOOD_RULE = "event_likelihood_fits_its_status"
LIKELIHOOD = (
    "A planned event needs a likelihood, a cancelled one “then cancelled”; any other has none."
)
BASIS_RULE = "event_without_date_has_no_basis"
BASIS = "Say whether the date is stated or derived; choose none only without a date."
ONE_OF_TWO_RULE = "participation_names_an_actor_or_a_label"
ONE_OF_TWO = "Choose an actor or write a label: one of the two."

# fmt: off
FORBIDDEN = [
    Forbidden("a series without a title", Series, series, {"title": INVISIBLE},
              "series_has_a_title", "title", "Give it a title."),
    Forbidden("a series' slug with a capital", Series, series, {"slug": "SCO-summits"},
              "series_slug_is_lower_case_words_and_hyphens", "slug", SLUG_SENTENCE),
    Forbidden("an event without a title", Event, held, {"title": INVISIBLE},
              "event_has_a_title", "title", "Give the event a title."),
    Forbidden("an event's slug that begins with a hyphen", Event, held, {"slug": "-sco"},
              "event_slug_is_lower_case_words_and_hyphens", "slug", SLUG_SENTENCE),
    Forbidden("a kind of event outside the list", Event, held, {"kind": "party"},
              "event_kind_is_in_the_list", "kind", NOT_IN_LIST.format("party")),
    Forbidden("a status of an event outside the list", Event, held, {"status": "maybe"},
              "event_status_is_in_the_list", "status", NOT_IN_LIST.format("maybe")),
    Forbidden("a basis of a date outside the list", Event, dated, {"date_basis": "guessed"},
              "event_date_basis_is_in_the_list", "date_basis", NOT_IN_LIST.format("guessed")),
    Forbidden("an event in a lower-case country", Event, held, {"country": "cn"},
              "event_country_is_two_capitals", "country",
              "“cn” is no country code. Write two capitals, such as IN for India."),
    Forbidden("a planned event without a likelihood", Event, planned, {"occurrence": ""},
              LIKELIHOOD_RULE, "occurrence", LIKELIHOOD),
    Forbidden("a planned event that is then cancelled", Event, planned, {"occurrence": "eos6"},
              LIKELIHOOD_RULE, "occurrence", LIKELIHOOD),
    Forbidden("a cancelled event without “then cancelled”", Event, cancelled, {"occurrence": ""},
              LIKELIHOOD_RULE, "occurrence", LIKELIHOOD),
    Forbidden("a cancelled event that is certain", Event, cancelled, {"occurrence": "eos5"},
              LIKELIHOOD_RULE, "occurrence", LIKELIHOOD),
    Forbidden("a held event with a likelihood", Event, held, {"occurrence": "eos4"},
              LIKELIHOOD_RULE, "occurrence", LIKELIHOOD),
    Forbidden("a reported event with a likelihood", Event, held,
              {"status": "reported", "occurrence": "eos1"},
              LIKELIHOOD_RULE, "occurrence", LIKELIHOOD),
    Forbidden("a postponed event with a likelihood", Event, held,
              {"status": "postponed", "occurrence": "eos3"},
              LIKELIHOOD_RULE, "occurrence", LIKELIHOOD),
    Forbidden("a likelihood outside the list", Event, planned, {"occurrence": "eos7"},
              LIKELIHOOD_RULE, "occurrence", NOT_IN_LIST.format("eos7")),
    Forbidden("a date without a basis", Event, dated, {"date_basis": "none"},
              BASIS_RULE, "date_basis", BASIS),
    Forbidden("a stated date that is empty", Event, dated, {"date_edtf": ""},
              BASIS_RULE, "date_basis", BASIS),
    Forbidden("a role outside the list", Participation, participation, {"role": "cook"},
              "participation_role_is_in_the_list", "role", NOT_IN_LIST.format("cook")),
    Forbidden("a status of a participation outside the list", Participation, participation,
              {"status": "late"},
              "participation_status_is_in_the_list", "status", NOT_IN_LIST.format("late")),
    Forbidden("a participation of nobody", Participation, participation, {"actor": None},
              ONE_OF_TWO_RULE, "actor", ONE_OF_TWO),
    Forbidden("a participation of an actor and a label", Participation, participation,
              {"label": "more than 20 leaders"}, ONE_OF_TWO_RULE, "actor", ONE_OF_TWO),
    Forbidden("a participation of a blank label", Participation, labelled, {"label": INVISIBLE},
              ONE_OF_TWO_RULE, "actor", ONE_OF_TWO),
    Forbidden("an actor twice in one role", Participation, participation, actor_on_file,
              "an_actor_takes_part_once_in_each_role", "actor",
              "This actor takes part in that role already."),
    Forbidden("a label twice in one role", Participation, labelled, label_on_file,
              "a_label_takes_part_once_in_each_role", "label",
              "This label takes part in that role already."),
]
# fmt: on
TRIED_BELOW = {"event_is_not_part_of_itself", "event_ends_after_it_starts"}


@forbidden.as_parameters(FORBIDDEN)
def test_database_refuses(row: Forbidden) -> None:
    forbidden.in_both_ways(row)


@forbidden.as_parameters(FORBIDDEN)
def test_form_refuses(row: Forbidden) -> None:
    forbidden.by_form(row)


@pytest.mark.parametrize(
    ("model", "valid"),
    [
        (Series, series),
        (Event, held),
        (Event, planned),
        (Event, cancelled),
        (Event, dated),
        (Participation, participation),
        (Participation, labelled),
    ],
)
def test_row_without_the_change_is_accepted(model, valid) -> None:
    forbidden.is_accepted(model, valid)


def test_event_cannot_be_part_of_itself() -> None:
    forbidden.pointing_at_itself(Event, held(), "parent", "event_is_not_part_of_itself")


def test_event_form_says_that_an_event_cannot_be_part_of_itself() -> None:
    event = make_event()
    event.parent = event

    assert forbidden.form_errors(event) == {
        "parent": ["An event cannot be part of itself. Choose another one or leave it empty."]
    }


def test_derived_bounds_of_an_event_cannot_be_reversed() -> None:
    make_event(date_edtf="2025-08-31")
    with pytest.raises(IntegrityError, match="event_ends_after_it_starts"), transaction.atomic():
        Event.objects.update(latest=datetime.date(2025, 8, 30))

    assert Event.objects.get().latest == datetime.date(2025, 8, 31)


def test_an_actor_may_take_part_in_two_roles() -> None:
    there = make_participation(make_event(), make_actor(), role="host")

    make_participation(there.event, there.actor, role="chair")

    assert there.event.participations.count() == 2


def test_every_constraint_of_summits_is_tried() -> None:
    tried = {row.constraint for row in FORBIDDEN} | TRIED_BELOW

    assert forbidden.constraints_of("summits") == tried
