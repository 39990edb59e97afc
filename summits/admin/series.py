"""Series: their list and page."""

from typing import Any

from django.contrib import admin

from actors.admin import DeskAdmin, PublicNow, linked_count
from summits.models import Series


@admin.register(Series)
class SeriesAdmin(DeskAdmin):
    """What recurs or belongs together."""

    list_display = ("title", "events_linked", "description")
    list_filter = (PublicNow,)
    search_fields = ("title", "description")
    counted = ("events",)
    fieldsets = (
        (None, {"fields": ("title", "description")}),
        ("Technical", {"classes": ("collapse",), "fields": ("slug",)}),
    )
    empty_sentence = (
        "No series yet. Add one for summits that recur or measures that belong together."
    )

    def detail(self, row: Any) -> str:
        """Return how many events belong to it."""
        return f"{row.events_count} event{'' if row.events_count == 1 else 's'}"

    @admin.display(description="events", ordering="events_count")
    def events_linked(self, row: Any) -> str:
        """Return how many events there are, leading to them."""
        return linked_count("admin:summits_event_changelist", row.events_count, series=row.pk)
