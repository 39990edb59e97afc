"""Rows of a page that a colleague removed meanwhile: what was typed in them becomes new rows."""

import re
from collections.abc import Collection
from typing import Any

from django.utils.text import get_text_list

from .keys import as_number

#: As many rows as Django reads of one page.
MOST_ROWS = 2000


def as_new_rows(data: Any, prefix: str, key: str, stored: Collection[str]) -> tuple[Any, list[int]]:
    """Return posted rows with those that are no longer stored as new ones, and their new places.

    Rows ticked for deletion are dropped: they are gone as their editor wanted them. Where nothing
    is missing, the data comes back untouched.
    """
    initial, total = _count(data, prefix, "INITIAL_FORMS"), _count(data, prefix, "TOTAL_FORMS")
    keys = [str(data.get(f"{prefix}-{place}-{key}", "")) for place in range(min(initial, total))]
    gone = [place for place, typed in enumerate(keys) if typed.isdecimal() and typed not in stored]
    if not gone:
        return data, []
    kept = [place for place in range(initial) if place not in gone]
    revived = [place for place in gone if not data.get(f"{prefix}-{place}-DELETE")]
    order = [*kept, *revived, *range(initial, total)]
    anew = _renumbered(data, prefix, order)
    for place in range(len(kept), len(kept) + len(revived)):
        anew[f"{prefix}-{place}-{key}"] = ""
    anew[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    anew[f"{prefix}-TOTAL_FORMS"] = str(len(order))
    return anew, list(range(len(kept), len(kept) + len(revived)))


def sentence_about(places: Collection[int]) -> str:
    """Say which rows were removed meanwhile and what became of them; rows count from one."""
    numbers = get_text_list([str(place + 1) for place in places], "and")
    if len(places) == 1:
        return (
            "A colleague removed a row while you had this page open. What you had in it now "
            f"stands in row {numbers} as new: remove that row, or save again to put it back."
        )
    return (
        "A colleague removed rows while you had this page open. What you had in them now stands "
        f"in rows {numbers} as new: remove those rows, or save again to put them back."
    )


def _count(data: Any, prefix: str, name: str) -> int:
    return min(as_number(str(data.get(f"{prefix}-{name}", ""))) or 0, MOST_ROWS)


def _renumbered(data: Any, prefix: str, order: list[int]) -> Any:
    """Return a copy of the data in which the rows stand in the given order of their places."""
    row = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})-(.+)", re.DOTALL)
    anew = data.copy()
    values = {}
    for name in list(anew):
        if found := row.fullmatch(name):
            values[int(found[1]), found[2]] = anew.getlist(name)
            del anew[name]
    places = {place: number for number, place in enumerate(order)}
    for (place, name), value in values.items():
        if place in places:
            anew.setlist(f"{prefix}-{places[place]}-{name}", value)
    return anew
