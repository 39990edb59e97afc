"""Values that a query learns only when it runs, so that its SQL is compiled once for many runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models import QuerySet, Subquery
from django.db.models.expressions import Expression
from django.utils import timezone

_IS_OPEN: ContextVar[bool] = ContextVar("the moment of a query is left open", default=False)


class Bound(Expression):
    """A value that is given by its name each time the query runs.

    In the compiled SQL it is one placeholder, and itself the parameter that stands for it.
    """

    def __init__(self, name: str, output_field: models.Field | None = None) -> None:
        self.name = name
        super().__init__(output_field=output_field or models.CharField())

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        """Return the placeholder and what it stands for."""
        return "%s", [self]


NOW = "now"


def current_moment() -> Any:
    """Return the moment at which readers ask: now, or the open one of a query to be run later.

    What decides by time what is public (R5, R6) asks here, and nowhere else.
    """
    return Bound(NOW, models.DateTimeField()) if _IS_OPEN.get() else timezone.now()


@contextmanager
def moment_left_open() -> Iterator[None]:
    """Build queries in this block that are bound to their moment when they run."""
    token = _IS_OPEN.set(True)
    try:
        yield
    finally:
        _IS_OPEN.reset(token)


def chosen(things: QuerySet[Any], name: str, column: str = "pk") -> Subquery:
    """Return the column of the one of these things whose slug is given by that name, or NULL."""
    return Subquery(things.order_by().filter(slug=Bound(name)).values(column)[:1])


class Family(Expression):
    """The keys of the thing whose slug is given by a name, and of all below it.

    Walks only through these things: readers are shown a tree without its hidden members, so what
    hangs below one of those is not below its public ancestor for them.
    """

    def __init__(self, things: QuerySet[Any], name: str) -> None:
        self.things, self.name = things, name
        super().__init__(output_field=models.BigIntegerField())

    def __hash__(self) -> int:
        return hash((self.things.model, self.name))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Family) and hash(self) == hash(other)

    def as_sql(self, _compiler: Any, connection: Any) -> Any:
        """Return the recursive query with its parameters."""
        root, of_root = _compiled(self.things.filter(slug=Bound(self.name)), connection, "id")
        tree, of_tree = _compiled(self.things, connection, "id", "parent_id")
        sql = (
            f"(WITH RECURSIVE family(id) AS (SELECT root.id FROM ({root}) root UNION "  # noqa: S608 - compiled by Django
            f"SELECT tree.id FROM ({tree}) tree JOIN family ON tree.parent_id = family.id) "
            "SELECT id FROM family)"
        )
        return sql, [*of_root, *of_tree]


def _compiled(things: QuerySet[Any], connection: Any, *columns: str) -> tuple[str, list[Any]]:
    query = things.order_by().values(*columns).query
    sql, params = query.get_compiler(connection=connection).as_sql()
    return sql, list(params)
