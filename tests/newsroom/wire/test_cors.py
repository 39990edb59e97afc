"""Which pages of other hosts a browser lets read the API: as API_CORS_ORIGINS says at the start."""

import json
from typing import Any

import pytest

from tests.newsroom.processes import manage

pytestmark = pytest.mark.once

PAGE = "https://www.example.org"
ASK = """
import json
from django.conf import settings
from django.test import Client

client = Client()
preflight = {"access-control-request-method": "GET",
             "access-control-request-headers": "if-none-match"}
asked = {
    "preflight": ("OPTIONS", "/api/v1/quotes/", {"origin": "https://www.example.org", **preflight}),
    "answer": ("GET", "/api/nothing/", {"origin": "https://www.example.org"}),
    "other": ("GET", "/api/nothing/", {"origin": "https://www.example.com"}),
    "none": ("GET", "/api/nothing/", {}),
    "admin": ("GET", "/admin/login/", {"origin": "https://www.example.org"}),
}
told = {}
for name, (method, path, headers) in asked.items():
    response = client.generic(method, path, headers=headers)
    found = {key.lower(): value for key, value in response.headers.items()}
    told[name] = {
        "status": response.status_code,
        "vary": found.get("vary"),
        **{key: value for key, value in found.items() if key.startswith("access-control")},
    }
told["apps"] = "corsheaders" in settings.INSTALLED_APPS
print(json.dumps(told))
"""


def answers(tmp_path: Any, **variables: str) -> Any:
    done = manage(
        *("shell", "--no-imports", "-c", ASK),
        DATA_DIR=str(tmp_path),
        DEBUG="true",
        ALLOWED_HOSTS="testserver",
        **variables,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


EXPOSED = "Content-Location, ETag, Last-Modified, Link, Retry-After, Surrogate-Key"


def test_pages_of_the_named_origins_read_the_api_and_nothing_else(tmp_path):
    told = answers(tmp_path, API_CORS_ORIGINS=f"{PAGE}, http://localhost:3000")

    assert told["preflight"] == {
        "status": 200,
        "vary": "origin",
        "access-control-allow-origin": PAGE,
        "access-control-allow-methods": "GET, HEAD, OPTIONS",
        "access-control-allow-headers": "accept, content-type, if-modified-since, if-none-match",
        "access-control-expose-headers": EXPOSED,
        "access-control-max-age": "86400",
    }
    assert told["answer"] == {
        "status": 404,
        "vary": "origin",
        "access-control-allow-origin": PAGE,
        "access-control-expose-headers": EXPOSED,
    }
    assert told["other"] == told["none"] == {"status": 404, "vary": "origin"}
    assert [key for key in told["admin"] if key.startswith("access")] == []


def test_a_star_lets_every_page_read_it(tmp_path):
    told = answers(tmp_path, API_CORS_ORIGINS="*")

    assert told["answer"]["access-control-allow-origin"] == "*"
    assert told["other"]["access-control-allow-origin"] == "*"
    assert [key for key in told["admin"] if key.startswith("access")] == []


def test_without_the_variable_no_other_page_does(tmp_path):
    told = answers(tmp_path)

    assert told["apps"] is False
    assert [key for key in told["answer"] if key.startswith("access")] == []
    assert [key for key in told["preflight"] if key.startswith("access")] == []
