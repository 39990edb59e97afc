"""How fast and how large: `python -m tests.newsroom.bulk.measure [--articles 10000]`.

Loads a large desk, dumps it, and loads the dump; then loads a smaller one with load_desk and with
Django's loaddata, each into an empty database of its own. On PostgreSQL:
`python -m tests.postgresql python -m …`. Exit status 1 where load_desk is not five times as fast
as loaddata, needs more than 150 MB, or the dumps differ.
"""

import argparse
import filecmp
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.newsroom.bulk.large_desk import USERS, lines

ROOT = Path(__file__).resolve().parents[3]
TIMES_LOADDATA = 5
MOST_MEGABYTES = 150
Environment = dict[str, str]


@dataclass(frozen=True)
class Measured:
    """What a command took: seconds on the clock, of the processor, and its peak of memory."""

    seconds: float
    processor: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:7.1f} s {self.processor:7.1f} s CPU {self.megabytes:6.0f} MB"


def run(environment: Environment, *command: str) -> Measured:
    """Run a command of manage.py and return what it took."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    )
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise SystemExit(f"{command[0]} failed.")
    return Measured(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def empty_desk(folder: Path, name: str) -> Environment:
    """Make a migrated database with the desk's users, and return the environment that names it."""
    own = folder / name
    own.mkdir()
    environment = os.environ | {"DEBUG": "true", "DATA_DIR": str(own)}
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        parts = urlsplit(server)
        environment["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    run(environment, "migrate", "-v0")
    users = own / "users.json"
    users.write_text(json.dumps(USERS))
    run(environment, "loaddata", str(users), "-v0")
    return environment


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--render", action="store_true", help="Render the documents too.")
    parser.add_argument(
        "--compare", type=int, default=1_000, help="Articles for loaddata; 0 leaves it out."
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        is_good = memory_is_small(folder, options.articles, render=options.render)
        if options.compare:
            is_good = is_fast(folder, options.compare) and is_good
    return int(not is_good)


def written(folder: Path, articles: int) -> Path:
    """Write a desk of that size and return its file."""
    file = folder / f"{articles}.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(lines(articles))
    size = file.stat().st_size / 1e6
    print(f"{articles:,} articles, {4 * articles:,} quotes, {size:.0f} MB", flush=True)
    return file


def memory_is_small(folder: Path, articles: int, *, render: bool) -> bool:
    """Load a large desk, dump it, load the dump and dump it again."""
    file, dump, dump_again = written(folder, articles), folder / "dump", folder / "again"
    ours, again = empty_desk(folder, "large"), empty_desk(folder, "large_again")
    rendering = [] if render else ["--no-render"]
    loaded = run(ours, "load_desk", str(file), *rendering)
    print(f"load_desk    {loaded}", flush=True)
    print(f"dump_desk    {run(ours, 'dump_desk', str(dump))}", flush=True)
    print(f"load_desk    {run(again, 'load_desk', str(dump), '--no-render')}", flush=True)
    run(again, "dump_desk", str(dump_again))
    same = filecmp.cmp(dump, dump_again, shallow=False)
    print("The second dump has the same bytes." if same else "THE SECOND DUMP DIFFERS.")
    return same and loaded.megabytes <= MOST_MEGABYTES


def is_fast(folder: Path, articles: int) -> bool:
    """Load a smaller desk both ways: loaddata takes its time."""
    file = written(folder, articles)
    ours = run(empty_desk(folder, "ours"), "load_desk", str(file), "--no-render")
    theirs = run(empty_desk(folder, "theirs"), "loaddata", str(file), "-v0")
    times = theirs.seconds / ours.seconds
    print(f"load_desk    {ours}\nloaddata     {theirs}\nload_desk is {times:.1f} times as fast.")
    return times >= TIMES_LOADDATA


if __name__ == "__main__":
    sys.exit(main())
