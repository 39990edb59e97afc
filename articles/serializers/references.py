"""How articles, topics and quotes are named by other things, and what is loaded for it."""

from typing import Any

from django.db.models import Prefetch
from django.utils.text import Truncator

from actors.resources import Reference, visible
from actors.serializers import (
    public_label,
)
from articles.models import Article, Quote

WORDS_OF_A_NAME = 80


class QuoteReference(Reference):
    """How other things name a quote: by its first words."""

    def to_representation(self, instance: Quote) -> dict[str, str]:
        """Name the quote."""
        return {
            **super().to_representation(instance),
            "name": Truncator(instance.text).chars(WORDS_OF_A_NAME),
        }


def article_reference(**kwargs: Any) -> Reference:
    """Return the field that names an article."""
    return Reference(to="articles", name="headline", kind="article", **kwargs)


def topic_reference(**kwargs: Any) -> Reference:
    """Return the field that names a topic."""
    return Reference(to="topics", name="label", kind="topic", **kwargs)


def quote_reference(**kwargs: Any) -> Reference:
    """Return the field that names a quote."""
    return QuoteReference(to="quotes", name="text", **kwargs)


def public_article(relation: str) -> Prefetch:
    """Load the articles that a row refers to, as far as readers may see them, by name only."""
    return Prefetch(relation, visible(Article).only("id", "slug", "headline"))


def public_quote(relation: str) -> Prefetch:
    """Load a quote that a row refers to, if readers may see it; else the reference is null."""
    return Prefetch(relation, visible(Quote))


def attribution_line(quote: Quote) -> str:
    """Return who said it, with the title on that day, naming nobody who is not public."""
    if quote.speaker is None:
        return quote.source_description
    return ", ".join(part for part in (quote.speaker.name, public_label(quote.office)) if part)
