"""The names that the desk knows, built once for each process and anew after any change."""

from typing import Any

from django.db.models import Count, DecimalField, Max, Model, Sum
from django.db.models.expressions import Func

from actors.models import Actor, ActorName
from articles.quotation import KnownName, Names


class _Moments(Func):
    """A moment as microseconds, so that the sum over all rows tells of a change to any of them.

    The latest moment alone would not: a transaction that began first may end last. SQLite adds up
    to 64 bits and no further, so there the last twelve digits stand for the moment.
    """

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = (
            "(CAST(strftime('%%%%s', %(expressions)s) AS INTEGER) %%%% 1000000 * 1000000"
            " + CAST(substr(%(expressions)s, 21, 6) AS INTEGER))"
        )
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::numeric",
            **extra,
        )


_Version = tuple[Any, ...]
_built: tuple[_Version, Names] | None = None


def desk_names() -> Names:
    """Return every name of every actor, ready to be found in texts.

    Two small queries tell whether any name changed since they were built.
    """
    global _built  # noqa: PLW0603 - one set of names for the process; swapped whole
    version = (*_version(Actor), *_version(ActorName))  # before the rows: never newer than they
    if _built is None or _built[0] != version:
        _built = (version, Names(_known_names()))
    return _built[1]


def forget_names() -> None:
    """Build the names anew when they are asked for next; for tests that undo what they stored."""
    global _built  # noqa: PLW0603
    _built = None


def _version(model: type[Model]) -> _Version:
    rows = model._default_manager.order_by().aggregate(
        number=Count("pk"),
        latest=Max("pk"),
        moments=Sum(_Moments("updated_at", output_field=DecimalField())),
    )
    return tuple(rows.values())


def _known_names() -> list[KnownName]:
    # The kinds are constraints of the column, which the types of the finder repeat.
    actors: Any = Actor.objects.order_by().values_list("name", "slug", "kind")
    others: Any = ActorName.objects.order_by().values_list(
        "name", "actor__slug", "actor__kind", "kind"
    )
    return [KnownName(*row) for rows in (actors, others) for row in rows.iterator()]
