"""The figures that the product must reach, and what the gate lets pass."""

from dataclasses import dataclass
from typing import Any

#: So much more than the limit may a small desk on a busy machine cost before the gate fails.
MARGIN = 1.5
MEMORY = 60  # megabytes of one worker's own
DEPTH, GROWTH = 1.15, {"W1": 1.15, "W4": 1.15, "W2": 1.5}
BULK, BULK_MEMORY, SAVING = 5.0, 150.0, 2.0


@dataclass(frozen=True)
class Goal:
    """What one workload must reach: at least these rates, at most this CPU."""

    share: float
    peer: float
    textbook: float | None
    cpu: float


GOALS = {
    "W1": Goal(0.80, 100, 30, 1.3),
    "W2": Goal(0.75, 100, 6, 1.5),
    "W3": Goal(0.80, 38, 10, 1.4),
    "W4": Goal(0.75, 250, None, 1.4),
    "W6": Goal(0.70, 65, 17, 2.0),
}


def failures(result: dict[str, Any]) -> list[str]:
    """Return which gates a run of the small desk fails, as sentences."""
    found: list[str] = []
    workloads = result["workloads"]
    for workload, goal in GOALS.items():
        ours = workloads[workload]["product"]
        limit = goal.cpu * MARGIN
        against = ours["cpu against bare"]
        if against > limit:
            found.append(
                f"{workload} costs {against:.2f} times the CPU of bare; at most {limit:.2f} pass."
            )
        if ours.get("queries", 0) > 1:
            found.append(f"{workload} sends {ours['queries']:g} statements to the database, not 1.")
        if ours["failed"]:
            found.append(f"{workload}: {ours['failed']:g} requests failed.")
    depth = workloads["W4"]["product"]["cpu"] / workloads["W1"]["product"]["cpu"]
    if depth > DEPTH * MARGIN:
        found.append(f"W4 costs {depth:.2f} times the CPU of W1; at most {DEPTH * MARGIN:.2f}.")
    memory = result["memory"]["product"]["uss"]
    if memory > MEMORY:
        found.append(f"A worker has {memory:g} MB of its own; at most {MEMORY} pass.")
    return found
