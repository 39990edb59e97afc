"""Where everything of the bench stands, and in what environment its programs run."""

import os
import sys
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "var" / "bench"
RESULTS = HERE / "results"
LOGS = HERE / "logs"
PEERS = ROOT.parent / "shared" / "bench"
PYTHON = sys.executable

#: Articles of each size; quotes are four times as many.
SIZES = {"tiny": 100, "small": 2_500, "large": 100_000}
#: Of the peer's own harness, the size with as many articles.
PEER_SIZES = {"small": "1x", "large": "40x"}

PORT = "54329"
USER = "postgres"
SECRET_KEY = "only-for-the-bench-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF"


def socket_folder() -> Path:
    """Return where the server's socket stands; a socket's path may have 100 letters at most."""
    inside = HERE / "run"
    return inside if len(str(inside)) < 80 else Path(f"/tmp/newsroom-bench-{os.getuid()}")


def make_folders() -> None:
    """Make the folders that the bench writes to."""
    for folder in (RESULTS, LOGS, HERE / "data", HERE / "sqlite", socket_folder()):
        folder.mkdir(parents=True, exist_ok=True)


def dsn(database: str) -> str:
    """Return how psycopg connects to a database of our cluster."""
    return f"host={socket_folder()} port={PORT} user={USER} dbname={database}"


def url(database: str) -> str:
    """Return the address of a database, of our cluster or a file of SQLite."""
    if database.endswith(".sqlite3"):
        return f"sqlite:///{quote(str(HERE / 'sqlite' / database))}"
    return f"postgresql://{USER}@{quote(str(socket_folder()), safe='')}:{PORT}/{database}"


def environment(database: str, **more: object) -> dict[str, str]:
    """Return what the product finds in its environment: production, the throttle's rate raised."""
    ours = {
        "DATABASE_URL": url(database),
        "DEBUG": "false",
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "HTTPS_ONLY": "false",
        "DATA_DIR": str(HERE / "data"),
        "API_RATE": "1000000/second",
        "BENCH_DATABASE": database,
        "PYTHONPATH": str(ROOT),
        **{name: str(value) for name, value in more.items()},
    }
    kept = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
    return kept | ours
