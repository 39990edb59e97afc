"""The day on which words were said, as the sentence gives it: “on Sunday”, “on 7 August”.

Pure Python, no database.
"""

import datetime
import re
from dataclasses import dataclass

from articles.quotation import FoundQuote
from summits.choices import DateBasis

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?"
_NOT_BEHIND = "".join(f"(?<!{word} )" for word in ("next", "last", "since", "until", "by", "from"))
_RELATIVE = re.compile(rf"{_NOT_BEHIND}\b(?P<day>today|yesterday|{'|'.join(DAYS)})\b", re.I)
_PRINTED = (
    re.compile(rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)? {_MONTH}\b{_YEAR}", re.I),
    re.compile(rf"\b{_MONTH} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b{_YEAR}", re.I),
)
_BEFORE, _BEHIND = 40, 60


@dataclass(frozen=True, slots=True)
class Said:
    """A day as EDTF, how the desk comes by it, and why, in words."""

    edtf: str
    basis: str
    why: str


def said_on(text: str, found: FoundQuote, day: datetime.date | None) -> Said:
    """Return the day that stands beside the verb; failing that, that it was said by ``day``.

    Where the article has no date, ``day`` is None: a weekday cannot be counted from it then.
    """
    beside = _beside_the_verb(text, found)
    days = {said.edtf: said for said in _days_in(beside, day)}
    if len(days) == 1:
        return next(iter(days.values()))
    if day is None:
        return Said("", DateBasis.NONE, _why_none(beside, is_dated=bool(days)))
    return Said(f"[..{day.isoformat()}]", DateBasis.DERIVED, "by the article's date")


def _why_none(beside: str, *, is_dated: bool) -> str:
    """Say why no day is proposed where the article has no date."""
    printed = (match[0] for pattern in (_RELATIVE, *_PRINTED) for match in pattern.finditer(beside))
    if is_dated or not (words := next(printed, "")):
        return "the article has no date"
    return f"“{words}” stands beside the verb, but the article has no date to count it from"


def _beside_the_verb(text: str, found: FoundQuote) -> str:
    if found.cue_start < 0:
        return ""
    low, high = max(0, found.cue_start - _BEFORE), found.cue_end + _BEHIND
    if found.cue_start >= found.end:
        low = max(low, found.end)
    elif found.cue_end <= found.start:
        high = min(high, found.start)
    before = text[low : found.cue_start].rpartition("\n")[2]
    return before + text[found.cue_start : high].partition("\n")[0]


def _days_in(words: str, day: datetime.date | None) -> list[Said]:
    found = _counted_from(day, words) if day is not None else []
    for pattern in _PRINTED:
        for match in pattern.finditer(words):
            if (printed := _printed(match, day)) is not None:
                why = f"“{match[0]}” stands beside the verb"
                found.append(Said(printed.isoformat(), DateBasis.STATED, why))
    return found


def _counted_from(day: datetime.date, words: str) -> list[Said]:
    found = []
    for match in _RELATIVE.finditer(words):
        name = match["day"].lower()
        back = (day.weekday() - DAYS.index(name)) % 7 if name in DAYS else int(name == "yesterday")
        edtf = (day - datetime.timedelta(back)).isoformat()
        found.append(Said(edtf, DateBasis.DERIVED, f"“{match['day']}” stands beside the verb"))
    return found


def _printed(match: re.Match[str], day: datetime.date | None) -> datetime.date | None:
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    years = [day.year, day.year - 1] if day is not None else []
    for year in [int(match["year"])] if match["year"] else years:
        try:
            printed = datetime.date(year, month, int(match["day"]))
        except ValueError:
            continue
        if day is None or printed <= day:
            return printed
    return None
