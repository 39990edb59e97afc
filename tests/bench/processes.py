"""A contender's server, and what its processes and the database's have cost so far."""

import os
import signal
import socket
import subprocess
import time
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg

from . import cluster
from .contenders import Contender
from .places import LOGS, ROOT, dsn, environment

#: The command of each server, with the same two processes of four threads.
SERVERS = {
    "gunicorn": "gunicorn --config {config} --bind 127.0.0.1:{port} {application}",
    "granian": "granian --interface wsgi --workers 2 --blocking-threads 4 --no-ws "
    "--host 127.0.0.1 --port {port} --log-level warning {application}",
}
SECONDS_TO_START = 30
MEGABYTE = 1 << 20


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that a process has used, all its threads together."""
    total = 0
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            total += int((thread / "schedstat").read_text().split()[0])
    except OSError:  # it ended meanwhile, or the kernel keeps no such figures
        pass
    return total / 1e9 if total else _coarse_cpu_of(pid)


def _coarse_cpu_of(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system


@cache
def watcher() -> psycopg.Connection:
    """Return the one connection through which we look at the others."""
    return psycopg.connect(dsn("postgres"), autocommit=True)


def backends(database: str, condition: str = "") -> list[int]:
    """Return the processes that serve the connections to a database."""
    statement = f"SELECT pid FROM pg_stat_activity WHERE datname = %s{condition}"
    return [row[0] for row in watcher().execute(statement.encode(), [database])]


def database_cpu(database: str) -> float:
    """Return the CPU seconds of the processes that serve a database.

    Those that helped with a single statement have ended: the server counts them together.
    """
    ended = psutil.Process(cluster.postmaster()).cpu_times()
    alive = sum(cpu_of(pid) for pid in backends(database))
    return alive + ended.children_user + ended.children_system


def _children(pid: int) -> list[int]:
    return [child.pid for child in psutil.Process(pid).children(recursive=True)]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Server:
    """The processes that serve one contender on one database."""

    def __init__(self, contender: Contender, kind: str, database: str) -> None:
        self.contender, self.kind, self.database = contender, kind, database
        self.port, self.turn = _free_port(), 0
        name = f"{contender.name}-{kind}-{database}".replace(" ", "-")
        program, *arguments = SERVERS[kind].split()
        here = {
            "config": str(ROOT / "newsroom" / "gunicorn.py"),
            "port": str(self.port),
            "application": contender.application,
        }
        command = [
            str(Path(contender.python).parent / program),
            *(argument.format(**here) for argument in arguments),
        ]
        self.log = (LOGS / f"{name}.log").open("wb")
        self.process = subprocess.Popen(
            command,
            cwd=contender.folder,
            env=environment(database, BIND=f"127.0.0.1:{self.port}", **contender.environment),
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise SystemExit(f"{self.contender.name} did not start. See {self.log.name}.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def pids(self) -> list[int]:
        """Return the numbers of its processes."""
        return [self.process.pid, *_children(self.process.pid)]

    def cpu(self) -> float:
        """Return the CPU seconds of its processes."""
        return sum(cpu_of(pid) for pid in self.pids())

    def database_cpu(self) -> float:
        """Return the CPU seconds of the database server; SQLite works inside the process."""
        return 0.0 if self.database.endswith(".sqlite3") else database_cpu(self.database)

    def is_busy(self) -> bool:
        """Tell whether the database still works on something that was asked."""
        is_sqlite = self.database.endswith(".sqlite3")
        return not is_sqlite and bool(backends(self.database, " AND state = 'active'"))

    def memory(self) -> dict[str, float]:
        """Return the megabytes of its two workers, on average: resident, and theirs alone."""
        workers = self.pids()[1:] or self.pids()
        sizes = sorted(
            (
                (found.rss / MEGABYTE, found.uss / MEGABYTE)
                for found in (psutil.Process(pid).memory_full_info() for pid in workers)
            ),
            reverse=True,
        )[:2]
        return {
            "rss": round(sum(size[0] for size in sizes) / len(sizes), 1),
            "uss": round(sum(size[1] for size in sizes) / len(sizes), 1),
        }

    def stop(self) -> None:
        """End its processes, in earnest where they do not end by themselves."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()
