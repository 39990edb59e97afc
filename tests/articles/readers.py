"""What readers may see, said anew from the plain rows: an oracle beside the product's own rule.

Nothing here calls ``published()`` or its twins (R6).
"""

from collections.abc import Iterable
from typing import Any

from django.test import Client
from django.utils import timezone

from actors.models import Actor
from articles.models import Article, Citation, Notice, Quote
from summits.models import Event


class Readers:
    """What is stored at one moment, and what of it readers may see then."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.articles = self.rows(Article)
        self.readable = [
            row
            for row in self.articles
            if row["status"] == "published" and self.has_come(row["published_at"])
        ]
        self.tombstones = [
            row
            for row in self.articles
            if row["status"] == "retracted"
            and (row["published_at"] is None or self.has_come(row["published_at"]))
        ]

    def rows(self, model: Any) -> list[dict[str, Any]]:
        return list(model._base_manager.values())

    def has_come(self, moment: Any) -> bool:
        return moment is not None and moment <= self.now

    def visible(self) -> dict[str, set[str]]:
        """Return the slugs that each list of the API may hold: these and no other."""
        keys = {row["id"] for row in self.readable}
        cited = {row["quote_id"] for row in self.rows(Citation) if row["article_id"] in keys}
        actors = {row["id"]: row["slug"] for row in self.rows(Actor) if row["is_public"]}
        known = {row["slug"] for row in (*self.readable, *self.tombstones)}
        return {
            "articles": {row["slug"] for row in self.readable},
            "actors": set(actors.values()),
            "events": {row["slug"] for row in self.rows(Event) if row["is_public"]},
            "notices": {
                row["slug"]
                for row in self.rows(Notice)
                if row["article_id"] in known and self.has_come(row["issued_at"])
            },
            "quotes": {
                row["slug"]
                for row in self.rows(Quote)
                if row["id"] in cited
                and row["status"] == "verified"
                and row["terms"] in ("on_record", "background")
                and (row["embargo_until"] is None or self.has_come(row["embargo_until"]))
                and (row["speaker_id"] is None or row["speaker_id"] in actors)
            },
        }

    def statuses(self) -> dict[str, int]:
        """Return what each article's address has to answer."""
        gone = {row["slug"]: 410 for row in self.tombstones}
        shown = {row["slug"]: 200 for row in self.readable}
        return {row["slug"]: 404 for row in self.articles} | gone | shown


def readers_get(client: Client) -> tuple[dict[str, set[str]], str]:
    """Return the slugs in the API's lists, and all that the lists say."""
    slugs: dict[str, set[str]] = {}
    texts = []
    for name in ("articles", "actors", "events", "notices", "quotes"):
        answer = client.get(f"/api/v1/{name}/?limit=100")
        assert answer.status_code == 200, answer.content
        slugs[name] = {row["slug"] for row in answer.json()["results"]}
        texts.append(answer.content.decode())
    return slugs, "\n".join(texts)


def answers(client: Client, slugs: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return what each article's address answers: the status, and what it says but the slug."""
    got = {slug: client.get(f"/api/v1/articles/{slug}/") for slug in slugs}
    return {
        slug: (answer.status_code, answer.content.decode().replace(slug, ""))
        for slug, answer in got.items()
    }
