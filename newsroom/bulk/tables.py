"""Rows on their way into one table, by the fastest way that each database has.

`bulk_create` would set `updated_at` anew, and builds a statement as long as its rows; here a
prepared statement (SQLite) or COPY (PostgreSQL) takes them one by one. Triggers run as for any
other write.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

#: Rows that SQLite looks at of each index; more would only take longer.
COUNTED = 1_000


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows, whose values stand in the order of the columns."""
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = f"COPY {table} ({names}) FROM STDIN"
            # Django lends its errors to what it knows of a cursor, and COPY is not among that.
            with connection.wrap_database_errors, cursor.copy(copying) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our names
            cursor.executemany(statement, rows)  # type: ignore[arg-type]  # it takes any iterable


def learn(grown: Iterable[type[models.Model]]) -> None:
    """Have the database count what stands in tables that have grown, links included.

    Its plans depend on it: SQLite never counts by itself, PostgreSQL a minute later, and what is
    public is asked for as soon as the load ends.
    """
    tables = [
        connection.ops.quote_name(table._meta.db_table)
        for model in grown
        for table in (model, *(field.remote_field.through for field in model._meta.many_to_many))
        if table is not None
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {COUNTED}")
        for table in dict.fromkeys(tables):
            cursor.execute(f"ANALYZE {table}")


def reserve(model: type[models.Model], count: int) -> Sequence[int]:
    """Return so many numbers for new rows of a model that nobody else will get.

    On SQLite within the transaction that inserts them: it holds the only lock there is.
    """
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), key, count],
            )
            numbers = array("q")
            while some := cursor.fetchmany(10_000):
                numbers.extend(number for (number,) in some)
            return numbers
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return range(last + 1, last + 1 + count)
