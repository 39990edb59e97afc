"""What readers may see, said anew from the plain rows: an oracle beside the product's own rule.

Nothing here calls ``published()`` or its twins (R6).
"""

from typing import Any

from django.test import Client
from django.utils import timezone

from actors.models import Actor
from articles.models import Article, Citation, Notice, Quote
from summits.models import Event


def rows(model: Any) -> list[dict[str, Any]]:
    return list(model._base_manager.values())


def has_come(moment: Any) -> bool:
    return moment is not None and moment <= timezone.now()


def readable_articles() -> list[dict[str, Any]]:
    return [
        row
        for row in rows(Article)
        if row["status"] == "published" and has_come(row["published_at"])
    ]


def tombstones() -> list[dict[str, Any]]:
    return [
        row
        for row in rows(Article)
        if row["status"] == "retracted"
        and (row["published_at"] is None or has_come(row["published_at"]))
    ]


def visible() -> dict[str, set[str]]:
    """Return the slugs that each list of the API may hold: these and no other."""
    articles = readable_articles()
    keys = {row["id"] for row in articles}
    cited = {row["quote_id"] for row in rows(Citation) if row["article_id"] in keys}
    actors = {row["id"]: row["slug"] for row in rows(Actor) if row["is_public"]}
    known = {row["slug"] for row in (*articles, *tombstones())}
    return {
        "articles": {row["slug"] for row in articles},
        "actors": set(actors.values()),
        "events": {row["slug"] for row in rows(Event) if row["is_public"]},
        "notices": {
            row["slug"]
            for row in rows(Notice)
            if row["article_id"] in known and has_come(row["issued_at"])
        },
        "quotes": {
            row["slug"]
            for row in rows(Quote)
            if row["id"] in cited
            and row["status"] == "verified"
            and row["terms"] in ("on_record", "background")
            and (row["embargo_until"] is None or has_come(row["embargo_until"]))
            and (row["speaker_id"] is None or row["speaker_id"] in actors)
        },
    }


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


def statuses(client: Client) -> dict[str, int]:
    """Return what each article's address answers."""
    return {
        row["slug"]: client.get(f"/api/v1/articles/{row['slug']}/").status_code
        for row in rows(Article)
    }


def expected_statuses() -> dict[str, int]:
    gone = {row["slug"]: 410 for row in tombstones()}
    shown = {row["slug"]: 200 for row in readable_articles()}
    return {row["slug"]: 404 for row in rows(Article)} | gone | shown
