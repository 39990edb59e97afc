"""What keeps the store small and up to date while nobody writes or reads."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .marks import MARKS, Source, keep_triggers, sources
from .models import Action, Change, Touched
from .settle import BATCH, last_in_line, make_everything_wait, settle, settle_waiting, take_turn

#: How long one run of the scheduled job goes on, in seconds: the next one begins each minute.
A_WHILE = 50.0
#: Writers of SQLite look every tenth of a second whether it is their turn: they are given one.
A_BREATH = 0.12


def render_for_a_while() -> int:
    """Settle, and render what waits until nothing does or time is up; return how many."""
    until, done = time.monotonic() + A_WHILE, 0
    settle()
    up_to = last_in_line()
    while time.monotonic() < until and (number := settle_waiting(BATCH, up_to)):
        done += number
        breathe()
    return done


def breathe() -> None:
    """Let others write between two batches, where the database does not see to it."""
    if connection.vendor == "sqlite":
        time.sleep(A_BREATH)


def compact() -> int:
    """Drop the old changes that a later one of the same thing supersedes; return how many.

    The last change of each thing and every tombstone stay: who replays the log from its beginning
    still ends with exactly what is public.
    """
    until = timezone.now() - timedelta(days=settings.CHANGES_KEPT_DAYS)
    later = Change.objects.filter(
        resource=OuterRef("resource"), slug=OuterRef("slug"), seq__gt=OuterRef("seq")
    )
    superseded = Change.objects.filter(
        Exists(later), at__lt=until, action__in=(Action.PUBLISHED, Action.UPDATED)
    )
    # Nothing hangs on a change and nobody is told: no need to load them first.
    return superseded.order_by()._raw_delete(DEFAULT_DB_ALIAS)  # noqa: SLF001


def keep_store(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the triggers that a migration lost or that are new, and have all documents made anew.

    While a trigger was missing, nothing marked what was written. Does nothing where the store's
    own tables are still to be made.
    """
    if using != DEFAULT_DB_ALIAS or not is_there():
        return
    with transaction.atomic():
        take_turn()  # makes the row of Sequence where a flush took it
        if keep_triggers(connection):
            begin_anew()


def is_there() -> bool:
    """Tell whether the store's tables are made."""
    return MARKS in connection.introspection.table_names()


def begin_anew() -> None:
    """Have every document made anew, and mark every moment that is still to come."""
    now = timezone.now()
    for source in sources():
        if source.moment:
            mark_moments(source, now)
    make_everything_wait(now)


def mark_moments(source: Source, now: datetime) -> None:
    """Mark the moments of rows that were on file before there were triggers."""
    rows = source.model._default_manager.filter(**{f"{source.moment}__gt": now})
    moments = rows.values_list("pk", source.moment)
    Touched.objects.bulk_create(
        Touched(resource=source.resource, key=key, due_at=moment) for key, moment in moments
    )
