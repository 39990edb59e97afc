"""Public notices of published articles."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Article, Correction, Notice, NoticeKind

from .corrections import close_with_notice
from .trail import needed, step

#: What a notice may be that is issued by itself; a retraction is a service of its own (R7).
KINDS = (
    NoticeKind.CORRECTION,
    NoticeKind.CLARIFICATION,
    NoticeKind.UPDATE,
    NoticeKind.EDITORS_NOTE,
)


def issue_notice(
    article: Article,
    *,
    by: Any,
    kind: str,
    text: str,
    corrections: Iterable[Correction] = (),
) -> Notice:
    """Tell readers of a published article what was wrong; closes the corrections that it covers."""
    with step(article, "notice", by=by, message="Notice issued.") as taken:
        notice = add_notice(taken.article, by=by, kind=kind, text=text, corrections=corrections)
        taken.reason = notice.text
    return notice


def issue_notices(texts: Mapping[Correction, str], *, by: Any, kind: str) -> list[Notice]:
    """Issue one notice for each article whose corrections are given, all of them or none.

    Several corrections of one article with the same text make one notice.
    """
    if not texts:
        raise ValidationError("Choose at least one article.")
    grouped: dict[tuple[int, str], list[Correction]] = {}
    for correction, text in texts.items():
        grouped.setdefault((correction.article_id, text.strip()), []).append(correction)
    with transaction.atomic():
        return [
            issue_notice(group[0].article, by=by, kind=kind, text=text, corrections=group)
            for (_article, text), group in sorted(grouped.items(), key=lambda item: item[0])
        ]


def add_notice(
    article: Article, *, by: Any, kind: str, text: str, corrections: Iterable[Correction] = ()
) -> Notice:
    """Add the notice within a step, raise the public version, and close what it corrects."""
    text = needed(text, "text", "Say in the notice what was wrong and what is right, for readers.")
    if kind not in KINDS:
        raise ValidationError({"kind": f"Choose one of: {', '.join(KINDS)}."})
    notice = Notice.objects.create(article=article, kind=kind, text=text, issued_by_id=by.pk)
    article.version += 1
    close_with_notice(corrections, notice, by=by)
    return notice
