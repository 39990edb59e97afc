"""A filter of a list by what one types: for relations with thousands of rows."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

LONGEST = 200


class TypedFilter(admin.SimpleListFilter):
    """A box to type into, beside a list."""

    template = "admin/typed_filter.html"
    #: What the box asks for.
    hint: ClassVar[str] = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return a choice, since a filter without any is left out; the box replaces it."""
        return [("", self.hint)]

    def choices(self, changelist: Any) -> Any:
        """Return what the box begins with, the other filters to keep, and the way out."""
        dropped = {self.parameter_name, "p", "e"}
        kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name not in dropped
            for value in values
        ]
        return [
            {
                "selected": self.value() is not None,
                "query_string": changelist.get_query_string(remove=[self.parameter_name]),
                "display": "All",
                "typed": self.value() or "",
                "name": self.parameter_name,
                "hint": self.hint,
                "kept": kept,
            }
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        typed = (self.value() or "").replace("\0", "").strip()[:LONGEST]
        return self.narrowed(queryset, typed) if typed else None

    def narrowed(self, rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
        """Return the rows that what is typed leaves."""
        raise NotImplementedError
