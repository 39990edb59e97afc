"""What readers see: the filter for it, and the tick for actors and events (R6)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from .base import DeskAdmin


class PublicNow(admin.SimpleListFilter):
    """What readers may see now, by the model's own ``published()``."""

    title = "public now"
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Readers see it"), ("no", "Readers do not see it")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() not in ("yes", "no"):
            return None
        public = queryset.model._default_manager.published().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=public)
        return queryset.exclude(pk__in=public)


class TickedPublic(DeskAdmin):
    """The page of a model whose rows are shown to readers by a tick."""

    actions = ("show_to_readers", "hide_from_readers")

    @admin.action(description="Show to readers", permissions=["change"])
    def show_to_readers(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Tick the rows as public."""
        self._tick(request, queryset.filter(is_public=False), "is shown to readers", public=True)

    @admin.action(description="Hide from readers", permissions=["change"])
    def hide_from_readers(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Take the tick away."""
        self._tick(request, queryset.filter(is_public=True), "is hidden from readers", public=False)

    def _tick(self, request: HttpRequest, rows: QuerySet[Any], words: str, *, public: bool) -> None:
        changed = list(rows)
        for row in changed:
            row.is_public = public
            row.save(update_fields=["is_public", "updated_at"])
            self.log_change(request, row, f"{row} {words}.")
        self.message_user(request, f"{len(changed)} changed: each {words} now.")
