"""Filters and pages of lists as the schema and the browsable pages know them.

What they do is done by `reading`: here they are only described.
"""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from rest_framework.filters import BaseFilterBackend
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.views import APIView

from .reading.parameters import DEFAULT_LIMIT, MAX_LIMIT, MAX_SLUGS
from .reading.resources import Served, served
from .reading.shaping import DEPTH


class ParameterBackend(BaseFilterBackend):
    """Describes the filters of a list, and what every answer may leave out or take in."""

    def to_html(self, request: Request, queryset: QuerySet[Any], view: APIView) -> str:
        """Return the form with which people filter in the browser."""
        filterset_class = getattr(view, "filterset_class", None)
        if filterset_class is None:
            return ""
        filterset = filterset_class(request.query_params, queryset=queryset, request=request)
        return render_to_string("rest_framework/filter_form.html", {"filter": filterset}, request)

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe each filter, with an example."""
        resource = served()[view.serializer_class.resource]  # type: ignore[attr-defined]  # all have it
        filters = [
            parameter(name, found.extra["help_text"], found.schema, example=found.example)
            for name, found in resource.filters.items()
        ]
        return [*filters, *shaping_parameters(resource)]


def parameter(name: str, text: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Describe a query parameter; one that is a list has commas between."""
    described = {"name": name, "in": "query", "required": False, "description": text}
    is_list = schema["type"] == "array"
    return {
        **described,
        "schema": schema,
        **({"style": "form", "explode": False} if is_list else {}),
        **more,
    }


def shaping_parameters(resource: Served) -> list[dict[str, Any]]:
    """Describe fields= and, where a document names other things, expand=."""
    names = {"type": "string", "enum": sorted(resource.field_names)}
    fields = parameter(
        "fields",
        "Only these members, with commas between; the slug always comes along.",
        {"type": "array", "items": names},
    )
    if not resource.references:
        return [fields]
    paths = ", ".join(f"`{path}`" for path in sorted(resource.references))
    sentence = (
        "Whole things in place of their names: paths with commas between, at most "
        f"{DEPTH} things deep. Here: {paths}; a path goes on in what it leads to."
    )
    return [fields, parameter("expand", sentence, {"type": "array", "items": {"type": "string"}})]


class KeysetPagination(BasePagination):
    """Describes pages by keyset: the cost of one does not grow with its depth."""

    def get_results(self, data: Any) -> Any:
        """Return the rows of an answer, as the browsable API asks for them."""
        return data["results"]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": schema,
                "next": {**link, "description": "The next page, null on the last one."},
                "previous": {**link, "description": "The page before, null on the first one."},
                "count": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "With count=true: how many there are on all pages.",
                },
                "missing": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "With slug=: those of which nothing public is in this list.",
                },
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the parameters of paging."""
        resource = served()[view.serializer_class.resource]
        limits = {"minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
        orders = {"enum": sorted(resource.orderings), "default": resource.default_ordering}
        slugs = {"type": "array", "items": {"type": "string"}, "maxItems": MAX_SLUGS}
        return [
            parameter(
                "limit",
                f"How many rows, 1 to {MAX_LIMIT}; without it {DEFAULT_LIMIT}.",
                {"type": "integer", **limits},
                example=DEFAULT_LIMIT,
            ),
            parameter(
                "cursor",
                "Where the page begins. Never made by hand: follow next.",
                {"type": "string"},
            ),
            parameter(
                "ordering",
                "By what it is sorted; with - the other way round. Unknown days count as earlier "
                "than all others.",
                {"type": "string", **orders},
            ),
            parameter(
                "count",
                "Whether to count all rows of the list, which takes longer than a page.",
                {"type": "boolean", "default": False},
            ),
            parameter(
                "slug", f"Only these: slugs with commas between, at most {MAX_SLUGS}.", slugs
            ),
        ]
