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

from .filters import ALWAYS, check_parameters
from .problems import MEDIA_TYPE

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


def describe_problems(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Add to every operation the problems it may answer with."""
    schemas = result["components"]["schemas"]
    schemas |= {"Problem": PROBLEM, "Tombstone": TOMBSTONE}
    for address, operations in result["paths"].items():
        for operation in operations.values():
            answers = operation["responses"]
            answers["400"] = _answer("Problem", "A parameter cannot be used.")
            if "{slug}" in address:
                if address.split("/")[-3] in MERGED:
                    answers["301"] = {"description": MOVED, "headers": {"Location": LOCATION}}
                answers["404"] = _answer("Problem", "There is no such thing for readers.")
            if address.endswith("/articles/{slug}/"):
                answers["410"] = _answer("Tombstone", "The article was retracted.")
            answers["default"] = _answer("Problem", "Any other problem.")
    return result


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
        check_parameters(request, [*ALWAYS])
        return super().get(request, *args, **kwargs)


class DocumentationView(SpectacularSwaggerSplitView):
    """The description for people, to read and to try."""

    url_name = "api:schema"
