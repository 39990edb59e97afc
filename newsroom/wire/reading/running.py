"""Runs compiled statements on Django's own connection, by the driver itself.

Django would compile, and on PostgreSQL merge the values into the text, for every request; the
driver prepares each statement once per connection.
"""

import datetime
import time
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.adapt import Loader
from psycopg.types.datetime import TimestamptzLoader

from .statements import Statement

Row = tuple[Any, ...]


class Untouched(Loader):
    """Leaves text as the bytes that the database sent: they go out as they came."""

    def load(self, data: Any) -> bytes:
        """Return the bytes."""
        return bytes(data)


_CURSORS: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def run(statement: Statement, values: Mapping[str, Any]) -> list[Row]:
    """Return the rows of a statement; texts are bytes.

    A connection that the server closed meanwhile is opened anew, once, outside transactions.
    """
    # Looked up once: django.db.connection would look for it again at each of its attributes.
    connection = connections[DEFAULT_DB_ALIAS]
    began = time.monotonic()
    try:
        rows = _run(connection, statement, values)
    except psycopg.OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        rows = _run(connection, statement, values)
    if connection.queries_logged:
        taken = f"{time.monotonic() - began:.3f}"
        connection.queries_log.append({"sql": statement.sql, "time": taken})
    return rows


def _run(connection: Any, statement: Statement, values: Mapping[str, Any]) -> list[Row]:
    if connection.connection is None:
        connection.ensure_connection()
    raw = connection.connection
    if connection.vendor == "postgresql":
        cursor = _CURSORS.get(raw) or _cursor(raw)
        cursor.execute(statement.sql, [values[name] for name in statement.names], prepare=True)
        return cursor.fetchall()
    params = [_as_text(connection, values[name]) for name in statement.names]
    cursor = raw.cursor()
    try:
        return [tuple(map(_as_bytes, row)) for row in cursor.execute(statement.sql, params)]
    finally:
        cursor.close()


def _cursor(raw: Any) -> Any:
    raw.prepare_threshold = 0  # Django's connections prepare nothing unless told to
    # One plan for all values: planning anew would cost more than running.
    raw.execute("SET plan_cache_mode = force_generic_plan")
    cursor = _CURSORS[raw] = psycopg.RawCursor(raw)
    for kind in ("text", "varchar"):
        cursor.adapters.register_loader(kind, Untouched)
    cursor.adapters.register_loader("timestamptz", TimestamptzLoader)  # faster than Django's
    return cursor


def _as_text(connection: Any, value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _as_bytes(value: Any) -> Any:
    return value.encode() if isinstance(value, str) else value
