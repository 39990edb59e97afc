"""Settling: whatever is marked is rendered, so that the store says what the rows say.

One at a time: whoever settles holds the lock on the one row of Sequence until their transaction
ends. So each one renders what all who settled before have committed, and the numbers of the log
are given in the order in which they become readable. The lock is the last one that a transaction
takes, and nobody who holds it waits for anything else.
"""

import datetime
from collections.abc import Callable, Collection
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import F, Max, QuerySet, Value
from django.utils import timezone

from .models import Change, Document, Resource, Sequence, Touched, Waiting
from .rendering import chunks
from .shows import Pair, as_pairs, public, showing
from .storing import render
from .waking import wake

#: How many documents a writer renders before the commit; the rest waits for a worker.
AT_ONCE = 200
#: More marks than these come of a bulk load: then all documents wait, and nothing is looked up.
MANY = 5_000
#: How many documents that wait are rendered in one transaction.
BATCH = 100


def is_due() -> bool:
    """Tell whether something was written, or a moment came, that nobody has settled yet."""
    return Touched.objects.filter(due_at__lte=timezone.now()).exists()


def settle() -> bool:
    """Bring the store up to date with every mark that is due; tell whether one was."""
    if not is_due():
        return False
    settle_due()
    return True


def settle_due() -> None:
    """Bring the store up to date with every mark that is due."""
    with transaction.atomic():
        sequence = take_turn()
        now = timezone.now()
        due = Touched.objects.filter(due_at__lte=now)
        marks = list(due.values_list("pk", "resource", "key")[: MANY + 1])
        if len(marks) > MANY:
            # Deleted before the rows are read: of a mark that goes, the row is there to be read.
            _delete(due)
            make_everything_wait(now)
        else:
            _delete(Touched.objects.filter(pk__in=[mark for mark, *_pair in marks]))
            _bring_up_to_date(sorted({(number, key) for _mark, number, key in marks}), sequence)


def last_in_line() -> int:
    """Return the place of the last document that waits now, 0 where none does."""
    return Waiting.objects.aggregate(last=Max("pk"))["last"] or 0


def settle_waiting(limit: int, up_to: int | None = None) -> int:
    """Try to render so many of the documents that wait, the longest first; return how many.

    Up to a place in the line, the last one of now unless told: what cannot be rendered goes to
    the end of it, and would be tried for ever.
    """
    up_to = last_in_line() if up_to is None else up_to
    done = 0
    while done < limit and (number := _settle_batch(min(BATCH, limit - done), up_to)):
        done += number
    return done


def settle_everything(progress: Callable[[int], object] | None = None) -> None:
    """Settle what is due, and try all that waits then; ``progress`` is told of each batch."""
    settle()
    up_to = last_in_line()
    while number := settle_waiting(BATCH, up_to):
        if progress is not None:
            progress(number)
        settle()


def render_now(resource: Resource, keys: Collection[int]) -> None:
    """Render these documents, for a reader who meets them while they wait."""
    for chunk in chunks(keys, BATCH):
        with transaction.atomic():
            render([(resource.value, key) for key in chunk], take_turn(), timezone.now())


def take_turn() -> Sequence:
    """Wait until nobody else settles; return the number of the last change, for us to go on."""
    rows = Sequence.objects.select_for_update()
    row = rows.first()
    if row is None:  # a test emptied every table
        last = Change.objects.aggregate(last=Max("seq"))["last"] or 0
        Sequence.objects.bulk_create([Sequence(pk=1, last=last)], ignore_conflicts=True)
        row = rows.get()
    return row


def make_everything_wait(now: datetime.datetime) -> None:
    """Have every document made anew, and those of things that are no longer public taken down."""
    with connection.cursor() as cursor:
        # Many rows came at once: without statistics SQLite would compare each quote with each.
        cursor.execute("ANALYZE")
    for resource in Resource:
        _make_wait(as_pairs(Value(resource.value), F("pk"), public(resource)), now)
    _make_wait(as_pairs(F("resource"), F("key"), Document.objects.exclude(key=None)), now)
    wake()


def _bring_up_to_date(touched: list[Pair], sequence: Sequence) -> None:
    """Render what was touched, and what shows it, as far as one save may take; queue the rest."""
    now = timezone.now()
    shown, are_all = _shown_by_few(touched)
    later = touched[AT_ONCE:]
    if not are_all:
        for chunk in chunks(touched, AT_ONCE):
            _make_wait(showing(chunk), now)
    Waiting.objects.bulk_create(
        [Waiting(resource=number, key=key, since=now) for number, key in later],
        ignore_conflicts=True,
    )
    render((touched + shown)[:AT_ONCE], sequence, now)
    if later or not are_all:
        wake()


def _shown_by_few(touched: list[Pair]) -> tuple[list[Pair], bool]:
    """Return what else shows these things, as much as there is room for, and whether it is all."""
    room = AT_ONCE - len(touched)
    found = showing(touched[:AT_ONCE])
    if found is None or room < 0:
        return [], found is None and room >= 0
    # Those touched may be among them, since an article and its quotes show each other.
    pairs = list(found[: AT_ONCE + 1])
    more = sorted(set(pairs) - set(touched))
    return more[:room], len(pairs) <= AT_ONCE and len(more) <= room


def _make_wait(things: QuerySet[Any] | None, now: datetime.datetime) -> None:
    """Let the things wait that a query finds, without reading them first."""
    if things is None:
        return
    query, values = things.query.sql_with_params()
    into = f'INSERT INTO {Waiting._meta.db_table} (resource, "key", since)'
    # WHERE: without it, SQLite would take ON for the beginning of a join.
    found = f"SELECT shown, shown_key, %s FROM ({query}) AS found WHERE 1 = 1"  # noqa: S608 - our own
    with connection.cursor() as cursor:
        cursor.execute(f"{into} {found} ON CONFLICT DO NOTHING", [now, *values])


def _settle_batch(size: int, up_to: int) -> int:
    waiting = Waiting.objects.filter(pk__lte=up_to)
    if not waiting.exists():
        return 0
    with transaction.atomic():
        sequence = take_turn()
        pairs = list(waiting.order_by("pk").values_list("resource", "key")[:size])
        render(pairs, sequence, timezone.now())
    return len(pairs)


def _delete(rows: QuerySet[Any]) -> None:
    """Delete rows on which nothing hangs and of which nobody is told, without loading them."""
    rows._raw_delete(DEFAULT_DB_ALIAS)  # noqa: SLF001
