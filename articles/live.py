"""What an open article page asks for while it is open: who else is there, what preflight says."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from actors.keys import as_number, as_numbers
from actors.moments import say_moment

from .markdown import MAX_BODY
from .models import Article, Presence, Revision
from .preflight import preflight

#: What is checked as it is typed; rows of the page are checked as they are saved.
TYPED = ("headline", "standfirst", "highlights", "body", "image_caption", "image_credit")
A_DAY = timedelta(days=1)
MOST_MARKS = 10


@never_cache
@require_POST
@permission_required("articles.view_article", raise_exception=True)
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that this person has the article open; say who else has, and who saved it since.

    Posted: ``edit_counter``, the version that the page shows, and ``leaving`` once it closes.
    """
    article = get_object_or_404(Article, pk=pk)
    me: Any = request.user
    mine = Presence.objects.filter(article=article, user=me)
    if "leaving" in request.POST:
        mine.delete()
        return HttpResponse(status=204)
    now = timezone.now()
    Presence.objects.filter(article=article, seen_at__lt=now - A_DAY).delete()
    Presence.objects.update_or_create(article=article, user=me, defaults={"seen_at": now})
    others = Presence.objects.now().filter(article=article).exclude(user=me)
    return JsonResponse(
        {
            "others": sorted(name_of(row.user) for row in others.select_related("user")),
            "saved": _saved_since(article, request.POST.get("edit_counter", ""), me),
        }
    )


@never_cache
@require_POST
@permission_required("articles.view_article", raise_exception=True)
def preflight_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands between the article as it is typed now and its publication."""
    article = get_object_or_404(Article, pk=pk)
    for name in TYPED:
        if name in request.POST:
            typed = request.POST[name].replace("\r\n", "\n")[: MAX_BODY + 1]
            setattr(article, name, typed.splitlines() if name == "highlights" else typed)
    return render(request, "admin/articles/findings.html", {"findings": preflight(article)})


@never_cache
@require_safe
@permission_required("articles.view_article", raise_exception=True)
def preflight_marks(request: HttpRequest) -> HttpResponse:
    """Count what preflight finds in the articles of a list: ``{key: {errors, warnings}}``.

    ``ids``: at most as many keys as one request may take; a page asks for its rows in turns.
    """
    keys = as_numbers(request.GET.get("ids", "").split(","))
    rows = Article.objects.filter(pk__in=keys[:MOST_MARKS])
    closed = (Article.Status.WITHDRAWN, Article.Status.RETRACTED)
    return JsonResponse({str(row.pk): _mark(row) for row in rows.exclude(status__in=closed)})


def _mark(article: Article) -> dict[str, int]:
    findings = preflight(article)
    errors = sum(finding.is_error for finding in findings)
    return {"errors": errors, "warnings": len(findings) - errors}


def name_of(user: Any) -> str:
    """Return how colleagues know somebody."""
    return user.get_full_name() or user.get_username()


def _saved_since(article: Article, counter: str, me: Any) -> dict[str, str] | None:
    if as_number(counter) in (None, article.edit_counter):
        return None
    latest = Revision.objects.of_article(article).select_related("by").first()
    if latest is None:
        return None
    who = name_of(latest.by) if latest.by else "Somebody"
    return {
        "by": "You, in another window," if latest.by == me else who,
        "did": latest.get_action_display().lower(),
        "at": say_moment(latest.at),
    }
