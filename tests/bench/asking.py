"""What the driver asks of the product itself, in a process of its own: `... asking requests 8`.

Which speakers, articles and places in the list the requests name, and whether the store is whole.
The answer is JSON on the last line. DATABASE_URL names the database.
"""

import json
import os
import random
import sys
from typing import Any

import django

MOST_SPEAKERS, ARTICLES, CONDITIONAL, PLACES = 200, 570, 50, 8
PAGE = 20
RANGES = (("2018-01-01", "2020-12-31"), ("2020-06-01", "2023-05-31"), ("2022-01-01", "2024-12-31"))
ORDER = "-said_on_earliest"


def busiest(quotes: int) -> int:
    """Return how many speakers are asked for, so that each was quoted about as often as the last
    of them on the large desk; 200 of 400,000 quotes."""
    return max(10, min(MOST_SPEAKERS, quotes // 2_000))


def cursor_behind(quote: Any) -> str:
    """Return the cursor of the page that begins behind a quote, as the product writes it."""
    from newsroom.wire.reading.ordering import Cursor
    from newsroom.wire.reading.resources import served

    return served()["quotes"].orderings[ORDER].write(Cursor(quote.sort_key, quote.pk))


def newest() -> Any:
    """Return the public quotes in the order of the list."""
    from actors.sorting import sort_key
    from articles.models import Quote

    quotes = Quote.objects.published().annotate(sort_key=sort_key(Quote, "said_on_earliest"))
    return quotes.order_by("-sort_key", "-id")


def places(depth: int) -> list[dict[str, Any]]:
    """Return some places in the list, one page after another, from half-way in."""
    start = depth // PAGE * PAGE
    rows = newest().only("id", "said_on_earliest")[start - 1 : start + PAGE * PLACES : PAGE]
    return [
        {
            "offset": start + number * PAGE,
            "page": start // PAGE + number + 1,
            "cursor": cursor_behind(quote),
            "day": quote.sort_key.isoformat(),
            "id": quote.pk,
        }
        for number, quote in enumerate(rows[:PLACES])
    ]


def requests() -> dict[str, list[dict[str, Any]]]:
    """Return what is asked for, the same for all who are measured."""
    from django.db.models import Count

    from actors.models import Actor
    from articles.models import Article, Quote

    chance = random.Random(7)
    speakers = (
        Actor.objects.published()
        .annotate(count=Count("quotes"))
        .order_by("-count", "id")
        .values_list("slug", flat=True)[: busiest(Quote.objects.count())]
    )
    slugs = list(Article.objects.published().order_by("id").values_list("slug", flat=True))
    chosen = chance.sample(slugs, min(ARTICLES, len(slugs)))
    spans = [
        {"speaker": slug, "first": first, "last": last}
        for slug in speakers
        for first, last in RANGES
    ]
    chance.shuffle(spans)
    return {
        "W1": [{}],
        "W2": spans,
        "W3": [{"slug": slug} for slug in chosen],
        "W4": places(Quote.objects.count() // 2),
        "W6": [{"slug": slug} for slug in chosen[:CONDITIONAL]],
    }


def store() -> str:
    """Tell whether every public article and quote has its document, and none waits."""
    from articles.models import Article, Quote
    from newsroom.wire.models import Document, Resource, Waiting

    for resource, model in ((Resource.ARTICLES, Article), (Resource.QUOTES, Quote)):
        whole = Document.objects.filter(resource=resource, body__isnull=False).count()
        if whole != model.objects.published().count():
            return "incomplete"
    return "incomplete" if Waiting.objects.exists() else "complete"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    print(json.dumps({"requests": requests, "store": store}[sys.argv[1]]()))
