"""The page on which the embargo of a quote in print is changed, with all that depends on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from actors.moments import say_moment
from actors.refusals import AGAIN
from articles.models import Article, Quote
from articles.quote_step_forms import EmbargoForm
from articles.quote_workflow import PERMISSION
from articles.workflow import refusal


def embargo_view(admin: Any, request: HttpRequest, quote: Quote) -> HttpResponse:
    """Show the articles that depend on the quote's embargo, and change it."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    printed = list(quote.articles.order_by("published_at", "pk"))
    scheduled = [article for article in printed if article.is_scheduled]
    sent = request.POST if request.method == "POST" else None
    form = EmbargoForm(sent, quote=quote, scheduled=scheduled)
    back = reverse("admin:articles_quote_change", args=[quote.pk])
    if form.is_valid() and _taken(admin, request, form, scheduled):
        return HttpResponseRedirect(back)
    form.data = _shown_anew(form)
    ticked = {str(key) for key in form["move"].value() or ()}
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": f"Embargo: {quote}",
        "quote": quote,
        "form": form,
        "back": back,
        "live": [article for article in printed if article.is_published],
        "scheduled": [
            (article, refusal("reschedule", article, request.user), str(article.pk) in ticked)
            for article in scheduled
        ],
        "waiting": [
            article
            for article in printed
            if article.status in (Article.Status.DRAFT, Article.Status.IN_REVIEW)
        ],
    }
    return TemplateResponse(request, "admin/articles/quote_embargo.html", context)


def _taken(admin: Any, request: HttpRequest, form: EmbargoForm, scheduled: list[Article]) -> bool:
    times = {article.pk: article.published_at for article in scheduled}
    try:
        if not form.take(by=request.user):
            return False
    except OperationalError:  # a deadlock: the other one went through
        form.add_error(None, AGAIN)
        return False
    until, zone = form.quote.embargo_until, timezone.get_current_timezone()
    text = f"Under embargo until {say_moment(until, zone)}." if until else "The embargo is lifted."
    admin.message_user(request, text, messages.SUCCESS)
    for article in Article.objects.filter(pk__in=times):
        if article.published_at and article.published_at != times[article.pk]:
            when = say_moment(article.published_at, zone)
            admin.message_user(request, f"“{article}” now appears on {when}.", messages.SUCCESS)
    return True


def _shown_anew(form: EmbargoForm) -> Any:
    """Let the page carry the embargo as it is now, whatever it was when it was opened."""
    if not form.is_bound:
        return form.data
    data: Any = form.data
    return {**data.dict(), "move": data.getlist("move"), "seen": form.initial["seen"]}
