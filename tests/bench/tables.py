"""The figures as tables of Markdown, on the terminal and in docs/performance.md."""

from collections.abc import Iterable
from typing import Any

from .contenders import WORKLOADS
from .gates import BULK, BULK_MEMORY, DEPTH, GOALS, GROWTH, MEMORY, SAVING


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def of(value: float | None, digits: int = 3) -> str:
    """Return a figure with so many digits that count."""
    if value is None:
        return ""
    if abs(value) >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def everything(run: dict[str, Any]) -> str:
    """Return all that was measured of all contenders."""
    head = ["", "", "req/s (least–most)", "median ms", "99 % ms", "alone ms"]
    head += ["CPU ms web + database", "queries", "bytes"]
    rows = []
    for workload, contenders in run["workloads"].items():
        for name, found in contenders.items():
            mark = "~" if found["bound"] else ""
            broken = f" ({found['failed']:g} failed)" if found["failed"] else ""
            rate = f"{of(found['rate'])} ({of(found['least'])}–{of(found['most'])})"
            rows.append(
                [
                    workload,
                    name,
                    f"{mark}{rate}{broken}",
                    of(found["median"]),
                    of(found["slowest"]),
                    of(found["alone"]),
                    f"{of(found['web'])} + {of(found['database'])}",
                    f"{found['queries']:g}" if "queries" in found else "",
                    f"{found['bytes']:,}",
                ]
            )
    memory = ", ".join(
        f"{name} {found['uss']:g} ({found['rss']:g} resident)"
        for name, found in run["memory"].items()
    )
    return f"{table(head, rows)}\n\nMegabytes of each worker's own: {memory}."


def goals(run: dict[str, Any]) -> str:
    """Return the table of what must be reached, what is reached, and whether that is enough."""
    head = ["", "share of bare, req/s", "times Wagtail API v2", "times textbook DRF"]
    head += ["CPU against bare"]
    rows = []
    for workload, goal in GOALS.items():
        found = run["workloads"].get(workload, {}).get("product")
        if found is None:
            continue
        rows.append(
            [
                f"{workload} {WORKLOADS[workload]}",
                verdict(found.get("rate against bare"), goal.share),
                verdict(found.get("rate against wagtail"), goal.peer),
                verdict(found.get("rate against textbook DRF"), goal.textbook),
                verdict(found.get("cpu against bare"), goal.cpu, at_most=True),
            ]
        )
    return table(head, rows)


def verdict(value: float | None, limit: float | None, *, at_most: bool = False) -> str:
    """Return a figure beside its limit; bold where it misses it."""
    if value is None:
        return "not measured"
    if limit is None:
        return of(value)
    good = value <= limit if at_most else value >= limit
    text = of(value) if good else f"**{of(value)}**"
    return f"{text} ({'at most' if at_most else 'at least'} {limit:g})"


def further(result: dict[str, Any]) -> str:
    """Return what else must be reached: depth, memory, growth, bulk loading, saving."""
    rows = []
    for run in result["runs"]:
        where = f"{run['server']}, {run['database']}"
        works = run["workloads"]
        depth = works["W4"]["product"]["cpu"] / works["W1"]["product"]["cpu"]
        rows.append([f"CPU of W4 against W1 ({where})", verdict(depth, DEPTH, at_most=True)])
        memory = run["memory"]["product"]["uss"]
        rows.append([f"MB of a worker's own ({where})", verdict(memory, MEMORY, at_most=True)])
    for workload, found in result.get("growth", {}).items():
        name = f"CPU of {workload}, 400,000 quotes against 10,000"
        rows.append([name, verdict(found["cpu"], GROWTH[workload], at_most=True)])
    if bulk := result.get("bulk"):
        rows.append(["load_desk, times as fast as loaddata", verdict(bulk["times"], BULK)])
        memory = bulk["load_desk"]["megabytes"]
        rows.append(["MB of load_desk", verdict(memory, BULK_MEMORY, at_most=True)])
    for name, found in result.get("saving", {}).items():
        rows.append(
            [
                f"{name}, with the store against without",
                verdict(found["times"], SAVING, at_most=True),
            ]
        )
    return table(["", ""], rows)


def figures(result: dict[str, Any]) -> str:
    """Return the part of docs/performance.md that is written from a result."""
    when, where = result.get("measured", ""), result.get("on", "")
    by = f"Measured on {when}, {where}, by `make bench SIZE={result.get('size', '')}`."
    return "\n\n".join(
        [
            "## Figures",
            f"{by} A figure in bold misses what it must reach.",
            "![Requests a second of all at each workload](performance.svg)",
            text(result).replace("## ", "### "),
        ]
    )


def text(result: dict[str, Any]) -> str:
    """Return all tables of a result."""
    parts = []
    for run in result["runs"]:
        parts += [
            f"## {run['database']}, {run['server']}",
            goals(run),
            everything(run),
        ]
    parts += ["## Besides", further(result)]
    if growth := result.get("growth"):
        rows = [[name, of(row["small"]), of(row["large"])] for name, row in growth.items()]
        parts.append(table(["CPU ms of a request", "10,000 quotes", "400,000 quotes"], rows))
    if bulk := result.get("bulk"):
        rows = [
            [name, f"{bulk['rows']:,}", of(bulk[name]["seconds"]), of(bulk[name]["megabytes"])]
            for name in ("load_desk", "loaddata")
        ]
        parts.append(table(["", "rows", "seconds", "MB at most"], rows))
    if saving := result.get("saving"):
        rows = [[name, of(row["with"]), of(row["without"])] for name, row in saving.items()]
        parts.append(table(["an article with 30 quotes, ms", "with the store", "without"], rows))
    return "\n\n".join(parts)
