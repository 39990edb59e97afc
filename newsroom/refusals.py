"""Pages for a form that was not taken: what happened, and that nothing typed is lost."""

from contextlib import suppress

from django.contrib import admin
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
#: As much of a refused form as is read to its end, so that the browser hears the answer.
MOST_READ = 100_000_000
_PIECE = 1 << 16


def outdated_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    """Answer a form whose token is not the browser's any more, as after a new login."""
    return _page(request, "newsroom/outdated_form.html", 403)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer a form that is longer than what is read of one."""
    _read_to_the_end(request)
    return _page(request, "newsroom/too_large.html", 413)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, template, admin.site.each_context(request), status=status)


def _read_to_the_end(request: HttpRequest) -> None:
    """A server that stops listening breaks the connection, and the browser shows that instead."""
    left = MOST_READ
    with suppress(UnreadablePostError):
        while left > 0 and (piece := request.read(_PIECE)):
            left -= len(piece)
