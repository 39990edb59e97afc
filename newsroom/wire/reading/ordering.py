"""The orders in which lists are read, and the cursors that say where a page of one begins.

A page is found by the key and the number of the row next to it (a keyset): what it costs does not
grow with its depth. A cursor is signed, and bound to the order it comes from.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.expressions import Expression

from actors.binding import Bound
from actors.sorting import sort_key
from newsroom.problems import InvalidParameters

_SIGNER = Signer(salt="newsroom.pagination", sep=".")
FOREIGN = "This is no cursor of this list. Follow next and previous as they are given."
KEY, ID = "cursor_key", "cursor_id"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: behind a row, or before it; inclusive takes the row along."""

    key: Any
    id: int
    backward: bool = False
    inclusive: bool = False


class Beyond(Expression):
    """That the pair of sort key and number lies on one side of the pair given later."""

    conditional = True

    def __init__(self, key: Any, operator: str, key_field: models.Field) -> None:
        super().__init__(output_field=models.BooleanField())
        self.operator = operator
        self.parts = [key, F("id"), Bound(KEY, key_field), Bound(ID, models.BigIntegerField())]

    def get_source_expressions(self) -> list[Any]:
        """Return the two pairs."""
        return self.parts

    def set_source_expressions(self, exprs: Any) -> None:
        """Take the two pairs."""
        self.parts = list(exprs)

    def as_sql(self, compiler: Any, _connection: Any) -> Any:
        """Compare the pairs as rows: a form in which a database enters an index at its place."""
        sql, params = zip(*(compiler.compile(part) for part in self.parts), strict=True)
        key, tie, at_key, at_tie = sql
        return (
            f"({key}, {tie}) {self.operator} ({at_key}, {at_tie})",
            [param for some in params for param in some],
        )


@dataclass(frozen=True, slots=True)
class Ordering:
    """One key and the number as tie-break, both rising or both falling; unknown days are lowest."""

    model: type[models.Model]
    key: str
    falls: bool

    @property
    def name(self) -> str:
        """Return the order as an address writes it: -published_at."""
        return f"-{self.key}" if self.falls else self.key

    @property
    def field(self) -> models.Field:
        """Return the field that is the key."""
        field = self.model._meta.get_field(self.key)
        assert isinstance(field, models.Field)
        return field

    def apply(self, rows: QuerySet[Any], *, backward: bool) -> QuerySet[Any]:
        """Sort the rows, or the whole the other way round; only their number and key are left."""
        rows = rows.annotate(sort_key=sort_key(self.model, self.key))
        if self.falls != backward:
            rows = rows.order_by(F("sort_key").desc(), F("id").desc())
        else:
            rows = rows.order_by(F("sort_key").asc(), F("id").asc())
        return rows.values_list("id", "sort_key")

    def beyond(self, rows: QuerySet[Any], *, backward: bool, inclusive: bool) -> QuerySet[Any]:
        """Return the rows that lie beyond a cursor given later, in its direction."""
        operator = ("<" if self.falls != backward else ">") + ("=" if inclusive else "")
        return rows.filter(Beyond(sort_key(self.model, self.key), operator, self.field))

    def write(self, cursor: Cursor) -> str:
        """Return the cursor as signed text."""
        key = cursor.key.isoformat() if hasattr(cursor.key, "isoformat") else cursor.key
        return _SIGNER.sign_object(
            [self._origin, key, cursor.id, int(cursor.backward), int(cursor.inclusive)]
        )

    def read(self, text: str) -> Cursor:
        """Return the cursor that a text stands for; refuse what this list has not written."""
        try:
            origin, key, row_id, backward, inclusive = _SIGNER.unsign_object(text)
            if origin != self._origin or type(row_id) is not int:
                raise ValueError
            key = self.value(key)
        except (BadSignature, ValueError, TypeError, AttributeError, ValidationError):
            raise InvalidParameters({"cursor": [FOREIGN]}) from None
        return Cursor(key, row_id, bool(backward), bool(inclusive))

    def value(self, key: Any) -> Any:
        """Return a key as the field holds it; SQLite gives and takes days and moments as text."""
        if isinstance(key, str | int | datetime.date) and key != "":
            value = self.field.to_python(key)
            naive = isinstance(value, datetime.datetime) and value.tzinfo is None
            return value.replace(tzinfo=datetime.UTC) if naive else value
        raise TypeError

    @property
    def _origin(self) -> str:
        return f"{self.model._meta.label_lower}:{self.name}"
