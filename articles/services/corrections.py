"""Corrections: a quote changed after articles had printed it, and what the desk does about it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import (
    Article,
    Attribution,
    Correction,
    CorrectionOutcome,
    Notice,
    Quote,
    QuoteStatus,
    RevisionAction,
)
from articles.revisions import record

from .schedule import last_readable_since
from .trail import lock_article, log, needed

Outcome = CorrectionOutcome
State = dict[str, str]
SOMEBODY = "a named speaker"


def state_of(quote: Quote) -> State:
    """Return what articles print of a quote, and whether they may: text, speaker, kind, status."""
    return {
        "text": quote.text,
        "speaker": str(quote.speaker or quote.source_description),
        "attribution": quote.attribution,
        "kind": quote.kind,
        "status": quote.status,
    }


def open_corrections(quote: Quote, before: State, *, by: Any) -> list[Correction]:
    """Open a correction in every published article that cites a quote changed just now.

    An open one is brought up to date instead, and closed where the quote is what it was in print.
    An article that is still to come returns to review instead: by the clock alone it would print
    what is known to be wrong. Returns the corrections that are open. Call it in the transaction
    that changes the quote.
    """
    changes = _changes(quote, before)
    if not changes:
        return []
    if quote.attribution == Attribution.ANONYMOUS:
        _forget_speakers(quote)
    articles = Article.objects.filter(citations__quote=quote).order_by("pk")
    if _matters(changes):
        for article in articles.scheduled():
            _hold_back(article, quote, by=by)
    found = [_open(article, quote, changes, by=by) for article in articles.published()]
    return [correction for correction in found if correction is not None]


def close_correction(correction: Correction, *, by: Any, reason: str) -> Correction:
    """Close a correction that needs no notice, saying why."""
    reason = needed(reason, "reason", "Say why readers need no notice.")
    _refuse_strangers(by)
    return _close(correction, by=by, outcome=Outcome.UNNEEDED, reason=reason)


def close_taken_down(article: Article, *, by: Any) -> None:
    """Close the corrections of an article that is withdrawn or retracted."""
    for correction in article.corrections.open():
        _close(correction, by=by, outcome=Outcome.TAKEN_DOWN)


def close_with_notice(corrections: Iterable[Correction], notice: Notice, *, by: Any) -> None:
    """Close corrections of one article of which readers were told."""
    for correction in corrections:
        if correction.article_id != notice.article.pk:
            raise ValidationError(f"“{correction}” is another article's correction.")
        _close(correction, by=by, outcome=Outcome.NOTICED, notice=notice)


def _changes(quote: Quote, before: State) -> dict[str, list[str]]:
    """Return {what: [in print, now]}; once verified, a status matters only when that ends."""
    now = state_of(quote)
    changed = {name: [before[name], now[name]] for name in now if before[name] != now[name]}
    was_named = before["attribution"] == Attribution.NAMED
    if now["attribution"] == Attribution.ANONYMOUS and was_named and "speaker" in changed:
        changed["speaker"][0] = SOMEBODY
    return changed


def _forget_speakers(quote: Quote) -> None:
    """Name nobody in what is on file of corrections of a quote whose source is anonymous now."""
    for correction in quote.corrections.select_for_update(of=("self",), no_key=True):
        if "speaker" in correction.changes:
            correction.changes["speaker"] = [SOMEBODY, state_of(quote)["speaker"]]
            correction.save(update_fields=["changes"])


def _open(
    article: Article, quote: Quote, changes: dict[str, list[str]], *, by: Any
) -> Correction | None:
    waiting = article.corrections.open().filter(quote=quote)
    # Locked: one that somebody closes at this moment is not written to, a new one is opened.
    correction = waiting.select_for_update(of=("self",), no_key=True).first()
    known = correction.changes if correction else {}
    merged = {
        **known,
        **{name: [known.get(name, [old])[0], new] for name, (old, new) in changes.items()},
    }
    merged = {name: [old, new] for name, (old, new) in merged.items() if old != new}
    if correction is None:
        return _opened(article, quote, merged, by=by) if _matters(merged) else None
    correction.changes = merged or known
    correction.save(update_fields=["changes"])
    if not _matters(merged):
        _close(correction, by=by, outcome=Outcome.UNNEEDED, reason="The quote is as it was.")
        return None
    return correction


def _hold_back(article: Article, quote: Quote, *, by: Any) -> None:
    """Take a scheduled article off the schedule, to be read anew."""
    locked = lock_article(article)
    if not locked.is_scheduled:
        return  # it went out a moment ago, or somebody withdrew it
    locked.published_at = last_readable_since(locked)
    locked.status, locked.reviewed_by = Article.Status.IN_REVIEW, None
    locked.save()
    # By its slug: the record is for good, and the source may be granted anonymity one day.
    reason = f"Off the schedule: the quote {quote.slug} was changed."
    before = Article.Status.PUBLISHED
    record(locked, RevisionAction.REOPENED, by=by, reason=reason, status_before=before)
    log(locked, by, reason)


def _matters(changes: dict[str, list[str]]) -> bool:
    """Tell whether readers have something else than what is on file now."""
    only_status = set(changes) == {"status"}
    return bool(changes) and not (only_status and changes["status"][1] == QuoteStatus.VERIFIED)


def _opened(
    article: Article, quote: Quote, changes: dict[str, list[str]], *, by: Any
) -> Correction:
    correction = Correction.objects.create(
        article=article, quote=quote, changes=changes, opened_by_id=by.pk
    )
    log(article, by, f"A quote in it was changed: {', '.join(sorted(changes))}.")
    return correction


def _close(
    correction: Correction,
    *,
    by: Any,
    outcome: CorrectionOutcome,
    reason: str = "",
    notice: Notice | None = None,
) -> Correction:
    """Close an open correction; of two people closing it at once, the second is refused."""
    with transaction.atomic():
        values = {
            "closed_at": timezone.now(),
            "closed_by_id": by.pk,
            "outcome": outcome,
            "reason": reason,
            "notice": notice,
        }
        if not Correction.objects.open().filter(pk=correction.pk).update(**values):
            raise ValidationError(
                f"Somebody has dealt with “{correction}” already. Reload the page."
            )
    correction.refresh_from_db()
    return correction


def _refuse_strangers(by: Any) -> None:
    if not by.has_perm("articles.publish_article"):
        raise ValidationError("Only a desk editor closes corrections.")
