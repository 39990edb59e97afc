"""Time zones: which there are, and moments written and read in them without ambiguity."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError


@cache
def zone_names() -> tuple[str, ...]:
    """The zones on offer: places and UTC, in alphabetical order, without abbreviations."""
    places = {name for name in available_timezones() if "/" in name}
    hidden = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/", "Chile/")
    return ("UTC", *sorted(name for name in places if not name.startswith(hidden)))


def validate_time_zone(value: str) -> None:
    """Accept the name of a zone on offer, such as Asia/Kolkata; raise ValidationError else."""
    if value not in zone_names():
        raise ValidationError(
            "%(value)s is not a time zone. Write one from the list, such as Asia/Kolkata.",
            code="unknown_time_zone",
            params={"value": value},
        )


def zone_named(text: str) -> str:
    """Return the name of the zone that is meant: by its whole name, or by its city if only one.

    What means no zone, or several, comes back as it is, for the validator to refuse.
    """
    typed = "_".join(text.split()).casefold()
    names = [name for name in zone_names() if typed in (name.casefold(), _city(name))]
    return names[0] if len(names) == 1 else text.strip()


def _city(name: str) -> str:
    return name.rpartition("/")[2].casefold()
