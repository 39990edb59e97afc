"""What one save would change too much of waits, and is rendered in batches by whoever comes."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from kombu.exceptions import OperationalError

from actors.models import Actor
from articles.models import Citation, Quote, Topic
from newsroom import tasks
from newsroom.models import Change, Document, Resource, Waiting
from newsroom.wire import settle as settling
from newsroom.wire.settle import (
    render_now,
    settle,
    settle_everything,
    settle_waiting,
)
from newsroom.wire.upkeep import render_for_a_while
from tests.factories import make_actor, make_article, make_topic, make_user
from tests.newsroom.wire.store import assert_sound, changes, document, last_number, settled, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch) -> None:
    """Let five documents be as many as one save renders, and two a batch."""
    monkeypatch.setattr(settling, "AT_ONCE", 5)
    monkeypatch.setattr(settling, "BATCH", 2)


def quoted(number: int) -> Actor:
    """Make an actor with so many public quotes in one article."""
    speaker, verifier = make_actor(slug="ana", name="Ana Prat"), make_user()
    article = make_article(published=True, slug="leaders-meet")
    quotes = Quote.objects.bulk_create(
        Quote(
            text=f"Words {n}",
            folded=f"words {n}",
            slug=f"words-{n:04}",
            speaker=speaker,
            status="verified",
            verified_by=verifier,
        )
        for n in range(number)
    )
    Citation.objects.bulk_create(
        Citation(article=article, quote=quote, kind="indirect") for quote in quotes
    )
    settle_everything()
    return speaker


def named(name: str) -> int:
    """Return how many quotes' documents say that name of their speaker."""
    quotes = Document.objects.filter(resource=Resource.QUOTES)
    return quotes.filter(body__contains=f'"name":"{name}"').count()


def waiting_quotes() -> int:
    return Waiting.objects.filter(resource=Resource.QUOTES).count()


def test_a_speaker_of_many_quotes_is_renamed_at_once_and_the_quotes_follow() -> None:
    speaker = quoted(settling.AT_ONCE + 50)
    before = last_number()

    Actor.objects.filter(pk=speaker.pk).update(name="Anna Prat")
    settle()

    assert document(Resource.ACTORS, "ana")["name"] == "Anna Prat"
    assert len(changes(after=before)) == settling.AT_ONCE
    # An actor, 250 quotes and their article; which of them come first is the database's choice.
    assert Waiting.objects.count() == 52
    assert named("Ana Prat") == waiting_quotes() >= 51
    assert settle_waiting(30) == 30
    assert named("Ana Prat") == waiting_quotes() >= 21
    assert settle_waiting(1000) == 22
    assert named("Ana Prat") == settle_waiting(1000) == 0
    assert_sound()


def test_what_is_written_itself_comes_before_what_shows_it(few) -> None:
    speaker = quoted(8)
    Quote.objects.filter(slug__in=["words-0006", "words-0007"]).update(addressee="the press")
    Actor.objects.filter(pk=speaker.pk).update(description="Of the desk.")
    before = last_number()

    settle()

    told = changes(after=before)
    assert ("actors", "ana", "updated") not in told[5:]
    assert {slug for _resource, slug, _action in told} >= {"ana", "words-0006", "words-0007"}
    settle_everything()
    assert_sound()


def test_more_written_at_once_than_one_save_renders(few) -> None:
    for number in range(8):
        make_topic(slug=f"topic-{number}")

    assert len(settled()) == 5

    assert waiting() == {(Resource.TOPICS, topic.pk) for topic in Topic.objects.order_by("pk")[5:]}
    settle_everything()
    assert_sound()


def test_a_reader_has_what_waits_rendered(few) -> None:
    speaker = quoted(8)
    Actor.objects.filter(pk=speaker.pk).update(name="Anna Prat")
    settle()
    keys = list(Waiting.objects.filter(resource=Resource.QUOTES).values_list("key", flat=True))

    render_now(Resource.QUOTES, keys)

    assert named("Anna Prat") == 8
    assert waiting() <= {(Resource.ARTICLES, 1)} | waiting() - {(Resource.QUOTES, k) for k in keys}
    assert not Waiting.objects.filter(resource=Resource.QUOTES).exists()


def test_after_a_bulk_load_everything_waits_and_nothing_is_looked_up(monkeypatch) -> None:
    speaker = quoted(12)
    Actor.objects.filter(pk=speaker.pk).update(name="Anna Prat")
    Topic.objects.bulk_create(
        Topic(slug=f"t-{n}", code=f"t-{n}", label=f"Topic {n}") for n in range(12)
    )
    monkeypatch.setattr(settling, "MANY", 10)
    before = last_number()

    with CaptureQueriesContext(connection) as captured:
        settle()

    assert len(captured) < 25
    assert changes(after=before) == []
    assert Waiting.objects.count() == 12 + 12 + 1 + 1
    settle_everything()
    assert_sound()


def test_what_a_bulk_delete_took_is_taken_down_too(monkeypatch) -> None:
    for _ in range(12):
        make_topic()
    settle()
    monkeypatch.setattr(settling, "MANY", 10)

    Topic.objects.all().delete()
    settle()
    assert Document.objects.exclude(key=None).count() == 12
    settle_everything()

    assert not Document.objects.exclude(key=None).exists()
    assert_sound()


def test_what_waits_twice_waits_once(few) -> None:
    speaker = quoted(8)

    for name in ("Anna Prat", "Anne Prat"):
        Actor.objects.filter(pk=speaker.pk).update(name=name)
        settle()

    assert Waiting.objects.count() == len(waiting())
    settle_everything()
    assert named("Anne Prat") == 8
    assert_sound()


def test_a_worker_is_woken_once_the_transaction_is_committed(
    few, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    woken = []
    monkeypatch.setattr(tasks.render_what_waits, "delay", lambda: woken.append(True))
    quoted(8)
    woken.clear()

    with django_capture_on_commit_callbacks(execute=True):
        Actor.objects.update(name="Anna Prat")
        settle()
        assert woken == []
    assert woken == [True]

    tasks.render_what_waits()
    assert not Waiting.objects.exists()
    assert_sound()


def test_without_enough_to_wait_for_no_worker_is_woken(
    monkeypatch, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        make_topic()
        settle()

    assert callbacks == []


def test_a_broker_that_does_not_answer_costs_nothing(
    few, monkeypatch, caplog, django_capture_on_commit_callbacks
) -> None:
    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.render_what_waits, "delay", fail)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(8):
            make_topic()
        settle()

    assert "The broker does not answer" in caplog.text
    assert render_for_a_while() == 3


def test_two_workers_share_the_work(few) -> None:
    for _ in range(9):
        make_topic()
    settle()

    assert (settle_waiting(2), settle_waiting(100)) == (2, 2)
    assert not Waiting.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_is_killed_waits_again(few, monkeypatch) -> None:
    with transaction.atomic():
        for _ in range(9):
            make_topic()
    assert Waiting.objects.count() == 4

    with monkeypatch.context() as patch:
        patch.setattr(Change.objects, "bulk_create", _killed)
        with pytest.raises(KeyboardInterrupt):
            settle_waiting(100)

    assert Waiting.objects.count() == 4
    settle_everything()
    assert_sound()


def _killed(*_args: object) -> None:
    raise KeyboardInterrupt
