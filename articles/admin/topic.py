"""Topics: their list and page."""

from typing import Any

from django.contrib import admin

from actors.admin import DeskAdmin
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    """What articles are about."""

    list_display = ("label", "scheme", "code", "parent", "articles_count")
    list_select_related = ("parent",)
    list_filter = ("scheme",)
    search_fields = ("label", "code")
    counted = ("articles",)
    fieldsets = (
        (None, {"fields": ("label", ("scheme", "code"), "parent")}),
        ("Technical", {"classes": ("collapse",), "fields": ("slug",)}),
    )
    empty_sentence = "No topic found. Add one: a Media Topic by its code, or a local one."

    def detail(self, row: Topic) -> str:
        """Return whose topic it is and its code."""
        return f"{row.get_scheme_display()} · {row.code}"

    @admin.display(description="articles", ordering="articles_count")
    def articles_count(self, row: Any) -> int:
        """Return how many articles are filed under it."""
        return row.articles_count
