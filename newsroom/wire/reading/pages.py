"""Pages of a list: which documents stand on one, and where it goes on."""

from dataclasses import dataclass, replace
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.utils import timezone

from actors.binding import NOW
from actors.filters import ReferenceFilter
from newsroom.problems import InvalidParameters

from .ordering import ID, KEY, Cursor
from .parameters import Asked
from .resources import Served
from .rows import asked
from .running import Row, run
from .statements import SLUGS, Shape, count_statement, page_statement, tier

#: The columns of page_statement.
NUMBER, SORT_KEY, SLUG, ETAG, BODY, WAITS, DUE, BEHIND = range(8)
_FLAGS = (ETAG, WAITS, DUE)


@dataclass(slots=True)
class Page:
    """A page: its rows in the list's order, and the places before and after it."""

    rows: list[Row]
    next: Cursor | None
    previous: Cursor | None
    count: int | None = None
    missing: list[str] | None = None


def read_page(question: Asked, served: Served) -> Page:
    """Return the page that a request asks for, or refuse its parameters by name."""
    if question.problems:
        _current_slugs(question, served)
        raise InvalidParameters(question.problems)
    shape = _shape(question, served)
    rows = _rows(question, served, shape)
    if not rows and (slugs := _current_slugs(question, served)):
        question = replace(question, values=question.values | slugs)
        rows = _rows(question, served, shape)
    page = _page(question, served, rows, shape)
    if question.count:
        values = {**_values(question), NOW: timezone.now()}
        [[page.count]] = run(count_statement(_uncut(shape)), values)
    if question.slugs:
        found = {row[SLUG].decode() for row in page.rows if row[SLUG]}
        page.missing = [slug for slug in question.slugs if slug not in found]
    return page


def _shape(question: Asked, served: Served) -> Shape:
    cursor = question.cursor
    return Shape(
        served.resource.label,
        frozenset(question.values),
        question.ordering.name,
        tier(max(question.limit, len(question.slugs))),
        has_cursor=cursor is not None,
        backward=cursor is not None and cursor.backward,
        inclusive=cursor is not None and cursor.inclusive,
        has_slugs=bool(question.slugs),
    )


def _uncut(shape: Shape) -> Shape:
    """Return the shape of the whole list that a page is of."""
    return replace(shape, ordering="", limit=0, has_cursor=False, backward=False, inclusive=False)


def _values(question: Asked) -> dict[str, Any]:
    values = {**question.values}
    if question.cursor is not None:
        values |= {KEY: question.cursor.key, ID: question.cursor.id}
    if question.slugs:
        values[SLUGS] = orjson.dumps(question.slugs).decode()
    return values


def _rows(question: Asked, served: Served, shape: Shape) -> list[Row]:
    return asked(served.resource, page_statement(shape), _values(question), flags=_FLAGS)


def _current_slugs(question: Asked, served: Served) -> dict[str, str]:
    """Return the slugs that merged ones lead to now; refuse those of nothing public.

    Only asked for where a list is empty: a slug of nothing public finds nothing.
    """
    moved = {}
    for name, slug in question.values.items():
        found = served.filters[name]
        if isinstance(found, ReferenceFilter):
            try:
                current = found.current(slug)
            except ValidationError as error:
                question.problems[name] = error.messages
                continue
            if current != slug:
                moved[name] = current
    if question.problems:
        raise InvalidParameters(question.problems)
    return moved


def _page(question: Asked, served: Served, rows: list[Row], shape: Shape) -> Page:
    cursor, limit = question.cursor, max(question.limit, len(question.slugs))
    shown, backward = rows[:limit], shape.backward
    onward = _at(question, shown[-1], backward=backward) if rows[limit:] else None
    back = None
    if cursor is not None and any(row[BEHIND] for row in shown):
        back = _at(question, shown[0], backward=not backward)
    elif cursor is not None and not shown:
        back = _where_we_came_from(question, served, shape, cursor)
    return Page(
        shown[::-1] if backward else shown,
        next=back if backward else onward,
        previous=onward if backward else back,
    )


def _at(question: Asked, row: Row, *, backward: bool) -> Cursor:
    """Return the cursor that leads away from a row."""
    key = row[SORT_KEY]
    key = key.decode() if isinstance(key, bytes) else key
    return Cursor(question.ordering.value(key), row[NUMBER], backward)


def _where_we_came_from(
    question: Asked, served: Served, shape: Shape, cursor: Cursor
) -> Cursor | None:
    """Return the way back from a page that was emptied meanwhile, if anything is left there."""
    back = Cursor(cursor.key, cursor.id, backward=not cursor.backward, inclusive=True)
    there = replace(shape, backward=back.backward, inclusive=True)
    return back if _rows(replace(question, cursor=back), served, there) else None
