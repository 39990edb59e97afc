"""What of the API there is to render, and which things show which others.

All of it is read from the API's one list of endpoints and from what their serializers declare.
"""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.db.models import F, QuerySet, Value

from actors.resources import ResourceSerializer, ResourceViewSet

from .models import Resource

#: A thing, by the number of its resource and its row's primary key.
Pair = tuple[int, int]


def endpoint(resource: Resource) -> type[ResourceViewSet]:
    """Return the view set of a resource."""
    from newsroom.api import ENDPOINTS  # which imports every view, and through them this module

    return ENDPOINTS[resource.label]


def model_of(resource: Resource) -> Any:
    """Return the model of a resource."""
    return endpoint(resource).model


def serializer_of(resource: Resource) -> type[ResourceSerializer]:
    """Return what makes the documents of a resource."""
    return endpoint(resource).serializer_class


def public(resource: Resource) -> QuerySet[Any]:
    """Return the rows of a resource that readers may see now (R6)."""
    found: QuerySet[Any] = model_of(resource)._default_manager.published()
    return found


@cache
def lookups_to(touched: Resource) -> tuple[tuple[Resource, str], ...]:
    """Return by which lookups from which resources something of this one is shown."""
    return tuple(
        (resource, lookup)
        for resource in Resource
        for lookup in serializer_of(resource).shows.get(touched.label, ())
    )


def showing(touched: Collection[Pair]) -> QuerySet[Any] | None:
    """Return the things that show one of these, each once, as pairs; None where nothing can.

    One step is enough: the lookups are declared through to the end, visibility included.
    """
    found = list(_each_lookup(touched))
    return found[0].union(*found[1:]) if found else None


def _each_lookup(touched: Collection[Pair]) -> Iterator[QuerySet[Any]]:
    for resource in Resource:
        keys = [key for number, key in touched if number == resource]
        for shown_by, lookup in lookups_to(resource) if keys else ():
            rows = model_of(shown_by)._default_manager.filter(**{f"{lookup}__pk__in": keys})
            yield as_pairs(Value(shown_by.value), F("pk"), rows)


def as_pairs(resource: Value | F, key: F, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows as pairs, whose columns in SQL are ``shown`` and ``shown_key``."""
    pairs = rows.order_by().annotate(shown=resource, shown_key=key)
    return pairs.values_list("shown", "shown_key")
