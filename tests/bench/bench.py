"""One run: the contenders on one desk under one server, and what came out of it."""

import contextlib
import itertools
from typing import Any

from . import counting
from .asked import compare, plan, requests_of
from .contenders import WORKLOADS, Contender
from .processes import Server
from .rounds import Figures, Pace, cpu, medians, rate, ratio, take_turns

Rows = dict[tuple[str, str], list[Figures]]


def run(
    contenders: list[Contender],
    database: str,
    kind: str,
    pace: Pace,
    also_asked: dict[str, dict[str, list[dict[str, Any]]]] | None = None,
) -> dict[str, Any]:
    """Measure the contenders; `also_asked` holds what those with rows of their own are asked."""
    print(f"{database}, {kind}: {', '.join(one.name for one in contenders)}", flush=True)
    asked = requests_of(database)
    with contextlib.ExitStack() as stack:
        servers = {
            one.name: stack.enter_context(Server(one, kind, one.database or database))
            for one in contenders
        }
        plans = [
            plan(servers[one.name], workload, (also_asked or {}).get(one.name, asked)[workload])
            for workload in WORKLOADS
            for one in contenders
            if workload in one.paths
        ]
        for ours, floor in itertools.product(plans, plans):
            names = ours.contender.name, floor.contender.name
            if names == ("product", "bare") and ours.workload == floor.workload:
                compare((servers["product"], ours), (servers["bare"], floor))
        counted = {} if database.endswith(".sqlite3") else counting.statements(servers, plans)
        rows = take_turns(servers, plans, pace)
        memory = {name: server.memory() for name, server in servers.items()}
    result = compared(rows)
    for made in plans:
        found = result[made.workload][made.contender.name]
        found["bytes"] = made.bytes
        if (made.contender.name, made.workload) in counted:
            found["queries"], found["statements"] = counted[made.contender.name, made.workload]
    return {"database": database, "server": kind, "workloads": result, "memory": memory}


def compared(rows: Rows) -> dict[str, dict[str, dict[str, Any]]]:
    """Return each contender's medians by workload, and how they stand to the others'."""
    out: dict[str, dict[str, dict[str, Any]]] = {}
    for (name, workload), found in rows.items():
        figures = medians(found)
        for other in ("bare", "wagtail", "textbook DRF"):
            theirs = rows.get((other, workload))
            if theirs and other != name:
                figures[f"rate against {other}"] = ratio(found, theirs, rate)
                figures[f"cpu against {other}"] = ratio(found, theirs, cpu)
        out.setdefault(workload, {})[name] = figures
    return out
