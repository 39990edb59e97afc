"""What the database itself refuses beyond constraints: defined once, for SQLite and PostgreSQL.

Notices and revisions are append-only: no update, no delete, no ``INSERT OR REPLACE``, no
``TRUNCATE``. Only a draft that was never published may be deleted; a retraction is final (R7).
A migration installs the triggers; only the tests lift them, around a flush.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Guard:
    """One thing that a table refuses, with the sentence it answers."""

    name: str
    table: str
    action: str
    sentence: str
    when: str = ""


def _append_only(table: str, thing: str, *keys: str) -> tuple[Guard, ...]:
    sentence = f"{thing} are append-only: add a new one instead."
    same_row = f"id = NEW.id OR ({_equal(keys)})"
    replaced = f"EXISTS (SELECT 1 FROM {table} WHERE {same_row})"  # noqa: S608 - our own names
    return (
        Guard(f"{table}_never_updated", table, "UPDATE", sentence),
        Guard(f"{table}_never_deleted", table, "DELETE", sentence),
        Guard(f"{table}_never_replaced", table, "INSERT", sentence, replaced),
        Guard(f"{table}_never_truncated", table, "TRUNCATE", sentence),
    )


def _equal(keys: tuple[str, ...]) -> str:
    return " AND ".join(f"{key} = NEW.{key}" for key in keys)


_KEPT = "Only a draft that was never published can be deleted: withdraw the article instead."

GUARDS = (
    *_append_only("articles_notice", "Notices", "slug"),
    *_append_only("articles_revision", "Revisions", "article_id", "seq"),
    Guard(
        "articles_article_only_unpublished_drafts_deleted",
        "articles_article",
        "DELETE",
        _KEPT,
        "OLD.status <> 'draft' OR OLD.published_at IS NOT NULL",
    ),
    Guard(
        "articles_article_never_replaced_once_published",
        "articles_article",
        "INSERT",
        _KEPT,
        "EXISTS (SELECT 1 FROM articles_article WHERE (id = NEW.id OR slug = NEW.slug) "
        "AND (status <> 'draft' OR published_at IS NOT NULL))",
    ),
    Guard("articles_article_never_truncated", "articles_article", "TRUNCATE", _KEPT),
    Guard(
        "articles_article_retraction_is_final",
        "articles_article",
        "UPDATE",
        "A retraction is final: a retracted article stays retracted.",
        "OLD.status = 'retracted' AND NEW.status <> 'retracted'",
    ),
)


def install(connection: Any) -> None:
    """Create the triggers on this connection's database, anew where they exist.

    SQLite drops a table's triggers when a migration rebuilds the table: such a migration ends
    with ``RunPython(install)`` too.
    """
    remove(connection)
    _run(connection, _create)


def remove(connection: Any) -> None:
    """Drop the triggers from this connection's database."""
    _run(connection, _drop)


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Remove the triggers for the duration of a block: for the tests' flush, nothing else."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _run(connection: Any, make: Any) -> None:
    with connection.cursor() as cursor:
        for guard in GUARDS:
            for statement in make(guard, connection.vendor):
                cursor.execute(statement)


def _create(guard: Guard, vendor: str) -> list[str]:
    when = f"WHEN ({guard.when})" if guard.when else ""
    if vendor == "sqlite":
        return _create_on_sqlite(guard, when)
    return _create_on_postgresql(guard, when)


def _create_on_sqlite(guard: Guard, when: str) -> list[str]:
    if guard.action == "TRUNCATE":
        return []  # SQLite has none: its flush deletes rows.
    refuse = f"SELECT RAISE(ABORT, '{guard.sentence}');"
    event = f"BEFORE {guard.action} ON {guard.table} FOR EACH ROW"
    return [f"CREATE TRIGGER {guard.name} {event} {when} BEGIN {refuse} END"]


def _create_on_postgresql(guard: Guard, when: str) -> list[str]:
    if guard.action == "INSERT":
        return []  # PostgreSQL has no INSERT OR REPLACE: its upsert is an update.
    refuse = f"RAISE EXCEPTION '{guard.sentence}' USING ERRCODE = 'check_violation';"
    body = f"AS $$ BEGIN {refuse} END $$"
    level = "STATEMENT" if guard.action == "TRUNCATE" else "ROW"
    event = f"BEFORE {guard.action} ON {guard.table} FOR EACH {level}"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql {body}",
        f"CREATE TRIGGER {guard.name} {event} {when} EXECUTE FUNCTION {guard.name}()",
    ]


def _drop(guard: Guard, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {guard.name}"]
    return [
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"DROP FUNCTION IF EXISTS {guard.name}()",
    ]
