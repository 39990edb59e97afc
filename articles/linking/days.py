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


def said_on(text: str, found: FoundQuote, day: datetime.date) -> Said:
    """Return the day that stands beside the verb; failing that, that it was said by ``day``."""
    days = {said.edtf: said for said in _days_in(_beside_the_verb(text, found), day)}
    if len(days) == 1:
        return next(iter(days.values()))
    return Said(f"[..{day.isoformat()}]", DateBasis.DERIVED, "by the article's date")


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


def _days_in(words: str, day: datetime.date) -> list[Said]:
    found = []
    for match in _RELATIVE.finditer(words):
        name = match["day"].lower()
        back = (day.weekday() - DAYS.index(name)) % 7 if name in DAYS else int(name == "yesterday")
        edtf = (day - datetime.timedelta(back)).isoformat()
        found.append(Said(edtf, DateBasis.DERIVED, f"“{match['day']}” stands beside the verb"))
    for pattern in _PRINTED:
        for match in pattern.finditer(words):
            if (printed := _printed(match, day)) is not None:
                why = f"“{match[0]}” stands beside the verb"
                found.append(Said(printed.isoformat(), DateBasis.STATED, why))
    return found


def _printed(match: re.Match[str], day: datetime.date) -> datetime.date | None:
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    years = [int(match["year"])] if match["year"] else [day.year, day.year - 1]
    for year in years:
        try:
            printed = datetime.date(year, month, int(match["day"]))
        except ValueError:
            continue
        if printed <= day:
            return printed
    return None
