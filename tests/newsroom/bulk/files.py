"""Files of a desk for tests: written, loaded, and dumped again."""

import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from newsroom.bulk.dumping import lines
from newsroom.bulk.lines import LineFile
from newsroom.bulk.loading import BadLinesError, Loaded, load
from newsroom.bulk.people import People

TIMES = {"created_at": "2025-09-01T03:00:00.000001Z", "updated_at": "2025-09-02T03:00:00Z"}


def row(model: str, **fields: Any) -> dict[str, Any]:
    """Return a row with its times."""
    return {"model": model, "fields": {**TIMES, **fields}}


def actor(slug: str, **fields: Any) -> dict[str, Any]:
    """Return a person."""
    return row("actors.actor", slug=slug, **{"name": slug.title(), **fields})


def article(slug: str, **fields: Any) -> dict[str, Any]:
    """Return a draft."""
    return row("articles.article", slug=slug, **fields)


def quote(slug: str, **fields: Any) -> dict[str, Any]:
    """Return a quote of nobody in particular."""
    usual = {"text": "Words", "attribution": "unnamed", "source_description": "Experts"}
    return row("articles.quote", slug=slug, **{**usual, **fields})


def retired(model: str, slug: str) -> dict[str, Any]:
    """Return an address that is not to be used again."""
    return {"model": "actors.retiredslug", "fields": {"model": model, "slug": slug}}


def as_bytes(rows: Iterable[dict[str, Any] | bytes]) -> bytes:
    """Return the lines of a file; bytes stand in it as they are."""
    texts = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in rows]
    return b"".join(text + b"\n" for text in texts)


def load_bytes(content: bytes, stand_ins: Iterable[str] = (), **options: Any) -> Loaded:
    """Load a file."""
    return load(LineFile(io.BytesIO(content)), people=People([*stand_ins]), **options)


def load_rows(*rows: dict[str, Any] | bytes, **options: Any) -> Loaded:
    """Load a file of these lines."""
    return load_bytes(as_bytes(rows), **options)


def refusal_of(*rows: dict[str, Any] | bytes, **options: Any) -> list[str]:
    """Return what is said of a file that is refused."""
    try:
        load_rows(*rows, **options)
    except BadLinesError as refused:
        return refused.problems.sentences()
    return []


def dumped() -> bytes:
    """Return a dump of the desk."""
    return b"".join(lines(lambda _number: None))


def dump_of(make: Callable[[], object]) -> bytes:
    """Return the dump of a desk that is made for it, and gone again afterwards."""
    with transaction.atomic():
        make()
        dump = dumped()
        transaction.set_rollback(True)
    return dump
