"""The API's description: OpenAPI 3.1, and a page for people that needs no other host."""

from typing import Any

from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from .problems import MEDIA_TYPE
from .wire.described import parameter, shaping_parameters
from .wire.preview import PARAMETER
from .wire.reading.answers import PREVIEWED
from .wire.reading.parameters import check_parameters
from .wire.reading.resources import ALWAYS, served

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong and what to do (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "examples": ["about:blank"]},
        "title": {"type": "string", "examples": ["Bad Request"]},
        "status": {"type": "integer", "examples": [400]},
        "detail": {"type": "string", "description": "What to do."},
        "instance": {"type": "string", "description": "The address that was asked for."},
        "errors": {
            "type": "array",
            "description": "One entry for each thing that is wrong.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {"type": "string"},
                    "parameter": {"type": "string", "description": "The query parameter."},
                    "pointer": {"type": "string", "description": "The field, as a JSON pointer."},
                },
            },
        },
    },
}
TOMBSTONE: dict[str, Any] = {
    "allOf": [
        {"$ref": "#/components/schemas/Problem"},
        {
            "type": "object",
            "required": ["slug", "retracted_at", "notices"],
            "properties": {
                "slug": {"type": "string"},
                "retracted_at": {"type": "string", "format": "date-time"},
                "notices": {
                    "type": "array",
                    "items": {"$ref": "#/components/schemas/ArticleNotice"},
                },
            },
        },
    ]
}

#: The resources whose things may be merged into others.
MERGED = ("actors", "events", "summits")
MOVED = "It is the same as another thing, whose address this is now."
LOCATION = {"description": "Its address, from the root.", "schema": {"type": "string"}}
SECONDS = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
KEPT = {
    "ETag": "By what this very answer is known: send it back in If-None-Match.",
    "Cache-Control": "How long it may be kept.",
    "Surrogate-Key": "What a CDN forgets it by: the resource, and each thing in it.",
}
#: Ends the name of a component that holds a part of another one's members.
PART = "Part"


def complete(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Add what every operation may answer with besides what its view tells."""
    schemas = result["components"]["schemas"]
    schemas |= {"Problem": PROBLEM, "Tombstone": TOMBSTONE}
    for address, operations in result["paths"].items():
        for operation in operations.values():
            _describe_problems(address, operation["responses"])
            if "{slug}" in address:
                operation["parameters"] += _parameters_of_a_thing(address.split("/")[-3])
            if not address.endswith("/changes/"):
                _describe_success(operation["responses"], schemas)
    return result


def _parameters_of_a_thing(name: str) -> list[dict[str, Any]]:
    text = (
        "The token of a preview link, which the desk gives out: shows the article as it is before "
        "it is out, with a member `preview` that says its status and when the token expires."
    )
    previews = [parameter(PARAMETER, text, {"type": "string"})] if name == PREVIEWED else []
    return [*shaping_parameters(served()[name]), *previews]


def _describe_problems(address: str, answers: dict[str, Any]) -> None:
    answers["400"] = _answer("Problem", "A parameter cannot be used.")
    if "{slug}" in address:
        if address.split("/")[-3] in MERGED:
            answers["301"] = {"description": MOVED, "headers": {"Location": LOCATION}}
        answers["404"] = _answer("Problem", "There is no such thing for readers.")
    if address.endswith("/articles/{slug}/"):
        answers["410"] = _answer("Tombstone", "The article was retracted.")
    too_many = _answer("Problem", "Too many requests from one address.")
    answers["429"] = too_many | {"headers": {"Retry-After": SECONDS}}
    answers["default"] = _answer("Problem", "Any other problem.")


def _describe_success(answers: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Tell of conditional requests, and that fields= leaves members out."""
    answers["304"] = {"description": "The client has this very answer."}
    answers["200"]["headers"] = {
        name: {"description": text, "schema": {"type": "string"}} for name, text in KEPT.items()
    }
    content = answers["200"]["content"]["application/json"]
    reference = content["schema"]["$ref"].rpartition("/")[2]
    holder = schemas[reference].get("properties", {}).get("results")
    if holder is None:
        content["schema"] = _whole_or_part(reference, schemas)
    else:
        holder["items"] = _whole_or_part(holder["items"]["$ref"].rpartition("/")[2], schemas)


def _whole_or_part(name: str, schemas: dict[str, Any]) -> dict[str, Any]:
    whole = schemas[name]
    text = "What fields= asked for of it; the slug always comes along."
    schemas[f"{name}{PART}"] = {**whole, "description": text, "required": ["slug"]}
    names = (name, f"{name}{PART}")
    return {"anyOf": [{"$ref": f"#/components/schemas/{one}"} for one in names]}


def _answer(component: str, description: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{component}"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


class SchemaView(SpectacularAPIView):
    """The OpenAPI 3.1 description of this API, as JSON or, on demand, as YAML."""

    # The first is what a client gets that does not ask: plain JSON, which browsers show too.
    renderer_classes = [
        OpenApiJsonRenderer2,
        OpenApiJsonRenderer,
        OpenApiYamlRenderer2,
        OpenApiYamlRenderer,
    ]

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the description."""
        check_parameters(request.query_params, ALWAYS)
        return super().get(request, *args, **kwargs)


class DocumentationView(SpectacularSwaggerSplitView):
    """The description for people, to read and to try."""

    url_name = "api:schema"
