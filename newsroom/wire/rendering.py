"""Documents as they would be made now: by the serializers that define the API."""

import logging
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import orjson
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone, translation

from actors.resources import ResourceSerializer, for_readers

from .models import Resource
from .shows import Pair, public, serializer_of

logger = logging.getLogger(__name__)

#: How many rows are loaded together with what they show.
CHUNK = 100

_Thing = TypeVar("_Thing")


class Fresh(NamedTuple):
    """A document made just now."""

    slug: str
    body: str | None  #: none where it could not be made, which is logged


def fresh_documents(pairs: Collection[Pair]) -> dict[Pair, Fresh]:
    """Render those of the things that readers may see now (R6); the others are not in it.

    Whoever asks for it, wherever: no editor's time zone or language, and no preview. They are put
    aside one by one, since in a context of its own there could be another connection.
    """
    made: dict[Pair, Fresh] = {}
    language = translation.override(settings.LANGUAGE_CODE)
    with for_readers(), timezone.override(None), language:
        for resource in Resource:
            keys = sorted(key for number, key in pairs if number == resource)
            for chunk in chunks(keys, CHUNK):
                made |= _rendered(resource, chunk)
    return made


def _rendered(resource: Resource, keys: list[int]) -> dict[Pair, Fresh]:
    serializer_class = serializer_of(resource)
    rows = serializer_class.loaded(public(resource).filter(pk__in=keys).order_by("pk"))
    return {(resource.value, row.pk): Fresh(row.slug, _body(resource, row)) for row in rows}


def _body(resource: Resource, row: Any) -> str | None:
    """Return a row's document; one that cannot be made must not keep all others from readers."""
    try:
        return orjson.dumps(_serializer(resource).to_representation(row)).decode()
    except DatabaseError:
        raise  # of the connection, not of this row
    except Exception:
        logger.exception("The document of %s “%s” cannot be made.", resource.label, row.slug)
        return None


@cache
def _serializer(resource: Resource) -> ResourceSerializer:
    """Return what shows rows of a resource; it keeps nothing of a row, and is made once."""
    return serializer_of(resource)()


def chunks(things: Iterable[_Thing], size: int) -> Iterator[list[_Thing]]:
    """Yield the things in lists of at most that size."""
    rest = iter(things)
    while found := list(islice(rest, size)):
        yield found
