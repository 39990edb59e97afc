"""Answers the public API before anything that pages for people need: sessions, logins, messages.

It stands right behind the security headers. What it does not answer itself (pages in a browser,
the schema, methods that are not allowed) goes on to the views of the REST framework, which take
their data from the same place.
"""

import re
from collections.abc import Callable

import orjson
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
)
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.exceptions import APIException

from actors.resources import MOVED, SLUG_IN_URLS
from newsroom.problems import MEDIA_TYPE, document_of, problem_response

from .caching import NOT_KEPT, last_modified, not_modified_since
from .changes import changes_answer
from .encoding import IDENTITY, coding_held, encoded, etag_for
from .reading.answers import Answer, Moved, list_answer, thing_answer
from .reading.resources import served
from .reading.rows import StillChanging
from .throttling import throttled, too_many_requests

API = "/api/"
ADDRESS = re.compile(rf"/api/v1/([a-z]+)/(?:({SLUG_IN_URLS})/)?\Z")
ALLOWED = "GET, HEAD, OPTIONS"
VARY = "Accept, Accept-Encoding"
_JSON = ("", "*/*", "application/json")


class PublicStore:
    """Answers requests to the API from the public store."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        if wait := throttled(request):
            return too_many_requests(request, wait)
        address = ADDRESS.match(request.path_info)
        if address is None or not _is_ours(request, address[1], address[2]):
            return self.get_response(request)
        request.get_host()  # refuses hosts that are not ours, also where no address is written
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ALLOWED, **NOT_KEPT})
        return _respond(request, address[1], address[2])


def _is_ours(request: HttpRequest, name: str, slug: str | None) -> bool:
    """Tell whether the request wants what the store has: JSON of a resource or of the changes."""
    if name not in served() and (name != "changes" or slug is not None):
        return False
    if request.method == "OPTIONS":
        return True
    if request.method not in ("GET", "HEAD"):
        return False
    accept = request.META.get("HTTP_ACCEPT", "")
    if accept not in _JSON and ("text/html" in accept or not _takes_json(accept)):
        return False
    return not request.META["QUERY_STRING"] or request.GET.get("format", "json") == "json"


def _takes_json(accept: str) -> bool:
    return any(kind in accept for kind in ("application/json", "*/*", "application/*"))


def _respond(request: HttpRequest, name: str, slug: str | None) -> HttpResponseBase:
    try:
        if name == "changes":
            answer = changes_answer(request)
        elif slug is None:
            answer = list_answer(request, served()[name])
        else:
            answer = thing_answer(request, served()[name], slug)
    except Moved as moved:
        return HttpResponsePermanentRedirect(moved.location, headers={"Cache-Control": MOVED})
    except APIException as error:
        document = document_of(error, request.get_full_path())
        return HttpResponse(
            orjson.dumps(document), MEDIA_TYPE, document["status"], headers=NOT_KEPT
        )
    except StillChanging:
        sentence = "This cannot be read just now, while it is being changed. Ask again."
        response = problem_response(request, 503, sentence)
        response.headers["Retry-After"] = "1"
        return response
    return _written(request, answer)


def _written(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Return the response, as short as the client may have it."""
    meta = request.META
    if answer.etag and (coding := _coding_held(meta, answer)):
        return HttpResponseNotModified(headers=_headers(answer, coding))
    body, coding = encoded(answer.body, meta.get("HTTP_ACCEPT_ENCODING", ""))
    headers = _headers(answer, coding)
    headers["Content-Length"] = str(len(body))
    if coding != IDENTITY:
        headers["Content-Encoding"] = coding
    if request.method == "HEAD":
        body = b""
    return HttpResponse(body, "application/json", headers=headers)


def _headers(answer: Answer, coding: str) -> dict[str, str]:
    headers = {**answer.headers, "Vary": VARY}
    if answer.etag:
        headers["ETag"] = etag_for(answer.etag, coding)
    # After several changes within a second it lies ahead, where no such header may be (RFC 9110).
    if answer.changed_at is not None and answer.changed_at <= timezone.now():
        headers["Last-Modified"] = last_modified(answer.changed_at)
    return headers


def _coding_held(meta: dict[str, str], answer: Answer) -> str | None:
    """Return the coding in which the client has this very answer, to name the same ETag again.

    If-None-Match decides alone if sent.
    """
    if known := meta.get("HTTP_IF_NONE_MATCH"):
        return coding_held(known, answer.etag)
    since = meta.get("HTTP_IF_MODIFIED_SINCE")
    is_old = since and answer.changed_at and not_modified_since(since, answer.changed_at)
    return IDENTITY if is_old else None
