"""Quotes: their list, and their page with where they are printed."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from actors.admin import DeskAdmin, PublicNow, badge, has_no_word, words_of
from actors.models import Actor
from actors.names import fold_name
from articles.models import Quote
from articles.quote_forms import (
    CHECKED,
    WHO_CORRECTS,
    WHO_EMBARGOES,
    QuoteForm,
    are_words_fixed,
    is_in_print,
    office_hint,
)
from articles.quote_workflow import PERMISSION

from .claim import ClaimsOfQuote
from .quote_filters import SpokenBy, SpokenOf
from .quote_pages import QuotePages
from .quote_printed import printed_in, to_issue
from .waiting import QuotesWaiting

WORDS = ("text", "kind", "context")
WHO = (("attribution", "speaker"), "office", ("source_description", "anonymity_reason"))
WHEN = (("said_on_edtf", "said_on_basis"), "said_at", "about")
HOW = (("channel", "platform"), "carried_by")


@admin.register(Quote)
class QuoteAdmin(QuotePages, DeskAdmin):
    """What was said."""

    form = QuoteForm
    change_form_template = "admin/articles/quote_form.html"
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
    list_filter = (
        QuotesWaiting,
        SpokenBy,
        SpokenOf,
        PublicNow,
        "status",
        "kind",
        "attribution",
        "terms",
        "channel",
        "language",
    )
    date_hierarchy = "said_on_earliest"
    search_fields = ("folded",)
    search_help_text = "Words of the quote, or any name of the speaker; accents do not matter"
    counted = ("citations",)
    inlines = (ClaimsOfQuote,)
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
        fieldsets = super().get_fieldsets(request, obj)
        if "embargo_until" in self._fixed_now(request, obj):
            hint = _to_the_embargo(obj, request.user)
            fieldsets = [_with_hint(fieldset, hint) for fieldset in fieldsets]
        if "text" in self._fixed_now(request, obj):
            (name, first), *others = fieldsets
            fieldsets = [(name, {**first, "description": WHO_CORRECTS}), *others]
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep the words of a verified quote, and the embargo of one in print."""
        return [*super().get_readonly_fields(request, obj), *self._fixed_now(request, obj)]

    def _fixed_now(self, request: HttpRequest, obj: Any) -> list[str]:
        """Return the fields that this person does not change here.

        One that is sent all the same was open when the page was: the form refuses it, and shows
        what was typed.
        """
        if obj is None:
            return []
        fixed = [*(CHECKED if are_words_fixed(obj, request.user) else ())]
        if self._is_in_print(request, obj):
            fixed.append("embargo_until")
        return [name for name in fixed if name not in request.POST]

    def _is_in_print(self, request: HttpRequest, obj: Quote) -> bool:
        """Ask once for each page."""
        known: dict[int, bool] = request.__dict__.setdefault("quotes_in_print", {})
        if obj.pk not in known:
            known[obj.pk] = is_in_print(obj)
        return known[obj.pk]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Show where the quote is printed, and what readers wait to be told."""
        if obj is not None:
            ends = obj.embargo_until
            context["embargo_ends"] = ends if ends and ends > timezone.now() else None
            context["printed"] = printed_in(obj)
            context["corrections"] = to_issue(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kw)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A quote is printed and claims something only once it is on file."""
        return self.inlines if obj is not None else ()

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find each word in the quote's text, its source or any name of the speaker."""
        if has_no_word(search_term):
            return queryset.none(), False
        for word in words_of(search_term):
            queryset = queryset.filter(
                Q(folded__contains=fold_name(word))
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


def _to_the_embargo(quote: Quote, user: Any) -> str:
    """Return what to do about the embargo of a quote in print."""
    if not user.has_perm(PERMISSION):
        return WHO_EMBARGOES
    url = reverse("admin:articles_quote_embargo", args=[quote.pk])
    return format_html(
        '<a href="{}">Change the embargo</a> on a page of its own: it shows what depends on it.',
        url,
    )


def _with_hint(fieldset: Any, hint: str) -> Any:
    """Return the fieldset, with the hint above the embargo if it is there."""
    name, options = fieldset
    if "embargo_until" not in options["fields"]:
        return fieldset
    return name, {**options, "description": hint}
