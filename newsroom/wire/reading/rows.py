"""Asks the store, and has it settled where what it holds is not what readers may get now."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from actors.binding import NOW
from newsroom.wire.models import Resource
from newsroom.wire.settle import render_now, settle

from .running import Row, run
from .statements import Statement

#: So often a question is asked anew while others write.
TRIES = 10
#: A document that waits again after so many renderings is one that cannot be made.
PATIENCE = 3


class StillChanging(Exception):  # noqa: N818 - no error
    """The store was written so often that no answer could be given."""


def asked(
    resource: Resource,
    statement: Statement,
    values: Mapping[str, Any],
    *,
    flags: tuple[int, int, int],
) -> list[Row]:
    """Return the rows of a statement once the store is settled and each has its document.

    Of a row whose document cannot be made, all but its number and its sort key are None: what is
    stored of it may hold what readers may see no more.

    ``flags`` are the columns of the document's ETag or text, of whether it waits, and of whether
    a mark is due.
    """
    there, waits, due = flags
    rendered: Counter[int] = Counter()
    for _ in range(TRIES):
        rows = run(statement, {**values, NOW: timezone.now()})
        if rows and rows[0][due]:
            settle()  # or somebody else did meanwhile: what was read is old in either case
            continue
        missing = [row[0] for row in rows if row[waits] is not None or row[there] is None]
        if all(rendered[key] >= PATIENCE for key in missing):
            broken = set(missing)
            return [row if row[0] not in broken else _emptied(row) for row in rows]
        render_now(resource, missing)
        rendered.update(missing)
    raise StillChanging


def _emptied(row: Row) -> Row:
    return (*row[:2], *(None for _ in row[2:]))
