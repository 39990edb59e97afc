"""`python -m tests.bench [run] [--size large]`, `... load`, `... show FILE`; `make bench` calls it.

run: prepare what is missing, measure, print the tables, write var/bench/results/, fail where a
gate fails. load: only prepare a desk. show: print a result's tables again and draw its plot.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from . import cluster, databases, gates, large, plot, tables
from .bench import run
from .contenders import OURS
from .places import PEER_SIZES, RESULTS, ROOT, SIZES, make_folders
from .rounds import Pace

SMALL_PACE = Pace(rounds=5, alone=0.7, crowded=1)
DOCS = ROOT / "docs"
#: What stands behind it in docs/performance.md is written from a result.
MARK = "<!-- figures: python -m tests.bench show --docs -->"


def stop(signal_number: int, frame: FrameType | None) -> None:
    """Leave through the `finally` blocks, so that every server is stopped."""
    raise SystemExit(128 + signal_number)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    reader = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    commands = reader.add_subparsers(dest="command")
    running = commands.add_parser("run")
    loading = commands.add_parser("load")
    for command in (running, loading):
        command.add_argument("--size", default="small", choices=SIZES)
        command.add_argument("--anew", action="store_true", help="load the desk again")
    running.add_argument("--servers", nargs="+", default=["gunicorn"])
    running.add_argument("--rounds", type=int)
    running.add_argument("--parts", nargs="+", default=large.PARTS, choices=large.PARTS)
    running.add_argument("--on", choices=["postgresql", "sqlite"], default="postgresql")
    loading.add_argument("--store", action="store_true", help="only render the public store again")
    loading.add_argument("--peer", action="store_true", help="also load Wagtail's desk")
    showing = commands.add_parser("show")
    showing.add_argument(
        "files", type=Path, nargs="+", help="parts measured one by one go together"
    )
    showing.add_argument("--docs", action="store_true", help="write docs/performance.md and .svg")
    return reader.parse_args(sys.argv[1:] or ["run"])


def save(result: dict[str, Any], name: str) -> Path:
    """Write a result down."""
    file = RESULTS / f"{name}-{time.strftime('%Y%m%d-%H%M%S')}.json"
    file.write_text(json.dumps(result, indent=1))
    return file


def machine() -> str:
    """Say what was measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return f"{os.cpu_count()} cores ({model}), {memory} GB, Python {platform.python_version()}"


def small(given: argparse.Namespace) -> dict[str, Any]:
    """Measure the product, bare and textbook DRF on one desk."""
    pace = SMALL_PACE if given.rounds is None else Pace(given.rounds, 0.7, 1)
    if given.on == "sqlite":
        database = f"{databases.name_of(given.size)}.sqlite3"
        databases.prepare(database, SIZES[given.size], anew=given.anew)
    else:
        database = databases.prepare_size(given.size, anew=given.anew)
    return {"runs": [run(list(OURS), database, server, pace) for server in given.servers]}


def measure(given: argparse.Namespace) -> int:
    """Run the bench; return the exit status."""
    if shutil.which("wrk") is None:
        print("wrk is not installed (apt-get install wrk): requests a second are only estimated.")
    is_large = given.size == "large"
    result = large.everything(given, save) if is_large else small(given)
    result |= {"size": given.size, "measured": time.strftime("%d %B %Y"), "on": machine()}
    file = save(result, given.size)
    print(f"\n{tables.text(result)}\n\nWritten to {file.relative_to(ROOT)}")
    if is_large:
        return 0
    failures = [failure for found in result["runs"] for failure in gates.failures(found)]
    print("\n".join(["", *failures]) if failures else "\nEvery gate is passed.")
    return 1 if failures else 0


def show(files: list[Path], *, in_docs: bool) -> None:
    """Print the tables of results, and write them and the plot into the documentation."""
    result: dict[str, Any] = {"runs": []}
    for file in files:
        found = json.loads(file.read_text())
        result |= {**found, "runs": result["runs"] + found["runs"]}
    print(tables.text(result))
    if in_docs:
        page = DOCS / "performance.md"
        before = page.read_text().split(MARK)[0]
        page.write_text(f"{before}{MARK}\n{tables.figures(result)}\n")
        (DOCS / "performance.svg").write_text(plot.drawn(result))


def load(given: argparse.Namespace) -> None:
    """Prepare a desk."""
    if given.store:
        databases.make_store(databases.name_of(given.size))
    else:
        databases.prepare_size(given.size, anew=given.anew)
    if given.peer and given.size in PEER_SIZES:
        from . import wagtail

        wagtail.prepare(given.size)


def main() -> int:
    """Do what the command line says."""
    signal.signal(signal.SIGTERM, stop)
    given = arguments()
    make_folders()
    if given.command == "show":
        show(given.files, in_docs=given.docs)
        return 0
    with cluster.running():
        if given.command == "load":
            load(given)
            return 0
        return measure(given)


if __name__ == "__main__":
    sys.exit(main())
