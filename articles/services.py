"""What an editor does with articles and quotes: one function for each act.

Admin buttons, list actions and commands call these. Each runs in one transaction on the locked
row, refuses with a ValidationError whose sentences say what to do, leaves a line in the admin's
history of the row, and returns the saved object.
"""

import datetime
from collections.abc import Iterable, Iterator

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from actors.dates import PartialDate
from actors.models import Actor, Office
from summits.models import Event

from .choices import QuoteStatus
from .models import Article, Citation, Notice, Quote
from .rules import Problem, citation_problems, quote_problems, unfit_for_print

Status = Article.Status


def submit_article(article: Article, *, by: AbstractBaseUser) -> Article:
    """Hand a draft in for review; whoever submits an unsigned draft becomes its author."""
    with transaction.atomic():
        locked = _locked(article, Status.DRAFT, verb="submitted for review")
        locked.status = Status.IN_REVIEW
        if locked.created_by_id is None:
            locked.created_by_id = by.pk
        return _saved(locked, article, by, "Submitted for review.")


def publish_article(
    article: Article, *, by: AbstractBaseUser, at: datetime.datetime | None = None
) -> Article:
    """Publish a draft or a reviewed article now, or at a time to come (R1-R5, R9).

    Freezes the titles on the day into the citations. ``at`` is an aware time; None means now or,
    where an embargo still holds, the moment it ends.
    """
    with transaction.atomic():
        locked = _locked(article, Status.DRAFT, Status.IN_REVIEW, verb="published")
        locked.published_at = _publication_time(locked, at)
        locked.reviewed_by_id = by.pk
        locked.status = Status.PUBLISHED
        list(Quote.objects.select_for_update().filter(citations__article=locked))
        citations = list(_citations(locked))
        if sentences := list(_obstacles(locked, citations)):
            raise ValidationError(sentences)
        for citation in citations:
            citation.title_on_day = citation.quote.title_on_day
            citation.save(update_fields=["title_on_day", "updated_at"])
        return _saved(
            locked, article, by, f"Published for {locked.published_at:%Y-%m-%d %H:%M %Z}."
        )


def withdraw_article(article: Article, *, by: AbstractBaseUser) -> Article:
    """Take a published article down; its detail answers 404 until it returns."""
    with transaction.atomic():
        locked = _locked(article, Status.PUBLISHED, verb="withdrawn")
        locked.status = Status.WITHDRAWN
        return _saved(locked, article, by, "Withdrawn.")


def reopen_article(article: Article, *, by: AbstractBaseUser) -> Article:
    """Return a withdrawn article, or one in review, to draft."""
    with transaction.atomic():
        locked = _locked(article, Status.WITHDRAWN, Status.IN_REVIEW, verb="reopened")
        locked.status = Status.DRAFT
        return _saved(locked, article, by, "Returned to draft.")


def retract_article(article: Article, *, by: AbstractBaseUser, text: str) -> Article:
    """Retract an article for good: status, time and the public notice in one (R7)."""
    if not text.strip():
        raise ValidationError({"text": "Say in the notice what was wrong, for readers."})
    with transaction.atomic():
        locked = _locked(article, Status.PUBLISHED, Status.WITHDRAWN, verb="retracted")
        if locked.published_at is None or locked.published_at > timezone.now():
            raise ValidationError(
                f"“{locked}” was never readable, so there is nothing to retract. Withdraw it."
            )
        locked.status = Status.RETRACTED
        locked.retracted_at = timezone.now()
        Notice.objects.create(
            article=locked, kind=Notice.Kind.RETRACTION, text=text, issued_by_id=by.pk
        )
        return _saved(locked, article, by, "Retracted.")


def verify_quote(quote: Quote, *, by: AbstractBaseUser) -> Quote:
    """Mark a quote as verified; an anonymous one by somebody who did not enter it (R9)."""
    with transaction.atomic():
        locked = _locked_quote(quote, QuoteStatus.DRAFT, QuoteStatus.DISPUTED, verb="verified")
        locked.verified_by_id = by.pk
        locked.status = QuoteStatus.VERIFIED
        locked.full_clean()
        return _moved(locked, quote, QuoteStatus.VERIFIED, by, "Verified.")


def dispute_quote(quote: Quote, *, by: AbstractBaseUser) -> Quote:
    """Mark a quote as disputed: readers no longer see it, and no article may take it up."""
    with transaction.atomic():
        locked = _locked_quote(quote, QuoteStatus.DRAFT, QuoteStatus.VERIFIED, verb="disputed")
        return _moved(locked, quote, QuoteStatus.DISPUTED, by, "Disputed.")


def withdraw_quote(quote: Quote, *, by: AbstractBaseUser) -> Quote:
    """Withdraw a quote that was never said, or not so; what printed it still has it on file."""
    allowed = (QuoteStatus.DRAFT, QuoteStatus.VERIFIED, QuoteStatus.DISPUTED)
    with transaction.atomic():
        locked = _locked_quote(quote, *allowed, verb="withdrawn")
        return _moved(locked, quote, QuoteStatus.WITHDRAWN, by, "Withdrawn.")


def reopen_quote(quote: Quote, *, by: AbstractBaseUser) -> Quote:
    """Return a quote to draft, to be corrected and verified anew."""
    allowed = (QuoteStatus.VERIFIED, QuoteStatus.DISPUTED, QuoteStatus.WITHDRAWN)
    with transaction.atomic():
        locked = _locked_quote(quote, *allowed, verb="reopened")
        locked.verified_by = None
        return _moved(locked, quote, QuoteStatus.DRAFT, by, "Returned to draft.")


def propose_office(speaker: Actor | None, day: PartialDate) -> Office | None:
    """Return the one office that the speaker may have held on the day, or None (R3)."""
    if speaker is None:
        return None
    possible = list(speaker.offices.possible_on(day.earliest, day.latest)[:2])
    return possible[0] if len(possible) == 1 else None


def hidden_references(article: Article) -> list[models.Model]:
    """Return the actors and events that the article shows and that are not ticked public."""
    quotes = Quote.objects.filter(citations__article=article)
    claims = article.claims.all()
    actors = (
        Q(quotes__in=quotes)
        | Q(offices_within__quotes__in=quotes)
        | Q(quotes_carried__in=quotes)
        | Q(articles_as_credit=article)
        | Q(articles_as_outlet=article)
        | Q(claims__in=claims)
        | Q(claims_made__in=claims)
    )
    events = (
        Q(articles=article)
        | Q(quotes_said_at__in=quotes)
        | Q(quotes_about__in=quotes)
        | Q(claims__in=claims)
    )
    return [*_hidden(Actor, actors), *_hidden(Event, events)]


def _hidden(model: type[Actor | Event], shown: Q) -> models.QuerySet:
    return model._default_manager.filter(
        pk__in=model._default_manager.filter(shown, is_public=False).values("pk")
    )


def _locked(article: Article, *allowed: str, verb: str) -> Article:
    locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if locked.status not in allowed:
        current = locked.get_status_display().lower()
        raise ValidationError(
            f"“{locked}” is {current}, so it cannot be {verb}. Reload the page to see it as it is."
        )
    return locked


def _locked_quote(quote: Quote, *allowed: str, verb: str) -> Quote:
    locked = Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
    if locked.status not in allowed:
        current = locked.get_status_display().lower()
        raise ValidationError(
            f"“{locked}” is {current}, so it cannot be {verb}. Reload the page to see it as it is."
        )
    return locked


def _moved(
    locked: Quote, quote: Quote, status: QuoteStatus, by: AbstractBaseUser, message: str
) -> Quote:
    locked.status = status
    locked.save()
    _log(locked, by, message)
    quote.refresh_from_db()
    return quote


def _saved(locked: Article, article: Article, by: AbstractBaseUser, message: str) -> Article:
    locked.edit_counter += 1
    locked.save()
    _log(locked, by, message)
    article.refresh_from_db()
    return article


def _log(row: models.Model, by: AbstractBaseUser, message: str) -> None:
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        object_repr=str(row)[:200],
        action_flag=CHANGE,
        change_message=message,
    )


def _publication_time(article: Article, at: datetime.datetime | None) -> datetime.datetime:
    if at is not None:
        return at
    return max(timezone.now(), article.embargo_until or timezone.now())


def _citations(article: Article) -> Iterable[Citation]:
    for citation in article.citations.select_related("quote__office__body", "quote__speaker"):
        citation.article = article
        yield citation


def _obstacles(article: Article, citations: list[Citation]) -> Iterator[str]:
    """Yield a sentence for each thing that keeps the article from being published."""
    if article.created_by_id is None:
        yield "The article has no author yet. Save it once, or submit it for review."
    elif article.created_by_id == article.reviewed_by_id:
        yield "You wrote this article, so somebody else has to publish it."
    for field in ("headline", "body"):
        if not getattr(article, field).strip():
            yield f"A {field} is needed before publishing."
    embargo, time = article.embargo_until, article.published_at
    if embargo and time and time < embargo:
        yield "The publication time lies before the embargo ends. Publish later."
    for citation in citations:
        for problem in _problems(article, citation):
            yield f"{citation.quote}: {problem.sentence}"


def _problems(article: Article, citation: Citation) -> list[Problem]:
    found = [*quote_problems(citation.quote), *citation_problems(citation)]
    return [problem for problem in found if problem.rule != "R5"] + [
        *unfit_for_print(article, citation.quote)
    ]
