"""The databases of the bench: made, migrated and loaded once, and used again by the next run."""

import subprocess
from pathlib import Path

import psycopg

from .places import HERE, LOGS, PYTHON, ROOT, SIZES, dsn, environment

JOBS = 2
#: Raised when the generator or the loader changes, so that old desks are loaded anew.
EDITION = 1


def name_of(size: str) -> str:
    """Return the name of the database with a desk of that size."""
    return f"newsroom_bench_{size}"


def manage(database: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one of the product's commands on a database; what it prints goes into a log."""
    done = subprocess.run(
        [PYTHON, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(database),
        capture_output=True,
        text=True,
    )
    with (LOGS / "manage.log").open("a") as log:
        log.write(f"$ manage.py {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    if check and done.returncode:
        raise SystemExit(
            f"manage.py {' '.join(arguments)} failed on {database}:\n{done.stderr[-3000:]}"
        )
    return done


def execute(database: str, *statements: str) -> None:
    """Run statements, each in a transaction of its own."""
    with psycopg.connect(dsn(database), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def drop(database: str) -> None:
    """Drop a database, whoever is connected."""
    if database.endswith(".sqlite3"):
        for end in ("", "-wal", "-shm"):
            (HERE / "sqlite" / (database + end)).unlink(missing_ok=True)
        return
    execute("postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def make_empty(database: str) -> None:
    """Make a migrated database without rows."""
    drop(database)
    if not database.endswith(".sqlite3"):
        execute("postgres", f"CREATE DATABASE {database}")
    manage(database, "migrate", "--verbosity", "0")


def clone(source: str, target: str) -> None:
    """Make a copy of a database to which nobody is connected."""
    drop(target)
    execute("postgres", f"CREATE DATABASE {target} TEMPLATE {source}")


def _mark(database: str) -> Path:
    return HERE / f"{database}.loaded"


def is_loaded(database: str, articles: int) -> bool:
    """Tell whether the database holds that desk, from this edition of the loader."""
    mark = _mark(database)
    return mark.exists() and mark.read_text() == f"{EDITION} {articles}"


def prepare(database: str, articles: int, *, anew: bool = False) -> None:
    """Have the desk there, migrated to the present code, with a complete public store."""
    if anew or not is_loaded(database, articles):
        load(database, articles)
        make_store(database)
    else:
        print(f"{database}: there already", flush=True)
        manage(database, "migrate", "--verbosity", "0")
        if not has_complete_store(database):
            make_store(database)


def load(database: str, articles: int) -> None:
    """Load the desk into an empty database."""
    print(f"{database}: loading {articles:,} articles", flush=True)
    _mark(database).unlink(missing_ok=True)
    make_empty(database)
    _load_parts(database, articles, [["ground"]])
    _load_parts(database, articles, [["share", str(job), str(JOBS)] for job in range(JOBS)])
    _load_parts(database, articles, [["finish"]])
    _mark(database).write_text(f"{EDITION} {articles}")


def _load_parts(database: str, articles: int, parts: list[list[str]]) -> None:
    """Run parts of the loading side by side; end them all where one fails or we are stopped."""
    command = [PYTHON, "-m", "tests.bench.loading", str(articles)]
    running = [
        subprocess.Popen([*command, *part], cwd=ROOT, env=environment(database)) for part in parts
    ]
    try:
        failed = [process for process in running if process.wait()]
    finally:
        for process in running:
            process.kill()
    if failed:
        raise SystemExit(f"{database}: the desk was not loaded.")


def make_store(database: str) -> None:
    """Render every public thing, by the product's own command; its progress bar is shown."""
    print(f"{database}: rendering the public store", flush=True)
    subprocess.run(
        [PYTHON, "manage.py", "public_store", "rebuild"],
        cwd=ROOT,
        env=environment(database),
        check=True,
    )
    if not database.endswith(".sqlite3"):
        execute(database, "VACUUM (ANALYZE)")


def has_complete_store(database: str) -> bool:
    """Tell whether every published article and quote has its document, and none waits."""
    done = subprocess.run(
        [PYTHON, "-m", "tests.bench.asking", "store"],
        cwd=ROOT,
        env=environment(database),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()[-1:] == ['"complete"']


def prepare_size(size: str, *, anew: bool = False) -> str:
    """Have the desk of that size there; return its database."""
    prepare(name_of(size), SIZES[size], anew=anew)
    return name_of(size)
