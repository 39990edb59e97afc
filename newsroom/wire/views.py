"""The store behind the views of the REST framework: pages for people, and the schema."""

from typing import Any

import orjson
from django.http import HttpResponsePermanentRedirect
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from actors.resources import MOVED, SLUG_IN_URLS, Moment, ResourceViewSet

from .caching import NOT_KEPT
from .changes import DEFAULT_LIMIT, LONGEST_WAIT, MAX_LIMIT, changes_answer
from .described import KeysetPagination, ParameterBackend
from .models import Action, Resource
from .reading.answers import Answer, Moved, list_answer, thing_answer
from .reading.resources import served


class FromTheStore:
    """Takes a viewset's data from the store, as the API without pages does."""

    serializer_class: Any

    def list(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Return a page of the list."""
        return _response(list_answer(request, served()[self.serializer_class.resource]))

    def retrieve(self, request: Request, *_args: Any, **kwargs: Any) -> Any:
        """Return one thing; the address of one that was merged leads to what it is now."""
        resource = served()[self.serializer_class.resource]
        try:
            return _response(thing_answer(request, resource, kwargs["slug"]))
        except Moved as moved:
            return HttpResponsePermanentRedirect(moved.location, headers={"Cache-Control": MOVED})


def browsable(viewset: type[ResourceViewSet]) -> type[ResourceViewSet]:
    """Return the viewset of a resource with its data from the store."""
    members = {
        "__doc__": viewset.__doc__,
        "__module__": viewset.__module__,
        "filter_backends": [ParameterBackend],
        "pagination_class": KeysetPagination,
    }
    return type(viewset.__name__, (FromTheStore, viewset), members)


def _response(answer: Answer) -> Response:
    # A page has a token of its reader's own, so only readers may keep it, and they ask again.
    return Response(orjson.loads(answer.body), headers=NOT_KEPT)


class ChangeSerializer(serializers.Serializer):
    """One change of what readers get."""

    seq = serializers.IntegerField(help_text="Its number: they rise, and never come late.")
    resource = serializers.ChoiceField([one.label for one in Resource])
    slug = serializers.RegexField(rf"^{SLUG_IN_URLS}$")
    action = serializers.ChoiceField(Action.choices)
    version = serializers.IntegerField(help_text="Counts the changes of this one thing.")
    at = Moment()


@extend_schema_serializer(many=False, component_name="Changes")
class ChangesSerializer(serializers.Serializer):
    """Changes after a number, and how far the reader knows all of them."""

    results = ChangeSerializer(many=True)
    last = serializers.IntegerField(
        help_text="Nothing is missing up to this number: ask on with after=last."
    )


def _number(name: str, text: str, least: int, most: int | None, default: int) -> OpenApiParameter:
    schema: dict[str, Any] = {"type": "integer", "minimum": least, "default": default}
    return OpenApiParameter(
        name, schema | ({"maximum": most} if most else {}), description=text, required=False
    )


class ChangeViewSet(viewsets.ViewSet):
    """Every change of what readers get, in order: replay it, and you hold the public state."""

    serializer_class = ChangeSerializer

    @extend_schema(
        operation_id="changes_list",
        parameters=[
            _number(
                "after", "The last number that you know: `last` of the answer before.", 0, None, 0
            ),
            OpenApiParameter("resource", str, enum=[one.label for one in Resource]),
            _number("limit", "How many changes at most.", 1, MAX_LIMIT, DEFAULT_LIMIT),
            _number(
                "wait", "Seconds to wait for a change where there is none yet.", 0, LONGEST_WAIT, 0
            ),
        ],
        responses=ChangesSerializer,
    )
    def list(self, request: Request) -> Response:
        """Return the changes after a number."""
        return _response(changes_answer(request))

    def get_view_name(self) -> str:
        """Return the heading in the browsable API."""
        return "Changes"
