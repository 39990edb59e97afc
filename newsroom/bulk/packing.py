"""A row of a file as the database's tables take it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import Model

from actors.fields import DerivedField, EdtfBoundField, EdtfPrecisionField

from .columns import REMEMBERED, Column, Day
from .directory import Directory
from .people import People
from .references import Reference
from .rows import Row
from .shape import USER, Shape


@dataclass(slots=True)
class Packed:
    """The cells of a row, and where its links lead."""

    line: int
    #: In the order of the packer's columns; the first one is the row's number.
    cells: tuple[Any, ...]
    #: Of each column of links the numbers of the rows that it names.
    links: tuple[tuple[int, ...], ...]


class Packer:
    """Turns the rows of one model into cells: numbers for names, derived columns computed."""

    def __init__(
        self, shape: Shape, directories: Mapping[type[Model], Directory], people: People
    ) -> None:
        self.columns: list[str] = [
            shape.model._meta.pk.attname,
            *(column.column for column in shape.single),
            *(field.column or field.name for field in shape.derived),
        ]
        self._shape = shape
        self._own = directories[shape.model]
        self._directories = directories
        self._people = people
        self._defaults = {column.name: column.missing() for column in shape.single}
        self._adapters = [(column.name, self._adapter(column)) for column in shape.single]
        self._remembered: dict[tuple[str, str], Any] = {}

    def pack(self, row: Row, line: int) -> Packed:
        """Return the cells of a row; raise KeyError where the file never named something."""
        values = {**self._defaults, **row.values}
        for column in self._shape.made_of_others:
            values[column.name] = column.of(values)
        cells = [self._own.number_of_own(row.key)]
        for name, adapt in self._adapters:
            value = values[name]
            cells.append(value if value is None or adapt is None else adapt(value))
        source: Any = SimpleNamespace(**values)
        cells += [self._derived(field, source) for field in self._shape.derived]
        links = tuple(
            tuple(map(self._directories[column.target].number_of, row.values.get(column.name, ())))
            for column in self._shape.links
        )
        return Packed(line, tuple(cells), links)

    def _adapter(self, column: Column) -> Callable[[Any], Any] | None:
        """Return what makes a cell of a value, None where it is one already."""
        if isinstance(column, Day):  # of days and moments, many repeat from row to row
            return lru_cache(maxsize=REMEMBERED)(column.prepared)
        if not isinstance(column, Reference):
            return column.prepared if column.is_prepared else None
        if column.is_by_key:
            return None
        if column.key == (USER,):
            return self._people.number_of
        return self._directories[column.target].number_of

    def _derived(self, field: DerivedField, source: Any) -> Any:
        if not isinstance(field, EdtfBoundField | EdtfPrecisionField):
            return field.derive(source)
        asked = (field.name, getattr(source, field.source))
        if asked not in self._remembered:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            cell = field.get_db_prep_save(field.derive(source), connection)
            self._remembered[asked] = cell
        return self._remembered[asked]
