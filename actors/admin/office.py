"""Offices: their list, their page and their rows on the page of whoever holds them."""

from typing import Any

from django.contrib import admin
from django.db.models import Q

from actors.dates import read_edtf
from actors.keys import as_number
from actors.models import Actor, Office
from actors.names import fold_name

from .base import DeskAdmin
from .public import PublicNow
from .queries import has_no_word, words_of
from .rows import DeskTable

#: As many digits as no key of a row has.


class OfficeTable(DeskTable):
    """The offices that a person holds or held."""

    model = Office
    fk_name = "holder"
    fields = ("title", "body", "start_edtf", "end_edtf")
    related = ("holder", "body")
    verbose_name_plural = "Offices held (people only)"


@admin.register(Office)
class OfficeAdmin(DeskAdmin):
    """Who held which title, from when to when."""

    list_display = ("title", "holder", "body", "start_edtf", "end_edtf", "quotes_count")
    list_display_links = ("title",)
    list_select_related = ("holder", "body")
    list_filter = (PublicNow, ("body", admin.RelatedOnlyFieldListFilter))
    search_fields = ("folded", "holder__folded", "body__folded")
    search_help_text = "Title, holder or body, in any of their names; accents do not matter"
    ordering = ("holder__sort_name", "start_earliest", "id")
    counted = ("quotes",)
    fieldsets = ((None, {"fields": (("title", "holder"), "body", ("start_edtf", "end_edtf"))}),)
    empty_sentence = (
        "No office yet. Add one, and quotes of its holder carry the title of their day."
    )

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find by title, or by any name of the holder or the body, each word on its own.

        Where it is chosen for a speaker, only the speaker's offices are found.
        """
        if has_no_word(search_term):
            return queryset.none(), False
        holder = request.GET.get("holder", "") if request.path.endswith("/autocomplete/") else ""
        if (key := as_number(holder)) is not None:
            queryset = queryset.filter(holder=key)
        for word in words_of(search_term):
            people = Actor.objects.named(word).values("pk")
            queryset = queryset.filter(
                Q(folded__contains=fold_name(word)) | Q(holder__in=people) | Q(body__in=people)
            )
        return queryset, False

    def detail(self, row: Office) -> str:
        """Return the time in office: “2021 to now”."""
        if not read_edtf(row.start_edtf).precision or not (row.start_edtf or row.end_edtf):
            return "dates not known"
        return f"{row.start_edtf or '…'} – {row.end_edtf or 'now or not known'}"

    @admin.display(description="quotes", ordering="quotes_count")
    def quotes_count(self, row: Any) -> int:
        """Return how many quotes were given in that office."""
        return row.quotes_count
