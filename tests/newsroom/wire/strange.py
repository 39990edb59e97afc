"""What nobody means to ask, and what is true of every answer to it."""

from typing import Any

from django.test import Client

from newsroom.api import ENDPOINTS
from newsroom.wire.reading.resources import served

PROBLEM = "application/problem+json"
#: No refusal is longer, whatever was sent.
SHORT = 4_000
LISTS = [*(f"/api/v1/{name}/" for name in ENDPOINTS), "/api/v1/changes/"]
THINGS = [f"/api/v1/{name}/nothing/" for name in ENDPOINTS]
REST = ["/api/v1/", "/api/v1/schema/", "/api/v1/docs/", "/api/", "/api/v1/nothing/"]
LONG = 100_000

#: What nobody means: NUL, other scripts and directions, astral and private letters, what is no
#: UTF-8, half a pair of surrogates, what looks like SQL, a format, a path or a number.
STRANGE = {
    "NUL": "%00",
    "NUL within": "a%00b",
    "right to left": "%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D",
    "astral": "%F0%9F%97%9E%F0%A0%80%80",
    "private": "%EE%80%80%F4%8F%BF%BF",
    "a byte order mark": "%EF%BB%BF",
    "no UTF-8": "%FF%FE%C3",
    "too long UTF-8": "%C0%AF%E0%80%AF",
    "half a pair": "%ED%A0%80%ED%BF%BF",
    "half an escape": "%E2%8",
    "no escape": "%zz%",
    "line ends": "%0D%0ASet-Cookie:%20a=b",
    "SQL": "%27%20OR%201=1--",
    "a format": "%25s%25(now)s{0}",
    "a path": "../../etc/passwd",
    "JSON": "[%22a%22]",
    "a number": "-1e309",
    "many digits": "9" * 5_000,
    "zeros before digits": "0" * 5_000 + "1",
    "other digits": "%D9%A1%D9%A2",
    "one dot above another": "e" + "%CC%81" * 500,
    "empty": "",
    "commas": "," * 2_000,
    "dots": "." * 2_000,
}


def ask(
    address: str, query: str = "", *, method: str = "GET", meta: dict[str, Any] | None = None
) -> Any:
    """Send a request whose query string is these very bytes; no answer may be a fault of ours."""
    response = Client().generic(method, address, QUERY_STRING=query, **(meta or {}))
    assert response.status_code < 500, (method, address, query[:200], meta)
    return response


def refused(response: Any) -> dict[str, str]:
    """Return the sentences of a refusal by the parameters that they name."""
    assert response.status_code == 400, (response.status_code, response.content[:500])
    assert response["Content-Type"] == PROBLEM
    assert response["Cache-Control"] == "no-store"
    assert len(response.content) < SHORT
    document = response.json()
    assert document["status"] == 400
    return {error["parameter"]: error["detail"] for error in document["errors"]}


def parameters_of(address: str) -> list[str]:
    name = address.strip("/").rpartition("/")[2]
    if address in LISTS:
        known = ["after", "resource", "limit", "wait"]
        return known if name == "changes" else sorted(served()[name].parameters)
    if address in THINGS:
        return ["fields", "expand", "format", *(["preview"] if "articles" in address else [])]
    return ["format", "script"]


ABSURD = [
    "", " ", "*", '"', "W/", '""', '"' * 20_000, "," * 20_000, ";" * 20_000, "q=" * 5_000,
    "x" * 60_000, "/", "*/", "/*", "*/*/*", "text/html;q=", "a/b;q=zz", "a/b;=;;",
    "application/json;",
    "application/json;indent=99999999", "application/json;indent=-1", "application/json; indent=4",
    "application/json;version=2", "gzip;q=2", "gzip;q=0.0000000001",
    "*;q=0", "identity;q=0", "zstd;q=;br",
    "Wed, 99 Foo 99999 99:99:99 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
    "Thu, 31 Dec 9999 23:59:59 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT", "\xff\xfe\x80", "\x7f\x01", "🗞".encode().decode("latin-1"),
    "-1", "0", "bytes=0-1", "{}", "%s%d", "../..",
]  # fmt: skip
HEADERS = [
    "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE",
    "HTTP_ACCEPT_LANGUAGE", "HTTP_RANGE", "HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ORIGIN",
    "HTTP_X_FORWARDED_FOR", "HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_REFERER", "CONTENT_TYPE",
]  # fmt: skip
