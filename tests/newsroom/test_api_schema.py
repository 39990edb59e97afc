"""The API's description: valid OpenAPI 3.1, whole, and what the service really does."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from newsroom.api import ENDPOINTS
from newsroom.wire import changes
from newsroom.wsgi import application
from tests.hidden import World, build
from tests.test_query_counts import ROW_MAKERS

pytestmark = pytest.mark.django_db

#: The test client asks for codings that it does not read itself.
UNCODED = {"Accept-Encoding": "identity"}

#: Of each of 19 operations, rightly asked and wrongly: more than 5,000 cases in `make soak`.
IS_SOAK = settings.get_current_profile_name() == "soak"
CASES = settings(
    max_examples=140 if IS_SOAK else 12,
    deadline=None,
    derandomize=not IS_SOAK,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    return client.get("/api/v1/schema/").json()


def test_the_description_is_valid_and_without_a_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_it_is_openapi_3_1_in_json_and_yaml(client: Client) -> None:
    as_json = client.get("/api/v1/schema/")
    as_yaml = client.get("/api/v1/schema/?format=yaml")

    assert as_json["Content-Type"] == "application/json"
    assert as_json.json()["openapi"].startswith("3.1.")
    assert as_yaml["Content-Type"].startswith("application/yaml")
    assert as_yaml.content.startswith(b"openapi: 3.1.")


def test_every_endpoint_has_its_list_and_its_detail(description: dict[str, Any]) -> None:
    expected = {f"/api/v1/{name}/{part}" for name in ENDPOINTS for part in ("", "{slug}/")}

    assert set(description["paths"]) == expected | {"/api/v1/changes/"}
    assert {method for path in description["paths"].values() for method in path} == {"get"}


def test_every_parameter_of_a_list_is_described_with_an_example(
    description: dict[str, Any],
) -> None:
    for name, viewset in ENDPOINTS.items():
        described = {
            parameter["name"]: parameter
            for parameter in description["paths"][f"/api/v1/{name}/"]["get"]["parameters"]
        }
        filterset = getattr(viewset, "filterset_class", None)
        filters = filterset.base_filters if filterset else {}
        shaping = {"fields", "expand"} if name != "series" else {"fields"}
        paging = {"limit", "cursor", "ordering", "count", "slug"}
        assert set(described) == paging | shaping | set(filters)
        for parameter in described.values():
            assert parameter["description"].endswith("."), (name, parameter)
            assert parameter["name"] not in filters or parameter["example"], (name, parameter)


def test_every_operation_names_its_problems_by_one_component(description: dict[str, Any]) -> None:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}

    for path, operations in description["paths"].items():
        answers = operations["get"]["responses"]
        assert answers["400"]["content"] == {"application/problem+json": problem}
        assert answers["default"]["content"] == {"application/problem+json": problem}
        assert ("404" in answers) == path.endswith("{slug}/")
        assert ("410" in answers) == (path == "/api/v1/articles/{slug}/")


def test_the_documentation_asks_no_other_host_and_has_nothing_inline(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()

    sources = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert all(source.startswith("/") and not source.startswith("//") for source in sources)
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert client.get("/api/v1/docs/?script=")["Content-Type"] == "application/javascript"


# ---------------------------------------------------------------- the running service


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the test's transaction open from request to request, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def running_api(one_connection: None, world: World) -> Any:
    """Describe the service over a world with rows of every kind."""
    for make in ROW_MAKERS.values():
        make()
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.mark.property
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", ["", "{slug}/"])
def test_the_service_answers_as_described_whatever_it_is_asked(
    running_api: Any, path: str, mode: GenerationMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_wait", changes.changes_after)  # the same answer, at once
    asked: list[str] = []
    endpoints = [*ENDPOINTS, *([] if path else ["changes"])]
    for endpoint in endpoints:
        operation = running_api[f"/api/v1/{endpoint}/{path}"]["get"]

        @CASES
        @given(case=operation.as_strategy(generation_mode=mode))
        def answer(case: schemathesis.Case) -> None:
            asked.append(case.path)
            # A value that looks right but names nothing is refused, which no schema can say.
            case.call_and_validate(headers=UNCODED, excluded_checks=[positive_data_acceptance])

        answer()
    assert len(asked) >= CASES.max_examples * len(endpoints)


def test_what_is_there_has_the_shape_described(world: World, running_api: Any) -> None:
    for endpoint, slug in world.slugs.items():
        for path, arguments in (("", {}), ("{slug}/", {"slug": slug})):
            operation = running_api[f"/api/v1/{endpoint}/{path}"]["get"]
            case = operation.Case(path_parameters=arguments)
            response = case.call_and_validate(headers=UNCODED)
            assert response.status_code == 200

    gone = running_api["/api/v1/articles/{slug}/"]["get"].Case(path_parameters={"slug": "gone"})
    assert gone.call_and_validate(headers=UNCODED).status_code == 410
