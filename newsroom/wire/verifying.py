"""Proof that the store says what the rows say: every document beside one made anew.

A part at a time, each within a turn of its own: no writer can come between the document and its
copy, and none waits long.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from .marks import sources
from .models import Action, Change, Document, Resource, Touched, Waiting
from .rendering import Fresh, fresh_documents
from .settle import BATCH, settle, settle_everything, take_turn
from .shows import Pair, public

#: How many characters before and after a difference are shown.
AROUND = 40
GONE = (Action.WITHDRAWN, Action.RETRACTED, Action.DELETED, Action.MERGED)


def differences(progress: Callable[[int], object] | None = None) -> Iterator[str]:
    """Settle everything; then yield a sentence for each thing that is not as it should be."""
    settle_everything()
    for resource in Resource:
        yield from _of_documents(resource, progress)
    yield from _of_the_log()
    yield from _of_the_clock()


def _of_documents(resource: Resource, progress: Callable[[int], object] | None) -> Iterator[str]:
    """Yield how the documents of a resource differ from fresh ones, in both directions."""
    after: int | None = -1
    while after is not None:
        with transaction.atomic():
            take_turn()
            settle()
            keys = _next_keys(resource, after)
            found = list(_compared(resource, keys))
        yield from found
        if progress is not None:
            progress(len(keys))
        after = keys[-1] if keys else None


def _next_keys(resource: Resource, after: int) -> list[int]:
    """Return the next keys of things that are public, or have a document as if they were."""
    rows = public(resource).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    documents = Document.objects.filter(resource=resource, key__gt=after).order_by("key")
    stored = documents.values_list("key", flat=True)
    return sorted({*rows[:BATCH], *stored[:BATCH]})[:BATCH]


def _compared(resource: Resource, keys: Collection[int]) -> Iterator[str]:
    waiting = set(
        Waiting.objects.filter(resource=resource, key__in=keys).values_list("key", flat=True)
    )
    pairs: list[Pair] = [(resource.value, key) for key in keys if key not in waiting]
    fresh = fresh_documents(pairs)
    stored = {
        (row.resource, row.key): row
        for row in Document.objects.filter(resource=resource, key__in=keys)
    }
    for pair in pairs:
        if sentence := _difference(stored.get(pair), fresh.get(pair)):
            yield f"{resource.label} {sentence}"


def _difference(stored: Document | None, fresh: Fresh | None) -> str:
    if stored is None:
        assert fresh is not None, "it is public or has a document"
        return f"{fresh.slug}: readers may see it, and it has no document."
    if fresh is None:
        return f"{stored.slug}: it has a document, and readers may not see it."
    if fresh.body is None:
        return f"{fresh.slug}: its document cannot be made; the server's log says why."
    if stored.slug != fresh.slug:
        return f"{fresh.slug}: its document is that of “{stored.slug}”."
    if stored.body != fresh.body:
        return f"{stored.slug}: {_first_difference(stored.body or '', fresh.body)}"
    return ""


def _first_difference(stored: str, fresh: str) -> str:
    pairs = enumerate(zip(stored, fresh, strict=False))
    shorter = min(len(stored), len(fresh))
    place = next((number for number, (old, new) in pairs if old != new), shorter)
    around = slice(max(place - AROUND, 0), place + AROUND)
    return f"it says {stored[around]!r}, not {fresh[around]!r}."


def _of_the_log() -> Iterator[str]:
    """Yield what of the log does not lead to the documents."""
    same = Change.objects.filter(
        seq=OuterRef("seq"),
        resource=OuterRef("resource"),
        slug=OuterRef("slug"),
        version=OuterRef("version"),
    )
    gone = same.filter(action__in=GONE)
    live = same.exclude(action__in=GONE)
    lost = Document.objects.filter(key=None).exclude(Exists(gone))
    lost |= Document.objects.exclude(key=None).exclude(Exists(live))
    for row in lost:
        yield f"{Resource(row.resource).label} {row.slug}: the log's change {row.seq} is not its."
    later = Change.objects.filter(
        resource=OuterRef("resource"), slug=OuterRef("slug"), seq__gt=OuterRef("seq")
    )
    for row in Document.objects.filter(Exists(later)):
        yield f"{Resource(row.resource).label} {row.slug}: the log has a later change of it."


def _of_the_clock() -> Iterator[str]:
    """Yield the rows whose moment is still to come and would pass unnoticed."""
    now: datetime = timezone.now()
    for source in sources():
        if not source.moment:
            continue
        mark = Touched.objects.filter(
            resource=source.resource, key=OuterRef("pk"), due_at=OuterRef(source.moment)
        )
        rows = source.model._default_manager.filter(**{f"{source.moment}__gt": now})
        for row in rows.exclude(Exists(mark)).values_list("slug", F(source.moment)):
            yield f"{source.resource.label} {row[0]}: nothing marks that {row[1]:%c} will come."
