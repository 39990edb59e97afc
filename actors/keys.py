"""Numbers that addresses and forms carry, such as the keys of rows. Pure Python."""

from collections.abc import Iterable

#: As many digits as fit into a column of any database.
LONGEST = 18


def as_number(text: str) -> int | None:
    """Return the number that a text is, None where it is none or no column could hold it."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST
    return int(text) if is_number else None


def as_numbers(texts: Iterable[str]) -> list[int]:
    """Return those of the texts that are numbers."""
    return [number for text in texts if (number := as_number(text)) is not None]
