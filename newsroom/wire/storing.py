"""What became of documents, written down: the documents themselves and the log of their changes.

Only whoever holds the store's lock calls this, so the numbers have no gaps and no late arrivals.
"""

import datetime
from collections.abc import Collection, Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

from actors.models import RetiredSlug
from actors.models.base import stored_model

from .encoding import etag_of
from .models import Action, Change, Document, Resource, Sequence, Waiting
from .rendering import Fresh, fresh_documents
from .shows import Pair, model_of

A_SECOND = datetime.timedelta(seconds=1)
_ADDRESS = ("resource", "slug")
_VALUES = ("key", "body", "etag", "version", "visible_since", "changed_at", "seq")


def render(pairs: Collection[Pair], sequence: Sequence, now: datetime.datetime) -> None:
    """Render these things anew, store what changed, and take them off the waiting list.

    What cannot be rendered waits on, behind all others.
    """
    fresh = fresh_documents(pairs)
    work = _Work(sequence, now, _stored(pairs, fresh))
    work.compare(pairs, fresh)
    work.write()
    # Nothing hangs on a waiting row: no need to load it first.
    Waiting.objects.filter(_named(pairs))._raw_delete(DEFAULT_DB_ALIAS)  # noqa: SLF001
    broken = [pair for pair, thing in fresh.items() if thing.body is None]
    Waiting.objects.bulk_create(
        Waiting(resource=number, key=key, since=now) for number, key in broken
    )


def by_resource(pairs: Collection[Pair]) -> dict[Resource, list[int]]:
    """Return the keys of each resource."""
    keys: dict[Resource, list[int]] = {}
    for number, key in sorted(pairs):
        keys.setdefault(Resource(number), []).append(key)
    return keys


def _stored(pairs: Collection[Pair], fresh: dict[Pair, Fresh]) -> list[Document]:
    """Return the documents of these things, and whatever else their slugs ever named."""
    wanted = _named(pairs)
    for resource in by_resource(fresh):
        slugs = [thing.slug for (number, _key), thing in fresh.items() if number == resource]
        wanted |= Q(resource=resource, slug__in=slugs)
    return list(Document.objects.filter(wanted))


def _named(pairs: Collection[Pair]) -> Q:
    """Return the condition that a row is of one of these things."""
    named = Q(pk__in=())
    for resource, keys in by_resource(pairs).items():
        named |= Q(resource=resource, key__in=keys)
    return named


class _Work:
    """The documents and changes of one turn, collected and then written together."""

    def __init__(self, sequence: Sequence, now: datetime.datetime, stored: list[Document]) -> None:
        self.sequence, self.now = sequence, now
        self.by_key = {(row.resource, row.key): row for row in stored if row.key is not None}
        self.by_slug = {(row.resource, row.slug): row for row in stored}
        self.gone: list[Document] = []
        self.live: list[Document] = []
        self.changes: list[Change] = []

    def compare(self, pairs: Collection[Pair], fresh: dict[Pair, Fresh]) -> None:
        """Note what went, then what came or changed."""
        self._take_down(pairs, fresh)
        for pair, thing in sorted(fresh.items()):
            if thing.body is None:
                continue
            row = self.by_slug.get((pair[0], thing.slug))
            if row is None:
                row = Document(resource=pair[0], slug=thing.slug, version=0)
            if (row.key, row.body) == (pair[1], thing.body):
                continue
            is_new = row.body is None
            row.key, row.body, row.etag = pair[1], thing.body, etag_of(thing.body.encode())
            row.visible_since = row.visible_since or self.now
            self._log(row, Action.PUBLISHED if is_new else Action.UPDATED)
            self.live.append(_copy(row))

    def _take_down(self, pairs: Collection[Pair], fresh: dict[Pair, Fresh]) -> None:
        gone = [
            (pair, row)
            for pair in sorted(pairs)
            if (row := self.by_key.get(pair)) is not None
            and (pair not in fresh or fresh[pair].slug != row.slug)
        ]
        for resource in Resource:
            rows = [row for pair, row in gone if pair[0] == resource]
            reasons = _why_gone(resource, rows) if rows else {}
            for row in rows:
                self._bury(row, reasons[row.slug])
        unseen = [key for number, key in pairs if number == Resource.ARTICLES]
        for row in _retracted_later([k for k in unseen if (Resource.ARTICLES, k) not in fresh]):
            self._bury(row, Action.RETRACTED)

    def _bury(self, row: Document, action: Action) -> None:
        row.key, row.body, row.etag = None, None, ""
        self._log(row, action)
        self.gone.append(_copy(row))  # another row may take its address in this same turn

    def _log(self, row: Document, action: Action) -> None:
        second = self.now.replace(microsecond=0)
        row.changed_at = max(second, row.changed_at + A_SECOND) if row.changed_at else second
        row.version += 1
        self.sequence.last += 1
        row.seq = self.sequence.last
        self.changes.append(
            Change(
                seq=row.seq,
                resource=row.resource,
                slug=row.slug,
                action=action,
                version=row.version,
                at=self.now,
            )
        )

    def write(self) -> None:
        """Write it: first what went, so that its row's key is free."""
        for rows in (self.gone, self.live):
            if rows:
                Document.objects.bulk_create(
                    rows,
                    update_conflicts=True,
                    unique_fields=_ADDRESS,
                    update_fields=_VALUES,
                )
        if self.changes:
            Change.objects.bulk_create(self.changes)
            self.sequence.save(update_fields=["last"])


def _copy(row: Document) -> Document:
    """Return a document to be inserted, or to replace what its slug names now."""
    return Document(**{name: getattr(row, name) for name in (*_ADDRESS, *_VALUES)})


def _why_gone(resource: Resource, rows: Collection[Document]) -> dict[str, Action]:
    """Return what happened to each of the documents that readers no longer get, by its slug."""
    model = stored_model(model_of(resource))
    things = model._default_manager.filter(pk__in=[row.key for row in rows])
    there = set(things.values_list("pk", flat=True))
    why = {row.slug: Action.WITHDRAWN if row.key in there else Action.DELETED for row in rows}
    deleted = [slug for slug, action in why.items() if action == Action.DELETED]
    if deleted:
        retired = RetiredSlug.objects.filter(model=model._meta.label_lower, slug__in=deleted)
        moved = retired.exclude(moved_to="").values_list("slug", flat=True)
        why |= dict.fromkeys(moved, Action.MERGED)
    if resource == Resource.ARTICLES and there:
        retracted = _retracted(there).values_list("slug", flat=True)
        why |= dict.fromkeys(why.keys() & set(retracted), Action.RETRACTED)
    return why


def _retracted_later(keys: Collection[int]) -> Iterator[Document]:
    """Yield what is left of articles that were withdrawn first and are retracted now (R7)."""
    if not keys:
        return
    slugs = list(_retracted(keys).values_list("slug", flat=True))
    if not slugs:
        return
    for row in Document.objects.filter(resource=Resource.ARTICLES, slug__in=slugs, key=None):
        if not Change.objects.filter(seq=row.seq, action=Action.RETRACTED).exists():
            yield row


def _retracted(keys: Collection[int]) -> QuerySet[Any]:
    retracted: QuerySet[Any] = model_of(Resource.ARTICLES)._default_manager.retracted()
    return retracted.filter(pk__in=keys)
