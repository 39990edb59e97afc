import json

import pytest

from newsroom.settings import problem_with_secret_key
from tests.newsroom.processes import manage

GOOD_KEY = "kJ8-vX2_qLw7Zt5RyB3nM9cD1fG6hS4pA0eUoViTxKzWbNjQ-mHr"
READ_SETTINGS = """
import json
from django.conf import settings
from django.db import connection
with connection.cursor() as cursor:
    pragmas = {
        name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
print(json.dumps({
    "pragmas": pragmas,
    "transaction_mode": connection.transaction_mode,
    "debug": settings.DEBUG,
    "https": settings.SECURE_SSL_REDIRECT,
    "cache": settings.CACHES["default"]["BACKEND"],
    "broker": settings.CELERY_BROKER_URL,
    "atomic_requests": settings.DATABASES["default"]["ATOMIC_REQUESTS"],
}))
"""

pytestmark = pytest.mark.once


def read_settings(**variables: str) -> dict[str, object]:
    done = manage("shell", "--no-imports", "-c", READ_SETTINGS, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("", "is missing"),
        ("django-insecure-" + GOOD_KEY, "is the one for development"),
        (GOOD_KEY[:49], "is shorter than 50 characters"),
        ("changeme-" * 6, "has fewer than 10 different characters"),
    ],
)
def test_an_unsafe_secret_key_is_refused_with_the_command_that_makes_one(key, problem):
    sentence = problem_with_secret_key(key)

    assert sentence.startswith(f"{problem}, and DEBUG is off.")
    assert "secrets.token_urlsafe(50)" in sentence


def test_a_random_secret_key_is_accepted():
    assert problem_with_secret_key(GOOD_KEY) == ""


def test_with_nothing_set_newsroom_refuses_to_start(tmp_path):
    done = manage("check", DATA_DIR=str(tmp_path))

    assert done.returncode == 1
    assert "SECRET_KEY: is missing, and DEBUG is off." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_for_development_does_not_serve_without_debug(tmp_path):
    done = manage("check", DATA_DIR=str(tmp_path), SECRET_KEY="x", DEBUG="false")

    assert done.returncode == 1
    assert "SECRET_KEY: is shorter than 50 characters, and DEBUG is off." in done.stderr


def test_all_bad_variables_are_reported_at_once(tmp_path):
    done = manage(
        "check",
        DATA_DIR=str(tmp_path),
        DEBUG="maybe",
        DATABASE_URL="mysql://desk/newsroom",
        DESK_TIME_ZONE="Moscow",
        HSTS_SECONDS="long",
        API_RATE="often",
        API_CORS_ORIGINS="www.example.org",
        PREVIEW_HOURS="0",
    )

    assert done.returncode == 1
    assert done.stderr.endswith(
        "Newsroom cannot start:\n"
        "  API_CORS_ORIGINS: 'www.example.org' is not an origin such as https://www.example.org. "
        "Write commas between several, or * for all.\n"
        "  API_RATE: 'often' is not a rate such as 600/minute (second, minute, hour or day), "
        "nor none for no limit.\n"
        "  DATABASE_URL: must name SQLite (sqlite:///path) or PostgreSQL (postgresql://...).\n"
        "  DEBUG: Not a valid boolean.\n"
        "  DESK_TIME_ZONE: 'Moscow' is not a time zone such as Europe/Berlin.\n"
        "  HSTS_SECONDS: Not a valid integer.\n"
        "  PREVIEW_HOURS: '0' is not a whole number from 1 to 8760.\n"
    )


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").touch()

    done = manage("check", DATA_DIR=str(tmp_path / "file"), DEBUG="true")

    assert done.returncode == 1
    assert f"Newsroom cannot write to {tmp_path / 'file'}" in done.stderr


@pytest.mark.parametrize("names_its_database", [False, True])
def test_every_sqlite_database_has_wal_and_immediate_transactions(tmp_path, names_its_database):
    url = {"DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}"} if names_its_database else {}

    found = read_settings(DATA_DIR=str(tmp_path), DEBUG="true", **url)

    assert found["pragmas"] == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }
    assert found["transaction_mode"] == "IMMEDIATE"
    assert (tmp_path / ("other.sqlite3" if names_its_database else "newsroom.sqlite3")).exists()


def test_the_embedded_defaults_need_no_server(tmp_path):
    found = read_settings(DATA_DIR=str(tmp_path), SECRET_KEY=GOOD_KEY)

    assert found["debug"] is False
    assert found["https"] is True
    assert found["cache"] == "django.core.cache.backends.db.DatabaseCache"
    assert found["broker"] == "filesystem://localhost"
    assert found["atomic_requests"] is False
    assert (tmp_path / "broker" / "queue").is_dir()


def test_the_deployment_checks_pass(tmp_path):
    done = manage(
        *("check", "--deploy", "--fail-level", "WARNING"),
        DATA_DIR=str(tmp_path),
        SECRET_KEY=GOOD_KEY,
        ALLOWED_HOSTS=" desk.example.org , api.example.org",
    )

    assert done.stderr == ""
    assert done.returncode == 0


def test_the_content_security_policy_allows_nothing_inline(client):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]

    assert set(policy.split("; ")) == {
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
    }


def test_a_wrong_log_level_is_named_with_what_to_write(tmp_path):
    done = manage("check", DATA_DIR=str(tmp_path), DEBUG="true", LOG_LEVEL="loud")

    assert done.returncode == 1
    assert "LOG_LEVEL: 'loud' is not one of DEBUG, INFO, WARNING, ERROR, CRITICAL." in done.stderr
    assert manage("check", DATA_DIR=str(tmp_path), DEBUG="true", LOG_LEVEL="info").returncode == 0
