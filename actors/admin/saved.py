"""Notes that a page was saved, for the copy of it that the browser keeps (newsroom.saved)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class TellsWhatIsSaved(admin.ModelAdmin):
    """A page that notes on its request that all of it is written."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Note that the row and all that belongs to it is written."""
        super().save_related(request, form, formsets, change)
        request.has_saved = True  # type: ignore[attr-defined]
