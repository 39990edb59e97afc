"""Partial and uncertain dates: the desk's subset of EDTF (Library of Congress, 4 February 2019).

Accepted: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, each with one optional qualifier ``?`` uncertain,
``~`` approximate or ``%`` both; intervals ``a/b`` with ``..`` or nothing for an open side; and of
level 2 the one-of-a-set ranges ``[a..b]``, ``[..b]``, ``[a..]`` with the same precision on both
sides. An empty text means that the date is not known. Pure Python, no database.
"""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

DAY, MONTH, YEAR, RANGE, UNKNOWN = "day", "month", "year", "range", "unknown"
PRECISIONS = (DAY, MONTH, YEAR, RANGE, UNKNOWN)

_DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_QUALIFIED = rf"{_DATE}[?~%]?"
_SINGLE = re.compile(rf"{_QUALIFIED}\Z")
_INTERVAL = re.compile(rf"(?P<start>{_QUALIFIED}|\.\.|)/(?P<end>{_QUALIFIED}|\.\.|)\Z")
_ONE_OF = re.compile(rf"\[(?P<start>{_DATE})?\.\.(?P<end>{_DATE})?\]\Z")
_PRECISION_BY_LENGTH = {4: YEAR, 7: MONTH, 10: DAY}
_COARSENESS = {DAY: 0, MONTH: 1, YEAR: 2}

FORMS = (
    "Write 2025, 2025-08 or 2025-08-31 (add ? for uncertain, ~ for approximate), "
    "2025-08-31/2025-09-01 for a span, or [2025-08-01..2025-08-07] for one day within a span."
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """What an EDTF text says: the first and last day it may mean (None = open) and how finely.

    ``exact`` is true for a plain day or a span between two plain days: only there may a rule
    fail for being outside; everywhere else ranges need to overlap.
    """

    earliest: datetime.date | None
    latest: datetime.date | None
    precision: str
    exact: bool = False


NOT_KNOWN = PartialDate(None, None, UNKNOWN)


@lru_cache(maxsize=4096)
def read_edtf(text: str) -> PartialDate:
    """Read an EDTF text; raise ValueError with a sentence that says what to write instead."""
    if text == "":
        return NOT_KNOWN
    if _SINGLE.match(text):
        return _read_single(text)
    for pattern, one_of in ((_INTERVAL, False), (_ONE_OF, True)):
        if match := pattern.match(text):
            return _read_range(text, match["start"] or "", match["end"] or "", one_of=one_of)
    raise ValueError(f"“{text}” is not a date this desk can read. {FORMS}")


def known_date(text: str) -> PartialDate:
    """Read an EDTF text; one that cannot be read is not known.

    For rules across fields, which run although a form has just refused the date at its field.
    """
    try:
        return read_edtf(text.strip())
    except ValueError:
        return NOT_KNOWN


def overlaps(first: PartialDate, second: PartialDate) -> bool:
    """Tell whether both may mean the same day; an open or unknown side never rules that out."""
    return not (is_before(first, second) or is_before(second, first))


def is_before(first: PartialDate, second: PartialDate) -> bool:
    """Tell whether the first date certainly lies before the second."""
    if first.latest is None or second.earliest is None:
        return False
    return first.latest < second.earliest


def contains(outer: PartialDate, inner: PartialDate) -> bool:
    """Tell whether the inner date's span lies inside the outer one's; open sides hold all."""
    starts_inside = outer.earliest is None or (
        inner.earliest is not None and inner.earliest >= outer.earliest
    )
    ends_inside = outer.latest is None or (
        inner.latest is not None and inner.latest <= outer.latest
    )
    return starts_inside and ends_inside


def _read_single(text: str) -> PartialDate:
    plain = text.rstrip("?~%")
    earliest, latest = _bounds(plain)
    precision = _PRECISION_BY_LENGTH[len(plain)]
    return PartialDate(earliest, latest, precision, exact=precision == DAY and plain == text)


def _read_range(text: str, start: str, end: str, *, one_of: bool) -> PartialDate:
    sides = [side.rstrip("?~%") for side in (start, end) if side not in ("", "..")]
    if not sides:
        raise ValueError(
            f"“{text}” is open on both sides. Leave the date empty if it is not known."
        )
    if one_of and len({len(side) for side in sides}) > 1:
        raise ValueError(f"“{text}” mixes days, months and years. Write both sides alike.")
    earliest = _bounds(start.rstrip("?~%"))[0] if start not in ("", "..") else None
    latest = _bounds(end.rstrip("?~%"))[1] if end not in ("", "..") else None
    if earliest and latest and earliest > latest:
        raise ValueError(f"“{text}” ends before it begins. Write the earlier date first.")
    _confirm(text)
    if one_of:
        return PartialDate(earliest, latest, RANGE)
    coarsest = max((_PRECISION_BY_LENGTH[len(side)] for side in sides), key=_COARSENESS.__getitem__)
    whole = len(sides) == 2 and sides == [start, end]
    return PartialDate(earliest, latest, coarsest, exact=whole and coarsest == DAY)


def _bounds(plain: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of ``YYYY[-MM[-DD]]``, refusing days that do not exist."""
    year, month, day = (int(part) for part in (plain + "-0-0").split("-")[:3])
    try:
        datetime.date(year, month if len(plain) > 4 else 1, day if len(plain) > 7 else 1)
    except ValueError:
        raise ValueError(f"“{plain}” is not in the calendar. {FORMS}") from None
    parsed = _confirm(plain)
    return _day(parsed.lower_strict()), _day(parsed.upper_strict())


def _confirm(text: str) -> Any:
    """Have the EDTF library read the text too, so that both agree on what is a date."""
    try:
        return parse_edtf(text)
    except EDTFParseException:
        raise ValueError(f"“{text}” is not a date this desk can read. {FORMS}") from None


def _day(parts: Any) -> datetime.date:
    return datetime.date(*tuple(parts)[:3])
