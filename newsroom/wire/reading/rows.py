"""Asks the store, and has it settled where what it holds is not what readers may get now."""

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

    ``flags`` are the columns of the document's ETag or text, of whether it waits, and of whether
    a mark is due.
    """
    there, waits, due = flags
    for _ in range(TRIES):
        rows = run(statement, {**values, NOW: timezone.now()})
        if rows and rows[0][due]:
            settle()  # or somebody else did meanwhile: what was read is old in either case
            continue
        missing = [row[0] for row in rows if row[waits] is not None or row[there] is None]
        if not missing:
            return rows
        render_now(resource, missing)
    raise StillChanging
