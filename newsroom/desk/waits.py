"""How long until, how long since: in words short enough for a line. Pure, no database.

static/newsroom/admin/dashboard.js says a wait in the same words while the page is open.
"""

from datetime import date, timedelta

MINUTE, HOUR, DAY = 60, 3600, 86400
WEEK = 7 * DAY


def say_wait(wait: timedelta) -> str:
    """Return how long to wait: “in 2 h 5 min”, “in 3 days 4 h”, “in 40 s”, “now”."""
    seconds = int(wait.total_seconds())
    if seconds <= 0:
        return "now"
    if seconds < MINUTE:
        return f"in {seconds} s"
    if seconds < HOUR:
        return f"in {seconds // MINUTE} min"
    if seconds < DAY:
        return _two(f"in {seconds // HOUR} h", seconds % HOUR // MINUTE, "min")
    days = _days(seconds // DAY)
    return f"in {days}" if seconds >= WEEK else _two(f"in {days}", seconds % DAY // HOUR, "h")


def say_ago(past: timedelta) -> str:
    """Return how long ago: “just now”, “5 min ago”, “3 h ago”, “2 days ago”."""
    seconds = int(past.total_seconds())
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min ago"
    return f"{seconds // HOUR} h ago" if seconds < DAY else f"{_days(seconds // DAY)} ago"


def say_day(day: date, today: date) -> str:
    """Return how far a day is: “yesterday”, “today”, “tomorrow”, “in 5 days”, “12 days ago”."""
    apart = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if apart in near:
        return near[apart]
    return f"in {apart} days" if apart > 0 else f"{-apart} days ago"


def _two(large: str, number: int, unit: str) -> str:
    return f"{large} {number} {unit}" if number else large


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
