"""Events as a tree: no circles, parts inside their whole, descendants at any depth."""

from typing import Any

import pytest
from django.db.models import ProtectedError

from actors.models import Actor
from articles.models import Topic
from summits.models import Event, Participation, Summit
from tests.factories import (
    make_actor,
    make_event,
    make_office,
    make_organisation,
    make_participation,
    make_series,
    make_state,
    make_topic,
)
from tests.forbidden import clean_errors as errors

pytestmark = pytest.mark.django_db


def test_a_circle_of_two_events_is_refused() -> None:
    summit = make_event(title="Summit")
    plenary = make_event(title="Plenary", parent=summit)
    summit.parent = plenary

    assert errors(summit) == {
        "parent": ["“Plenary” is already part of “Summit”. Choose another one."]
    }


def test_a_circle_of_many_events_is_refused() -> None:
    first = last = make_event(title="Event A")
    for number in range(10):
        last = make_event(title=f"Part {number}", parent=last)
    first.parent = last

    assert list(errors(first)) == ["parent"]


def test_a_circle_that_is_stored_already_ends_the_search() -> None:
    first = make_event()
    second = make_event(parent=first)
    Event.objects.filter(pk=first.pk).update(parent=second)

    assert errors(make_event(parent=Event.objects.get(pk=second.pk))) == {}


def test_a_circle_of_actors_is_refused() -> None:
    university = make_organisation(name="JNU")
    centre = make_organisation(name="Centre", parent=university)
    university.parent = centre

    assert errors(university) == {"parent": ["Centre is already part of JNU. Choose another one."]}


def test_a_circle_of_topics_is_refused() -> None:
    politics = make_topic(label="Politics")
    tariffs = make_topic(label="Tariffs", parent=politics)
    politics.parent = tariffs

    assert errors(politics) == {"parent": ["Tariffs is already part of Politics."]}
    assert Topic.objects.get(pk=politics.pk).parent is None


DATES = [
    # part, whole, fits
    ("2025-08-31", "2025-08-31/2025-09-01", True),
    ("2025-09-01", "2025-08-31/2025-09-01", True),
    ("2025-08-30", "2025-08-31/2025-09-01", False),
    ("2025-09-02", "2025-08-31/2025-09-01", False),
    ("2025-08-31/2025-09-01", "2025-08-31/2025-09-01", True),
    ("2025-08-31/2025-09-02", "2025-08-31/2025-09-01", False),
    ("2025-08-31/2025-09-02~", "2025-08-31/2025-09-01", True),
    ("2025-08-31", "2025-08-31", True),
    ("2025-08-31?", "2025-08-31", True),
    ("2025-08-30?", "2025-08-31", False),
    ("2025-08", "2025-08-31/2025-09-01", True),
    ("2025", "2025-08-31", True),
    ("2025-10", "2025-08-31/2025-09-01", False),
    ("[2025-08-01..2025-08-31]", "2025-08-31/2025-09-01", True),
    ("[2025-08-01..2025-08-30]", "2025-08-31/2025-09-01", False),
    ("2025-08-31", "2025-08", True),
    ("2025-09-01", "2025-08", False),
    ("2025-08-31", "2025-09-01/..", False),
    ("2025-09-05", "2025-09-01/..", True),
    ("[..2025-08-30]", "2025-08-31", False),
    ("", "2025-08-31", True),
    ("2025-08-31", "", True),
    ("", "", True),
]
OUTSIDE = (
    "“Plenary” ({}) lies outside “Summit” ({}), which it is part of. "
    "Correct one of the dates or the part-of link."
)


@pytest.mark.parametrize(("part", "whole", "fits"), DATES)
def test_a_part_fits_the_dates_of_its_whole(part, whole, fits) -> None:
    summit = make_event(title="Summit", date_edtf=whole)
    plenary = make_event(title="Plenary", date_edtf=part, parent=summit)
    refusal = {"date_edtf": [OUTSIDE.format(part, whole)]}

    assert errors(plenary) == ({} if fits else refusal)
    assert errors(summit) == ({} if fits else refusal)


def test_an_unreadable_date_is_one_error_at_its_field() -> None:
    event = make_event(parent=make_event(date_edtf="2025-08-31"))
    make_event(parent=event, date_edtf="2025-08-31")
    event.date_edtf, event.date_basis = "2025-13", "stated"

    assert list(errors(event)) == ["date_edtf"]


def test_summits_are_the_events_of_that_kind() -> None:
    summit = make_event(kind="summit")
    make_event(kind="bilateral")

    assert [event.pk for event in Summit.objects.all()] == [summit.pk]
    assert list(Event.objects.summits()) == [summit]


def test_events_are_found_by_folded_words_of_their_title() -> None:
    event = make_event(title="Élysée talks: Erdoğan–Macron")

    assert list(Event.objects.named("erdogan elysee")) == [event]


def test_newest_events_come_first_and_undated_ones_last() -> None:
    undated, old, new = (
        make_event(date_edtf=date) for date in ("", "2024", "2025-08-31/2025-09-01")
    )

    assert list(Event.objects.all()) == [new, old, undated]


@pytest.mark.parametrize("link", ["parent", "series", "actor", "delegation"])
def test_what_an_event_needs_cannot_be_deleted(link) -> None:
    needed: Any = {
        "parent": lambda: make_event(parent=make_event()).parent,
        "series": lambda: make_event(series=make_series()).series,
        "actor": lambda: make_participation(make_event()).actor,
        "delegation": lambda: (
            make_participation(make_event(), label="five", delegation_of=make_actor()).delegation_of
        ),
    }[link]()

    with pytest.raises(ProtectedError):
        needed.delete()


def test_nobody_is_a_delegate_of_themselves() -> None:
    actor = make_actor()
    taking_part = make_participation(make_event(), actor, delegation_of=actor)

    assert errors(taking_part) == {"delegation_of": ["Nobody is a delegate of themselves."]}


def test_participations_go_with_their_event() -> None:
    make_participation(make_event())
    Event.objects.get().delete()

    assert not Participation.objects.exists()
    assert Actor.objects.count() == 1


# Kinds of a holder and a body


@pytest.mark.parametrize("make", [make_organisation, lambda **name: make_state("IN", **name)])
def test_only_a_person_holds_an_office(make) -> None:
    office = make_office(make(name="Kremlin"), body=make_organisation())

    assert errors(office) == {"holder": ["Kremlin is no person. Choose who holds it."]}


def test_no_person_gives_an_office() -> None:
    office = make_office(body=make_actor(name="Xi Jinping"))

    assert errors(office) == {
        "body": ["Xi Jinping is a person. Choose a state or an organisation."]
    }


@pytest.mark.parametrize("body", [lambda: make_state("IN"), make_organisation])
def test_states_and_organisations_give_offices(body) -> None:
    assert errors(make_office(body=body())) == {}


def test_who_holds_an_office_stays_a_person() -> None:
    holder = make_office().holder
    holder.kind, holder.org_type = "organisation", "igo"

    assert errors(holder) == {"kind": ["Only a person holds offices. Remove the offices first."]}


def test_what_gives_an_office_never_becomes_a_person() -> None:
    body = make_office().body
    body.kind, body.org_type = "person", ""

    assert errors(body) == {"kind": ["People hold offices in this body, so it is no person."]}
