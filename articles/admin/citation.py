"""Citations and coverage: cards and rows on other pages, and the lists of all."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from actors.admin import DeskAdmin, DeskCards, DeskTable, PublicNow, find_words
from actors.models import Actor
from articles.forms import CitationForm, CoverageForm
from articles.models import Citation, Coverage
from articles.proposed import ArticleRows

PRINTED = (
    ("kind", "cue", "paragraph"),
    "as_printed",
    "context",
    ("speaker_as_printed", "title_as_printed"),
)


class CheckedAgainstTheBody(ArticleRows):
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


class CoverageTable(DeskTable):
    """The events that an article is about, on the article's page."""

    model = Coverage
    form = CoverageForm
    formset = ArticleRows
    fields = ("event", "rel", "is_upcoming")
    related = ("article", "event")
    classes = ("collapse", "narrow")
    verbose_name = "event"
    verbose_name_plural = "Events it is about"


class CoveredBy(DeskTable):
    """The articles about an event, on the event's page: each is changed on its own."""

    model = Coverage
    fields = ("article", "rel", "is_upcoming")
    related = ("article", "event")
    classes = ("collapse", "narrow")
    verbose_name = "article"
    verbose_name_plural = "Articles about it"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PartAdmin(DeskAdmin):
    """Parts of articles, to read: they change on the article's page, where revisions are kept."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer nothing: not even deleting, which the article's page does."""
        return {}

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Refuse what goes with a draft only, or with a tick on the article's page."""
        raise PermissionDenied

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        """Show no button that would not work."""
        context["show_delete"] = False
        return super().render_change_form(request, context, *args, **kw)

    @admin.display(description="article", ordering="article__headline")
    def in_article(self, row: Any) -> str:
        """Return the article, leading to the page on which this is changed."""
        url = reverse("admin:articles_article_change", args=[row.article_id])
        return format_html('<a href="{}">{}</a>', url, row.article)


@admin.register(Citation)
class CitationAdmin(PartAdmin):
    """Every quote in every article."""

    list_display = ("quote", "kind", "in_article", "paragraph", "cue", "speaker_as_printed")
    list_select_related = ("quote__speaker", "article")
    list_filter = (PublicNow, "kind", "quote__status")
    search_fields = ("as_printed", "quote__text", "article__headline", "speaker_as_printed")
    search_help_text = "Words in print, the quote, the headline or any name of the speaker"
    fieldsets = ((None, {"fields": ("in_article", "quote", *PRINTED, "title_on_day")}),)
    empty_sentence = "No citation found. Open an article and add the quotes that it prints."

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find by any name of the speaker, too."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        if search_term:
            found = found | queryset.filter(quote__speaker__in=Actor.objects.named(search_term))
        return found, doubled


@admin.register(Coverage)
class CoverageAdmin(PartAdmin):
    """Every event that any article is about."""

    list_display = ("in_article", "event", "rel", "is_upcoming")
    list_display_links = ("event",)
    list_select_related = ("article", "event")
    list_filter = (PublicNow, "rel", "is_upcoming")
    search_fields = ("article__headline", "event__folded")
    search_help_text = "Headline or event"
    fields = ("in_article", "event", ("rel", "is_upcoming"))
    empty_sentence = "Nothing found. Open an article and add the events that it is about."

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find words of the event, folded, or of the headline."""
        headline = super().get_search_results(request, queryset, search_term)[0]
        return headline | find_words(queryset, search_term, "event__folded"), False
