"""Errors of the API as problem documents (RFC 9457), and what says that parameters are wrong."""

from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from .refusals import TOO_LARGE, too_large
from .wire.caching import NOT_KEPT

MEDIA_TYPE = "application/problem+json"
#: Nobody gets back what they sent by the kilobyte: a refusal stays below 4 kB.
LONGEST_ADDRESS, LONGEST_NAME = 500, 100
#: How much of a sentence stays, and of that before what is left out; characters.
LONGEST_SENTENCE, HEAD = 600, 150
#: How many bytes of sentences, and how many names, stand in one refusal.
MOST_ERRORS, MOST_NAMES = 2_000, 5


class ProblemRenderer(JSONRenderer):
    """Writes a problem document."""

    media_type = MEDIA_TYPE


class InvalidParameters(exceptions.ValidationError):
    """Query parameters that cannot be used, each with sentences that say what to do."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        super().__init__(problems)
        self.problems = problems


class Negotiation(DefaultContentNegotiation):
    """Refuses an unknown ?format= as a parameter, not as a missing page."""

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002 - DRF's name
        """Return the renderers of that format."""
        found = [renderer for renderer in renderers if renderer.format == format]
        if not found:
            formats = sorted({renderer.format for renderer in renderers})
            raise InvalidParameters({"format": [f"Use one of: {', '.join(formats)}."]})
        return found


def handle_exception(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an API error with a problem document; what is no API error goes on to Django."""
    # At the top it would be a circle: these views take Negotiation from this module.
    from rest_framework.views import exception_handler

    response = exception_handler(error, context)
    if response is None:
        return None
    request: Request = context["request"]
    response.data = _document(error, response.status_code, response.data, request.get_full_path())
    response.headers["Cache-Control"] = NOT_KEPT["Cache-Control"]
    if not isinstance(getattr(request, "accepted_renderer", None), BrowsableAPIRenderer):
        request.accepted_renderer = ProblemRenderer()
        request.accepted_media_type = MEDIA_TYPE
    return response


def document_of(error: exceptions.APIException, instance: str) -> dict[str, Any]:
    """Return the problem document of an API error."""
    detail = error.detail
    data = detail if isinstance(detail, dict | list) else {"detail": detail}
    return _document(error, error.status_code, data, instance)


def _document(error: Exception, status: int, data: Any, instance: str) -> dict[str, Any]:
    document = problem(status, _detail(error, data), instance) | getattr(error, "members", {})
    errors = _errors(error)
    return document | {"errors": errors} if errors else document


def problem(status: int, detail: str, instance: str) -> dict[str, Any]:
    """Return the members that every problem document has."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": _short(detail),
        "instance": _short_address(instance),
    }


def _short(sentence: str) -> str:
    """Leave out the middle of a sentence that quotes too much: what to do stands at its end."""
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    return f"{sentence[:HEAD]} … {sentence[HEAD - LONGEST_SENTENCE :]}"


def _short_address(address: str) -> str:
    if len(address) <= LONGEST_ADDRESS:
        return address
    return address.partition("?")[0][:LONGEST_ADDRESS]


def problem_response(request: HttpRequest, status: int, detail: str) -> JsonResponse:
    """Return a problem document from outside the API's own views."""
    document = problem(status, detail, request.get_full_path())
    return JsonResponse(document, status=status, content_type=MEDIA_TYPE, headers=NOT_KEPT)


def _detail(error: Exception, data: Any) -> str:
    if isinstance(error, InvalidParameters):
        names = [name[:LONGEST_NAME] for name in sorted(error.problems)]
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        named = ", ".join(names[:MOST_NAMES])
        return f"This request cannot be answered as it stands. Look at: {named}{more}."
    if isinstance(data, dict) and set(data) == {"detail"}:
        return str(data["detail"])
    return "This request cannot be answered as it stands."


def _errors(error: Exception) -> list[dict[str, str]]:
    """Return one entry for each sentence, naming the parameter; the first ones of very many."""
    if not isinstance(error, InvalidParameters):
        return []
    entries: list[dict[str, str]] = []
    room = MOST_ERRORS
    for name, sentences in error.problems.items():
        for sentence in sentences:
            entry = {"detail": _short(sentence), "parameter": name[:LONGEST_NAME]}
            room -= len(orjson.dumps(entry))
            if room < 0 and entries:
                return entries
            entries.append(entry)
    return entries


# ---------------------------------------------------------------- outside the API's own views


@csrf_exempt  # nothing is written here, and its refusal would be a page
def unknown_address(request: HttpRequest) -> HttpResponseBase:
    """Answer an address below /api/ that nothing has; add the slash that one may lack."""
    if not request.path_info.endswith("/"):
        try:
            found = resolve(f"{request.path_info}/").func
        except Resolver404:
            found = unknown_address
        if found is not unknown_address:
            return HttpResponsePermanentRedirect(
                request.get_full_path(force_append_slash=True), preserve_request=True
            )
    return problem_response(
        request, 404, "There is nothing at this address. The API begins at /api/v1/."
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer a request that Django itself refuses, in the API with a problem document."""
    if request.path_info.startswith("/api/"):
        return problem_response(request, 400, "This request cannot be read.")
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer a fault of ours, in the API with a problem document."""
    if request.path_info.startswith("/api/"):
        return problem_response(
            request, 500, "Something went wrong here, not with your request. Try again later."
        )
    return defaults.server_error(request)
