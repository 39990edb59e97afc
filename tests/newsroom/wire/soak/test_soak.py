"""A desk at full speed: the log misses nothing, and no reader gets what R6 forbids.

Writers do anything on connections of their own while a consumer follows the changes, readers ask
for anything, and a worker renders what waits. `make soak` lets them work for a minute.
"""

import sys
import time
from collections import Counter

import orjson
import pytest
from django.utils import timezone
from hypothesis import settings

from newsroom.models import Document, Resource, Waiting
from newsroom.wire import settle as settling
from newsroom.wire.verifying import differences
from tests.articles.readers import Readers
from tests.newsroom.wire.store import assert_sound

from .consumer import Consumer
from .crew import Crew, Writer
from .desk import Desk, open_desk
from .readers import Reader

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.property]

IS_SOAK = settings.get_current_profile_name() == "soak"
#: Of all acts, so many may fail because two writers locked each other's rows.
GAVE_WAY = 0.03
#: A run goes on until its writers have tried so many acts: of fewer, half may fail by chance.
ACTS = 50


@pytest.mark.postgresql
def test_eight_writers_a_consumer_and_two_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    soak(monkeypatch, writers=8, readers=2, seconds=60 if IS_SOAK else 6)


@pytest.mark.sqlite
def test_two_writers_a_consumer_and_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    soak(monkeypatch, writers=2, readers=1, seconds=20 if IS_SOAK else 2)


def soak(patch: pytest.MonkeyPatch, *, writers: int, readers: int, seconds: float) -> None:
    # So small that much of what is written waits for the worker, or for who reads it first.
    patch.setattr(settling, "AT_ONCE", 8)
    # Threads that mostly wait for the database get their turn when it answers.
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    try:
        run(writers, readers, seconds)
    finally:
        sys.setswitchinterval(usual)


def run(writers: int, readers: int, seconds: float) -> None:
    assert list(differences()) == [], "an earlier test left something"
    desk, consumer, crew = open_desk(), Consumer(), Crew()
    began = int(time.time())
    busy = [Writer(desk, began + number) for number in range(writers)]
    asking = [Reader(desk.secrets, began + number) for number in range(readers)]
    for writer in busy:
        crew.send(writer.act)
    for reader in asking:
        crew.send(reader.ask, pause=0.02)
    crew.send(lambda: consumer.follow(wait=1))
    crew.send(lambda: settling.settle_waiting(20), pause=0.3)
    crew.work(seconds, enough=lambda: sum(w.counts.total() for w in busy) >= ACTS)

    wait_for_what_is_scheduled(desk)
    consumer.catch_up()
    tell(began, busy, asking, consumer, desk)
    the_mirror_is_what_is_public(consumer)
    the_log_is_what_was_followed(consumer)
    nobody_stood_still(busy, asking, desk)


def wait_for_what_is_scheduled(desk: Desk) -> None:
    """Let time pass for whatever is readable in a second or two."""
    last = desk.secrets.last_moment()
    pause = (last - timezone.now()).total_seconds() if last else 0.0
    time.sleep(max(pause, 1.5) + 0.1)


def the_mirror_is_what_is_public(consumer: Consumer) -> None:
    """What the consumer holds is what is stored, what is rendered now, and what R6 allows."""
    assert list(differences()) == []
    assert consumer.follow() is False
    stored = {
        (Resource(row.resource).label, row.slug): orjson.loads(row.body)
        for row in Document.objects.exclude(key=None)
        if row.body is not None
    }
    assert consumer.mirror.keys() == stored.keys()
    assert {thing: row for thing, row in consumer.mirror.items() if row != stored[thing]} == {}
    held: dict[str, set[str]] = {}
    for resource, slug in consumer.mirror:
        held.setdefault(resource, set()).add(slug)
    for resource, slugs in Readers().visible().items():
        assert held[resource] == slugs, resource
    assert not Waiting.objects.exists()


def the_log_is_what_was_followed(consumer: Consumer) -> None:
    """Whoever reads it from the beginning now reads the same: nothing came late."""
    second = Consumer()
    second.catch_up()

    assert second.changes == consumer.changes
    assert second.mirror == consumer.mirror
    assert_sound()


def nobody_stood_still(busy: list[Writer], asking: list[Reader], desk: Desk) -> None:
    """The run says something: most acts were done, every status was met, words were hidden."""
    acts = sum((writer.counts for writer in busy), Counter[str]())
    total = sum(acts.values())
    gave_way = sum(number for name, number in acts.items() if name.startswith("gave way"))
    everybody = [*asking, *(writer.reader for writer in busy)]
    asked = sum((reader.counts for reader in everybody), Counter[str]())
    assert acts["done"] > total / 2, acts
    assert gave_way <= max(3, total * GAVE_WAY), acts
    assert asked["200"] > sum(asked.values()) / 2, asked
    assert asked["503"] <= max(3, sum(asked.values()) * 0.02), asked
    assert desk.secrets.gone or not IS_SOAK
    assert desk.secrets.until or not IS_SOAK


def tell(
    began: int, busy: list[Writer], asking: list[Reader], consumer: Consumer, desk: Desk
) -> None:
    """Print what happened, for whoever runs it with -s or reads a failure."""
    acts = sum((writer.counts for writer in busy), Counter[str]())
    each = sum((writer.acts for writer in busy), Counter[str]())
    refused = sum((writer.refusals for writer in busy), Counter[str]())
    everybody = [*asking, *(writer.reader for writer in busy)]
    asked = sum((reader.counts for reader in everybody), Counter[str]())
    actions = Counter(change[3] for change in consumer.changes)
    print(f"\nfrom seed {began}: writers: {dict(acts.most_common())}")
    print(f"  done: {dict(each.most_common())}")
    print(f"  refused: {dict(refused.most_common())}")
    print(f"readers: {dict(asked.most_common())}")
    print(f"log: {consumer.last} changes, {dict(actions.most_common())}")
    print(
        f"mirror: {len(consumer.mirror)} things; hidden for good: {len(desk.secrets.gone)} words,"
    )
    print(f"  readable from a moment on: {len(desk.secrets.until)}")
