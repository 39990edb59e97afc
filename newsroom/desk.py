"""The desk's admin site: Django's own, whose choices show a second line."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest

APPS = ("articles", "summits", "actors", "newsroom", "auth")
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

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Answer what is typed into a choice."""
        return FoundRows.as_view(admin_site=self)(request)


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)
