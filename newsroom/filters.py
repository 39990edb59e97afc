"""Reads the query parameters of an API request, and refuses every one that it cannot use."""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django_filters import FilterSet
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

from .problems import InvalidParameters

ALWAYS = ("format",)
PAGING = ("limit", "cursor")


def check_parameters(request: Request, known: list[str]) -> dict[str, str]:
    """Return each parameter's one value; refuse unknown, repeated, empty and unreadable ones."""
    problems: dict[str, list[str]] = {}
    values: dict[str, str] = {}
    for name, given in request.query_params.lists():
        if sentence := _problem(name, given, known):
            problems[name.replace("\0", "\N{REPLACEMENT CHARACTER}")] = [sentence]
        else:
            values[name] = given[0]
    if problems:
        raise InvalidParameters(problems)
    return values


def _problem(name: str, given: list[str], known: list[str]) -> str:
    if name not in known:
        return f"There is no such parameter here. Use: {', '.join(sorted(known))}."
    if len(given) > 1:
        return "This parameter is given more than once. Give it once."
    if given[0] == "":
        return "This parameter is empty. Give it a value or leave it out."
    if "\0" in given[0]:
        return "This value holds a NUL character. Leave that out."
    return ""


class ParameterBackend(BaseFilterBackend):
    """Narrows a list with the view's filterset; on a single thing it only refuses parameters."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> QuerySet[Any]:
        """Return the rows that the parameters ask for, or say which parameters are wrong."""
        if view.detail:  # type: ignore[attr-defined]  # the router sets it
            check_parameters(request, [*ALWAYS])
            return queryset
        filters = list(_filters(view))
        values = check_parameters(request, [*filters, *PAGING, *ALWAYS])
        filterset_class = getattr(view, "filterset_class", None)
        if filterset_class is None:
            return queryset
        filterset: FilterSet = filterset_class(values, queryset=queryset, request=request)
        if not filterset.is_valid():
            raise InvalidParameters(
                {name: [str(text) for text in texts] for name, texts in filterset.errors.items()}
            )
        return filterset.qs

    def to_html(self, request: Request, queryset: QuerySet[Any], view: APIView) -> str:
        """Return the form with which people filter in the browser."""
        filterset_class = getattr(view, "filterset_class", None)
        if filterset_class is None:
            return ""
        filterset = filterset_class(request.query_params, queryset=queryset, request=request)
        return render_to_string("rest_framework/filter_form.html", {"filter": filterset}, request)

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe each filter, with an example."""
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": found.extra["help_text"],
                "schema": found.schema,
                "example": found.example,
            }
            for name, found in _filters(view).items()
        ]


def _filters(view: APIView) -> dict[str, Any]:
    filterset_class = getattr(view, "filterset_class", None)
    return filterset_class.base_filters if filterset_class else {}
