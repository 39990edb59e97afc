"""How fast a desk is loaded in bulk, and in how much memory: load_desk against loaddata."""

import os
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any

from . import databases
from .places import HERE, LOGS, PYTHON, ROOT, environment

EMPTY, TARGET = "newsroom_bench_empty", "newsroom_bench_bulk"
LINES, FIXTURE = HERE / "data" / "desk.jsonl", HERE / "data" / "desk.json"
MODELS = ("actors", "summits", "articles")
USERS = ("author", "reviewer")


def measure(source: str, rounds: int = 2) -> dict[str, Any]:
    """Return seconds and megabytes of both, and how many times as fast load_desk is."""
    natural = ("--natural-foreign", "--natural-primary")
    databases.manage(source, "dump_desk", str(LINES))
    databases.manage(source, "dumpdata", *MODELS, *natural, "--output", str(FIXTURE))
    databases.make_empty(EMPTY)
    for user in USERS:
        databases.manage(EMPTY, "createsuperuser", "--noinput", f"--username={user}", "--email=")
    commands = {
        "load_desk": ["load_desk", str(LINES), "--no-render"],
        "loaddata": ["loaddata", "--verbosity", "0", str(FIXTURE)],
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            databases.clone(EMPTY, TARGET)
            taken[name].append(watched(command))
    for database in (EMPTY, TARGET):
        databases.drop(database)
    found: dict[str, Any] = {
        name: {
            "seconds": round(statistics.median(seconds for seconds, _ in runs), 1),
            "megabytes": round(max(megabytes for _, megabytes in runs), 1),
        }
        for name, runs in taken.items()
    }
    rows = sum(1 for _ in LINES.open())
    times = found["loaddata"]["seconds"] / found["load_desk"]["seconds"]
    return found | {"rows": rows, "times": round(times, 2)}


def watched(command: list[str]) -> tuple[float, float]:
    """Run a command of the product; return its seconds and its peak memory in megabytes."""
    log = LOGS / "bulk.log"
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [PYTHON, "manage.py", *command],
            cwd=ROOT,
            env=environment(TARGET),
            stdout=output,
            stderr=output,
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, peak_of(process.pid))
            time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"manage.py {' '.join(command)} failed:\n{log.read_text()[-3000:]}")
    return time.perf_counter() - started, peak


def peak_of(pid: int) -> float:
    """Return the most memory that a process has had so far, in megabytes."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0.0


os.environ.setdefault("DJANGO_SUPERUSER_PASSWORD", "only-for-the-bench")
