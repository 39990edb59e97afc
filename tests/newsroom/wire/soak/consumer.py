"""A front end that follows the change log and keeps a mirror of all that is public."""

import time
from typing import Any
from urllib.parse import urlencode

from django.test import Client

Thing = tuple[str, str]
LIVE = ("published", "updated")
MOST = 100


class Consumer:
    """Replays the log from its beginning: fetches what was published or updated, drops the rest."""

    def __init__(self) -> None:
        self.client = Client()
        self.last = 0
        self.changes: list[tuple[Any, ...]] = []
        self.mirror: dict[Thing, dict[str, Any]] = {}

    def follow(self, *, limit: int = 200, wait: int = 0) -> bool:
        """Take the next changes; tell whether there were some."""
        page = self.ask("changes", after=self.last, limit=limit, **({"wait": wait} if wait else {}))
        rows = page["results"]
        numbers = [row["seq"] for row in rows]
        assert numbers == list(range(self.last + 1, self.last + 1 + len(rows))), (
            self.last,
            numbers,
        )
        assert page["last"] == self.last + len(rows), (self.last, page["last"], numbers)
        self.changes += [tuple(row.values()) for row in rows]
        self.last = page["last"]
        self.take(rows)
        return bool(rows)

    def catch_up(self, *, quiet: float = 0.0) -> None:
        """Follow until there is nothing more."""
        while self.follow(limit=1000):
            time.sleep(quiet)

    def take(self, rows: list[dict[str, Any]]) -> None:
        """Do what changes ask for: the last one of a thing decides."""
        decided = {(row["resource"], row["slug"]): row["action"] for row in rows}
        for thing in decided:
            self.mirror.pop(thing, None)
        live: dict[str, list[str]] = {}
        for (resource, slug), action in decided.items():
            if action in LIVE:
                live.setdefault(resource, []).append(slug)
        for resource, slugs in live.items():
            for start in range(0, len(slugs), MOST):
                self.fetch(resource, slugs[start : start + MOST])

    def fetch(self, resource: str, slugs: list[str]) -> None:
        """Fetch things by their slugs; those that are gone by now, a later change will name."""
        page = self.ask(resource, slug=",".join(slugs))
        found = {row["slug"]: row for row in page["results"]}
        assert sorted([*found, *page["missing"]]) == sorted(slugs)
        self.mirror |= {(resource, slug): row for slug, row in found.items()}

    def ask(self, name: str, **query: Any) -> Any:
        """Ask until the store answers: while it is busy, it may say to ask again."""
        while True:
            response = self.client.get(f"/api/v1/{name}/?{urlencode(query)}")
            if response.status_code != 503:
                assert response.status_code == 200, (name, query, response.content)
                return response.json()
            time.sleep(0.05)
