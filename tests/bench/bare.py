"""The floor: a WSGI function that sends the JSON of one prepared statement, and nothing else."""

import os
import sqlite3
import threading
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

import psycopg
from psycopg.adapt import Loader

from .bare_sql import POSTGRESQL, SQLITE, statements
from .places import HERE, dsn

DATABASE = os.environ["BENCH_DATABASE"]
IS_SQLITE = DATABASE.endswith(".sqlite3")
SQL = statements(SQLITE if IS_SQLITE else POSTGRESQL)
JSON = ("Content-Type", "application/json")
PREFIX = len("/api/v1/articles/")
mine = threading.local()


class Bytes(Loader):
    """Leaves JSON as it came."""

    def load(self, data: Any) -> bytes:
        """Return the bytes."""
        return bytes(data)


def cursor() -> Any:
    """Return this thread's own cursor."""
    found = getattr(mine, "cursor", None)
    if found is None:
        if IS_SQLITE:
            connection: Any = sqlite3.connect(HERE / "sqlite" / DATABASE, isolation_level=None)
        else:
            connection = psycopg.connect(dsn(DATABASE), autocommit=True, prepare_threshold=0)
            connection.adapters.register_loader("json", Bytes)
        found = mine.cursor = connection.cursor()
    return found


def ask(workload: str, values: dict[str, Any]) -> Any:
    """Return the one row of a statement."""
    return cursor().execute(SQL[workload], values).fetchone()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer the requests of the workloads."""
    path = environ["PATH_INFO"]
    headers = [JSON]
    if path == "/api/v1/quotes/":
        values = dict(parse_qsl(environ["QUERY_STRING"]))
        workload = "W2" if "speaker" in values else "W4" if "day" in values else "W1"
        body = ask(workload, values)[0]
    else:
        values = {"slug": path[PREFIX:-1]}
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (row := ask("W6", values)) and known == f'"{row[0]}"':
            start_response("304 Not Modified", [("ETag", known)])
            return [b""]
        row = ask("W3", values)
        if row is None:
            start_response("404 Not Found", [("Content-Length", "0")])
            return [b""]
        body = row[0]
        headers.append(("ETag", f'"{row[1]}"'))
    if isinstance(body, str):
        body = body.encode()
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]
