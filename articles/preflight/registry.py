"""The registry of checks, and what a check answers with.

A check is a function that takes an ``Examined`` and yields findings::

    @register("A05", WARNING)
    def missing_space(examined):
        \"\"\"A space is missing between two words.\"\"\"
        yield warning("A05", "…", "…", place, "key")

The first line of its docstring is the check's line in docs/editorial-rules.md.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.urls import reverse

from actors.moments import say_moment

from .examined import Examined

ERROR, WARNING = "error", "warning"

#: The fields of an article in the order in which its page shows them; then what hangs on it.
FIELDS = (
    "headline",
    "standfirst",
    "highlights",
    "dateline",
    "body",
    "paragraph",
    "quote",
    "event",
    "actor",
    "claim",
    "published_at",
    "embargo_until",
    "status",
    "image",
    "image_caption",
    "image_credit",
    "outlet",
    "source_date",
)
_LONGEST_KEY = 200
#: Of one check; whoever has so many starts with these.
MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the article's page something is wrong.

    ``kind`` is a field of the article, or paragraph, quote, event, actor or claim; ``model`` and
    ``pk`` name the row, where it is one, and ``field`` the column of it.
    """

    kind: str
    label: str
    number: int = 0
    model: str = ""
    pk: int | None = None
    field: str = ""

    def __str__(self) -> str:
        return self.label

    @property
    def order(self) -> tuple[int, int, str]:
        """Return where the place comes on the page, from top to bottom."""
        return (FIELDS.index(self.kind), self.number, self.label)

    @property
    def url(self) -> str:
        """Return the address of the row's page in the admin, or of the field on this page."""
        if self.model and self.pk is not None:
            return reverse(f"admin:{self.model.replace('.', '_')}_change", args=[self.pk])
        return f"#id_{'body' if self.kind == 'paragraph' else self.kind}"


def at_field(name: str) -> Place:
    """Return the place of an article's field."""
    return Place(name, name.replace("_", " ").capitalize())


def at_paragraph(number: int) -> Place:
    """Return the place of a paragraph of the body, counted as citations count them."""
    return Place("paragraph", f"Paragraph {number}", number)


def at_row(kind: str, row: Any, *, number: int = 0, field: str = "") -> Place:
    """Return the place of a quote, an event, an actor or a claim."""
    label = f"{kind.capitalize()} {row.slug}"
    model = "summits.event" if kind == "event" else row._meta.label_lower
    return Place(kind, label, number, model, row.pk, field)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: what, where, and what to do about it.

    ``name`` stays the same for as long as the thing is wrong in the same way; by it a warning is
    acknowledged. No two findings about one article share a name.
    """

    code: str
    level: str
    sentence: str
    hint: str
    place: Place
    name: str

    def __str__(self) -> str:
        return f"{self.level} {self.code} {self.place}: {self.sentence}"

    @property
    def is_error(self) -> bool:
        """Tell whether it blocks publishing."""
        return self.level == ERROR


def error(code: str, sentence: str, hint: str, place: Place, key: str) -> Finding:
    """Return a finding that blocks publishing."""
    return Finding(code, ERROR, sentence, hint, place, f"{code} {_short(key)}")


def warning(code: str, sentence: str, hint: str, place: Place, key: str) -> Finding:
    """Return a finding that an editor may acknowledge."""
    return Finding(code, WARNING, sentence, hint, place, f"{code} {_short(key)}")


def _short(key: str) -> str:
    """Return a key that fits into a form and a line, whatever text it was made of."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in key).split())
    return words[:_LONGEST_KEY].rstrip()


def moment(time: datetime.datetime | None) -> str:
    """Return a time as the desk's clock shows it."""
    return say_moment(time) if time else ""


Run = Callable[[Examined], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check: its code, the levels of its findings, and the function."""

    code: str
    levels: tuple[str, ...]
    run: Run

    @property
    def says(self) -> str:
        """Return what the check looks for, in a line."""
        return (self.run.__doc__ or "").strip().splitlines()[0]


_CHECKS: list[Check] = []


def register(code: str, *levels: str) -> Callable[[Run], Run]:
    """Register a check under its code, with the levels that its findings may have."""

    def keep(run: Run) -> Run:
        _CHECKS.append(Check(code, levels, run))
        return run

    return keep


def checks() -> list[Check]:
    """Return every registered check by its code."""
    return sorted(_CHECKS, key=lambda check: check.code)


def run_all(examined: Examined) -> Iterator[Finding]:
    """Yield what the checks find, of each the first findings only."""
    for check in checks():
        findings = iter(check.run(examined))
        yield from islice(findings, MOST_FINDINGS)
        if more := next(findings, None):
            sentence = f"There are more than {MOST_FINDINGS} findings of this kind."
            key = f"more than {MOST_FINDINGS}"
            yield Finding(
                check.code,
                more.level,
                sentence,
                "Mend these first.",
                more.place,
                f"{check.code} {key}",
            )


def named_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Number the findings that would share a name."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for finding in findings:
        name = finding.name
        while name in taken:
            seen[finding.name] += 1
            name = f"{finding.name} {seen[finding.name] + 1}"
        taken.add(name)
        yield finding if name == finding.name else replace(finding, name=name)
