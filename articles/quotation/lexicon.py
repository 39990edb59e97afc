"""The word lists beside the code: plain text, words parted by white space."""

from pathlib import Path

_LISTS = Path(__file__).with_name("lists")


def words(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset((_LISTS / f"{name}.txt").read_text(encoding="utf-8").split())
