"""What our engines add to Django's: whoever commits brings the public store up to date first.

An editor's save never fails because of the store: what goes wrong there is logged, undone to the
savepoint before it, and the marks wait for whoever settles next.
"""

import logging
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.utils.asyncio import async_unsafe

logger = logging.getLogger(__name__)


class Migrations:
    """Whether a migration is under way: then the tables are not what the models say."""

    are_under_way = False

    @classmethod
    def begin(cls, **_kwargs: Any) -> None:
        """Note it; receives ``pre_migrate``."""
        cls.are_under_way = True

    @classmethod
    def end(cls) -> None:
        """Note that it is over."""
        cls.are_under_way = False


class SettlesBeforeCommit:
    """A connection that settles within its transaction, as the last thing before its commit."""

    alias: str

    @async_unsafe
    def commit(self) -> None:
        """Settle and commit."""
        if self.alias == DEFAULT_DB_ALIAS and apps.ready and not Migrations.are_under_way:
            settle_before_commit(self)
        super().commit()  # type: ignore[misc]  # Django's, which stands behind this one


def settle_before_commit(connection: Any) -> None:
    """Settle what is due; where that fails, leave all as it was before."""
    if not _is_due_within(connection):
        return
    if connection.vendor == "postgresql":
        # The checks that PostgreSQL keeps for the commit lock rows: made now, they are over before
        # the store is locked, so that nobody waits for us while we wait for them. What they find
        # is the writer's own mistake, and is raised as the commit would raise it.
        connection.check_constraints()
    from newsroom.wire.settle import settle_due

    try:
        settle_due()
    except Exception as error:
        _raise_where_all_is_lost(connection, error)
        logger.exception("The public store was not settled; whoever reads next tries again.")


def _is_due_within(connection: Any) -> bool:
    """Tell whether a mark is due, without harm to the transaction where there is no store yet."""
    from newsroom.wire.models import Touched
    from newsroom.wire.settle import is_due

    try:
        with transaction.atomic():
            return is_due()
    except DatabaseError as error:
        _raise_where_all_is_lost(connection, error)
        if Touched._meta.db_table in connection.introspection.table_names():
            raise
        return False


def _raise_where_all_is_lost(connection: Any, error: Exception) -> None:
    """Raise an error that even the savepoint did not survive: a commit would keep nothing."""
    if connection.needs_rollback or not connection.is_usable():
        raise error
