"""The page on which the notices of several articles are written and issued at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from actors.keys import as_numbers
from actors.refusals import AGAIN
from articles.correction_forms import MOST, CorrectionsPage, corrections_with_context
from articles.models import Article, Correction, Quote
from articles.models.correction import CorrectionQuerySet

PERMISSION = "articles.publish_article"


def issue_corrections(
    admin: Any,
    request: HttpRequest,
    corrections: CorrectionQuerySet,
    *,
    title: str,
    back: str,
    quote: Quote | None = None,
) -> HttpResponse:
    """Show the open ones among the corrections; issue their notices, or close them without."""
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": title,
        "back": back,
        "quote": quote,
        "may_issue": request.user.has_perm(PERMISSION),
    }
    if request.method == "POST":
        return _send(admin, request, corrections, context)
    page = CorrectionsPage(_shown(corrections.open()), None, by=request.user)
    return _draw(request, page, context, waiting=corrections.open().count())


def _send(
    admin: Any, request: HttpRequest, corrections: CorrectionQuerySet, context: dict[str, Any]
) -> HttpResponse:
    if not context["may_issue"]:
        raise PermissionDenied
    keys = as_numbers(request.POST.getlist("row"))[:MOST]
    rows = corrections.filter(pk__in=keys)
    try:
        with transaction.atomic():
            _lock(rows)
            page = CorrectionsPage(_shown(rows), request.POST, by=request.user)
            done = _close(page) if "_close" in request.POST else _issue(page)
    except OperationalError:  # a deadlock: the other one went through
        page, done = CorrectionsPage(_shown(rows), request.POST, by=request.user), ""
        page.form.add_error(None, AGAIN)
    if not done:
        return _draw(request, page, context, waiting=len(page.rows))
    admin.message_user(request, done, messages.SUCCESS)
    left = [row for row in page.rows if row.is_open and not row.is_ticked]
    if any(not row.is_untouched for row in left):  # shown again with what is typed in them
        page.rows = left
        return _draw(request, page, context, waiting=len(left))
    return HttpResponseRedirect(request.get_full_path() if left else context["back"])


def _issue(page: CorrectionsPage) -> str:
    number = len(page.issue())
    if not number:
        return ""
    return "1 notice is issued." if number == 1 else f"{number} notices are issued."


def _close(page: CorrectionsPage) -> str:
    number = page.close()
    if not number:
        return ""
    corrections = "1 correction is" if number == 1 else f"{number} corrections are"
    return f"{corrections} closed without a notice."


def _lock(rows: QuerySet[Correction]) -> None:
    """Lock the articles and then their corrections, in the order in which every step does."""
    articles = Article.objects.filter(pk__in=rows.values("article"))
    for locked in (articles, rows):
        found: QuerySet[Any] = locked.order_by("pk")
        list(found.select_for_update(of=("self",), no_key=True).values_list("pk"))


def _shown(rows: QuerySet[Correction]) -> QuerySet[Correction]:
    return corrections_with_context(rows)[:MOST]


def _draw(
    request: HttpRequest, page: CorrectionsPage, context: dict[str, Any], *, waiting: int
) -> HttpResponse:
    more = waiting - len(page.rows)
    return TemplateResponse(
        request, "admin/articles/corrections.html", {**context, "page": page, "more": more}
    )
