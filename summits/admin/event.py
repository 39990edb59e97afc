"""Events and summits: one page for both, with who takes part and the programme."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q

from actors.admin import (
    DeskInline,
    DeskTable,
    MergingAdmin,
    PublicNow,
    TickedPublic,
    has_no_word,
    linked_count,
    words_of,
)
from actors.names import fold_name
from summits.forms import EventForm
from summits.models import Event, EventKind, Summit

from .participation import ParticipationTable
from .waiting import EventsWaiting


class ProgrammeTable(DeskTable):
    """The events that are part of this one."""

    model = Event
    form = EventForm
    fk_name = "parent"
    fields = ("title", "kind", "date_edtf", "date_basis", "status", "occurrence", "is_public")
    related = ("parent",)
    ordering = ("earliest", "id")
    show_change_link = True
    can_delete = False
    verbose_name = "event of the programme"
    verbose_name_plural = "Programme: the events that are part of this one"


@admin.register(Event)
class EventAdmin(MergingAdmin, TickedPublic):
    """Where and when."""

    form = EventForm
    list_display: tuple[str, ...] = (
        "title",
        "kind",
        "date_edtf",
        "status",
        "place",
        "parent",
        "quotes_linked",
        "is_public",
    )
    list_select_related = ("parent",)
    list_filter: ClassVar[tuple[Any, ...]] = (
        EventsWaiting,
        PublicNow,
        "kind",
        "status",
        "occurrence",
        "series",
        "country",
    )
    date_hierarchy = "earliest"
    search_fields = ("folded",)
    search_help_text = "Title, other name, series, city or date"
    counted: ClassVar[tuple[str, ...]] = ("quotes_said_at",)
    inlines: ClassVar[tuple[type[DeskInline], ...]] = (ParticipationTable, ProgrammeTable)
    empty_sentence = "No event found. Try a date such as 2025-08, another word, or add the event."
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("kind", "status", "occurrence"),
                    ("date_edtf", "date_basis"),
                    "date_as_printed",
                    ("venue", "locality", "country"),
                    "note",
                )
            },
        ),
        ("Readers", {"classes": ("side",), "fields": ("is_public",)}),
        ("Belongs to", {"classes": ("side",), "fields": ("parent", "series")}),
        ("Other names", {"classes": ("side",), "fields": ("aliases",)}),
        ("Technical", {"classes": ("side", "collapse"), "fields": ("slug",)}),
    )

    @classmethod
    def hang(cls, *inlines: type[DeskInline]) -> None:
        """Hang rows of an app further up on the pages of events and summits."""
        cls.inlines = (*cls.inlines, *inlines)

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find each word in the title, another name, the series, the place or the date."""
        if has_no_word(search_term):
            return queryset.none(), False
        for word in words_of(search_term):
            queryset = queryset.filter(
                Q(folded__contains=fold_name(word))
                | Q(series__title__icontains=word)
                | Q(locality__icontains=word)
                | Q(date_edtf__contains=word)
            )
        return queryset, False

    def detail(self, row: Event) -> str:
        """Return kind, date and place: “Bilateral meeting · 2025-09-01 · Tianjin”."""
        hidden = "" if row.is_public else "not public"
        parts = (row.get_kind_display(), row.date_edtf, row.locality, row.status, hidden)
        return " · ".join(part for part in parts if part)

    @admin.display(description="place")
    def place(self, row: Event) -> str:
        """Return the city and the country's code."""
        return ", ".join(part for part in (row.locality, row.country) if part)

    @admin.display(description="quotes", ordering="quotes_said_at_count")
    def quotes_linked(self, row: Any) -> str:
        """Return how many quotes were said there, leading to them."""
        number = row.quotes_said_at_count
        return linked_count("admin:articles_quote_changelist", number, said_at=row.pk)


@admin.register(Summit)
class SummitAdmin(EventAdmin):
    """The same page for summits alone: the kind is given, the programme comes first."""

    list_display = ("title", "date_edtf", "status", "place", "programme", "series", "is_public")
    list_select_related = ("series",)
    list_filter = (PublicNow, "status", "series", "country")
    counted = ("quotes_said_at", "children")
    empty_sentence = "No summit yet. Add the summit first, then its programme on the same page."

    def get_inlines(self, request: Any, obj: Any) -> Any:
        """Put the programme on top."""
        return sorted(EventAdmin.inlines, key=lambda inline: inline is not ProgrammeTable)

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        """Leave out the kind: it is a summit."""
        (name, first), *others = super().get_fieldsets(request, obj)
        fields = [("status", "occurrence") if "kind" in line else line for line in first["fields"]]
        return [(name, {**first, "fields": fields}), *others]

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Make a new row a summit before its constraints are checked."""
        form = super().get_form(request, obj, change, **kwargs)
        form.given = {"kind": EventKind.SUMMIT}
        return form

    @admin.display(description="programme", ordering="children_count")
    def programme(self, row: Any) -> str:
        """Return how many events are part of it, leading to them."""
        return linked_count("admin:summits_event_changelist", row.children_count, parent=row.pk)
