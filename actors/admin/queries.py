"""Counts and searches that the desk's lists share."""

from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from actors.names import fold_name


def count_of(model: type[models.Model], relation: str) -> Coalesce:
    """Return how many rows of a reverse relation there are, as a subquery."""
    there: Any = model._meta.get_field(relation)
    key = there.remote_field.name
    rows = there.related_model._default_manager.filter(**{key: OuterRef("pk")})
    counted = rows.order_by().values(key).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def words_of(text: str) -> list[str]:
    """Return what is typed between spaces, without what is punctuation only."""
    return [word for word in text.split() if fold_name(word)]


def has_no_word(text: str) -> bool:
    """Tell whether something is typed that no search can find: “…”."""
    return bool(text.strip()) and not words_of(text)


def find_words(queryset: QuerySet[Any], text: str, *fields: str) -> QuerySet[Any]:
    """Return the rows in which each word of the text stands in one of the folded fields.

    Text without a word, such as “…”, is found nowhere.
    """
    if has_no_word(text):
        return queryset.none()
    for word in fold_name(text).split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__contains": word})
        queryset = queryset.filter(anywhere)
    return queryset
