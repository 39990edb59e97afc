"""The desk that everybody writes to: shared rows, short-lived ones, and some never to be seen."""

from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from typing import Any

from django.db import transaction

from newsroom.models import User
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
    make_participation,
    make_quote,
    make_series,
    make_topic,
    make_user,
)
from tests.hidden import build

from .secrets import Secrets

#: How the slugs begin of rows that everybody writes to, and of those with a word in them.
SHARED, SHORT_LIVED = "g-", "s-"


class NothingToDoError(Exception):
    """There is nothing on which this could be done now."""


@dataclass
class Desk:
    """Who works there, what has a word in it, and what nobody may get."""

    people: list[User]
    secrets: Secrets = field(default_factory=Secrets)
    #: What readers get now and somebody will hide: the word, and what hides it.
    public: list[tuple[str, Any]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    numbers: Any = field(default_factory=count)

    def slug(self, start: str = SHARED) -> str:
        """Return a slug that nobody used yet."""
        with self.lock:
            return f"{start}{next(self.numbers)}"

    def shared(self, model: Any, **wanted: Any) -> Any:
        """Return a random row that everybody writes to."""
        row = model.objects.filter(slug__startswith=SHARED, **wanted).order_by("?").first()
        if row is None:
            raise NothingToDoError
        return row


def open_desk() -> Desk:
    """Return a desk with something at every relation, and a hidden row at each of them."""
    with transaction.atomic():
        build()
        desk = Desk([make_user() for _ in range(4)])
        people = [make_actor(slug=desk.slug()) for _ in range(6)]
        bodies = [make_organisation(slug=desk.slug()) for _ in range(3)]
        offices = [
            make_office(person, body=body) for person, body in zip(people, bodies * 2, strict=True)
        ]
        series = [make_series(slug=desk.slug()) for _ in range(2)]
        events: list[Any] = [
            make_event(slug=desk.slug(), kind=kind, series=series[number % 2])
            for number, kind in enumerate(["summit", "talks", "visit", "summit", "talks"])
        ]
        for event in events:
            make_participation(event, people[0], delegation_of=bodies[0])
        topics = [make_topic(slug=desk.slug()) for _ in range(3)]
        articles = [new_article(desk, outlet=bodies[n % 3]) for n in range(6)]
        for number, article in enumerate(articles):
            article.topics.add(topics[number % 3])
            article.credits.add(bodies[number % 3])
            make_coverage(article, events[number % 5])
            make_notice(article, slug=desk.slug())
        for number in range(8):
            speaker = people[number % 6]
            quote = make_quote(
                verified=True, slug=desk.slug(), kind="indirect", speaker=speaker,
                office=offices[number % 6], said_at=events[number % 5], about=[events[0]],
                carried_by=bodies[number % 3],
            )  # fmt: skip
            for article in articles[number % 3 :: 2]:
                make_citation(article, quote)
            make_claim(
                articles[number % 6], event=events[0], quote=quote, attributed_to=speaker,
                slug=desk.slug(),
            )  # fmt: skip
    return desk


def new_article(desk: Desk, start: str = SHARED, **fields: Any) -> Any:
    """Make an article that readers see, with people of the desk."""
    by, other = desk.people[:2]
    values = {"published": True, "created_by": by, "reviewed_by": other, **fields}
    return make_article(slug=desk.slug(start), **values)
