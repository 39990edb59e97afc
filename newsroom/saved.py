"""Tells the browser which of the copies it keeps was saved, so that it offers that one no more."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirectBase
from django.template.response import TemplateResponse

FIELD = "_copy"
COOKIE = "desk_saved"
#: As many saves as one browser may have under way in several windows.
MOST = 10
_MARK = re.compile(r"[0-9a-f]{32}\Z")
_FORTNIGHT = 14 * 24 * 3600


def tell_what_is_saved(request: HttpRequest, response: HttpResponseBase) -> None:
    """Hand the mark of a saved form back, if the page was left: a refused one is shown again."""
    mark = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if _MARK.match(mark) and getattr(request, "has_saved", False) and _is_left(response):
        marks = [
            known for known in request.COOKIES.get(COOKIE, "").split(".") if _MARK.match(known)
        ]
        response.set_cookie(
            COOKIE,
            ".".join([*marks[1 - MOST :], mark]),
            max_age=_FORTNIGHT,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def _is_left(response: HttpResponseBase) -> bool:
    if isinstance(response, TemplateResponse):
        return "popup_response" in str(response.template_name)
    return isinstance(response, HttpResponseRedirectBase)
