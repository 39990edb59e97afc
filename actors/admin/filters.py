"""Filters that several list pages share."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet


class PublicNow(admin.SimpleListFilter):
    """What readers may see now, by the model's own ``published()`` (R6)."""

    title = "public now"
    parameter_name = "public"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Readers see it"), ("no", "Readers do not see it")]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() not in ("yes", "no"):
            return None
        public = queryset.model._default_manager.published().values("pk")
        return queryset.filter(pk__in=public) if self.value() == "yes" else queryset.exclude(
            pk__in=public
        )
