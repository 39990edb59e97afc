"""Two snapshots of an article compared: fields, texts word by word, quotes and events. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .alignment import Aligned, align_lines, align_texts
from .matching import Allowance
from .snapshot_fields import CITATION, CONTENT, COVERAGE, LIFE, Names, known, shown

#: Whose words are counted in the summary.
COUNTED = {"standfirst", "body", "note", "image_caption"}
#: What of an article's life the line about a step does not say by itself.
TIMES = ("published_at", "embargo_until")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: texts side by side, or two values such as a day, a choice or a moment."""

    name: str
    label: str
    is_changed: bool
    texts: Aligned | None = None
    before: Any = ""
    after: Any = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands on either side."""
        return not (self.texts.rows if self.texts else self.before or self.after)

    @property
    def in_words(self) -> str:
        """Return the field's name and, of a long text, how much of it: “body (+12 −3 words)”."""
        if self.texts is None or self.name not in COUNTED:
            return self.label
        added, removed = self.texts.added, self.texts.removed
        if not added and not removed:
            return f"{self.label} (punctuation or spacing)"
        counts = " ".join(
            f"{sign}{count:,}" for sign, count in (("+", added), ("−", removed)) if count
        )
        words = "word" if added + removed == 1 else "words"
        return f"{self.label} ({counts} {words})"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One quote or event that was added, removed, changed or stayed the same."""

    slug: str
    name: str
    outcome: str
    fields: tuple[FieldChange, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Tell whether anything became of it."""
        return self.outcome != "same"

    @property
    def changed_fields(self) -> list[FieldChange]:
        """Return the fields that differ."""
        return [change for change in self.fields if change.is_changed]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of two snapshots, what differs and what does not."""

    content: tuple[FieldChange, ...]
    citations: tuple[RowChange, ...]
    coverage: tuple[RowChange, ...]
    life: tuple[FieldChange, ...]
    names: Names = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        """Tell whether the words, quotes or events differ; where it is in its life aside."""
        rows = any(row.is_changed for row in (*self.citations, *self.coverage))
        return rows or any(change.is_changed for change in self.content)

    @property
    def is_coarse(self) -> bool:
        """Tell whether too much differs to show it word by word everywhere."""
        return any(change.texts.is_coarse for change in self.content if change.texts)

    @property
    def changed_content(self) -> list[FieldChange]:
        """Return the fields of the article that differ."""
        return [change for change in self.content if change.is_changed]

    @property
    def changed_life(self) -> list[FieldChange]:
        """Return what differs in its status, its times and who stands for it."""
        return [change for change in self.life if change.is_changed]

    @property
    def rows(self) -> list[tuple[str, str, tuple[RowChange, ...], bool]]:
        """Return quotes and events: (plural, singular, rows, whether any changed)."""
        return [
            (plural, singular, rows, any(row.is_changed for row in rows))
            for plural, singular, rows in (
                ("Quotes", "quote", self.citations),
                ("Events covered", "event", self.coverage),
            )
        ]


def compare(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    names: Names | None = None,
    allowance: Allowance | None = None,
) -> Comparison:
    """Compare two snapshots. ``allowance`` bounds the work, for many comparisons in one page."""
    allowance, names = allowance or Allowance(), names or {}
    old, new = before["article"], after["article"]
    return Comparison(
        content=tuple(_fields(known(CONTENT, LIFE, old, new), old, new, names, allowance)),
        citations=tuple(
            _rows("quote", CITATION, before["citations"], after["citations"], names, allowance)
        ),
        coverage=tuple(
            _rows("event", COVERAGE, before["coverage"], after["coverage"], names, allowance)
        ),
        life=tuple(_fields(LIFE, old, new, names, allowance)),
        names=names,
    )


def summary(comparison: Comparison) -> str:
    """Say in one line what changed: “headline, body (+12 −3 words), 1 quote added”.

    An empty text where no words did; the status has a place of its own beside it.
    """
    parts = [change.in_words for change in comparison.changed_content]
    for _, singular, rows, _ in comparison.rows:
        counts = Counter(row.outcome for row in rows)
        parts += [
            f"{counts[outcome]} {singular}{'' if counts[outcome] == 1 else 's'} {outcome}"
            for outcome in ("added", "removed", "changed")
            if counts[outcome]
        ]
    parts += [change.label for change in comparison.changed_life if change.name in TIMES]
    return ", ".join(parts)


def _fields(
    labels: Mapping[str, str],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    names: Names,
    allowance: Allowance,
) -> Iterable[FieldChange]:
    for name, label in labels.items():
        yield _field(name, label, old.get(name), new.get(name), names, allowance)


def _field(
    name: str, label: str, old: Any, new: Any, names: Names, allowance: Allowance
) -> FieldChange:
    one, other = (shown(name, value, names) for value in (old, new))
    changed = one != other
    if isinstance(one, str) and isinstance(other, str):
        return FieldChange(name, label, changed, align_texts(one, other, allowance))
    if isinstance(one or [], list) and isinstance(other or [], list):
        return FieldChange(name, label, changed, align_lines(one or [], other or [], allowance))
    return FieldChange(name, label, changed, before=one, after=other)


def _rows(
    link: str,
    labels: dict[str, str],
    before: Iterable[Mapping[str, Any]],
    after: Iterable[Mapping[str, Any]],
    names: Names,
    allowance: Allowance,
) -> Iterable[RowChange]:
    old, new = ({row[link]: row for row in rows} for rows in (before, after))
    for slug in sorted({*old, *new}):
        one, other = old.get(slug, {}), new.get(slug, {})
        name = names.get((link, slug), slug)
        if one == other:
            yield RowChange(slug, name, "same")
            continue
        outcome = "changed" if one and other else "removed" if one else "added"
        labelled = known(labels, {link: ""}, one, other)
        yield RowChange(slug, name, outcome, tuple(_fields(labelled, one, other, names, allowance)))
