"""Quotes: their list, and their page with where they are printed."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from actors.admin import DeskAdmin, PublicNow, badge, has_no_word, words_of
from actors.models import Actor
from articles.forms import QuoteForm, office_hint
from articles.models import Quote

from .citation import PrintedIn
from .claim import ClaimsOfQuote
from .quote_steps import DISPUTE, REOPEN, VERIFY, WITHDRAW
from .workflow import StepsAdmin

WORDS = ("text", "kind", "context")
WHO = (("attribution", "speaker"), "office", ("source_description", "anonymity_reason"))
WHEN = (("said_on_edtf", "said_on_basis"), "said_at", "about")
HOW = (("channel", "platform"), "carried_by")


@admin.register(Quote)
class QuoteAdmin(StepsAdmin, DeskAdmin):
    """What was said."""

    form = QuoteForm
    steps = (VERIFY, DISPUTE, WITHDRAW, REOPEN)
    list_display = (
        "words",
        "attributed_to",
        "said_on_edtf",
        "where",
        "manner",
        "state",
        "printed",
    )
    list_display_links = ("words",)
    list_select_related = ("speaker", "office__body", "said_at")
    list_filter = (PublicNow, "status", "kind", "attribution", "terms", "channel", "language")
    date_hierarchy = "said_on_earliest"
    search_fields = ("text", "source_description")
    search_help_text = "Words of the quote, or any name of the speaker"
    counted = ("citations",)
    inlines = (PrintedIn, ClaimsOfQuote)
    readonly_fields = ("attributed_as", "status", "created_by", "verified_by")
    empty_sentence = "No quote found. Try fewer words or the speaker's name, or add the quote."
    fieldsets = (
        (None, {"fields": (*WORDS, *WHO, "attributed_as")}),
        ("When and where", {"fields": (*WHEN, *HOW, ("addressee", "source_url"), "continues")}),
        ("Status", {"classes": ("side",), "fields": ("status", "created_by", "verified_by")}),
        ("Terms", {"classes": ("side",), "fields": ("terms", "embargo_until")}),
        (
            "Language",
            {
                "classes": ("side",),
                "fields": ("language", "original_language", "original_text", "translation_by"),
            },
        ),
        ("Desk", {"classes": ("side",), "fields": ("note",)}),
        ("Technical", {"classes": ("side", "collapse"), "fields": ("slug",)}),
    )
    popup_fieldsets = (
        (
            None,
            {
                "fields": (
                    "text",
                    ("speaker", "kind"),
                    ("said_on_edtf", "said_on_basis"),
                    ("said_at", "channel"),
                    ("about", "carried_by"),
                    "context",
                    ("attribution", "terms"),
                    ("source_description", "anonymity_reason"),
                    ("office", "language"),
                )
            },
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep the window short in which an article's page makes a quote."""
        if obj is None and ("_popup" in request.GET or "_popup" in request.POST):
            return self.popup_fieldsets
        return super().get_fieldsets(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A quote is printed and claims something only once it is on file."""
        return self.inlines if obj is not None else ()

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find each word in the quote's text, its source or any name of the speaker."""
        if has_no_word(search_term):
            return queryset.none(), False
        for word in words_of(search_term):
            queryset = queryset.filter(
                Q(text__icontains=word)
                | Q(source_description__icontains=word)
                | Q(speaker__in=Actor.objects.named(word).values("pk"))
            )
        return queryset, False

    def detail(self, row: Quote) -> str:
        """Return kind, day and status: “direct · 2025-09-01 · verified”."""
        return " · ".join(part for part in (row.kind, row.said_on_edtf, row.status) if part)

    @admin.display(description="quote", ordering="text")
    def words(self, row: Quote) -> str:
        """Return the beginning of the words."""
        return row.text if len(row.text) <= 110 else f"{row.text[:109]}…"

    @admin.display(description="attributed to", ordering="speaker__sort_name")
    def attributed_to(self, row: Quote) -> str:
        """Return who said it with the title on that day."""
        return row.attribution_line

    @admin.display(description="said at", ordering="said_at__folded")
    def where(self, row: Quote) -> str:
        """Return the event's title; the day has a column of its own."""
        return row.said_at.title if row.said_at else ""

    @admin.display(description="kind", ordering="kind")
    def manner(self, row: Quote) -> str:
        """Return the kind in one word."""
        return row.kind.capitalize()

    @admin.display(description="on that day")
    def attributed_as(self, row: Quote) -> str:
        """Return how the quote is attributed, or what is missing for it."""
        if row._state.adding:
            return "Shown once saved."
        hint = "" if row.office else office_hint(row.speaker, row.said_on_edtf)
        return f"{row.attribution_line}. {hint}" if hint else row.attribution_line

    @admin.display(description="status", ordering="status")
    def state(self, row: Quote) -> str:
        """Return the status as a badge."""
        return badge(row)

    @admin.display(description="printed", ordering="citations_count")
    def printed(self, row: Any) -> int:
        """Return how many articles carry it."""
        return row.citations_count
