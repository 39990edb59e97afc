"""One column of a line: what its JSON may be, and what of it goes into the database.

Each value passes the field's own `clean()`: type, list of choices, length, validators. JSON is
taken at its word: a number is no text and `"true"` is not true.
"""

from datetime import UTC, datetime
from enum import Enum
from math import inf
from typing import Any

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.utils import validate_file_name
from django.core.validators import MaxLengthValidator
from django.db import connection, models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .sentences import kind_of

#: Values of short fields are remembered, so many of each: most repeat from line to line.
REMEMBERED = 500
SHORT = 40


class InvalidValueError(ValueError):
    """A value that its column does not take, with a sentence that says what to write instead."""


class Column:
    """A value in the row's own table."""

    kinds: tuple[type, ...] = (str,)
    wanted = "a text in quotation marks"
    #: Whether the value that the driver takes is another one.
    is_prepared = False

    def __init__(self, field: Any) -> None:
        self.field = field
        self.name: str = field.name
        self.column: str = field.column
        self.empty: Any = field.get_default()
        self.is_required = not (field.blank or field.has_default())
        self._remembered: dict[Any, Any] = {}
        self._is_remembered = bool(field.choices) or (field.max_length or SHORT + 1) <= SHORT
        self._takes_any_text = type(field) in (models.CharField, models.TextField)
        self._takes_any_text &= not field.choices and all(
            type(check) is MaxLengthValidator for check in field.validators
        )
        limits = [check.limit_value for check in field.validators] if self._takes_any_text else []
        self._longest: float = min(limits, default=inf)

    def read(self, value: Any) -> Any:
        """Return the value as Python has it, or raise InvalidValueError."""
        if type(value) not in self.kinds:
            if value is None and self.field.null:
                return None
            raise InvalidValueError(f"Write {self.wanted}, not {kind_of(value)}.")
        return self._recalled(value) if self._is_remembered else self._clean(value)

    def take(self, value: Any) -> Any:
        """Return the value as Python has it, after it was read and found good."""
        return self._recalled(value) if self._is_remembered and value is not None else value

    def of(self, values: dict[str, Any]) -> Any:
        """Return the value of a row whose line may leave the column out."""
        return values[self.name] if self.name in values else self.missing()

    def missing(self) -> Any:
        """Return what stands in a row whose line leaves the column out."""
        default = self.field.get_default()
        return default.value if isinstance(default, Enum) else default  # as it is stored

    def prepared(self, value: Any) -> Any:
        """Return the value as the database's driver takes it."""
        return value

    def _recalled(self, value: Any) -> Any:
        if value not in self._remembered:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[value] = self._clean(value)
        return self._remembered[value]

    def is_left_out(self, values: dict[str, Any]) -> bool:
        """Tell whether a dump does without the value: it is empty, and loads as empty."""
        value = values[self.name]
        return value in ("", None) and value == self.empty

    def _clean(self, value: Any) -> Any:
        if self._takes_any_text and 0 < len(value) <= self._longest:
            return value  # as clean() would, many times slower
        try:
            return self.field.clean(value, None)
        except ValidationError as error:
            raise InvalidValueError(" ".join(error.messages)) from None


class SortName(Column):
    """The name that an actor sorts under: the name itself unless another one is given."""

    def of(self, values: dict[str, Any]) -> Any:
        """Return the name where no other one is given, as saving does."""
        return values.get(self.name) or values.get("name", "")

    def is_left_out(self, values: dict[str, Any]) -> bool:
        """Leave out what is the name itself."""
        return values[self.name] in ("", values["name"])


class FileName(Column):
    """The name of a picture below MEDIA_ROOT; the picture itself is copied beside the dump."""

    def _clean(self, value: Any) -> Any:
        if not value:
            return value
        if len(value) > self.field.max_length:
            raise InvalidValueError(
                f"The name of the file is too long: at most {self.field.max_length}."
            )
        try:
            return validate_file_name(value, allow_relative_path=True)
        except SuspiciousFileOperation:
            raise InvalidValueError("Write the name of a file below MEDIA_ROOT.") from None


class Truth(Column):
    """Yes or no."""

    kinds = (bool,)
    wanted = "true or false"


class Number(Column):
    """A whole number."""

    kinds = (int,)
    wanted = "a whole number"


class Day(Column):
    """A day of the calendar."""

    wanted = "a day such as “2025-09-01”"
    is_prepared = True

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self._is_remembered = True

    def prepared(self, value: Any) -> Any:
        """Return the day as the database stores it."""
        return self.field.get_db_prep_save(value, connection)


class Moment(Day):
    """A moment, with its offset."""

    wanted = "a moment such as “2025-09-01T03:00:00Z”"

    def missing(self) -> Any:
        """Return the default; of the column that says when the row changed, this moment."""
        return timezone.now() if self.field.auto_now else super().missing()

    def _clean(self, value: Any) -> datetime:
        try:
            moment = parse_datetime(value)
            if moment is not None and moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise InvalidValueError(f"This is no moment with its offset. Write {self.wanted}.")


class Lines(Column):
    """A list of texts."""

    kinds = (list,)
    wanted = "a list of texts"
    is_prepared = True

    def prepared(self, value: Any) -> Any:
        """Return the list as the database stores it."""
        return self.field.get_db_prep_save(value, connection)

    def is_left_out(self, values: dict[str, Any]) -> bool:
        """Leave out an empty list."""
        return values[self.name] == []


_KINDS: dict[type[models.Field], type[Column]] = {
    models.BooleanField: Truth,
    models.IntegerField: Number,
    models.DateTimeField: Moment,
    models.DateField: Day,
    models.JSONField: Lines,
    models.FileField: FileName,
    models.CharField: Column,
    models.TextField: Column,
}


def value_column(field: Any) -> Column:
    """Return the column of a field; a kind of field that is new here is a mistake to hear of."""
    if field.name == "sort_name":
        return SortName(field)
    for kind, column in _KINDS.items():
        if isinstance(field, kind):
            return column(field)
    raise TypeError(f"newsroom.bulk.columns knows no column for {field}. Add one.")
