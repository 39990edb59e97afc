"""The front page: what this is, and the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.models import Actor
from articles.models import Article, Quote
from summits.models import Event

SEED_STORY = "sco-summit-2025"
LATEST = 5


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Say what Newsroom is, with what readers can see of it now."""
    context = {
        "counts": [
            ("articles", Article.objects.published().count()),
            ("quotes", Quote.objects.published().count()),
            ("actors", Actor.objects.published().count()),
            ("events", Event.objects.published().count()),
        ],
        "articles": Article.objects.published()[:LATEST],
        "story": Event.objects.published().filter(slug=SEED_STORY).first(),
    }
    return render(request, "newsroom/front_page.html", context)
