"""Dates as pages and wires print them. Only what can mean one day is understood."""

import datetime
import re

from articles.words import MONTHS

_ISO = re.compile(r"(?P<y>[12][0-9]{3})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?![0-9-])")
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?|Tue|Wed|Thu|Thur|Sat),? "
_DAY_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?P<m>{MONTHS})\.?,?[ -]"
    r"(?P<y>[12][0-9]{3})\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(?P<m>{MONTHS})\.? (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? "
    r"(?P<y>[12][0-9]{3})\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"""(?:[,|@•·-]|\ at\b|T)?\s*(?:[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:\.[0-9]+)?\s*)?
        (?:[ap]\.?m\.?)?\s*(?:[+-][0-9]{2}:?[0-9]{2}|\(?[A-Z]{1,4}\)?)?\.?""",
    re.IGNORECASE | re.VERBOSE,
)
RELATIVE = re.compile(
    r"(?:just now|today|yesterday"
    r"|(?:[0-9]{1,3}|an?|a few) (?:sec|second|min|minute|hour|hr|day|week|month)s?\.? ago)\Z",
    re.IGNORECASE,
)
_YEARS = range(1000, 3000)
_MONTH_NUMBERS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


def day_at_start(text: str) -> tuple[datetime.date | None, int]:
    """Return the day with which a text begins and where it ends; (None, 0) where there is none.

    A date that does not exist, such as 2025-02-30, is (None, its end).
    """
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        if found := pattern.match(text):
            month = found["m"]
            number = int(month) if month.isdigit() else _MONTH_NUMBERS[month[:3].lower()]
            try:
                return datetime.date(int(found["y"]), number, int(found["d"])), found.end()
            except ValueError:
                return None, found.end()
    return None, 0


def day_alone(text: str) -> datetime.date | None:
    """Return the day that a line consists of, a time of the day beside it or not."""
    day, end = day_at_start(text)
    return day if day and _TIME.fullmatch(text, end) else None


def moment(text: str) -> datetime.datetime | None:
    """Return an ISO 8601 moment, in UTC where it names no zone; None for anything else.

    No clock of another zone can show the first and the last day that computers know.
    """
    try:
        found = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if found.year not in _YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
