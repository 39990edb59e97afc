"""What the database refuses, in the desk's words: the sentence of the constraint or trigger."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError
from django.db.models import BaseConstraint, UniqueConstraint

AGAIN = "Somebody else changed this at the same moment. Look at it and save again."
IN_USE = "Something else still refers to this. Remove those links first."
TAKEN = "Somebody else has just used this address. Save again and another one is made."
_COLUMNS = re.compile(r"UNIQUE constraint failed: (?P<columns>[\w., ]+)")


def sentence_of(error: DatabaseError) -> str:
    """Return what to tell an editor about a refused write."""
    text = str(error)
    for table, constraint in _constraints():
        if constraint.name in text or _names_columns(text, table, constraint):
            return str(constraint.get_violation_error_message())
    if ".slug" in text or "_slug_" in text:
        return TAKEN
    if "FOREIGN KEY" in text.upper():
        return IN_USE
    first = text.splitlines()[0] if text else ""
    return first if first.endswith(".") else AGAIN


def _constraints() -> Iterator[tuple[str, BaseConstraint]]:
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            yield model._meta.db_table, constraint


def _names_columns(text: str, table: str, constraint: BaseConstraint) -> bool:
    """Tell whether SQLite's message, which names columns only, means this constraint."""
    match = _COLUMNS.search(text)
    if match is None or not isinstance(constraint, UniqueConstraint):
        return False
    named = {column.strip() for column in match["columns"].split(",")}
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    by_name = {field.name: field.column for field in model._meta.concrete_fields}
    columns = {by_name[name] for name in constraint.fields}
    return named == {f"{table}.{column}" for column in columns}
