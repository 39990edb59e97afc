"""What a merge of actors, events or topics means for articles: each one it touched is recorded."""

from typing import Any

from django.db import models

from .models import Article
from .revisions import record_saved


def record_merge(
    sender: type[Any], merge: Any, touched: list[models.Model], by: Any, **_kwargs: Any
) -> None:
    """Put every article on record whose words or links a merge, or undoing it, has changed."""
    reason = f"{sender._meta.verbose_name} {merge.gone} and {merge.kept}: "
    reason += "merged." if merge.undone_at is None else "no longer merged."
    keys = {key for row in touched if (key := _article_of(row)) is not None}
    locked = Article.objects.select_for_update(of=("self",), no_key=True)
    for article in locked.filter(pk__in=keys).order_by("pk"):
        record_saved(article, by=by, reason=reason[:1].upper() + reason[1:])


def _article_of(row: models.Model) -> int | None:
    """Return the key of the article that a row is, or belongs to as one that snapshots hold."""
    if isinstance(row, Article):
        return row.pk
    made_for: Any = row._meta.auto_created  # of the rows between two models: the one they serve
    if row._meta.label_lower in ("articles.citation", "articles.coverage") or made_for is Article:
        return row.article_id  # type: ignore[attr-defined]  # a row of an article
    return None
