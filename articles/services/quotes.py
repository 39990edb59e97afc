"""A quote's way to being verified, and back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actors.dates import PartialDate
from actors.models import Actor, Office
from articles.models import Article, Quote, QuoteStatus
from articles.quote_workflow import quote_refusal

from .corrections import open_corrections, state_of
from .trail import lock_articles, log

Status = QuoteStatus


def verify_quote(quote: Quote, *, by: Any) -> Quote:
    """Mark a quote as verified; an anonymous one by somebody who did not enter it (R9)."""
    return _move(quote, "verify", Status.VERIFIED, by, "Verified.")


def dispute_quote(quote: Quote, *, by: Any, reason: str = "") -> Quote:
    """Mark a quote as disputed: readers no longer see it, and no article may take it up."""
    return _move(quote, "dispute", Status.DISPUTED, by, "Disputed.", reason)


def withdraw_quote(quote: Quote, *, by: Any, reason: str = "") -> Quote:
    """Withdraw a quote that was never said, or not so; what printed it still has it on file."""
    return _move(quote, "withdraw", Status.WITHDRAWN, by, "Withdrawn.", reason)


def reopen_quote(quote: Quote, *, by: Any) -> Quote:
    """Return a quote to draft, to be corrected and verified anew."""
    return _move(quote, "reopen", Status.DRAFT, by, "Returned to draft.")


def propose_office(speaker: Actor | None, day: PartialDate) -> Office | None:
    """Return the one office that the speaker may have held on the day, or None (R3)."""
    if speaker is None:
        return None
    possible = list(speaker.offices.possible_on(day.earliest, day.latest)[:2])
    return possible[0] if len(possible) == 1 else None


def _move(
    quote: Quote, name: str, status: QuoteStatus, by: Any, message: str, reason: str = ""
) -> Quote:
    """Take the step, and open a correction in every published article that prints the quote."""
    with transaction.atomic():
        lock_articles(Article.objects.filter(citations__quote=quote))  # first, as publishing does
        locked = Quote.objects.select_for_update(of=("self",), no_key=True).get(pk=quote.pk)
        if sentence := quote_refusal(name, locked, by):
            raise ValidationError(sentence)
        before = state_of(locked)
        locked.status = status
        if status == Status.VERIFIED:
            locked.verified_by_id = by.pk
            locked.full_clean()
        elif status == Status.DRAFT:
            locked.verified_by = None
        locked.save()
        log(locked, by, f"{message} {reason.strip()}".strip())
        open_corrections(locked, before, by=by)
    quote.refresh_from_db()
    return quote
