"""What each contender is asked: the same things of all, in the words of each."""

import json
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from .contenders import Contender
from .places import LOGS, PYTHON, ROOT, environment
from .processes import Server

SAMPLES, COMPARED = 5, 25


@dataclass
class Plan:
    """The requests of one contender and workload, and what its answers weigh."""

    contender: Contender
    workload: str
    requests: list[tuple[str, str]]
    bytes: int

    @property
    def file(self) -> Path:
        """Return where the requests stand for wrk."""
        name = f"requests-{self.contender.name}-{self.workload}.txt".replace(" ", "-")
        return LOGS / name

    def write(self) -> None:
        """Write the requests down for wrk."""
        self.file.write_text("".join(f"{path}\t{etag}\n" for path, etag in self.requests))


def requests_of(database: str) -> dict[str, list[dict[str, Any]]]:
    """Return what is asked of a database, as the product itself names it."""
    done = subprocess.run(
        [PYTHON, "-m", "tests.bench.asking", "requests"],
        cwd=ROOT,
        env=environment(database),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"The product cannot say what to ask for:\n{done.stderr[-3000:]}")
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
    return found


def fetch(server: Server, path: str, etag: str = "") -> tuple[int, bytes, str]:
    """Return status, body and ETag of an answer."""
    headers = {"Accept": "application/json"} | ({"If-None-Match": etag} if etag else {})
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.read(), answer.headers.get("ETag", "")
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers.get("ETag", "")


def plan(server: Server, workload: str, asked: list[dict[str, Any]]) -> Plan:
    """Put together what a contender is asked; refuse to measure one that answers wrongly."""
    contender = server.contender
    paths = [contender.paths[workload].format(**values) for values in asked]
    conditional = workload == "W6"
    requests, sizes = [], []
    for number, path in enumerate(paths):
        etag = ""
        if conditional or number < SAMPLES:
            status, body, etag = fetch(server, path)
            if status != 200:
                text = body[:300].decode(errors="replace")
                raise SystemExit(f"{contender.name}: {path} answers {status}: {text}")
            sizes.append(len(body))
        requests.append((path, etag if conditional else ""))
    if conditional:
        sizes = [0]
        status, _, _ = fetch(server, *requests[0])
        if status != 304:
            raise SystemExit(f"{contender.name}: {requests[0]} answers {status}, not 304.")
    made = Plan(contender, workload, requests, round(mean(sizes)))
    made.write()
    return made


def compare(ours: tuple[Server, Plan], bare: tuple[Server, Plan]) -> None:
    """Refuse to compare the product with a floor that does not answer the same."""
    pairs = list(zip(ours[1].requests, bare[1].requests, strict=True))
    for (path, etag), (other_path, _) in pairs[:COMPARED]:
        if etag:
            return
        one, other = (
            json.loads(fetch(server, address)[1])
            for server, address in ((ours[0], path), (bare[0], other_path))
        )
        for name, found in one.items():
            if name not in ("next", "previous") and not same(found, other.get(name)):
                raise SystemExit(
                    f"{path}: bare gives another {name!r} than the product. "
                    "Mend tests/bench/bare_sql.py."
                )


def same(one: Any, other: Any) -> bool:
    """Tell whether two answers say the same; SQLite has no truth values, only 0 and 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
