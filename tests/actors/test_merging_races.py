"""Two editors who merge at the same moment: on PostgreSQL they come one by one."""

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from actors.merging import merge
from actors.models import Actor, Merge
from articles.models import Quote
from tests.factories import make_actor, make_quote, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all at the same moment, each on a connection of its own; return what was refused."""
    start, refused = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(20)
            act()
        except ValidationError as error:
            refused.extend(error.messages)
        except IntegrityError as error:
            refused.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refused


@pytest.mark.parametrize("attempt", range(3))
def test_one_of_two_opposite_merges_is_refused(attempt):
    editor, first, second = make_user(), make_actor(name="A"), make_actor(name="B")
    make_quote(speaker=first)
    make_quote(speaker=second)

    refused = at_once(
        lambda: merge(first, second, by=editor), lambda: merge(second, first, by=editor)
    )

    assert len(refused) == 1
    assert "is no longer there: somebody merged or deleted it meanwhile." in refused[0]
    assert Merge.objects.count() == 1
    assert set(Quote.objects.values_list("speaker", flat=True)) == {Actor.objects.get().pk}


@pytest.mark.parametrize("attempt", range(3))
def test_a_chain_of_merges_loses_nothing(attempt):
    editor = make_user()
    first, second, third = (make_actor() for _ in range(3))
    quote = make_quote(speaker=first)

    refused = at_once(
        lambda: merge(first, second, by=editor), lambda: merge(second, third, by=editor)
    )

    quote.refresh_from_db()
    assert Merge.objects.count() == 2 - len(refused)
    assert Actor.objects.filter(pk=quote.speaker_id).exists()


@pytest.mark.parametrize("attempt", range(3))
def test_a_quote_added_meanwhile_moves_or_is_refused(attempt):
    editor, gone, kept = make_user(), make_actor(), make_actor()

    refused = at_once(
        lambda: merge(gone, kept, by=editor),
        lambda: Quote.objects.create(text="Words", speaker=gone),
    )

    assert Actor.objects.get() == kept
    assert [quote.speaker for quote in Quote.objects.all()] == ([] if refused else [kept])
