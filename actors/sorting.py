"""How dates that may be unknown are sorted: as if they lay before all others."""

from typing import Any

from django.db import models
from django.db.models import F, Func

FIRST = "0001-01-01"


class FirstDay(Func):
    """A day, or the first of all days where it is open or not known.

    The same words as in the indexes on it, which the databases need to find them.
    """

    template = f"COALESCE(%(expressions)s, '{FIRST}')"
    arity = 1
    output_field = models.DateField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Name the constant's type."""
        template = f"COALESCE(%(expressions)s, DATE '{FIRST}')"
        return self.as_sql(compiler, connection, template=template, **extra)


def sort_key(model: type[models.Model], name: str) -> Any:
    """Return what rows are sorted by for a field's name; it is never null for public things.

    Only days may be unknown: the constraints give whatever is public its moments.
    """
    field = model._meta.get_field(name)
    is_day = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
    return FirstDay(F(name)) if is_day and field.null else F(name)
