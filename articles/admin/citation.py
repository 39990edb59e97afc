"""Citations and coverage: cards and rows on other pages, and the lists of all."""

from typing import Any

from django.contrib import admin

from actors.admin import DeskAdmin, DeskCards, DeskTable, PublicNow, find_words
from actors.forms import DeskInlineFormSet
from actors.models import Actor
from articles.forms import CitationForm
from articles.models import Citation, Coverage

PRINTED = (
    ("kind", "cue", "paragraph"),
    "as_printed",
    "context",
    ("speaker_as_printed", "title_as_printed"),
)


class CheckedAgainstTheBody(DeskInlineFormSet):
    """Citations whose words must stand in the body, which may have changed (R1)."""

    is_rechecked = True


class CitationCards(DeskCards):
    """The quotes that an article carries, on the article's page."""

    model = Citation
    form = CitationForm
    formset = CheckedAgainstTheBody
    template = "admin/articles/citation_cards.html"
    fieldsets = ((None, {"fields": ("quote", *PRINTED)}),)
    related = ("article", "quote__speaker", "quote__office__body")
    verbose_name = "citation"
    verbose_name_plural = "Quotes in this article"


class PrintedIn(DeskCards):
    """The articles that carry a quote, on the quote's page."""

    model = Citation
    form = CitationForm
    template = "admin/articles/printed_cards.html"
    fieldsets = ((None, {"fields": ("article", *PRINTED)}),)
    related = ("article", "quote__speaker")
    verbose_name = "citation"
    verbose_name_plural = "Where it is printed"


class CoverageTable(DeskTable):
    """The events that an article is about, on the article's page."""

    model = Coverage
    fields = ("event", "rel", "is_upcoming")
    related = ("article", "event")
    classes = ("collapse", "narrow")
    verbose_name = "event"
    verbose_name_plural = "Events it is about"


class CoveredBy(DeskTable):
    """The articles about an event, on the event's page."""

    model = Coverage
    fields = ("article", "rel", "is_upcoming")
    related = ("article", "event")
    classes = ("collapse", "narrow")
    verbose_name = "article"
    verbose_name_plural = "Articles about it"


@admin.register(Citation)
class CitationAdmin(DeskAdmin):
    """Every quote in every article."""

    form = CitationForm
    list_display = ("quote", "kind", "article", "paragraph", "cue", "speaker_as_printed")
    list_select_related = ("quote__speaker", "article")
    list_filter = (PublicNow, "kind", "quote__status")
    search_fields = ("as_printed", "quote__text", "article__headline", "speaker_as_printed")
    search_help_text = "Words in print, the quote, the headline or any name of the speaker"
    readonly_fields = ("title_on_day",)
    fieldsets = ((None, {"fields": ("article", "quote", *PRINTED, "title_on_day")}),)
    empty_sentence = "No citation found. Open an article and add the quotes that it prints."

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find by any name of the speaker, too."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        if search_term:
            found = found | queryset.filter(quote__speaker__in=Actor.objects.named(search_term))
        return found, doubled


@admin.register(Coverage)
class CoverageAdmin(DeskAdmin):
    """Every event that any article is about."""

    list_display = ("article", "event", "rel", "is_upcoming")
    list_select_related = ("article", "event")
    list_filter = (PublicNow, "rel", "is_upcoming")
    search_fields = ("article__headline", "event__folded")
    search_help_text = "Headline or event"
    fields = ("article", "event", ("rel", "is_upcoming"))
    empty_sentence = "Nothing found. Open an article and add the events that it is about."

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find words of the event, folded, or of the headline."""
        headline = super().get_search_results(request, queryset, search_term)[0]
        return headline | find_words(queryset, search_term, "event__folded"), False
