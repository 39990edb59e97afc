"""The columns that name other rows, by their natural keys."""

from collections.abc import Callable
from typing import Any

from django.db import models

from articles.models.record import ArticleSlugKey

from .columns import Column, InvalidValueError, value_column

KeyOf = Callable[[type[models.Model]], tuple[str, ...]]


class Reference(Column):
    """Another row, by its natural key."""

    kinds = (list,)

    def __init__(self, field: Any, key: tuple[str, ...]) -> None:
        super().__init__(field)
        self.target: type[models.Model] = field.related_model
        self.key = key
        self.paths = tuple(f"{self.name}__{path}" for path in key)
        example = ", ".join(f'"{path.replace("__", " ")}"' for path in key)
        self.wanted = f"the natural key [{example}]"
        #: The row may be a deleted draft: what was published of it outlives it.
        self.may_be_gone = isinstance(field, ArticleSlugKey)
        self.is_by_key = field.target_field.name in key

    def _clean(self, value: Any) -> Any:
        if not _is_key(value, len(self.key)):
            raise InvalidValueError(f"Write {self.wanted}.")
        return _as_key(value)

    def take(self, value: Any) -> Any:
        """Return the natural key as it is held."""
        return None if value is None else _as_key(value)

    def is_left_out(self, values: dict[str, Any]) -> bool:
        """Leave out what refers to nothing."""
        return values[self.name] is None


class Links(Reference):
    """Any number of other rows, by their natural keys."""

    def __init__(self, field: Any, key: tuple[str, ...]) -> None:
        Column.__init__(self, field)
        self.target = field.related_model
        self.key = key
        self.through: type[models.Model] = field.remote_field.through
        self.own: str = field.m2m_column_name()
        self.other: str = field.m2m_reverse_name()
        self.paths = tuple(f"{field.m2m_reverse_field_name()}__{path}" for path in key)
        self.wanted = "a list of natural keys"
        self.may_be_gone = False

    def _clean(self, value: Any) -> Any:
        if not all(_is_key(key, len(self.key)) for key in value):
            raise InvalidValueError(
                f'Write {self.wanted}, each a list itself: [["one"], ["another"]].'
            )
        keys = self.take(value)
        if len(set(keys)) < len(keys):
            raise InvalidValueError("Name each row once.")
        return keys

    def take(self, value: Any) -> Any:
        """Return the natural keys as they are held."""
        return [_as_key(key) for key in value]

    def missing(self) -> Any:
        """Return no links."""
        return []

    def is_left_out(self, values: dict[str, Any]) -> bool:
        """Leave out an empty list."""
        return values[self.name] == []


def column_for(field: Any, key_of: KeyOf) -> Column:
    """Return the column of a field."""
    if isinstance(field, models.ManyToManyField):
        return Links(field, key_of(field.related_model))
    if isinstance(field, models.ForeignKey):
        return Reference(field, key_of(field.related_model))
    return value_column(field)


def _is_key(value: Any, parts: int) -> bool:
    return type(value) is list and len(value) == parts and all(type(part) is str for part in value)


def _as_key(value: list[str]) -> str | tuple[str, ...]:
    """Return a natural key as directories hold it: a text, or the tuple of its parts."""
    return value[0] if len(value) == 1 else tuple(value)
