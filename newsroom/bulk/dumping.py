"""A whole desk as lines: streamed, a query a model and one for each column of links."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import orjson
from django.db import connection, transaction

from .columns import Column
from .lines import Advance
from .references import Links, Reference
from .shape import DESK, Shape

CHUNK = 2_000
_FORMAT = orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE


def rows_to_dump() -> int:
    """Return how many rows a dump has."""
    return sum(shape.model._default_manager.count() for shape in DESK.values())


def lines(advance: Advance) -> Iterator[bytes]:
    """Yield the lines of a dump, each row in the order in which its model's came to be."""
    for shape in DESK.values():
        for chunk in _chunks(shape):
            yield from _lines(shape, chunk)
            advance(len(chunk))


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it stands at one moment, holding up nobody who writes."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
            transaction.set_rollback(True)  # nothing was written, so nothing is to be kept
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # atomic() would take the one lock of all writers
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _chunks(shape: Shape) -> Iterator[list[tuple[Any, ...]]]:
    paths = [path for column in shape.single for path in _paths(column)]
    rows = shape.model._default_manager.order_by("pk").values_list("pk", *paths)
    stream = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _paths(column: Column) -> tuple[str, ...]:
    return column.paths if isinstance(column, Reference) else (column.name,)


def _lines(shape: Shape, chunk: list[tuple[Any, ...]]) -> Iterator[bytes]:
    links = {column.name: _links(column, [row[0] for row in chunk]) for column in shape.links}
    for number, *parts in chunk:
        values = _values(shape, parts)
        for column in shape.links:
            values[column.name] = sorted(links[column.name].get(number, ()))
        fields = {
            name: value
            for name, value in values.items()
            if not shape.columns[name].is_left_out(values)
        }
        yield orjson.dumps({"model": shape.label, "fields": fields}, option=_FORMAT)


def _values(shape: Shape, parts: Sequence[Any]) -> dict[str, Any]:
    values, rest = {}, iter(parts)
    for column in shape.single:
        if isinstance(column, Reference):
            key = list(islice(rest, len(column.paths)))
            values[column.name] = None if key[0] is None else key
        else:
            values[column.name] = next(rest)
    return values


def _links(column: Links, numbers: Sequence[int]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = defaultdict(list)
    rows = column.through._default_manager.filter(**{f"{column.own}__in": numbers})
    for number, *key in rows.values_list(column.own, *column.paths):
        found[number].append(key)
    return found
