"""Write a desk into the product's own migrated tables: `python -m tests.bench.loading N PART`.

On PostgreSQL by COPY with no trigger and no check of foreign keys, as a restored dump is loaded;
on SQLite by plain inserts. DATABASE_URL names the database. The derived columns are computed by
the product's own fields, and the public store is made afterwards by the product's own command.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import django
from django.apps import apps
from django.db import connection, models, transaction

from .desk import Desk, Rows

BATCH = 20_000
SLICE = 1_250
Sink = Callable[[type[models.Model], list[tuple[Any, ...]]], None]


def model_of(label: str) -> type[models.Model]:
    """Return the model of a label; “articles.Article.topics” names the table of a relation."""
    app, name, *relation = label.split(".")
    model = apps.get_model(app, name)
    return getattr(model, relation[0]).through if relation else model


def prepared(model: type[models.Model], values: dict[str, Any]) -> tuple[Any, ...]:
    """Return a row as the database takes it, defaults and derived columns included."""
    from actors.fields import derived_fields

    instance = model(**values)
    for field in derived_fields(model):
        setattr(instance, field.attname, field.derive(instance))
    return tuple(
        field.get_db_prep_save(getattr(instance, field.attname), connection)
        for field in model._meta.concrete_fields
    )


def columns(model: type[models.Model]) -> list[str]:
    """Return the names of the table's columns, quoted."""
    return [connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields]


def copy(model: type[models.Model], rows: list[tuple[Any, ...]]) -> None:
    """Write rows by COPY."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        statement = f"COPY {table} ({', '.join(columns(model))}) FROM STDIN"
        with cursor.cursor.copy(statement) as target:
            for row in rows:
                target.write_row(row)


def insert(model: type[models.Model], rows: list[tuple[Any, ...]]) -> None:
    """Write rows by INSERT."""
    table = connection.ops.quote_name(model._meta.db_table)
    marks = ", ".join(["%s"] * len(columns(model)))
    statement = f"INSERT INTO {table} ({', '.join(columns(model))}) VALUES ({marks})"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def write(rows: Rows, sink: Sink) -> None:
    """Write rows of many tables in batches; within one, each table after those it refers to."""
    while batch := list(islice(rows, BATCH)):
        tables: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for label, values in batch:
            tables[label].append(prepared(model_of(label), values))
        for label, found in tables.items():
            sink(model_of(label), found)


@contextmanager
def no_triggers() -> Iterator[None]:
    """Load as a restored dump is loaded: neither triggers nor foreign keys look at the rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")


def load_ground(desk: Desk) -> None:
    """Write what the articles refer to; on SQLite, where nobody writes beside us, all of it."""
    if connection.vendor == "sqlite":
        with transaction.atomic():
            write(desk.ground(), insert)
            write(desk.stories(1, desk.articles + 1), insert)
    else:
        with no_triggers(), transaction.atomic():
            write(desk.ground(), copy)


def load_share(desk: Desk, number: int, of: int) -> None:
    """Write one process's share of the articles, in slices."""
    if connection.vendor == "sqlite":
        return
    starts = range(1, desk.articles + 1, SLICE)
    with no_triggers():
        for first in starts[number::of]:
            last = min(first + SLICE, desk.articles + 1)
            with transaction.atomic():
                write(desk.stories(first, last), copy)
            print(f"  articles {first:,} to {last - 1:,}", flush=True)


def finish() -> None:
    """Have new rows numbered behind these, and the tables analysed."""
    reset_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")


def reset_sequences() -> None:
    """Have every table number its next row behind the last one."""
    from django.core.management.color import no_style

    tables = {label for label, _ in Desk(40).ground()} | {
        label for label, _ in Desk(40).stories(1, 60)
    }
    statements = connection.ops.sequence_reset_sql(
        no_style(), [model_of(label) for label in sorted(tables)]
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def main(articles: int, part: str, *share: str) -> None:
    """Do one part of the loading: the ground, a share of the articles, or what comes after."""
    django.setup()
    desk = Desk(articles)
    if part == "ground":
        load_ground(desk)
    elif part == "share":
        load_share(desk, int(share[0]), int(share[1]))
    else:
        finish()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    main(int(sys.argv[1]), *sys.argv[2:])
