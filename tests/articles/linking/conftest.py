"""A small desk: two who speak, what they held, where they spoke, and an article about it."""

import datetime
from collections.abc import Iterator

import pytest

from actors.models import Actor
from articles.linking import names
from articles.models import Article
from newsroom.models import User
from newsroom.roles import REPORTER
from summits.models import Event
from tests.factories import (
    make_actor,
    make_article,
    make_event,
    make_member,
    make_name,
    make_office,
    make_organisation,
    make_participation,
    make_state,
)

BODY = (
    "The two ministers met in Tallinn for an hour.\n\n"
    "“We have agreed on the bridge and on the road,” Marta Ilves said at a press conference in "
    "Tallinn on Monday.\n\n"
    "## What is open\n\n"
    "“Nothing is signed before winter comes,” Juhan Kask told reporters.\n\n"
    "“It will take a year at the very least,” he added."
)


@pytest.fixture(autouse=True)
def fresh_names() -> Iterator[None]:
    """Tests undo what they stored, and with it the moments that names are known by."""
    names.forget_names()
    yield
    names.forget_names()


@pytest.fixture
def marta(db: None) -> Actor:
    actor = make_actor(name="Marta Ilves", slug="marta-ilves")
    make_name(actor, name="Ilves", kind="short")
    return actor


@pytest.fixture
def juhan(db: None) -> Actor:
    actor = make_actor(name="Juhan Kask", slug="juhan-kask")
    make_name(actor, name="Kask", kind="short")
    ministry = make_organisation(name="Ministry of Roads", org_type="government_body")
    make_office(actor, title="Minister", body=ministry, start_edtf="2020")
    return actor


@pytest.fixture
def conference(marta: Actor) -> Event:
    make_state("EE", name="Estonia")
    event = make_event(
        title="Press conference in Tallinn",
        kind="press_conference",
        date_edtf="2025-09-01",
        locality="Tallinn",
        country="EE",
    )
    make_participation(event, marta, role="speaker")
    return event


@pytest.fixture
def author(db: None) -> User:
    return make_member(REPORTER, username="author", first_name="Anna", last_name="Writer")


@pytest.fixture
def article(author: User, marta: Actor, juhan: Actor) -> Article:
    return make_article(
        headline="A bridge at last",
        body=BODY,
        created_by=author,
        source_date=datetime.date(2025, 9, 2),
    )
