"""Newsroom as docs/deploying.md starts it: DEBUG off, gunicorn, hashed static files."""

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.newsroom.processes import PROJECT, environment, free_port, manage, wait_until

pytestmark = pytest.mark.once


SECURE = {"X-Forwarded-Proto": "https"}


def answer_to(port: int, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a GET; status 0 while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    except OSError:
        return 0, {}, b""
    finally:
        connection.close()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a gunicorn that believes to stand behind a proxy."""
    port = free_port()
    variables = {
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "SECRET_KEY": "kJ8-vX2_qLw7Zt5RyB3nM9cD1fG6hS4pA0eUoViTxKzWbNjQ-mHr",
        "ALLOWED_HOSTS": "127.0.0.1",
        "BIND": f"127.0.0.1:{port}",
        "BEHIND_PROXY": "true",
    }
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"]):
        done = manage(*command, **variables)
        assert done.returncode == 0, done.stderr
    gunicorn = ["gunicorn", "--config", "python:newsroom.gunicorn", "newsroom.wsgi"]
    server = subprocess.Popen(
        [sys.executable, "-m", *gunicorn],
        cwd=PROJECT,
        env=environment(**variables),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert wait_until(lambda: answer_to(port, "/admin/login/", SECURE)[0])
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_pages_and_their_hashed_static_files_are_served(port):
    status, headers, body = answer_to(port, "/admin/login/", SECURE)

    assert status == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"] == "max-age=3600"
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', body.decode())
    assert sheets != []
    assert all(re.search(r"\.[0-9a-f]{12}\.css$", sheet) for sheet in sheets)
    assert {answer_to(port, sheet, SECURE)[0] for sheet in sheets} == {200}


def test_an_unknown_page_is_a_404_without_details(port):
    status, _headers, body = answer_to(port, "/no-such-page/", SECURE)

    assert status == 404
    assert b"urlpatterns" not in body


def test_plain_http_is_sent_to_https(port):
    status, headers, _body = answer_to(port, "/admin/login/", {})

    assert status == 301
    assert headers["Location"] == f"https://127.0.0.1:{port}/admin/login/"
