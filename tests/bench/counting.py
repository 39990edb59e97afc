"""How many statements a request sends to PostgreSQL, and which."""

import time

import psycopg

from .asked import Plan, fetch
from .places import dsn
from .processes import Server

REQUESTS = 4


def switch(connection: psycopg.Connection, track: str) -> None:
    """Switch the counting on or off for every connection."""
    connection.execute(f"ALTER SYSTEM SET pg_stat_statements.track = '{track}'".encode())
    connection.execute("SELECT pg_reload_conf()")
    time.sleep(0.5)


def statements(
    servers: dict[str, Server], plans: list[Plan]
) -> dict[tuple[str, str], tuple[float, list[str]]]:
    """Return the number of statements of one request of each plan, and their texts."""
    found = {}
    with psycopg.connect(dsn("postgres"), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        switch(connection, "top")
        for plan in plans:
            server = servers[plan.contender.name]
            connection.execute("SELECT pg_stat_statements_reset()")
            asked = (plan.requests * REQUESTS)[:REQUESTS]
            for path, etag in asked:
                fetch(server, path, etag)
            rows = connection.execute(
                "SELECT query, calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid"
                # How a new connection is set up is not part of any request.
                " WHERE d.datname = %s AND query NOT ILIKE 'SET %%'",
                [server.database],
            ).fetchall()
            number = round(sum(float(calls) for _, calls in rows) / REQUESTS, 2)
            texts = [f"{calls} x {query}" for query, calls in rows]
            found[plan.contender.name, plan.workload] = number, texts
        switch(connection, "none")
    return found
