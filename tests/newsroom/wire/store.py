"""What the tests of the public store ask it."""

from typing import Any

import orjson

from newsroom.models import Change, Document, Resource, Waiting
from newsroom.wire.settle import settle
from newsroom.wire.verifying import differences

Line = tuple[str, str, str]


def settled() -> list[Line]:
    """Settle what is due; return the changes that this makes, in their order."""
    before = last_number()
    settle()
    return changes(after=before)


def last_number() -> int:
    """Return the number of the last change."""
    return Change.objects.values_list("seq", flat=True).last() or 0


def changes(*, after: int = 0) -> list[Line]:
    """Return the log's lines: resource, slug, action."""
    return [
        (Resource(row.resource).label, row.slug, row.action)
        for row in Change.objects.filter(seq__gt=after)
    ]


def document(resource: Resource, slug: str) -> Any:
    """Return a document as a client reads it, None where there is none."""
    row = Document.objects.filter(resource=resource, slug=slug).first()
    return orjson.loads(row.body) if row is not None and row.body is not None else None


def waiting() -> set[tuple[int, int]]:
    """Return what waits."""
    return set(Waiting.objects.values_list("resource", "key"))


def assert_sound() -> None:
    """The documents are what the rows say, and replaying the log leads to exactly them."""
    found = list(differences())
    assert not found, found
    numbers = list(Change.objects.values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "the log has a gap"
    assert replayed() == {
        (row.resource, row.slug): row.version for row in Document.objects.exclude(key=None)
    }


def replayed() -> dict[tuple[int, str], int]:
    """Return what a client holds that followed the log from its beginning: versions."""
    held: dict[tuple[int, str], int] = {}
    for row in Change.objects.all():
        thing = (row.resource, row.slug)
        if row.action == "published":
            assert thing not in held, f"{row} and it was there"
            held[thing] = row.version
        elif row.action == "updated":
            assert held[thing] < row.version, f"{row} and the version does not rise"
            held[thing] = row.version
        else:
            held.pop(thing, None)
    return held
