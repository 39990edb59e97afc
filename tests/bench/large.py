"""The large run: the full table under both servers, growth, bulk loading, saving, and SQLite."""

import argparse
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import bulk, databases, saving, wagtail
from .asked import plan, requests_of
from .bench import run
from .contenders import OURS, PRODUCT
from .gates import GROWTH
from .places import SIZES
from .processes import Server
from .rounds import Figures, Pace, cpu, medians, ratio, turn

PARTS = ["servers", "growth", "bulk", "saving", "sqlite"]
SERVERS = ("gunicorn", "granian")
PACE = Pace(rounds=5, alone=1, crowded=3)
BRIEF = Pace(rounds=5, alone=0.7, crowded=1)


def everything(
    given: argparse.Namespace, save: Callable[[dict[str, Any], str], Path]
) -> dict[str, Any]:
    """Measure the parts asked for; what is there already is saved after each of them."""
    result: dict[str, Any] = {"runs": []}
    parts = given.parts
    if {"servers", "growth"} & set(parts):
        desk = databases.prepare_size(given.size, anew=given.anew)
    small = databases.prepare_size("small", anew=given.anew)
    if "servers" in parts:
        has_peer = wagtail.prepare(given.size)
        contenders = [*OURS, wagtail.contender(given.size)] if has_peer else list(OURS)
        theirs = {"wagtail": wagtail.requests_of(given.size)} if has_peer else {}
        pace = PACE if given.rounds is None else Pace(given.rounds, PACE.alone, PACE.crowded)
        for server in SERVERS:
            result["runs"].append(run(contenders, desk, server, pace, theirs))
            save(result, "part")
    if "growth" in parts:
        result["growth"] = growth(small, desk)
    if "bulk" in parts:
        result["bulk"] = bulk.measure(small)
    if "saving" in parts:
        result["saving"] = saving.measure(small)
    save(result, "part")
    if "sqlite" in parts:
        database = f"{databases.name_of('small')}.sqlite3"
        databases.prepare(database, SIZES["small"], anew=given.anew)
        result["runs"].append(run(list(OURS), database, "gunicorn", BRIEF))
    return result


def growth(small: str, large: str, rounds: int = 9) -> dict[str, dict[str, float]]:
    """Return how many times the CPU of a request grows from the small desk to the large one."""
    print("growth: the product on both desks", flush=True)
    pace = Pace(rounds=rounds, alone=0.7, crowded=0)
    rows: dict[tuple[str, str], list[Figures]] = {}
    with contextlib.ExitStack() as stack:
        plans = {}
        for database in (small, large):
            server = stack.enter_context(Server(PRODUCT, "gunicorn", database))
            asked = requests_of(database)
            for workload in GROWTH:
                plans[database, workload] = server, plan(server, workload, asked[workload])
        for server, made in plans.values():
            turn(server, made, pace)
        for _ in range(rounds):
            for key, (server, made) in plans.items():
                rows.setdefault(key, []).append(turn(server, made, pace))
    return {
        workload: {
            "small": medians(rows[small, workload])["cpu"],
            "large": medians(rows[large, workload])["cpu"],
            "cpu": ratio(rows[large, workload], rows[small, workload], cpu),
        }
        for workload in GROWTH
    }
