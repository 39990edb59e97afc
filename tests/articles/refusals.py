"""What a refused act says, and that it changed nothing at all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from actors.models import Actor
from articles.models import (
    Article,
    Citation,
    Correction,
    Coverage,
    Notice,
    Quote,
    Revision,
)
from summits.models import Event

#: All that an act of the desk writes to.
WRITTEN: tuple[type[models.Model], ...] = (
    Article,
    Citation,
    Coverage,
    Quote,
    Revision,
    Notice,
    Correction,
    Actor,
    Event,
    LogEntry,
)


def _tables() -> list[tuple[str, str]]:
    """Return their tables and those of their relations to many, each with its key."""
    quoted = connection.ops.quote_name
    models_written: list[Any] = list(WRITTEN)
    for owner in WRITTEN:
        models_written += [field.remote_field.through for field in owner._meta.many_to_many]
    return [(quoted(each._meta.db_table), quoted(each._meta.pk.column)) for each in models_written]


_TABLES = _tables()


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """Return every stored row that an act could have changed, as it lies in the database.

    Past the ORM: this looks twice at every act, and building so many rows takes most of the time.
    """
    kept = {}
    with connection.cursor() as cursor:
        for table, key in _TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")
            kept[table] = cursor.fetchall()
    return kept


def refusal(act: Callable[[], object]) -> list[str]:
    """Return the sentences with which an act is refused, nothing being saved."""
    before = stored()
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act()

    assert stored() == before
    return error.value.messages
