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


def find_words(queryset: QuerySet[Any], text: str, *fields: str) -> QuerySet[Any]:
    """Return the rows in which each word of the text stands in one of the folded fields."""
    for word in fold_name(text).split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__contains": word})
        queryset = queryset.filter(anywhere)
    return queryset
