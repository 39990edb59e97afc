"""Wagtail's API v2 with its own rows, from the harness in ../shared/bench, where that exists.

Its generator makes as many articles, four quotes each, over ten years; its loader writes them
into our cluster. It has a virtual environment of its own below var/bench/wagtail.
"""

import os
import random
import subprocess
from typing import Any

import psycopg

from .asking import ARTICLES, CONDITIONAL, PAGE, PLACES, RANGES, busiest
from .cluster import DATA
from .contenders import Contender
from .places import HERE, PEER_SIZES, PEERS, PORT, SIZES, dsn, socket_folder

FOLDER = HERE / "wagtail"
PYTHON = FOLDER / "venv" / "bin" / "python"
MISSING = f"Wagtail is left out: there is no {PEERS.name} beside this tree to run it from."
#: What its answers hold, as far as it has the same things.
OF_QUOTES = "text,said_on,speaker(name,slug,role),event(title,slug,starts_on,city),page(title,slug)"
OF_ARTICLES = (
    "standfirst,body,published_at,section(name,slug),byline,actors(name,slug),"
    "quotes(text,said_on,speaker(name,slug,role),event(title,slug,starts_on,city))"
)
LIST = f"/api/v2/quotes/?fields={OF_QUOTES}&order=-said_on,-id&limit=20"
ARTICLE = f"/api/v2/pages/{{page}}/?fields={OF_ARTICLES}"
FIRST_PAGE = 10  # its pages are numbered from there


def database_of(size: str) -> str:
    """Return the name that its loader gives to the database of a size."""
    return f"perf_{PEER_SIZES[size]}"


def is_there() -> bool:
    """Tell whether the harness stands beside this tree."""
    return (PEERS / "load.py").exists()


def environment() -> dict[str, str]:
    """Return the environment that the harness reads."""
    return {
        "PERF_ROOT": str(FOLDER),
        "PERF_PGHOST": str(socket_folder()),
        "PERF_PGPORT": PORT,
        "PERF_PGDATA": str(DATA),
        "PYTHONPATH": str(PEERS),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def contender(size: str) -> Contender:
    """Return it as one of those who are measured."""
    return Contender(
        "wagtail",
        "proj.wsgi:application",
        {
            "W1": LIST,
            "W2": f"{LIST}&speaker={{speaker}}&said_after={{first}}&said_before={{last}}",
            "W3": ARTICLE,
            "W4": f"{LIST}&offset={{offset}}",
            "W6": ARTICLE,
        },
        environment()
        | {"DJANGO_SETTINGS_MODULE": "proj.settings_wagtail", "PERF_DB": database_of(size)},
        folder=PEERS,
        python=str(PYTHON),
        database=database_of(size),
        says="Wagtail's API v2 over pages and a snippet of as many quotes, by its own loader",
    )


def install() -> None:
    """Make its virtual environment."""
    if (FOLDER / "installed").exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    print("wagtail: installing", flush=True)
    subprocess.run(["python3", "-m", "venv", str(FOLDER / "venv")], check=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", str(PEERS / "requirements.txt")], check=True)
    (FOLDER / "installed").touch()


def prepare(size: str) -> bool:
    """Have it installed and its desk loaded; tell whether it can be measured."""
    if not is_there():
        print(MISSING)
        return False
    install()
    if not _is_loaded(size):
        print(f"wagtail: loading {SIZES[size]:,} pages", flush=True)
        subprocess.run(
            [str(PYTHON), "load.py", PEER_SIZES[size]],
            cwd=PEERS,
            env=os.environ | environment(),
            check=True,
        )
        (FOLDER / f"loaded-{size}").touch()
    return True


def _is_loaded(size: str) -> bool:
    with psycopg.connect(dsn("postgres")) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [database_of(size)]
        ).fetchone()
    return bool(found) and (FOLDER / f"loaded-{size}").exists()


def requests_of(size: str) -> dict[str, list[dict[str, Any]]]:
    """Return what it is asked: the same kinds of things among its own rows."""
    chance = random.Random(7)
    with psycopg.connect(dsn(database_of(size))) as connection:
        speakers = connection.execute(
            "SELECT speaker_id FROM bench_quote GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT %s",
            [busiest(SIZES[size] * 4)],
        ).fetchall()
    numbers = range(1, SIZES[size] + 1)
    chosen = chance.sample(numbers, min(len(numbers), ARTICLES))
    pages = [{"page": number + FIRST_PAGE} for number in chosen if number % 20]
    spans = [
        {"speaker": row[0], "first": first, "last": last}
        for row in speakers
        for first, last in RANGES
    ]
    chance.shuffle(spans)
    middle = SIZES[size] * 2
    return {
        "W1": [{}],
        "W2": spans,
        "W3": pages,
        "W4": [{"offset": middle + PAGE * number} for number in range(PLACES)],
        "W6": pages[:CONDITIONAL],
    }
