"""Rows as the log of a merge keeps them: column by column, to be put back exactly."""

import datetime
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models

#: How many rows are asked for by their keys in one query.
MANY = 500

Key = tuple[str, Any]


def key_of(row: models.Model) -> Key:
    """Return what names a row in the log: its model and its primary key."""
    return (row._meta.label_lower, row.pk)


def model_of(label: str) -> type[models.Model]:
    """Return the model that the log names."""
    return apps.get_model(label)


def columns(row: models.Model) -> dict[str, Any]:
    """Return every column of a row as JSON holds it."""
    return {
        field.attname: _as_json(field.value_from_object(row)) for field in row._meta.concrete_fields
    }


def value_of(model: type[models.Model], column: str, stored: Any) -> Any:
    """Return a column's value from what the log holds."""
    return model._meta.get_field(column).to_python(stored)  # type: ignore[union-attr]  # a column


def column_of(model: type[models.Model], name: str) -> str:
    """Return the column of a field: “speaker_id” of “speaker”."""
    field: Any = model._meta.get_field(name)
    return str(field.attname)


def fingerprint(row: models.Model) -> str:
    """Return what changes when any column of the row does, but for those that only count."""
    counters = getattr(row, "counters", ())
    values = {name: value for name, value in columns(row).items() if name not in counters}
    text = json.dumps(values, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def all_rows(model: type[models.Model]) -> models.Manager[Any]:
    """Return every row there is: a proxy's own manager would leave some out."""
    return model._base_manager  # noqa: SLF001 - Django documents it, the name notwithstanding


def stored_rows(model: type[models.Model], keys: Collection[Any]) -> Iterator[models.Model]:
    """Yield the rows with these keys, in few queries however many they are."""
    for some in batches(keys):
        yield from all_rows(model).filter(pk__in=some)


def batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the keys in lists that a query can hold."""
    rest = iter(keys)
    while some := list(islice(rest, MANY)):
        yield some


def _as_json(value: Any) -> Any:
    # Not Django's JSON encoder, which cuts a time to milliseconds.
    if value is None or isinstance(value, (str, int, float, list, dict)):
        return value
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)
