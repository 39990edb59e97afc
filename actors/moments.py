"""Moments on a clock: written and read in a time zone without ambiguity. No database.

Twice a year most clocks jump: an hour that is skipped names no moment, an hour that is repeated
names two. A moment is therefore written with its offset where its local time alone would not do.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from django.utils import timezone

HALF_A_YEAR = timedelta(days=182)


def meanings(local: datetime, zone: tzinfo) -> list[datetime]:
    """Return the moments that a local time without zone may mean: none, one or two, in order."""
    both = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    real = {
        moment.astimezone(UTC)
        for moment in both
        if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        == local.replace(fold=0)
    }
    return [moment.astimezone(zone) for moment in sorted(real)]


def read_moment(local: datetime, zone: tzinfo) -> datetime:
    """Return the one moment that a local time means, or raise ValueError with what to do."""
    try:
        possible = meanings(local, zone)
    except OverflowError:
        raise ValueError("That year is out of range. Write a year such as 2026.") from None
    if len(possible) == 1:
        return possible[0]
    if possible:
        raise ValueError(twice(local, zone, possible))
    raise ValueError(skipped(local, zone))


def twice(local: datetime, zone: tzinfo, possible: Sequence[datetime]) -> str:
    """Say that a local time happens twice, and how to tell which one is meant."""
    first, second = (f"{name_of_zone(moment)} ({offset_of(moment)})" for moment in possible)
    return (
        f"The clocks in {zone} go back then, so {local:%H:%M} happens twice: first in {first}, "
        f"then in {second}. Choose which of the two is meant."
    )


def skipped(local: datetime, zone: tzinfo) -> str:
    """Say that a local time does not exist, and which ones around it do."""
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC).astimezone(zone)
    after = local.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)
    return (
        f"The clocks in {zone} go forward then, so {local:%H:%M} does not exist. "
        f"Choose {before:%H:%M} or {after:%H:%M}."
    )


def offset_of(moment: datetime) -> str:
    """Return an aware moment's offset from UTC: “UTC”, “UTC+5:30”, “UTC-4”."""
    offset = moment.utcoffset() or timedelta()
    sign, seconds = ("-" if offset < timedelta() else "+"), abs(int(offset.total_seconds()))
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    if not seconds:
        return "UTC"
    tail = f":{minutes:02}" if minutes or rest else ""
    return f"UTC{sign}{hours}{tail}{f':{rest:02}' if rest else ''}"


def name_of_zone(moment: datetime) -> str:
    """Return the short name of a moment's zone where it has one: CEST, IST, else the offset."""
    name = moment.tzname() or ""
    return name if name.isalpha() else offset_of(moment)


def say_moment(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return a moment as nobody can misread it: “2026-10-25 02:30 CEST (UTC+2)”.

    In the zone of whoever is at work, unless another is given.
    """
    local = moment.astimezone(zone or timezone.get_current_timezone())
    name, offset = name_of_zone(local), offset_of(local)
    return f"{local:%Y-%m-%d %H:%M} {name}{'' if name == offset else f' ({offset})'}"


def clock_of(zone: tzinfo, moment: datetime | None, now: datetime) -> str:
    """Return the zone and its offset at a moment: “Asia/Kolkata, UTC+5:30”.

    Without a moment it is the offset of now, and says so where it changes with the season.
    """
    offset = offset_of((moment or now).astimezone(zone))
    changes = offset != offset_of((now + HALF_A_YEAR).astimezone(zone))
    if str(zone) == offset:
        return offset
    return f"{zone}, {'now ' if moment is None and changes else ''}{offset}"
