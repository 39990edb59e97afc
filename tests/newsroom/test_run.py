"""`make run` as a newcomer starts it, and the two ways of ending it."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.newsroom.processes import PROJECT, environment, free_port, wait_until

pytestmark = pytest.mark.once

SECONDS_TO_END = 10.0


def make_run(port: int, data_dir: Path) -> subprocess.Popen[str]:
    with (data_dir / "output").open("w") as output:
        return subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=PROJECT,
            env=environment(DATA_DIR=str(data_dir)) | {"MAKEFLAGS": ""},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


def programs(make: subprocess.Popen[str]) -> list[psutil.Process]:
    """Make and all that it started, directly or not; nothing once make has ended."""
    try:
        parent = psutil.Process(make.pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except OSError:
        return 0


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`make run` in a data folder of its own, once it has said where it is."""
    port = free_port()
    make = make_run(port, tmp_path)
    output = tmp_path / "output"
    try:
        assert wait_until(lambda: "Newsroom runs at" in output.read_text()), output.read_text()
        assert status_of(f"http://127.0.0.1:{port}/") == 200
        yield make
    finally:
        for process in programs(make):
            process.kill()
        make.wait()


def is_left(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def assert_all_end(make: subprocess.Popen[str], started: list[psutil.Process]) -> None:
    since = time.monotonic()
    make.wait(timeout=SECONDS_TO_END)
    wait_until(lambda: not any(map(is_left, started)), SECONDS_TO_END - (time.monotonic() - since))
    assert [process.cmdline() for process in started if is_left(process)] == []


def test_ctrl_c_ends_all_that_make_run_started(running, tmp_path):
    started = programs(running)
    lines = {" ".join(process.cmdline()) for process in started}
    assert any("runserver" in line for line in lines)
    assert any("celery" in line and " worker " in line for line in lines)
    assert any("celery" in line and " beat " in line for line in lines)

    os.killpg(running.pid, signal.SIGINT)

    assert_all_end(running, started)
    assert "Newsroom has stopped." in (tmp_path / "output").read_text()


def test_a_sigterm_to_make_alone_ends_all_that_make_run_started(running, tmp_path):
    started = programs(running)

    running.terminate()

    assert_all_end(running, started)
    assert "Newsroom has stopped." in (tmp_path / "output").read_text()


def test_a_port_in_use_is_refused_with_what_to_do(tmp_path):
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", 0))
        occupant.listen()
        make = make_run(occupant.getsockname()[1], tmp_path)
        assert make.wait(timeout=60) != 0

    output = (tmp_path / "output").read_text()
    assert "cannot be used" in output
    assert "Choose another: make run PORT=8001" in output
    assert "Traceback" not in output
