"""The way from an article that is still to come to a link that previews it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


class PreviewTool:
    """The page itself is the desk's (newsroom/desk/previews.py): a link leads into the API."""

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Offer the link while there is something to preview."""
        if obj is not None and obj.pk and obj.is_to_come and "_popup" not in request.GET:
            url = reverse("admin:articles_article_preview_link", args=[obj.pk])
            context["tools"] = [*context.get("tools", []), (url, "Preview link")]
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]
