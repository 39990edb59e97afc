"""What stands in a snapshot of an article: names of its fields, and values as they are read. Pure.

The snapshots are those of articles/revisions.py, fresh or as the database gives them back.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .choices import ArticleStatus, CoverageRel, QuoteKind

#: The fields of an article in the order of its page, and what they are called.
CONTENT = {
    "headline": "headline",
    "standfirst": "standfirst",
    "body": "body",
    "highlights": "highlights",
    "dateline": "dateline",
    "byline": "byline(s)",
    "topics": "topics",
    "genre": "genre",
    "language": "language",
    "note": "internal note",
    "image": "image",
    "image_caption": "image caption",
    "image_credit": "image credit",
    "image_alt": "image description",
    "outlet": "outlet",
    "outlet_deduced": "outlet deduced",
    "source_headline": "source headline",
    "source_url": "source address",
    "source_ref": "source reference",
    "source_date": "source date",
    "source_updated": "source updated",
    "credit_line": "credit line",
    "credits": "credits",
}
LIFE = {
    "status": "status",
    "published_at": "publication time",
    "embargo_until": "embargo",
    "retracted_at": "retraction time",
    "version": "version",
    "created_by": "author",
    "reviewed_by": "reviewed by",
}
CITATION = {
    "as_printed": "as printed",
    "context": "context",
    "kind": "kind",
    "cue": "cue",
    "speaker_as_printed": "speaker as printed",
    "title_as_printed": "title as printed",
    "title_on_day": "title on the day",
    "paragraph": "paragraph",
}
COVERAGE = {"rel": "as its", "is_upcoming": "looks ahead"}
_CHOICES: dict[str, Any] = {"status": ArticleStatus, "kind": QuoteKind, "rel": CoverageRel}
#: Whose values are slugs of other rows.
_LINKS = {"outlet": "actor", "credits": "actor", "topics": "topic"}

#: What rows are called where their slugs would not be read: (model, slug) -> name.
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One field that is filled in: its name, what it is called, and its value as it is read."""

    name: str
    label: str
    value: Any

    @property
    def lines(self) -> list[str]:
        """Return the lines of a list, such as highlights or topics."""
        return self.value if isinstance(self.value, list) else []


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A quote or an event of a snapshot."""

    slug: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Readable:
    """A whole snapshot to read."""

    content: tuple[Entry, ...]
    citations: tuple[ReadRow, ...]
    coverage: tuple[ReadRow, ...]
    life: tuple[Entry, ...]


def readable(snapshot: Mapping[str, Any], names: Names) -> Readable:
    """Return all that a snapshot holds and that is filled in, in the order of the page."""
    article = snapshot["article"]
    rows = {
        link: tuple(
            ReadRow(
                row[link],
                names.get((link, row[link]), row[link]),
                tuple(_entries(known(labels, {link: ""}, row), row, names)),
            )
            for row in snapshot[key]
        )
        for key, link, labels in (
            ("citations", "quote", CITATION),
            ("coverage", "event", COVERAGE),
        )
    }
    return Readable(
        tuple(_entries(known(CONTENT, LIFE, article), article, names)),
        rows["quote"],
        rows["event"],
        tuple(_entries(LIFE, article, names)),
    )


def _entries(labels: Mapping[str, str], row: Mapping[str, Any], names: Names) -> Iterable[Entry]:
    for name, label in labels.items():
        if value := shown(name, row.get(name), names):
            yield Entry(name, label, value)


def known(
    labels: Mapping[str, str], apart: Mapping[str, str], *rows: Mapping[str, Any]
) -> dict[str, str]:
    """Return the labels, and of what only an older or newer snapshot knows the bare name."""
    others = {name for row in rows for name in row} - {*labels, *apart}
    return {**labels, **{name: name.replace("_", " ") for name in sorted(others)}}


def shown(name: str, value: Any, names: Names) -> Any:
    """Return a value as it is read: names for slugs, words for choices, moments as moments."""
    if value is None or value == "":
        return ""
    if name.endswith(("_at", "_until")):
        return _moment(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if link := _LINKS.get(name):
        named = [names.get((link, slug), slug) for slug in _listed(value)]
        return sorted(named) if isinstance(value, list) else named[0]
    if name in _CHOICES:
        return dict(_CHOICES[name].choices).get(value, value)
    return value if isinstance(value, list) else str(value)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _moment(value: Any) -> Any:
    """Return a moment to the millisecond, which is what a stored snapshot keeps."""
    moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
