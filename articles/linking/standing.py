"""What an article says now, or would say once its waiting proposal were applied (R8)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.markdown import paragraphs
from articles.models import Article, Quote, RejectedQuotation, Revision
from articles.proposed import show_proposal
from articles.quotation import FoundQuote, find_quotes
from articles.revisions import found
from articles.workflow import may_save
from summits.models import Event

from .quotations import Quotation, waiting_quotations


@dataclass(frozen=True, slots=True)
class Cited:
    """One quote that the article carries already."""

    quote: Quote
    kind: str
    as_printed: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An article with the citations and events that count for linking."""

    article: Article
    text: str
    cited: tuple[Cited, ...]
    events: tuple[Event, ...]
    rejected: tuple[RejectedQuotation, ...]
    proposal: Revision | None

    @property
    def own_day(self) -> datetime.date | None:
        """Return the day of the article itself, if it has one: weekdays are counted from it."""
        return self.article.own_date

    @property
    def day(self) -> datetime.date:
        """Return the day after which nobody in it can have spoken (R4), or what stands for it."""
        zone = timezone.get_default_timezone()
        return self.article.own_date or timezone.localdate(self.article.created_at, zone)


def text_of(body: str) -> str:
    """Return the body's paragraphs as the finder reads them; subheads are no part of it."""
    return "\n\n".join(paragraphs(body))


def standing_of(article: Article, user: Any = None) -> Standing:
    """Return how the article stands for this person: with the waiting proposal that they edit.

    The article passed in stays as it is.
    """
    proposal = Revision.objects.open_proposal(article)
    if proposal is None or user is None or not may_save(article, user):
        return _stored(article)
    shown = Article.objects.select_related("outlet").get(pk=article.pk)
    show_proposal(shown, proposal)
    return _proposed(shown, proposal)


def quotations_in(standing: Standing, every: list[FoundQuote]) -> list[Quotation]:
    """Return the found quotations that no citation carries and nobody rejected."""
    rejected = {row.fingerprint for row in standing.rejected}
    return waiting_quotations(standing.text, every, standing.cited, rejected)


def waiting_count(article: Article, user: Any) -> int:
    """Return how many direct and mixed quotations of the article wait to be linked."""
    standing = standing_of(article, user)
    return len(quotations_in(standing, find_quotes(standing.text)))


def _stored(article: Article) -> Standing:
    citations = article.citations.select_related("quote__speaker")
    return Standing(
        article,
        text_of(article.body),
        tuple(Cited(row.quote, row.kind, row.as_printed, row.paragraph) for row in citations.all()),
        tuple(row.event for row in article.coverage.select_related("event")),
        _rejected(article),
        None,
    )


def _proposed(article: Article, proposal: Revision) -> Standing:
    rows, covered = proposal.snapshot["citations"], proposal.snapshot["coverage"]
    quotes = found(Quote, [row["quote"] for row in rows])
    events = found(Event, [row["event"] for row in covered])
    return Standing(
        article,
        text_of(article.body),
        tuple(
            Cited(quotes[row["quote"]], row["kind"], row["as_printed"], row["paragraph"])
            for row in rows
            if row["quote"] in quotes
        ),
        tuple(events.values()),
        _rejected(article),
        proposal,
    )


def _rejected(article: Article) -> tuple[RejectedQuotation, ...]:
    return tuple(article.rejected_quotations.select_related("rejected_by"))
