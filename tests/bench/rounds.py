"""The driver: the contenders take turns, request after request and then sixteen at once."""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .asked import Plan
from .processes import Server

CONNECTIONS = 16
#: A request slower than this gets no turn of sixteen at once: they would not end within it.
TOO_SLOW = 0.7
LEAST_REQUESTS = 3
LUA = Path(__file__).with_name("requests.lua")
Figures = dict[str, float]


@dataclass(frozen=True)
class Pace:
    """How long and how often each one is measured."""

    rounds: int
    alone: float  # seconds of one request after the other, which give the CPU
    crowded: float  # seconds of sixteen at once, which give the requests a second

    def seconds(self, turns: int) -> float:
        """Return about how long so many turns take."""
        return self.rounds * turns * (self.alone + self.crowded + 0.5)


def settle(server: Server, limit: float = 60) -> None:
    """Wait until what was asked before is done: nobody works for this server any more."""
    before, deadline = server.cpu() + server.database_cpu(), time.monotonic() + limit
    while time.monotonic() < deadline:
        time.sleep(0.1)
        now = server.cpu() + server.database_cpu()
        if now - before < 0.02 and not server.is_busy():
            return
        before = now


def alone(server: Server, plan: Plan, seconds: float) -> Figures:
    """Ask one request after the other: their time, and the CPU milliseconds each has cost."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    taken: list[float] = []
    web, database = server.cpu(), server.database_cpu()
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline or len(taken) < LEAST_REQUESTS:
        path, etag = plan.requests[server.turn % len(plan.requests)]
        server.turn += 1
        headers = {"Accept": "application/json"} | ({"If-None-Match": etag} if etag else {})
        started = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - started)
        if answer.status != (304 if etag else 200):
            raise SystemExit(f"{plan.contender.name}: {path} answers {answer.status} now.")
    connection.close()
    return {
        "alone": statistics.median(taken) * 1000,
        "web": (server.cpu() - web) / len(taken) * 1000,
        "database": (server.database_cpu() - database) / len(taken) * 1000,
    }


def crowded(server: Server, plan: Plan, seconds: float) -> Figures:
    """Ask sixteen at once: requests a second, and how long half and nearly all of them take."""
    whole = max(1, round(seconds))
    done = subprocess.run(
        [
            *("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{whole}s", "--timeout", "30s"),
            *("-s", str(LUA), f"http://127.0.0.1:{server.port}"),
        ],
        capture_output=True,
        text=True,
        env=os.environ | {"REQUESTS": str(plan.file)},
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if not lines:
        raise SystemExit(f"wrk failed: {done.stdout}{done.stderr}")
    found = json.loads(lines[0].removeprefix("RESULT "))
    return {
        "rate": found["count"] / found["microseconds"] * 1e6,
        "median": found["median"] / 1000,
        "slowest": found["slowest"] / 1000,
        "failed": found["refused"] + found["broken"],
    }


def turn(server: Server, plan: Plan, pace: Pace) -> Figures:
    """Measure one contender once at one workload."""
    settle(server)
    found = alone(server, plan, pace.alone)
    cost = (found["web"] + found["database"]) / 1000
    if not has_wrk() or not pace.crowded or found["alone"] > TOO_SLOW * 1000:
        bound = min((os.cpu_count() or 1) / max(cost, 1e-6), CONNECTIONS / found["alone"] * 1000)
        return found | {"rate": bound, "median": 0, "slowest": 0, "failed": 0, "bound": 1}
    # Long enough for some four requests of each connection.
    enough = max(pace.crowded, min(8, 4 * CONNECTIONS * cost / (os.cpu_count() or 1)))
    settle(server)
    return found | crowded(server, plan, enough) | {"bound": 0}


def take_turns(
    servers: dict[str, Server], plans: list[Plan], pace: Pace, say: Callable[[str], None] = print
) -> dict[tuple[str, str], list[Figures]]:
    """Measure all: inside each workload they take turns, and each round another one begins."""
    rows: dict[tuple[str, str], list[Figures]] = defaultdict(list)
    workloads = list(dict.fromkeys(plan.workload for plan in plans))
    for plan in plans:  # every thread has its connection and its statements prepared
        alone(servers[plan.contender.name], plan, 0.3)
        if pace.crowded and has_wrk() and ends_in_time(servers[plan.contender.name], plan):
            crowded(servers[plan.contender.name], plan, 1)
    for number in range(pace.rounds):
        for workload in workloads:
            of_it = [plan for plan in plans if plan.workload == workload]
            first = number % len(of_it)
            for plan in of_it[first:] + of_it[:first]:
                name = plan.contender.name
                rows[name, workload].append(turn(servers[name], plan, pace))
        say(f"  round {number + 1} of {pace.rounds}, {time.strftime('%H:%M:%S')}")
    return rows


@cache
def has_wrk() -> bool:
    """Tell whether wrk is installed; without it only the CPU of requests is measured."""
    return shutil.which("wrk") is not None


def ends_in_time(server: Server, plan: Plan) -> bool:
    """Tell whether sixteen at once would end within a turn."""
    return alone(server, plan, 0)["alone"] < TOO_SLOW * 1000


def medians(rows: Iterable[Figures]) -> dict[str, Any]:
    """Return the median of each figure, and how far the requests a second were apart."""
    found = list(rows)
    names = [name for name in found[0] if name not in ("failed", "bound")]
    out: dict[str, Any] = {name: statistics.median(row[name] for row in found) for name in names}
    rates = [row["rate"] for row in found]
    return out | {
        "cpu": statistics.median(row["web"] + row["database"] for row in found),
        "least": min(rates),
        "most": max(rates),
        "failed": sum(row["failed"] for row in found),
        "bound": any(row["bound"] for row in found),
        "rounds": len(found),
    }


def ratio(ours: list[Figures], theirs: list[Figures], of: Callable[[Figures], float]) -> float:
    """Return the median, over the rounds, of one contender's figure against another's."""
    return statistics.median(of(one) / of(two) for one, two in zip(ours, theirs, strict=True))


def rate(row: Figures) -> float:
    """Return the requests a second."""
    return row["rate"]


def cpu(row: Figures) -> float:
    """Return the CPU milliseconds of a request, the database's included."""
    return row["web"] + row["database"]
