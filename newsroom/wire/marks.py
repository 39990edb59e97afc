"""The triggers that mark what is written, whoever writes it: defined once, for both databases.

A mark stands in the transaction of its writer, so nothing that was committed lacks one. Time is a
writer too: a row whose moment is still to come leaves a second mark that becomes due then. The
triggers are kept after every migration, since SQLite drops those of a table that is rebuilt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.db import models

from actors.models import Actor, ActorName, Office
from articles.models import Article, Citation, Claim, Coverage, Notice, Quote, Topic
from summits.models import Event, Participation, Series

from .models import Resource, Touched

MARKS = Touched._meta.db_table
#: What all of our triggers' names begin with.
PREFIX = "touch_"
#: When a mark of a write is due: at once. As SQLite keeps it, and as PostgreSQL writes it.
AT_ONCE = {"sqlite": "'1970-01-01 00:00:00'", "postgresql": "TIMESTAMPTZ 'epoch'"}


@dataclass(frozen=True, slots=True)
class Source:
    """That a row of a table, when written, touches the thing that one of its columns names."""

    model: type[models.Model]
    resource: Resource
    column: str = "id"
    #: The column that says when time will change what readers see of the row.
    moment: str = ""

    @property
    def table(self) -> str:
        """Return the table's name."""
        return self.model._meta.db_table


@cache
def sources() -> tuple[Source, ...]:
    """Return what touches what."""
    return (
        Source(Actor, Resource.ACTORS),
        Source(ActorName, Resource.ACTORS, "actor_id"),
        Source(Office, Resource.ACTORS, "holder_id"),
        Source(Series, Resource.SERIES),
        Source(Event, Resource.EVENTS),
        Source(Event, Resource.SUMMITS),
        Source(Event, Resource.SERIES, "series_id"),
        Source(Participation, Resource.EVENTS, "event_id"),
        Source(Participation, Resource.SUMMITS, "event_id"),
        Source(Article, Resource.ARTICLES, moment="published_at"),
        Source(Article.topics.through, Resource.ARTICLES, "article_id"),
        Source(Article.credits.through, Resource.ARTICLES, "article_id"),
        Source(Coverage, Resource.ARTICLES, "article_id"),
        Source(Citation, Resource.ARTICLES, "article_id"),
        Source(Citation, Resource.QUOTES, "quote_id"),
        Source(Quote, Resource.QUOTES, moment="embargo_until"),
        Source(Quote.about.through, Resource.QUOTES, "quote_id"),
        Source(Topic, Resource.TOPICS),
        Source(Notice, Resource.NOTICES, moment="issued_at"),
        Source(Claim, Resource.CLAIMS),
    )


@dataclass(frozen=True, slots=True)
class Trigger:
    """What is done after one kind of writing to one table."""

    table: str
    action: str
    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        """Return the name of the trigger, and of its function on PostgreSQL."""
        return f"{PREFIX}{self.table}_{self.action.lower()}"


@cache
def triggers() -> tuple[Trigger, ...]:
    """Return every trigger that there is to be."""
    by_table = groupby(sorted(sources(), key=_table), key=_table)
    grouped = [(table, tuple(found)) for table, found in by_table]
    return tuple(
        Trigger(table, action, found)
        for table, found in grouped
        for action in ("INSERT", "UPDATE", "DELETE")
    )


def _table(source: Source) -> str:
    return source.table


# ---------------------------------------------------------------- installing them


def keep_triggers(connection: Any) -> bool:
    """Create the triggers that are missing or out of date; tell whether there were any.

    Where all is as it should be, this costs two queries. Tables that are not there yet, because
    only some apps were migrated, are left out.
    """
    tables = set(connection.introspection.table_names())
    wanted = {t.name: t for t in triggers() if t.table in tables}
    stored = _stored(connection)
    stale = [name for name in stored if name not in wanted]
    missing = [t for t in wanted.values() if stored.get(t.name) != _source(t, connection.vendor)]
    _drop(connection, {*stale, *(trigger.name for trigger in missing if trigger.name in stored)})
    with connection.cursor() as cursor:
        for trigger in missing:
            for statement in _create(trigger, connection.vendor):
                cursor.execute(statement)
    return bool(missing)


def remove_triggers(connection: Any) -> None:
    """Drop all of our triggers, before the table goes that they write to."""
    _drop(connection, set(_stored(connection)))


def _stored(connection: Any) -> dict[str, str]:
    """Return the source of each trigger of ours that the database has."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ESCAPE '!'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON tgfoid = pg_proc.oid "
        "WHERE tgname LIKE %s ESCAPE '!' AND NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{PREFIX.replace('_', '!_')}%"])
        return dict(cursor.fetchall())


def _drop(connection: Any, names: set[str]) -> None:
    kind = "TRIGGER" if connection.vendor == "sqlite" else "FUNCTION"
    cascade = "" if connection.vendor == "sqlite" else "() CASCADE"  # its trigger goes with it
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute(f"DROP {kind} IF EXISTS {name}{cascade}")


# ---------------------------------------------------------------- what they say


def _source(trigger: Trigger, vendor: str) -> str:
    """Return what the database tells of the trigger when it is asked."""
    return _on_sqlite(trigger) if vendor == "sqlite" else _body_on_postgresql(trigger)


def _create(trigger: Trigger, vendor: str) -> list[str]:
    return [_on_sqlite(trigger)] if vendor == "sqlite" else _on_postgresql(trigger)


def _on_sqlite(trigger: Trigger) -> str:
    """Return a trigger that runs for each row: SQLite has no other."""
    body = "".join(f" {_INTO} {mark};" for mark in _marks_on_sqlite(trigger))
    event = f"AFTER {trigger.action} ON {trigger.table} FOR EACH ROW"
    return f"CREATE TRIGGER {trigger.name} {event} BEGIN{body} END"


_INTO = f'INSERT INTO {MARKS} (resource, "key", due_at)'


def _marks_on_sqlite(trigger: Trigger) -> Iterator[str]:
    now = AT_ONCE["sqlite"]
    for source in trigger.sources:
        column, resource = source.column, source.resource.value
        if trigger.action != "DELETE":
            yield f"SELECT {resource}, NEW.{column}, {now} WHERE NEW.{column} IS NOT NULL"
        if trigger.action == "DELETE":
            yield f"SELECT {resource}, OLD.{column}, {now} WHERE OLD.{column} IS NOT NULL"
        elif trigger.action == "UPDATE":
            moved = f"OLD.{column} IS NOT NULL AND OLD.{column} IS NOT NEW.{column}"
            yield f"SELECT {resource}, OLD.{column}, {now} WHERE {moved}"
        if source.moment and trigger.action != "DELETE":
            moment = f"NEW.{source.moment}"
            yield f"SELECT {resource}, NEW.{column}, {moment} WHERE {moment} IS NOT NULL"


def _on_postgresql(trigger: Trigger) -> list[str]:
    """Return a trigger that runs once for a statement, however many rows that writes."""
    rows = {
        "INSERT": "NEW TABLE AS new_rows",
        "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
        "DELETE": "OLD TABLE AS old_rows",
    }[trigger.action]
    function = f"{trigger.name}() RETURNS trigger LANGUAGE plpgsql"
    event = f"AFTER {trigger.action} ON {trigger.table} REFERENCING {rows} FOR EACH STATEMENT"
    return [
        f"CREATE OR REPLACE FUNCTION {function} AS $${_body_on_postgresql(trigger)}$$",
        f"CREATE TRIGGER {trigger.name} {event} EXECUTE FUNCTION {trigger.name}()",
    ]


def _body_on_postgresql(trigger: Trigger) -> str:
    marks = " UNION ".join(_marks_on_postgresql(trigger))  # UNION keeps one of each
    return f"BEGIN {_INTO} {marks}; RETURN NULL; END"


def _marks_on_postgresql(trigger: Trigger) -> Iterator[str]:
    now = AT_ONCE["postgresql"]
    tables = {"INSERT": ("new_rows",), "UPDATE": ("new_rows", "old_rows"), "DELETE": ("old_rows",)}
    for source in trigger.sources:
        what = f"SELECT {source.resource.value}, {source.column}"
        for table in tables[trigger.action]:
            yield f"{what}, {now} FROM {table} WHERE {source.column} IS NOT NULL"
        if source.moment and trigger.action != "DELETE":
            moment = source.moment
            yield f"{what}, {moment} FROM new_rows WHERE {moment} IS NOT NULL"
