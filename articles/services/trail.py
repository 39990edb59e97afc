"""One step of an article: locked, allowed, saved, and on record."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction

from actors.models.base import NOT_BLANK
from articles.models import Article, Quote, Revision, RevisionAction
from articles.revisions import record, record_loaded
from articles.workflow import ACTIONS, refusal


@dataclass(slots=True)
class Step:
    """A step under way: the locked article, and what its record will say."""

    article: Article
    by: Any
    message: str
    action: RevisionAction
    reason: str = ""
    of: Revision | None = None
    acknowledged: Collection[str] = ()


@contextmanager
def step(article: Article, name: str, *, by: Any, message: str, reason: str = "") -> Iterator[Step]:
    """Lock the article, refuse what the workflow refuses; afterwards save and record it.

    The article passed in shows the outcome in the end. Whatever the block raises undoes all.
    """
    with transaction.atomic():
        locked = lock_article(article)
        if sentence := refusal(name, locked, by):
            raise ValidationError(sentence)
        before, action = locked.status, ACTIONS[name].revision
        assert action is not None
        taken = Step(locked, by, message, action, reason.strip())
        yield taken
        if taken.action != RevisionAction.REJECTED:  # of which readers learn nothing, no time even
            locked.save()
        record(
            locked,
            taken.action,
            by=by,
            reason=taken.reason,
            status_before=before,
            of=taken.of,
            acknowledged=taken.acknowledged,
        )
        log(locked, by, f"{taken.message} {taken.reason}".strip())
    article.refresh_from_db()


def lock_article(article: Article) -> Article:
    """Return the article as it is now, locked, with the state before the first step on record."""
    # Not against keys: a correction that is opened meanwhile only refers to the article.
    locked = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
    record_loaded(locked)
    return locked


def lock_articles(articles: models.QuerySet[Article]) -> None:
    """Lock articles that must stay as they are until the transaction ends."""
    list(articles.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def lock_quotes(quotes: models.QuerySet[Quote]) -> None:
    """Lock quotes that must stay as they are until the transaction ends."""
    list(quotes.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def needed(text: str, field: str, sentence: str) -> str:
    """Return the text without white space around it; refuse one that readers would not see."""
    if not re.search(NOT_BLANK, text):
        raise ValidationError({field: sentence})
    return text.strip()


def log(row: models.Model, by: Any, message: str) -> None:
    """Leave a line in the admin's history of the row."""
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        object_repr=str(row)[:200],
        action_flag=CHANGE,
        change_message=message,
    )
