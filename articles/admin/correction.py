"""Corrections: the list of all, and the pages on which a desk editor issues their notices."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html

from actors.admin import TypedFilter, Waiting, WaitingFilter, find_words
from actors.keys import as_number, as_numbers
from articles.models import Correction, Quote

from .correction_pages import issue_corrections
from .record import RecordAdmin
from .waiting import CORRECTIONS

PERMISSION = "articles.publish_article"


class OpenOrClosed(WaitingFilter):
    """Whether somebody has dealt with it."""

    offered = (CORRECTIONS, Waiting("closed", "Dealt with", "closed"))


class InArticle(TypedFilter):
    """Corrections of the articles so headed."""

    title = "article"
    parameter_name = "article"
    hint = "Words of the headline"

    def narrowed(self, rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
        """Return the corrections of articles with these words in the headline."""
        return rows.filter(article__headline__icontains=typed)


class OfQuote(TypedFilter):
    """Corrections of the quotes with these words."""

    title = "quote"
    parameter_name = "quote"
    hint = "Words of the quote"

    def narrowed(self, rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
        """Return the corrections of quotes with all of these words."""
        return find_words(rows, typed, "quote__folded")


@admin.register(Correction)
class CorrectionAdmin(RecordAdmin):
    """What the desk owes its readers since a quote in print changed."""

    change_list_template = "admin/articles/correction_list.html"
    list_display = ("opened_at", "in_article", "of_quote", "what", "opened_by", "state")
    list_select_related = ("article", "quote__speaker", "opened_by", "closed_by", "notice")
    list_filter = (
        OpenOrClosed,
        "outcome",
        InArticle,
        OfQuote,
    )
    ordering = (F("closed_at").desc(nulls_first=True), "-opened_at", "-id")
    date_hierarchy = "opened_at"
    search_fields = ("article__headline", "quote__text", "reason")
    search_help_text = "Headline, words of the quote, or reason"
    fields = (
        "in_article",
        "of_quote",
        "what",
        ("opened_at", "opened_by"),
        ("closed_at", "closed_by"),
        "outcome",
        "reason",
        "notice",
    )
    empty_sentence = "No correction found. One opens when a quote changes after it was printed."
    actions = ("issue_ticked",)

    def get_urls(self) -> list[Any]:
        """Add the page of all open corrections, and that of the corrections of one quote."""
        view = self.admin_site.admin_view
        return [
            path("issue/", view(self.issue_view), name="articles_correction_issue"),
            *super().get_urls(),
        ]

    def issue_view(self, request: HttpRequest) -> HttpResponse:
        """Show the open corrections, or those that the address names, and issue notices."""
        self._let_in(request)
        rows = Correction.objects.all()
        if keys := as_numbers(request.GET.get("ids", "").split(",")):
            rows = rows.filter(pk__in=keys[:1000])
        back = f"{reverse('admin:articles_correction_changelist')}?waiting=open"
        return issue_corrections(self, request, rows, title="Corrections to issue", back=back)

    def of_quote_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the open corrections of a quote, and issue notices."""
        self._let_in(request)
        quote = Quote.objects.filter(pk=as_number(unquote(object_id))).first()
        if quote is None:
            raise Http404
        return issue_corrections(
            self,
            request,
            Correction.objects.filter(quote=quote),
            title=f"Corrections to issue: {quote}",
            back=reverse("admin:articles_quote_change", args=[quote.pk]),
            quote=quote,
        )

    @admin.action(description="Issue notices")
    def issue_ticked(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        """Open the page of the ticked ones."""
        keys = ",".join(str(key) for key in queryset.values_list("pk", flat=True))
        url = reverse("admin:articles_correction_issue")
        return HttpResponseRedirect(f"{url}?ids={keys}")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the notices to those who may issue them."""
        actions = super().get_actions(request)
        return actions if request.user.has_perm(PERMISSION) else {}

    @admin.display(description="article", ordering="article__headline")
    def in_article(self, row: Correction) -> str:
        """Return the article, leading to its page."""
        return _link("admin:articles_article_change", row.article)

    @admin.display(description="quote", ordering="quote__text")
    def of_quote(self, row: Correction) -> str:
        """Return the quote, leading to its page."""
        return _link("admin:articles_quote_change", row.quote)

    @admin.display(description="what changed")
    def what(self, row: Correction) -> str:
        """Return what of the quote changed: “words, speaker”."""
        return row.what

    @admin.display(description="dealt with", ordering="closed_at")
    def state(self, row: Correction) -> str:
        """Return whether it is open, or how it was dealt with."""
        if row.closed_at is None:
            return format_html('<span class="desk-badge desk-in_review">{}</span>', "Open")
        return f"{row.get_outcome_display()} ({row.closed_by})"

    def _let_in(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _link(name: str, row: Any) -> str:
    return format_html('<a href="{}">{}</a>', reverse(name, args=[row.pk]), row)
