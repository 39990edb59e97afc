"""An article as readers would get it, for the desk to look at before they do."""

from dataclasses import dataclass

from .models import Article, Citation, Coverage


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page shows of an article: its own words, its quotes and its events."""

    article: Article
    citations: list[Citation]
    coverage: list[Coverage]


def reading_of(article: Article) -> Reading:
    """Load what readers would see, in three queries."""
    return Reading(
        article,
        list(article.citations.select_related("quote__speaker", "quote__office__body")),
        list(article.coverage.select_related("event")),
    )
