"""What the API refuses, and that it always says so in a problem document."""

from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory

from newsroom import problems
from newsroom.api import ENDPOINTS
from tests.factories import make_actor, make_article, make_notice

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


def refused(client: Client, address: str, **headers: str) -> dict[str, Any]:
    response = client.get(address, headers=headers)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == PROBLEM
    return response.json()


def parameters(document: dict[str, Any]) -> list[str]:
    return sorted(error["parameter"] for error in document["errors"])


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_unknown_parameter_is_named(client: Client, endpoint: str) -> None:
    document = refused(client, f"/api/v1/{endpoint}/?speker=x&page=2&limit=5")

    assert parameters(document) == ["page", "speker"]
    assert "limit" in document["errors"][0]["detail"]


@pytest.mark.parametrize("address", ["actors/someone/", "schema/", ""])
def test_parameters_are_refused_where_there_are_none(client: Client, address: str) -> None:
    make_actor(slug="someone")

    assert parameters(refused(client, f"/api/v1/{address}?limit=5")) == ["limit"]
    assert client.get(f"/api/v1/{address}?format=json").status_code == 200


def test_a_refusal_is_a_whole_problem_document(client: Client) -> None:
    assert refused(client, "/api/v1/quotes/?kind=loud") == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "This request cannot be answered as it stands. Look at: kind.",
        "instance": "/api/v1/quotes/?kind=loud",
        "errors": [
            {
                "detail": "“loud” is not in the list. Use one of: direct, mixed, indirect.",
                "parameter": "kind",
            }
        ],
    }


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("quotes/?speaker=x&speaker=x", ["speaker"]),
        ("quotes/?limit=5&limit=5", ["limit"]),
        ("quotes/?cursor=a&cursor=b", ["cursor"]),
        ("quotes/?format=json&format=json", ["format"]),
        ("quotes/?kind=&speaker=", ["kind", "speaker"]),
        ("quotes/?kind=direct%00", ["kind"]),
        ("quotes/?speaker=a%00b", ["speaker"]),
        ("quotes/?%00=1", ["�"]),
        ("quotes/?speaker=Vladimir%20Putin", ["speaker"]),
        ("quotes/?said_from=2025-13-01", ["said_from"]),
        ("quotes/?said_from=2025-02-29", ["said_from"]),
        ("quotes/?said_to=yesterday", ["said_to"]),
        ("quotes/?said_to=20250901", ["said_to"]),
        ("quotes/?said_to=2025-W36-1", ["said_to"]),
        ("quotes/?said_to=%EF%BC%92025-09-01", ["said_to"]),
        ("quotes/?said_from=2025-09-02&said_to=2025-09-01", ["said_from"]),
        ("articles/?published_from=2025-09-02&published_to=2025-09-01", ["published_from"]),
        ("events/?date_from=2025-09-02&date_to=2025-09-01", ["date_from"]),
        ("notices/?issued_from=0000-01-01", ["issued_from"]),
        ("quotes/?language=en_GB", ["language"]),
        ("events/?country=cn", ["country"]),
        ("events/?country=ZZ", ["country"]),
        ("claims/?attribute=tariff%20rate", ["attribute"]),
        ("articles/?genre=current", ["genre"]),
        ("quotes/?kind=loud&speaker=nobody&said_from=soon", ["kind", "said_from", "speaker"]),
        ("quotes/?format=xml", ["format"]),
    ],
)
def test_bad_values_are_refused_by_name(client: Client, query: str, named: list[str]) -> None:
    assert parameters(refused(client, f"/api/v1/{query}")) == named


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days(client: Client, day: str) -> None:
    for query in ("articles/?published_from", "articles/?published_to", "events/?date_to"):
        assert client.get(f"/api/v1/{query}={day}").status_code == 200


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_an_unknown_slug_is_not_found(client: Client, endpoint: str) -> None:
    response = client.get(f"/api/v1/{endpoint}/nothing-of-that-name/")

    assert response.status_code == 404
    assert response["Content-Type"] == PROBLEM
    assert response.json()["title"] == "Not Found"
    assert response.json()["instance"] == f"/api/v1/{endpoint}/nothing-of-that-name/"


@pytest.mark.parametrize(
    "address",
    ["/api/", "/api/v1/nothing/", "/api/v1/nothing", "/api/v2/", "/api/v1/actors/Not%20a%20slug/",
     "/api/v1/actors/a%00b/", "/api/v1/actors/a/b/", "/api/v1/changes/1/"],
)  # fmt: skip
def test_an_unknown_address_is_not_found(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response["Content-Type"] == PROBLEM


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forgotten_slash_is_added(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/quotes?kind=direct")

    assert response.status_code == 308
    assert response["Location"] == "/api/v1/quotes/?kind=direct"


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, endpoint: str, method: str) -> None:
    for address in (f"/api/v1/{endpoint}/", f"/api/v1/{endpoint}/something/"):
        response = getattr(client, method)(address)

        assert response.status_code == 405
        assert response["Content-Type"] == PROBLEM
        assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_format_that_nobody_offers_is_not_acceptable(client: Client) -> None:
    response = client.get("/api/v1/quotes/", headers={"accept": "text/csv"})

    assert response.status_code == 406
    assert response["Content-Type"] == PROBLEM


def test_a_person_sees_the_problem_as_a_page(client: Client) -> None:
    response = client.get("/api/v1/quotes/?kind=loud", headers={"accept": "text/html"})

    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")
    assert "is not in the list" in response.content.decode()


def test_a_retracted_article_answers_with_its_tombstone(client: Client) -> None:
    article = make_article(
        slug="gone", status="retracted", retracted_at="2025-09-05T10:00:00Z", headline="Secret"
    )
    notice = make_notice(article, kind="retraction", text="It was wrong.")

    response = client.get("/api/v1/articles/gone/")

    document = response.json()
    assert response.status_code == 410
    assert response["Content-Type"] == PROBLEM
    assert (document["title"], document["slug"]) == ("Gone", "gone")
    assert document["retracted_at"] == "2025-09-05T10:00:00Z"
    assert [shown["slug"] for shown in document["notices"]] == [notice.slug]
    assert document["notices"][0]["text"] == "It was wrong."


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_head_and_options_are_answered(client: Client, endpoint: str) -> None:
    assert client.head(f"/api/v1/{endpoint}/").status_code == 200
    assert client.options(f"/api/v1/{endpoint}/").status_code == 204


def test_a_fault_of_ours_is_a_problem_document_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> HttpResponse:
        raise RuntimeError("a fault")

    monkeypatch.setattr("newsroom.wire.middleware.list_answer", fail)

    response = Client(raise_request_exception=False).get("/api/v1/quotes/")

    assert response.status_code == 500
    assert response["Content-Type"] == PROBLEM
    assert "a fault" not in response.content.decode()


def test_what_django_itself_refuses_is_a_problem_in_the_api_only() -> None:
    error = SuspiciousOperation("strange")

    in_api = problems.bad_request(RequestFactory().get("/api/v1/"), error)
    outside = problems.bad_request(RequestFactory().get("/admin/"), error)

    assert (in_api.status_code, in_api["Content-Type"]) == (400, PROBLEM)
    assert (outside.status_code, outside["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert problems.server_error(RequestFactory().get("/admin/")).status_code == 500


@pytest.mark.parametrize("address", ["/api/v1/nope/", "/api/nope/"])
def test_a_write_to_an_unknown_address_is_answered_as_every_error(address: str) -> None:
    response = Client(enforce_csrf_checks=True).post(address)

    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)
