"""Changes to published articles, proposed and applied or rejected (R8); restored revisions."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import get_text_list

from articles.models import Article, Correction, NoticeKind, Quote, Revision, RevisionAction
from articles.revisions import (
    LIFE,
    differs_from_record,
    plain,
    record,
    record_saved,
    restore,
    snapshot_of,
)
from articles.workflow import is_approved, refusal, saving

from .articles import freeze_titles
from .clearance import clear
from .notices import add_notice
from .trail import lock_article, lock_quotes, log, step


def propose_revision(
    article: Article, snapshot: dict[str, Any], *, by: Any, reason: str = ""
) -> Revision | None:
    """Keep a changed published article as a proposal, which readers do not see (R8).

    It takes the place of a proposal that waits already. None: it says what readers have.
    """
    with transaction.atomic():
        locked = lock_article(article)
        if sentence := refusal("propose", locked, by):
            raise ValidationError(sentence)
        waiting = Revision.objects.open_proposal(locked)
        base = waiting.snapshot if waiting else plain(snapshot_of(locked))
        if _words(plain(snapshot)) == _words(base):
            return None
        revision = record(
            locked, RevisionAction.PROPOSED, by=by, reason=reason.strip(), snapshot=snapshot
        )
        log(locked, by, f"Proposed a change. {reason.strip()}".strip())
    article.refresh_from_db()
    return revision


def apply_proposal(
    article: Article,
    *,
    by: Any,
    seq: int,
    kind: str = NoticeKind.CORRECTION,
    text: str = "",
    typographical: bool = False,
    acknowledged: Collection[str] = (),
    corrections: Iterable[Correction] = (),
) -> Article:
    """Put a proposed change before readers, with a notice unless it is typographical (R8).

    ``seq`` is the number of the proposal that was read. An article that nobody reads yet gets
    neither a notice nor a new version.
    """
    with step(article, "apply", by=by, message="Applied the proposed change.") as taken:
        locked = taken.article
        taken.of = _proposal_as_read(locked, seq)
        if missing := restore(locked, taken.of.snapshot):
            raise ValidationError(f"{_listed(missing)} no longer exist. Propose the change anew.")
        lock_quotes(Quote.objects.filter(citations__article=locked))
        freeze_titles(locked)
        taken.acknowledged = clear(locked, acknowledged)
        if locked.is_published and typographical:
            locked.version += 1
            taken.reason = "Typographical."
        elif locked.is_published:
            notice = add_notice(locked, by=by, kind=kind, text=text, corrections=corrections)
            taken.reason = notice.text
    return article


def reject_proposal(article: Article, *, by: Any, seq: int, reason: str = "") -> Article:
    """Leave a published article as readers have it; the proposal stays on record."""
    message = "Rejected the proposed change."
    with step(article, "reject", by=by, message=message, reason=reason) as taken:
        taken.of = _proposal_as_read(taken.article, seq)
    return article


def restore_revision(revision: Revision, *, by: Any) -> tuple[Revision | None, list[str]]:
    """Put an earlier state of an article back: at once, or as a proposal where it is published.

    Returns the new revision (None: nothing differs) and what could not be put back because it no
    longer exists.
    """
    with transaction.atomic():
        locked = lock_article(Article.objects.get(slug=revision.article_id))
        if sentence := refusal(saving(locked), locked, by):
            raise ValidationError(sentence)
        reason = f"Restores revision {revision.seq}."
        if locked.status == Article.Status.PUBLISHED:
            return _propose_again(locked, revision, by=by, reason=reason)
        missing = restore(locked, revision.snapshot)
        return finish_save(locked, by=by, action=RevisionAction.RESTORED, reason=reason), missing


def finish_save(
    article: Article,
    *,
    by: Any,
    action: RevisionAction = RevisionAction.SAVED,
    reason: str = "",
) -> Revision | None:
    """Put a saved article on record, unless nothing changed; what was approved is read anew.

    Call it in the transaction in which the article was locked and its rows were saved. Raises
    where the article cannot be saved by this person: the caller's transaction is to be undone.
    """
    name = "edit_in_review" if article.status == Article.Status.IN_REVIEW else "save"
    if sentence := refusal(name, article, by):
        raise ValidationError(sentence)
    with transaction.atomic():
        read_by_another = is_approved(article) and article.reviewed_by_id != by.pk
        if read_by_another and differs_from_record(article):
            article.reviewed_by = None
            article.save(update_fields=["reviewed_by", "updated_at"])
        return record_saved(article, by=by, action=action, reason=reason)


def _propose_again(
    article: Article, revision: Revision, *, by: Any, reason: str
) -> tuple[Revision | None, list[str]]:
    with transaction.atomic():
        changed = Article.objects.get(pk=article.pk)
        missing = restore(changed, revision.snapshot)
        snapshot = snapshot_of(changed)
        transaction.set_rollback(True)
    return propose_revision(article, snapshot, by=by, reason=reason), missing


def _proposal_as_read(article: Article, seq: int) -> Revision:
    proposal = Revision.objects.open_proposal(article)
    if proposal is None or proposal.seq != seq:
        raise ValidationError("The proposal changed while you read it. Read it again.")
    return proposal


def _words(snapshot: dict[str, Any]) -> Any:
    """Return what of a snapshot a proposal can change: not where the article is in its life."""
    article = {name: value for name, value in snapshot["article"].items() if name not in LIFE}
    return article, snapshot["citations"], snapshot["coverage"]


def _listed(things: list[str]) -> str:
    text = str(get_text_list(things, "and"))
    return text[:1].upper() + text[1:]
