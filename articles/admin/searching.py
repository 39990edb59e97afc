"""Finding quotes in many articles: the action on the list, and the page of its progress."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles.linking.searching import MOST_ARTICLES, start_search
from articles.models import QuotationSearch, SearchedArticle

ROWS_ON_A_PAGE = 100
#: How long nobody may take anything up before the page says that it waits for a worker.
PATIENCE = timedelta(seconds=8)
EARLIER_SHOWN = 10


class SearchPages:
    """Looking for quotes in the articles ticked in the list."""

    def get_urls(self: Any) -> list[Any]:
        """Add the page of a search, and what it asks for while it is open."""
        view = self.admin_site.admin_view
        pages = [
            path("search/<int:pk>/", view(self.search_view), name="articles_article_search"),
            path(
                "search/<int:pk>/progress/",
                view(never_cache(self.progress_view)),
                name="articles_article_search_progress",
            ),
        ]
        return [*pages, *super().get_urls()]  # type: ignore[misc]  # a mixin

    def get_actions(self: Any, request: HttpRequest) -> dict[str, Any]:
        """Offer the search to those who write."""
        actions = super().get_actions(request)  # type: ignore[misc]
        if "_popup" not in request.GET and request.user.has_perm("articles.change_article"):
            actions["find_quotes"] = (_find_quotes, "find_quotes", "Find quotes")
        return actions

    def search_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """Show each article of the search with what was found in it."""
        search = self._search(request, pk)
        pages = Paginator(_rows(search), ROWS_ON_A_PAGE)
        page = pages.get_page(request.GET.get("p"))
        earlier = QuotationSearch.objects.exclude(pk=search.pk).select_related("asked_by")
        context = {
            **self.admin_site.each_context(request),
            "title": "Find quotes",
            "opts": self.opts,
            "search": search,
            "page": page,
            "progress": progress_of(search),
            "earlier": earlier[:EARLIER_SHOWN],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/articles/link_search.html", context)

    def progress_view(self: Any, request: HttpRequest, pk: int) -> JsonResponse:
        """Say how far the search is, and what was found in the articles of one page."""
        search = self._search(request, pk)
        page = Paginator(_rows(search), ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
        rows = {
            str(row.pk): {"found": row.found, "named": row.named, "on_file": row.on_file}
            for row in page.object_list
            if row.searched_at
        }
        return JsonResponse({**progress_of(search), "rows": rows})

    def _search(self: Any, request: HttpRequest, pk: int) -> QuotationSearch:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(QuotationSearch, pk=pk)


def progress_of(search: QuotationSearch) -> dict[str, Any]:
    """Return how far a search is, in figures and in a sentence."""
    counts = search.articles.aggregate(
        total=Count("pk"), done=Count("searched_at"), found=Coalesce(Sum("found"), 0)
    )
    is_over = search.finished_at is not None
    return {
        **counts,
        "is_over": is_over,
        "sentence": _sentence(search, **counts),
    }


def search_url(search: QuotationSearch) -> str:
    """Return the address of a search's page."""
    return reverse("admin:articles_article_search", args=[search.pk])


def _sentence(search: QuotationSearch, total: int, done: int, found: int) -> str:
    waiting = f"{found} quotation{'' if found == 1 else 's'} without a quote"
    if search.finished_at is not None:
        return f"Done: {waiting} in {total} article{'' if total == 1 else 's'}."
    if _waits_for_a_worker(search):
        return (
            f"{done} of {total} searched. Waiting for a worker: none has taken it up. "
            "It goes on by itself as soon as one runs."
        )
    return f"{done} of {total} searched, {waiting} so far."


def _waits_for_a_worker(search: QuotationSearch) -> bool:
    """Tell whether nobody is at work on it, and has not been for a while."""
    now = timezone.now()
    if search.articles.filter(searched_at=None, leased_until__gt=now).exists():
        return False
    latest = search.articles.exclude(searched_at=None).order_by("-searched_at").first()
    last = latest.searched_at if latest and latest.searched_at else search.asked_at
    return bool(now - last > PATIENCE)


def _rows(search: QuotationSearch) -> Any:
    return SearchedArticle.objects.filter(search=search).select_related("article").order_by("pk")


def _find_quotes(modeladmin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    articles = list(queryset.order_by("pk")[: MOST_ARTICLES + 1])
    if len(articles) > MOST_ARTICLES:
        sentence = f"Tick at most {MOST_ARTICLES} articles at once."
        modeladmin.message_user(request, sentence, messages.ERROR)
        return None
    return HttpResponseRedirect(search_url(start_search(articles, by=request.user)))
