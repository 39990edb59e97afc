"""The page that gives an editor a link to an article which readers do not have yet."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article
from newsroom.wire.preview import make_token, preview_address, read_token


@require_safe
def preview_link(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """Show a new link to whoever may read the article here; nothing is stored."""
    article = get_object_or_404(Article, pk=pk)
    if not site.get_model_admin(Article).has_view_permission(request, article):
        raise PermissionDenied
    if not article.is_to_come:
        messages.warning(request, _no_preview(article))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
    address, expires_at = _link(request, article)
    context = {
        **site.each_context(request),
        "title": f"Preview link: {article}",
        "article": article,
        "address": address,
        "expires_at": expires_at,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/preview_link.html", context)


def _link(request: HttpRequest, article: Article) -> tuple[str, datetime]:
    token = make_token(article)
    address = request.build_absolute_uri(preview_address(article, token))
    return address, read_token(token, article.slug)


def _no_preview(article: Article) -> str:
    if article.is_published:
        return f"Readers have “{article}” already: send its own address."
    return f"“{article}” is {article.status_label.lower()}, so there is no preview of it."
