"""Claims: cards on other pages, and the list of all."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from actors.admin import DeskAdmin, DeskCards, PublicNow
from actors.models import Actor
from articles.models import Article, Claim
from summits.models import Event

SAID = (
    ("attribute", "value", "unit", "approximate"),
    ("attributed_to", "attributed_label"),
)


class ClaimCards(DeskCards):
    """What an article says of events, actors and topics, on the article's page."""

    model = Claim
    template = "admin/edit_inline/cards.html"
    fieldsets = (
        (None, {"fields": (("event", "actor", "topic"), *SAID, ("quote", "paragraph"), "note")}),
    )
    related = ("article", "event", "actor", "topic", "attributed_to", "quote__speaker")
    classes = ("collapse",)
    verbose_name_plural = "Claims: what it says of whom, value by value"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Claims are no part of what a proposal keeps: once published they have their own page."""
        return not _is_published(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _is_published(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _is_published(obj) and super().has_delete_permission(request, obj)


class ClaimsOfQuote(ClaimCards):
    """What a quote claims, on the quote's page."""

    fieldsets = (
        (None, {"fields": (("event", "actor", "topic"), *SAID, ("article", "paragraph"), "note")}),
    )
    verbose_name_plural = "Claims that it makes"


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    """Every claim; rival values of one thing stand side by side when sorted by subject."""

    list_display = ("about", "attribute", "amount", "source", "article", "paragraph")
    list_display_links = ("about", "attribute")
    list_select_related = ("event", "actor", "topic", "attributed_to", "article")
    list_filter = (PublicNow, "approximate", "article__status")
    search_fields = ("attribute", "value", "attributed_label", "event__folded", "topic__label")
    search_help_text = "Attribute, value, event, topic or any name of whoever it is about"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("event", "actor", "topic"),
                    *SAID,
                    ("article", "paragraph"),
                    "quote",
                    "note",
                )
            },
        ),
        ("Technical", {"classes": ("collapse",), "fields": ("slug",)}),
    )
    empty_sentence = "No claim found. Add one where sources differ, or where a figure matters."

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find by any name of the actor or source, too."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        if search_term:
            named = Actor.objects.named(search_term)
            found = found | queryset.filter(actor__in=named)
            found = found | queryset.filter(attributed_to__in=named)
            found = found | queryset.filter(event__in=Event.objects.named(search_term))
        return found, doubled

    def detail(self, row: Claim) -> str:
        """Return the article it stands in."""
        return str(row.article)

    @admin.display(description="subject")
    def about(self, row: Claim) -> str:
        """Return what the claim is about, without its date."""
        return str(row.event.title if row.event else row.subject)

    @admin.display(description="value")
    def amount(self, row: Claim) -> str:
        """Return the value with its unit: “about 45 min”."""
        return f"{'about ' if row.approximate else ''}{row.value} {row.unit}".strip()

    @admin.display(description="according to")
    def source(self, row: Claim) -> str:
        """Return who claims it."""
        return str(row.attributed_to or row.attributed_label or "the article itself")


def _is_published(row: Any) -> bool:
    return isinstance(row, Article) and row.status == Article.Status.PUBLISHED
