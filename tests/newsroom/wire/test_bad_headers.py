"""Whatever headers, methods and bodies are sent, nobody gets a 5xx."""

import pytest

from tests.factories import make_public_quote, make_topic

from .strange import ABSURD, HEADERS, LISTS, PROBLEM, REST, SHORT, THINGS, ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", HEADERS)
def test_absurd_headers_are_never_a_fault_of_ours(header: str) -> None:
    quote = make_public_quote()
    thing = f"/api/v1/quotes/{quote.slug}/"
    for address in ("/api/v1/quotes/", thing, "/api/v1/changes/", "/api/v1/"):
        for value in ABSURD:
            response = ask(address, meta={header: value})

            allowed = {200, 406} if header == "HTTP_ACCEPT" else {200}
            allowed |= {304} if header == "HTTP_IF_NONE_MATCH" and value == "*" else set()
            allowed |= {304} if header == "HTTP_IF_MODIFIED_SINCE" and "9999" in value else set()
            assert response.status_code in allowed, (address, value[:100], response.status_code)


@pytest.mark.parametrize("tag", ['"x"', 'W/"x"', "x", '"', ""])
def test_tags_that_are_not_ours_get_the_whole_answer(tag: str) -> None:
    make_topic()

    response = ask("/api/v1/topics/", meta={"HTTP_IF_NONE_MATCH": tag})

    assert response.status_code == 200
    assert len(response.content) > 50


@pytest.mark.parametrize("address", [*LISTS, *THINGS, "/api/v1/", "/api/v1/nothing/"])
@pytest.mark.parametrize("host", ["evil.example", "a b", "", "localhost:x", "[::1", "é", "\0"])
def test_a_host_that_is_not_ours_is_refused(address: str, host: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        response = ask(address, method=method, meta={"HTTP_HOST": host})

        assert response.status_code == 400, (method, host)
        assert response["Content-Type"] == PROBLEM
        assert b"evil" not in response.content


@pytest.mark.parametrize("address", [*LISTS, *THINGS, *REST])
def test_head_is_get_without_a_body_and_options_tells_the_methods(address: str) -> None:
    for query in ("", "unknown=1", "limit=%00"):
        got, head = ask(address, query), ask(address, query, method="HEAD")

        assert head.status_code == got.status_code
        assert head.content == b""
        assert head["Content-Type"] == got["Content-Type"]
    options = ask(address, "unknown=%00", method="OPTIONS")
    assert options.status_code in (200, 204, 404)
    if options.status_code != 404:
        assert "GET" in options["Allow"]


@pytest.mark.parametrize("address", [*LISTS, *THINGS])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X-Y"])
def test_nothing_can_be_written_whatever_is_sent(address: str, method: str) -> None:
    for body, kind in (
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[" * 50_000, "application/json"),
        (b"\xff\xfe\0", "text/plain"),
        (b"a=1", "application/x-www-form-urlencoded"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"x", "\xff"),
    ):
        response = ask(address, method=method, meta={"data": body, "content_type": kind})

        assert response.status_code == 405, (body[:20], kind)
        assert response["Content-Type"] == PROBLEM
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert len(response.content) < SHORT
