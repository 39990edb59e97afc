"""What it costs to save an article with thirty quotes, with the public store and without it.

`python -m tests.bench.saving` does the saving on the database that DATABASE_URL names and prints
milliseconds; the driver calls it in turns on two copies of a desk, of which one has no triggers.
"""

import json
import os
import statistics
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import psycopg

from . import databases
from .places import HERE, PYTHON, ROOT, dsn, environment

QUOTES, TIMES, TURNS = 30, 5, 3
WITH, WITHOUT = "newsroom_bench_saving", "newsroom_bench_saving_without"
SETTINGS = {WITH: "newsroom.settings", WITHOUT: "tests.bench.without_store"}
FORM, PUBLISH, ROWS = (
    "saving its form in the admin",
    "publishing it",
    "writing all its rows by the ORM, published",
)


def measure(source: str) -> dict[str, dict[str, float]]:
    """Return, for each way of saving, milliseconds with and without, and how many times more."""
    taken: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for database in (WITH, WITHOUT):
        databases.clone(source, database)
    if not (HERE / "data" / "static" / "staticfiles.json").exists():  # the admin's pages need it
        databases.manage(WITH, "collectstatic", "--no-input", "--verbosity", "0")
    drop_triggers(WITHOUT)
    for _ in range(TURNS):
        for database in (WITH, WITHOUT):
            for name, found in _run(database).items():
                taken[name][database].append(found)
    for database in (WITH, WITHOUT):
        databases.drop(database)
    return {name: _compared(found[WITH], found[WITHOUT]) for name, found in taken.items()}


def _compared(ours: list[float], without: list[float]) -> dict[str, float]:
    one, other = statistics.median(ours), statistics.median(without)
    return {"with": round(one, 1), "without": round(other, 1), "times": round(one / other, 2)}


def _run(database: str) -> dict[str, float]:
    done = subprocess.run(
        [PYTHON, "-m", "tests.bench.saving"],
        cwd=ROOT,
        env=environment(database, DJANGO_SETTINGS_MODULE=SETTINGS[database]),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"Saving on {database} failed:\n{done.stderr[-3000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def drop_triggers(database: str) -> None:
    """Drop the triggers that feed the store."""
    with psycopg.connect(dsn(database), autocommit=True) as connection:
        rows = connection.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
            " JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE prosrc LIKE '%newsroom_touched%' AND NOT tgisinternal"
        ).fetchall()
        for trigger, table in rows:
            connection.execute(f"DROP TRIGGER {trigger} ON {table}".encode())
    if not rows:
        raise SystemExit(f"{database} has no triggers that feed the store.")


# ---------------------------------------------------------------- inside the product


class Editor:
    """Saves articles as the desk does, and takes the time."""

    def __init__(self) -> None:
        from django.test import Client

        from tests.factories import make_actor, make_user

        number = time.time_ns()
        self.author, self.chief = (make_user(username=f"{name}-{number}") for name in "ab")
        self.speakers = [make_actor(is_public=True) for _ in range(5)]
        self.client = Client()
        self.client.force_login(self.chief)

    def draft(self) -> Any:
        """Return a draft with thirty verified quotes."""
        from tests.factories import make_article, make_citation, make_quote

        article = make_article(created_by=self.author)
        for number in range(QUOTES):
            speaker = self.speakers[number % len(self.speakers)]
            quote = make_quote(
                text=f"We shall look into matter {number} of article {article.pk} in time",
                speaker=speaker,
                status="verified",
                created_by=self.author,
                verified_by=self.chief,
            )
            make_citation(article, quote, speaker_as_printed=str(speaker), cue="said")
        return article

    def save_form(self, article: Any) -> None:
        """Save its page in the admin as it stands, with another standfirst."""
        from django.urls import reverse

        from tests.newsroom.page_form import read_form

        address = reverse("admin:articles_article_change", args=[article.pk])
        form = read_form(self.client.get(address), standfirst=f"Told at {time.time()}.")
        self.started = time.perf_counter()
        answer = self.client.post(address, {**form, "_continue": "Save"})
        if answer.status_code != 302:
            raise SystemExit(f"The admin refused the form: {answer.text[:3000]}")

    def publish(self, article: Any) -> None:
        """Publish it by the service, every warning acknowledged."""
        from articles.services import publish_article
        from tests.factories import warned_of

        warnings = warned_of(article)
        self.started = time.perf_counter()
        publish_article(article, by=self.chief, acknowledged=warnings)

    def write_rows(self, article: Any) -> None:
        """Write the article, its quotes and its citations in one transaction."""
        from django.db import transaction

        citations = list(article.citations.select_related("quote"))
        article.standfirst = f"Told at {time.time()}."
        self.started = time.perf_counter()
        with transaction.atomic():
            article.save()
            for citation in citations:
                citation.quote.addressee = f"reporters at {time.time()}"
                citation.quote.save()
                citation.save()

    def timed(self, act: Callable[[Any], None], article: Any) -> float:
        """Return the milliseconds of an act, without what prepares it."""
        act(article)
        return (time.perf_counter() - self.started) * 1000


def inside() -> dict[str, float]:
    """Do all of it some times; return the median milliseconds of each act."""
    editor = Editor()
    taken: dict[str, list[float]] = defaultdict(list)
    for number in range(TIMES + 1):
        article = editor.draft()
        for name, act in (
            (FORM, editor.save_form),
            (PUBLISH, editor.publish),
            (ROWS, editor.write_rows),
        ):
            if act is not editor.save_form:
                article.refresh_from_db()
            found = editor.timed(act, article)
            if number:  # the first time everything is still to be imported
                taken[name].append(found)
    return {name: statistics.median(found) for name, found in taken.items()}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    print(json.dumps(inside()))
