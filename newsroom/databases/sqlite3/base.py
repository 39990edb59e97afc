"""SQLite, with the public store settled before every commit."""

from django.db.backends.sqlite3 import base

from newsroom.databases.settling import SettlesBeforeCommit


class DatabaseWrapper(SettlesBeforeCommit, base.DatabaseWrapper):
    """A connection."""
