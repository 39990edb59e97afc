"""The desk's admin site: Django's own, whose choices show a second line."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.clock import own_clock
from newsroom.saved import tell_what_is_saved

APPS = ("articles", "summits", "actors", "newsroom", "auth")
LOGGED_OUT = "You are logged out. Log in in a new window, then type here again."
MODELS = ("Article", "Quote", "Event", "Summit", "Actor", "Office")


class FoundRows(AutocompleteJsonView):
    """Rows found by typing, each with a second line that tells it from its namesakes."""

    def process_request(self, request: HttpRequest) -> tuple[str, Any, Any, str]:
        """Return what is asked for; PostgreSQL takes no NUL in a text."""
        term, page, field, key = super().process_request(request)
        return term.replace("\0", ""), page, field, key

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Return the row's key, its name and its second line."""
        result = super().serialize_result(obj, to_field_name)
        detail = getattr(self.model_admin, "detail", None)
        return {**result, "detail": detail(obj) if detail else ""}


class DeskSite(admin.AdminSite):
    """The editors' home."""

    site_header = "Newsroom"
    site_title = "Newsroom"
    index_title = "The desk"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """List what is written and said first, then where and who, then the desk itself."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(MODELS, model["object_name"]))
        return sorted(apps, key=lambda app: _place(APPS, app["app_label"]))

    def get_urls(self) -> list[Any]:
        """Add each member's own clock, what waits for them, and the links of previews."""
        from .previews import preview_link  # it knows models, which are ready only now

        clock = path("clock/", self.admin_view(own_clock), {"site": self}, name="clock")
        waiting = path("waiting/", self.admin_view(self.waiting), name="waiting")
        alive = path("desk/alive/", never_cache(require_safe(self.alive)), name="alive")
        preview = path(
            "articles/article/<int:pk>/preview-link/",
            self.admin_view(preview_link),
            {"site": self},
            name="articles_article_preview_link",
        )
        return [clock, waiting, alive, preview, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show what waits for whoever is logged in, beside the list of all pages."""
        return super().index(request, {**_what_waits(request), **(extra_context or {})})

    def waiting(self, request: HttpRequest) -> HttpResponse:
        """Return the boxes alone: the front page asks for them every minute."""
        return render(request, "admin/desk_boxes.html", _what_waits(request))

    def alive(self, request: HttpRequest) -> JsonResponse:
        """Say who is logged in now, with the token that their forms need and how much they send.

        A form asks before it leaves the page, which would be lost on a login page.
        """
        if not self.has_permission(request):
            return JsonResponse({"user": ""})
        return JsonResponse(
            {
                "user": str(request.user.pk),
                "name": request.user.get_username(),
                "token": get_token(request),
                "limit": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            }
        )

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT002 - Django's
        """Tell the browser what is saved; a choice says that it is logged out, not a login page."""
        protected = super().admin_view(_telling(view), cacheable)
        if view != self.autocomplete_view:
            return protected

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if self.has_permission(request):
                return protected(request, *args, **kwargs)
            nothing = {"id": "0", "text": LOGGED_OUT, "disabled": True}
            return JsonResponse({"results": [nothing], "pagination": {"more": False}})

        return answer

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Answer what is typed into a choice."""
        return FoundRows.as_view(admin_site=self)(request)


def _what_waits(request: HttpRequest) -> dict[str, Any]:
    # The boxes know the models' own pages, which are registered on the site that this file makes.
    from .boxes import sections_for

    return {"sections": sections_for(request), "now": timezone.now()}


def _telling(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        tell_what_is_saved(request, response)
        return response

    return answer


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)
