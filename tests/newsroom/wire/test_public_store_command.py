"""`manage.py public_store` as those who look after a desk use it."""

import datetime
import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Topic
from articles.serializers import TopicSerializer
from newsroom import tasks
from newsroom.models import Change, Document, Resource, Sequence, Touched, Waiting
from newsroom.wire import rebuilding
from newsroom.wire import settle as settling
from newsroom.wire.settle import settle, settle_waiting
from tests.factories import make_actor, make_article, make_topic
from tests.newsroom.wire.store import assert_sound, changes, settled

pytestmark = pytest.mark.django_db


def public_store(act: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("public_store", act, stdout=out, **options)
    return out.getvalue()


@pytest.fixture(autouse=True)
def never_out_of_breath(monkeypatch) -> None:
    monkeypatch.setattr(rebuilding, "breathe", lambda: None)


def test_a_rebuild_makes_what_is_missing_and_mends_what_is_wrong() -> None:
    make_topic(slug="trade")
    make_topic(slug="war")
    settled()
    Document.objects.filter(slug="trade").delete()
    Document.objects.filter(slug="war").update(body="{}")

    said = public_store("rebuild")

    assert said == "The public store is complete: 2 documents.\n"
    assert Document.objects.get(slug="war").body != "{}"
    assert public_store("verify") == "All 2 documents are as they would be made now.\n"
    assert Sequence.objects.get().rebuild_began_at is None


def test_a_rebuild_of_a_sound_store_changes_nothing() -> None:
    make_topic()
    settled()
    before = list(Document.objects.values())

    public_store("rebuild")

    assert list(Document.objects.values()) == before
    assert Change.objects.count() == 1


def test_a_rebuild_marks_the_moments_that_are_still_to_come() -> None:
    make_article(published=True, published_at=timezone.now() + datetime.timedelta(hours=1))
    settle()
    Touched.objects.all().delete()

    public_store("rebuild")

    assert_sound()


def test_a_rebuild_that_was_stopped_is_gone_on_with(monkeypatch) -> None:
    for _ in range(5):
        make_topic()
    settle()
    rebuilding.begin_rebuild()
    assert settle_waiting(2) == 2

    said = public_store("rebuild")

    assert said.startswith("Going on with the rebuild that began on ")
    assert "3 documents are left. To begin anew: public_store rebuild --restart" in said
    assert not Waiting.objects.exists()
    assert public_store("rebuild") == "The public store is complete: 5 documents.\n"


def test_a_rebuild_that_was_stopped_can_begin_anew() -> None:
    for _ in range(5):
        make_topic()
    settle()
    rebuilding.begin_rebuild()
    settle_waiting(2)

    began_at, waits = rebuilding.begin_rebuild(restart=True)

    assert (began_at, waits) == (None, 5)
    assert public_store("rebuild", restart=True) == "The public store is complete: 5 documents.\n"


def test_verify_names_each_difference_and_fails() -> None:
    for slug in ("missing", "other", "too-much", "unlogged", "moved"):
        make_topic(slug=slug)
    hidden = make_actor(slug="hidden", is_public=False)
    settle()
    Document.objects.filter(slug="missing").delete()
    Document.objects.filter(slug="other").update(body='{"slug":"another"}')
    Document.objects.filter(slug="moved").update(slug="moves")
    Document.objects.filter(slug="too-much").update(resource=Resource.ACTORS, key=hidden.pk)
    Change.objects.filter(slug="unlogged").delete()
    out = io.StringIO()

    with pytest.raises(
        CommandError, match=r"\d differences\. To make every document anew: public_store rebuild"
    ):
        call_command("public_store", "verify", stdout=out)

    said = out.getvalue()
    for sentence in (
        "topics missing: readers may see it, and it has no document.",
        "topics other: it says ",
        "topics moved: its document is that of “moves”.",
        "actors too-much: it has a document, and readers may not see it.",
        "topics unlogged: the log's change 4 is not its.",
    ):
        assert sentence in said
    assert said.count("\n") == len(said.splitlines())


def test_verify_finds_a_later_change_than_the_document_knows() -> None:
    make_topic(slug="trade")
    settle()
    Change.objects.create(
        seq=2, resource=7, slug="trade", action="updated", version=2, at=timezone.now()
    )
    out = io.StringIO()

    with pytest.raises(CommandError, match="1 differences"):
        call_command("public_store", "verify", stdout=out)

    assert out.getvalue() == "topics trade: the log has a later change of it.\n"


def test_a_rebuild_makes_all_that_it_can_and_says_how_many_it_could_not(monkeypatch) -> None:
    monkeypatch.setattr(settling, "BATCH", 2)
    broken = [make_topic(slug=f"broken-{number}").pk for number in range(5)]
    make_topic(slug="whole")
    shown = TopicSerializer.to_representation

    def fail_for_some(serializer: Any, topic: Topic) -> Any:
        if topic.pk in broken:
            raise ValueError("a fault of ours")
        return shown(serializer, topic)

    with monkeypatch.context() as patched:
        patched.setattr(TopicSerializer, "to_representation", fail_for_some)
        with pytest.raises(CommandError, match="5 documents still wait"):
            public_store("rebuild", restart=True)
    assert [document.slug for document in Document.objects.all()] == ["whole"]

    assert "The public store is complete: 6 documents." in public_store("rebuild")
    assert_sound()


def test_status_says_what_there_is_and_what_waits() -> None:
    make_topic(slug="trade")
    settle()
    Topic.objects.update(label="Commerce")
    Waiting.objects.create(resource=7, key=1, since=timezone.now() - datetime.timedelta(seconds=90))

    lines = public_store("status").splitlines()

    assert lines[0] == "Last change: 1"
    assert "topics: 1 documents" in lines
    assert lines[-4:-1] == ["Gone: 0", "Marks due: 1", "Marks to come: 0"]
    assert lines[-1] == "Waiting: 1, the oldest for 90 s"


def age(days: int) -> None:
    Change.objects.update(at=timezone.now() - datetime.timedelta(days=days))


def test_compaction_drops_what_is_superseded_and_keeps_the_last_and_the_tombstones() -> None:
    topic, gone = make_topic(slug="trade"), make_actor(slug="ana")
    settle()
    for label in ("One", "Two"):
        Topic.objects.filter(pk=topic.pk).update(label=label)
        settle()
    gone.delete()
    settle()
    make_actor(slug="ana")
    settle()
    age(days=31)

    assert public_store("compact") == "3 superseded changes dropped.\n"

    assert changes() == [
        ("topics", "trade", "updated"),
        ("actors", "ana", "deleted"),
        ("actors", "ana", "published"),
    ]
    assert public_store("verify").startswith("All 2 documents")


def test_changes_are_kept_as_long_as_the_setting_says(settings) -> None:
    settings.CHANGES_KEPT_DAYS = 10
    make_topic()
    settle()
    Topic.objects.update(label="One")
    settle()
    age(days=9)
    tasks.compact_the_change_log()
    assert Change.objects.count() == 2

    age(days=11)
    tasks.compact_the_change_log()

    assert Change.objects.count() == 1
