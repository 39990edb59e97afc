"""Embargoes on quotes: set, extended and lifted without surprising an article (R5)."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actors.moments import say_moment
from articles.models import Article, Quote
from articles.quote_workflow import PERMISSION

from .articles import reschedule_article
from .trail import lock_articles, log


def articles_before(quote: Quote, until: datetime.datetime | None) -> list[Article]:
    """Return the published articles that print the quote before an embargo would end."""
    if until is None:
        return []
    rows = Article.objects.filter(
        status=Article.Status.PUBLISHED, citations__quote=quote, published_at__lt=until
    )
    return list(rows.order_by("published_at", "pk"))


def embargo_quote(
    quote: Quote,
    until: datetime.datetime | None,
    *,
    by: Any,
    reason: str = "",
    move: Collection[Article] = (),
) -> Quote:
    """Set, extend or lift the embargo of a quote; None lifts it.

    A published article that would print the quote earlier is moved to the embargo's end if it is
    still to come and named in ``move``; otherwise the embargo is refused with its name.
    """
    if not by.has_perm(PERMISSION):
        raise ValidationError("Only sub-editors, desk editors and legal change an embargo.")
    with transaction.atomic():
        lock_articles(Article.objects.filter(citations__quote=quote))  # first, as publishing does
        locked = Quote.objects.select_for_update(of=("self",), no_key=True).get(pk=quote.pk)
        early = articles_before(locked, until)
        moved = {article.pk for article in move}
        if stays := [row for row in early if row.is_published or row.pk not in moved]:
            raise ValidationError({"until": [_why_not(article) for article in stays]})
        locked.embargo_until = until
        locked.save(update_fields=["embargo_until", "updated_at"])
        for article in early:
            assert until is not None
            reschedule_article(
                article,
                by=by,
                at=until,
                embargo_until=article.embargo_until,
                reason=f"A quote in it is under embargo until then. {reason}".strip(),
            )
        log(locked, by, f"{_named(until)} {reason.strip()}".strip())
    quote.refresh_from_db()
    return quote


def _why_not(article: Article) -> str:
    if article.is_published:
        return f"Readers have “{article}”, which prints this quote. Withdraw the article first."
    assert article.published_at is not None  # a constraint: it is published
    return (
        f"“{article}” prints this quote and appears on {say_moment(article.published_at)}. "
        "Move it along, or withdraw it."
    )


def _named(until: datetime.datetime | None) -> str:
    if until is None:
        return "Embargo lifted."
    return f"Under embargo until {say_moment(until)}."
