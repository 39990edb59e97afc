"""One row takes another's place: references move, what says the same twice becomes one."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import ForeignKey
from django.utils import timezone

from .journal import Journal
from .references import references, twins
from .rows import all_rows, column_of, stored_rows

EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass
class Absorption:
    """What happened while a row took another's place."""

    journal: Journal = field(default_factory=Journal)
    #: The relations by which rows moved, with the keys of those rows.
    moved: list[tuple[ForeignKey, list[Any]]] = field(default_factory=list)
    #: The rows that would have said the same twice, as they were, and who stays in their place.
    dropped: list[tuple[models.Model, models.Model]] = field(default_factory=list)
    #: Those of them that stay and are no longer as they were, or have more referring to them.
    grown: list[models.Model] = field(default_factory=list)

    def absorb(self, gone: models.Model, kept: models.Model) -> list[str]:
        """Let one row take the other's place; return the fields filled in from what is gone.

        The row that is gone is deleted; the kept one is not saved yet.
        """
        for reference in references(type(kept)):
            self._move(reference, gone, kept)
        filled = fill(gone, kept)
        gone.delete()
        return filled

    def _move(self, reference: ForeignKey, gone: models.Model, kept: models.Model) -> None:
        rows = all_rows(reference.model).filter(**{reference.name: gone})
        self.journal.touch(rows)
        self._drop_twins(reference, gone, kept)
        if keys := list(rows.order_by("pk").values_list("pk", flat=True)):
            self.moved.append((reference, keys))
            rows.update(**{reference.name: kept}, **_stamp(reference.model))

    def _drop_twins(self, reference: ForeignKey, gone: models.Model, kept: models.Model) -> None:
        pairs = twins(reference, gone, kept)
        if not pairs:
            return
        manager = all_rows(reference.model)
        self.journal.touch(manager.filter(pk__in=pairs.values()))
        rows = {row.pk: row for row in stored_rows(reference.model, {*pairs, *pairs.values()})}
        for twin, survivor in pairs.items():
            as_it_was = self.journal.as_it_was(reference.model, twin)
            self.dropped.append((as_it_was, rows[survivor]))
            has_more = bool(references(reference.model))
            filled = (self.absorb if has_more else fill)(rows[twin], rows[survivor])
            if filled:
                rows[survivor].save()
            if filled or has_more:
                self.grown.append(rows[survivor])
        manager.filter(pk__in=list(pairs)).delete()


def fill(gone: models.Model, kept: models.Model) -> list[str]:
    """Fill in what is empty in the kept row and known of the other; return the fields' names.

    What is filled goes by the model's own list: a likelihood without its status would be wrong.
    """
    filled: list[str] = []
    for entry in getattr(kept, "merge_fills", ()):
        names = (entry,) if isinstance(entry, str) else entry
        columns = [column_of(type(kept), name) for name in names]
        if getattr(kept, columns[0]) in EMPTY and getattr(gone, columns[0]) not in EMPTY:
            for column in columns:
                setattr(kept, column, getattr(gone, column))
            filled.extend(names)
    return filled


def _stamp(model: type[models.Model]) -> dict[str, Any]:
    """Return what says that a row was changed now: readers' copies of it are out of date."""
    try:
        model._meta.get_field("updated_at")
    except FieldDoesNotExist:
        return {}
    return {"updated_at": timezone.now()}
