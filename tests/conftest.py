"""What every test may ask for, and what the run itself promises."""

import gc
import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from articles import triggers
from tests import chromium

pytest_plugins = ["tests.browser", "tests.seed"]

settings.register_profile("default", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
settings.register_profile(
    "soak", deadline=None, max_examples=20_000, suppress_health_check=[HealthCheck.too_slow]
)
IN_CI = os.environ.get("CI") == "true"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if IN_CI else "default"))


@pytest.fixture(autouse=True, scope="session")
def flush_lifts_the_triggers() -> Iterator[None]:
    """Let a test with real transactions empty the append-only tables when it is over."""
    flush = getattr(TransactionTestCase, "_fixture_teardown")  # noqa: B009 - not in Django's stubs

    def flush_without_triggers(test_case: TransactionTestCase) -> None:
        with triggers.lifted(connection):
            flush(test_case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield


def belongs_to_this_run(item: pytest.Item) -> bool:
    """Whether a test says something about this database and can run on this machine."""
    on_sqlite = connection.vendor == "sqlite"
    if item.get_closest_marker("sqlite") or item.get_closest_marker("once"):
        return on_sqlite
    if item.get_closest_marker("postgresql"):
        return not on_sqlite
    if item.get_closest_marker("browser"):
        return on_sqlite and chromium.find() is not None
    return True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = [item for item in items if belongs_to_this_run(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_collection_finish() -> None:
    # All that is imported by now stays: the garbage collector need not look at it every time.
    gc.collect()
    gc.freeze()


def broken_promises(config: pytest.Config) -> list[str]:
    """What makes an otherwise green run incomplete; in CI each of them fails it."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    assert reporter is not None
    skipped = sum(len(reporter.stats.get(outcome, [])) for outcome in ("skipped", "xfailed"))
    promises = [f"{skipped} tests were skipped."] if skipped else []
    return promises if chromium.find() else [*promises, f"{chromium.MISSING} They were left out."]


def pytest_unconfigure() -> None:
    # Here too, because the processes of pytest-xdist end without their exit handlers.
    shutil.rmtree(django_settings.DATA_DIR, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    is_worker = hasattr(session.config, "workerinput")
    if IN_CI and not is_worker and not session.exitstatus and broken_promises(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for promise in broken_promises(terminalreporter.config):
        terminalreporter.write_line(f"INCOMPLETE: {promise}", red=IN_CI, yellow=not IN_CI)
    terminalreporter.write_line(f"Database: {connection.vendor}")
