"""An article's way from draft to print, and back out of it."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from actors.moments import say_moment
from articles.models import Article, Notice, Quote
from articles.rules import too_early
from articles.workflow import is_approved

from .clearance import clear
from .corrections import close_taken_down
from .schedule import last_readable_since
from .trail import lock_quotes, log, needed, step

Status = Article.Status
#: A time typed a moment ago still means now.
A_MOMENT = datetime.timedelta(minutes=5)


def submit_article(article: Article, *, by: Any) -> Article:
    """Hand a draft in for review; whoever submits an unsigned draft becomes its author."""
    with step(article, "submit", by=by, message="Submitted for review.") as taken:
        taken.article.status = Status.IN_REVIEW
        if taken.article.created_by_id is None:
            taken.article.created_by_id = by.pk
    return article


def take_back_article(article: Article, *, by: Any) -> Article:
    """Return one's own article from review to draft, to write on."""
    with step(article, "take_back", by=by, message="Taken back.") as taken:
        _to_draft(taken.article)
    return article


def send_back_article(article: Article, *, by: Any, reason: str) -> Article:
    """Return an article from review to its author, with a comment on what is missing."""
    reason = needed(reason, "reason", "Say what the author should change.")
    with step(article, "send_back", by=by, message="Sent back.", reason=reason) as taken:
        _to_draft(taken.article)
    return article


def approve_article(article: Article, *, by: Any, reason: str = "") -> Article:
    """Note that somebody other than the author read the article as it stands (R9)."""
    with step(article, "approve", by=by, message="Approved.", reason=reason) as taken:
        taken.article.reviewed_by_id = by.pk
    return article


def publish_article(
    article: Article,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    acknowledged: Collection[str] = (),
    show: Iterable[models.Model] = (),
) -> Article:
    """Publish a draft or a reviewed article now, or at a time to come (R1-R5, R9).

    Refuses while a preflight error stands or a warning is not acknowledged by its name. Freezes
    the titles on the day into the citations. ``at`` is an aware time; None means now or, where
    an embargo still holds, the moment it ends. ``show`` are actors and events to tick public.
    """
    with step(article, "publish", by=by, message="Published.") as taken:
        locked = taken.article
        if not is_approved(locked):
            locked.reviewed_by_id = by.pk
        locked.published_at = _publication_time(locked, at)
        lock_quotes(Quote.objects.filter(citations__article=locked))
        _show(show, locked, by=by)
        taken.acknowledged = clear(locked, acknowledged)
        locked.status = Status.PUBLISHED
        freeze_titles(locked)
        taken.message = f"Published for {say_moment(locked.published_at)}."
    return article


def reschedule_article(
    article: Article,
    *,
    by: Any,
    at: datetime.datetime,
    embargo_until: datetime.datetime | None,
    reason: str = "",
) -> Article:
    """Give an article that is still to come another time, and another embargo or none (R5)."""
    message = "Rescheduled."
    with step(article, "reschedule", by=by, message=message, reason=reason) as taken:
        locked = taken.article
        locked.embargo_until = embargo_until
        locked.published_at = _publication_time(locked, at)
        lock_quotes(Quote.objects.filter(citations__article=locked))
        _refuse_too_early(locked)
        taken.message = f"Rescheduled for {say_moment(locked.published_at)}."
    return article


def withdraw_article(article: Article, *, by: Any, reason: str) -> Article:
    """Take a published article down; its detail answers 404 until it returns.

    One that was still to come loses its publication time: nobody read it. Where it had been
    readable before, it gets that time back: it stays on record as one that readers had.
    """
    reason = needed(reason, "reason", "Say why it is taken down, for the desk's record.")
    with step(article, "withdraw", by=by, message="Withdrawn.", reason=reason) as taken:
        if taken.article.is_scheduled:
            taken.article.published_at = last_readable_since(taken.article)
        taken.article.status = Status.WITHDRAWN
        close_taken_down(taken.article, by=by)
    return article


def reopen_article(article: Article, *, by: Any, reason: str = "") -> Article:
    """Return a withdrawn article to draft; it is reviewed anew before it is published again."""
    with step(article, "reopen", by=by, message="Returned to draft.", reason=reason) as taken:
        _to_draft(taken.article)
    return article


def retract_article(article: Article, *, by: Any, text: str) -> Article:
    """Retract an article for good: status, time and the public notice in one (R7)."""
    text = needed(text, "text", "Say in the notice what was wrong, for readers.")
    with step(article, "retract", by=by, message="Retracted.") as taken:
        taken.reason = text
        taken.article.status = Status.RETRACTED
        taken.article.retracted_at = timezone.now()
        Notice.objects.create(
            article=taken.article, kind=Notice.Kind.RETRACTION, text=text, issued_by_id=by.pk
        )
        close_taken_down(taken.article, by=by)
    return article


def make_public(things: Iterable[models.Model], *, by: Any) -> None:
    """Tick actors and events public that readers will meet in an article (R6)."""
    for thing in things:
        if not thing.is_public:  # type: ignore[attr-defined]  # actors and events
            thing.is_public = True  # type: ignore[attr-defined]
            thing.save(update_fields=["is_public", "updated_at"])
            log(thing, by, "Ticked public with the publication of an article.")


def _show(things: Iterable[models.Model], article: Article, *, by: Any) -> None:
    """Tick public what readers will meet; never before the article itself is there to read."""
    things = list(things)
    if things and not article.was_readable:
        raise ValidationError(
            {
                "show": "The article appears later, and readers would see these from now on. "
                "Untick them here, and tick them on their own pages once it is out."
            }
        )
    make_public(things, by=by)


def freeze_titles(article: Article) -> None:
    """Write the speakers' titles on the day of their quotes into the citations (R3)."""
    for citation in article.citations.select_related("quote__office__body", "quote__speaker"):
        if citation.title_on_day != citation.quote.title_on_day:
            citation.title_on_day = citation.quote.title_on_day
            citation.save(update_fields=["title_on_day", "updated_at"])


def _to_draft(article: Article) -> None:
    article.status = Status.DRAFT
    article.reviewed_by = None


def _refuse_too_early(article: Article) -> None:
    """R4 and R5: a time before a quote in it was said, or before its embargo ends."""
    for citation in article.citations.select_related("quote__speaker"):
        if problems := too_early(citation):
            raise ValidationError({"at": [f"{problem.sentence}" for problem in problems]})


def _publication_time(article: Article, at: datetime.datetime | None) -> datetime.datetime:
    now, embargo = timezone.now(), article.embargo_until
    if at is None:
        return max(now, embargo or now)
    if at < now - A_MOMENT:
        raise ValidationError(
            {"at": "This time has passed. Leave it empty to publish now, or choose a later one."}
        )
    if embargo and at < embargo:
        raise ValidationError(
            {"at": "The publication time lies before the embargo ends. Publish later."}
        )
    return max(at, now)
