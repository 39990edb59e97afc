"""Locks on rows that are about to be written."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet


def lock_rows(rows: QuerySet[Any]) -> None:
    """Lock the rows until the transaction ends, so that their writers come one by one.

    In a query of their own, before they are read: one that joins would show the joined rows as
    they were before the wait. SQLite lets only one write at a time anyway.
    """
    if connection.features.has_select_for_update and connection.in_atomic_block:
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
