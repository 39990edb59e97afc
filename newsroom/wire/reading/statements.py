"""The SQL of each shape of question, compiled once by Django from the filters and from R6.

A shape is what decides the SQL: the resource, which filters, which order, whether a cursor leads
there. Only values are bound per request. What is compiled selects rows by the models; documents
are joined to the page that is left.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.expressions import Expression

from actors.binding import NOW, Bound, moment_left_open
from newsroom.wire.models import Document, Resource, Touched, Waiting

from .resources import served

SLUG, SLUGS = "slug", "slugs"
#: So many rows a page is asked for, at most: few shapes, whatever limits are asked for.
TIERS = (10, 20, 50, 100)
_SHAPES = 1000
_PLACEHOLDER = re.compile(r"%s|%%")
_WORD = re.compile(r"[\w.:,+ -]*\Z")


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides the SQL of a list."""

    resource: str
    filters: frozenset[str]
    ordering: str
    limit: int
    has_cursor: bool = False
    backward: bool = False
    inclusive: bool = False
    has_slugs: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with numbered placeholders, and the names of the values that go there."""

    sql: str
    names: tuple[str, ...]


class OneOf(Expression):
    """The slugs that are given later, as rows."""

    def __init__(self) -> None:
        super().__init__(output_field=models.CharField())

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        """Unpack a JSON list."""
        return "(SELECT value FROM json_each(%s))", [Bound(SLUGS)]

    def as_postgresql(self, _compiler: Any, _connection: Any) -> Any:
        """Unpack a JSON list."""
        return "(SELECT json_array_elements_text(%s::json))", [Bound(SLUGS)]


def tier(limit: int) -> int:
    """Return how many rows the statement of a page of so many asks for, without the one more."""
    return next(size for size in TIERS if size >= limit)


@lru_cache(maxsize=_SHAPES)
def page_statement(shape: Shape) -> Statement:
    """Return the statement of a page: a row for each thing of it and one more, in order.

    Columns: number, sort key, slug, ETag, document, whether it waits, whether a mark is due, and
    whether there is something on the other side of the cursor.
    """
    with moment_left_open():
        rows, ordering = _selected(shape), served()[shape.resource].orderings[shape.ordering]
        behind = None
        if shape.has_cursor:
            back = ordering.beyond(rows, backward=not shape.backward, inclusive=not shape.inclusive)
            behind = ordering.apply(back, backward=not shape.backward).values_list("id")[:1]
            rows = ordering.beyond(rows, backward=shape.backward, inclusive=shape.inclusive)
        page = ordering.apply(rows, backward=shape.backward)[: shape.limit + 1]
        # No EXISTS: PostgreSQL would drop its order, and look for the one row from any end.
        is_behind = f"({_sql(behind)})" if behind is not None else "NULL"
        way = "DESC" if ordering.falls != shape.backward else "ASC"
        return _statement(
            "SELECT page.id, page.sort_key, document.slug, document.etag, document.body, "  # noqa: S608 - compiled by Django
            f"waiting.key, {_DUE}, {is_behind} "
            f"FROM ({_sql(page)}) page {_joined(shape.resource)} "
            f"ORDER BY page.sort_key {way}, page.id {way}"
        )


@lru_cache(maxsize=_SHAPES)
def count_statement(shape: Shape) -> Statement:
    """Return the statement that counts all of a list."""
    with moment_left_open():
        rows = _sql(_selected(shape).order_by().values("id"))
        return _statement(f"SELECT COUNT(*) FROM ({rows}) found")  # noqa: S608 - compiled by Django


@lru_cache(maxsize=_SHAPES)
def thing_statement(resource: str, *, with_body: bool) -> Statement:
    """Return the statement of one thing by its slug.

    Columns: number, ETag, when it changed, document (or NULL), whether it waits, whether a mark
    is due.
    """
    body = "document.body" if with_body else "NULL"
    with moment_left_open():
        public = served()[resource].model.objects.published()
        one = public.filter(slug=Bound(SLUG)).order_by().values_list("id")
        return _statement(
            f"SELECT page.id, document.etag, document.changed_at, {body}, waiting.key, {_DUE} "  # noqa: S608 - compiled by Django
            f"FROM ({_sql(one)}) page {_joined(resource)}"
        )


@lru_cache(maxsize=_SHAPES)
def things_statement(resource: str) -> Statement:
    """Return the statement of many things by their slugs: number, slug, document, waits, due."""
    with moment_left_open():
        public = served()[resource].model.objects.published()
        some = public.filter(slug__in=OneOf()).order_by().values_list("id")
        return _statement(
            f"SELECT page.id, document.slug, document.body, waiting.key, {_DUE} "  # noqa: S608 - compiled by Django
            f"FROM ({_sql(some)}) page {_joined(resource)}"
        )


def _selected(shape: Shape) -> QuerySet[Any]:
    resource = served()[shape.resource]
    rows = resource.model.objects.published()
    if shape.filters:
        rows = resource.viewset.filterset_class.narrowed(rows, sorted(shape.filters))  # type: ignore[attr-defined]  # there are none without
    return rows.filter(slug__in=OneOf()) if shape.has_slugs else rows


def _joined(resource: str) -> str:
    number = Resource[resource.upper()].value
    return (
        f"LEFT JOIN {Document._meta.db_table} document "
        f"ON document.resource = {number} AND document.key = page.id "
        f"LEFT JOIN {Waiting._meta.db_table} waiting "
        f"ON waiting.resource = {number} AND waiting.key = page.id"
    )


#: Placeholders of our own are written as names, those compiled by Django as marks: see _statement.
_NAMED = re.compile(r"\x00(\w+)\x00")
_DUE = f"EXISTS (SELECT 1 FROM {Touched._meta.db_table} WHERE due_at <= \0{NOW}\0)"  # noqa: S608 - our own names


def _sql(rows: QuerySet[Any]) -> str:
    """Return the SQL of a query: its open values by their names, its fixed ones as literals."""
    sql, params = rows.query.get_compiler(connection=connection).as_sql()
    left = iter(params)
    return _PLACEHOLDER.sub(lambda mark: _written(mark.group(), left), sql)


def _written(mark: str, left: Any) -> str:
    if mark == "%%":
        return "%"
    value = next(left)
    return f"\0{value.name}\0" if isinstance(value, Bound) else _literal(value)


def _literal(value: Any) -> str:
    """Write a constant of our own code; the databases plan better for what they see."""
    if isinstance(value, bool):
        return str(value).upper() if connection.vendor == "postgresql" else str(int(value))
    if isinstance(value, int):
        return str(value)
    assert isinstance(value, str), value
    assert _WORD.match(value), value
    return f"'{value}'"


def _statement(sql: str) -> Statement:
    """Number the open values, $1 for PostgreSQL, ?1 for SQLite; a name keeps its number."""
    names = tuple(dict.fromkeys(_NAMED.findall(sql)))
    mark = "$" if connection.vendor == "postgresql" else "?"
    numbers = {name: f"{mark}{number}" for number, name in enumerate(names, start=1)}
    return Statement(_NAMED.sub(lambda found: numbers[found[1]], sql), names)
