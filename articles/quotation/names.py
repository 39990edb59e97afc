"""The desk's names: found in a text in one pass, whatever their case, accents and punctuation."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from actors.names import fold_name

LONGEST_WORD = 64  # a longer run of letters is no name, and folding it could take long
NameOf = Literal["person", "state", "organisation"]
DESCRIPTIVE = "descriptive"
_PIECE = re.compile(r"[^\s\-‐‑–—―/.,;:!?()\[\]{}“”„\"«»…|*_]+")
_POSSESSIVE = re.compile(r"['’ʼ]s?\Z")
_NOT_OF_A_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of one of the desk's actors; ``key`` is the actor's slug."""

    name: str
    key: str
    kind: NameOf = "person"
    name_kind: str = "name"


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text."""

    start: int
    end: int
    keys: tuple[str, ...]
    is_person: bool


@lru_cache(maxsize=20_000)
def _folded_word(word: str) -> str:
    return _folded(word)


def _folded(text: str) -> str:
    """Fold like ``fold_name``; plain ASCII takes a shorter way to the same result."""
    if text.isascii():
        bare = text.lower().replace("'", "").replace("`", "")
        return _NOT_OF_A_WORD.sub(" ", bare).strip()
    return fold_name(text)


def _automaton(patterns: list[str]) -> Any:
    """Return what finds all patterns in one pass."""
    import ahocorasick_rs  # only where there are names: it takes a megabyte

    return ahocorasick_rs.AhoCorasick(
        [f" {pattern} " for pattern in patterns],
        matchkind=ahocorasick_rs.MATCHKIND_STANDARD,
        store_patterns=False,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )


class Names:
    """The desk's names, ready for any number of texts."""

    def __init__(self, known: Iterable[KnownName | str] = ()) -> None:
        """Take the names in; a text alone is a person who is known by it."""
        self._keys: dict[str, list[str]] = {}
        self._people: set[str] = set()
        self._shouted: set[str] = set()
        self._by_last: dict[str, list[str]] = {}
        for one in known:
            entry = KnownName(one, one) if isinstance(one, str) else one
            if entry.name_kind != DESCRIPTIVE:
                self._add(entry)
        self._patterns = list(self._keys)
        self._automaton = _automaton(self._patterns) if self._patterns else None

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def _add(self, entry: KnownName) -> None:
        folded = _folded(entry.name)
        if not folded:
            return
        keys = self._keys.setdefault(folded, [])
        if entry.key not in keys:
            keys.append(entry.key)
        if len(entry.name) <= 5 and entry.name.isupper():
            self._shouted.add(folded)
        if entry.kind == "person":
            self._people.add(folded)
            first, _, last = folded.rpartition(" ")
            if first:
                owners = self._by_last.setdefault(last, [])
                if entry.key not in owners:
                    owners.append(entry.key)

    def keys_of(self, name: str) -> tuple[str, ...]:
        """Return whose name this is, word for word."""
        return tuple(self._keys.get(_folded(name[:200]), ()))

    def keys_of_last(self, last: str) -> tuple[str, ...]:
        """Return the people with this last name."""
        return tuple(self._by_last.get(_folded(last[:LONGEST_WORD]), ()))

    def find(self, text: str) -> list[Hit]:
        """Return the known names that a text prints as whole words, the longest of each place."""
        if self._automaton is None:
            return []
        folded, places, spans = _fold_text(text)
        found: list[Hit] = []
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        longest: dict[int, tuple[int, int]] = {}
        for pattern, start, end in matches:
            if start not in longest or end > longest[start][1]:
                longest[start] = (pattern, end)
        reached = -1
        for start in sorted(longest):
            pattern, end = longest[start]
            if start < reached:
                continue
            first = spans[bisect_right(places, start + 1) - 1]
            last = spans[bisect_right(places, end - 2) - 1]
            hit = self._hit(text, first[0], last[1], self._patterns[pattern])
            if hit:
                found.append(hit)
                reached = end - 1
        return found

    def _hit(self, text: str, start: int, end: int, folded: str) -> Hit | None:
        printed = text[start:end]
        if printed[:1].islower() and not any(letter.isupper() for letter in printed):
            return None
        if folded in self._shouted and not printed.isupper():
            return None
        return Hit(start, end, tuple(self._keys[folded]), folded in self._people)


def _fold_text(text: str) -> tuple[str, list[int], list[tuple[int, int]]]:
    """Return the folded words of a text, where each begins there, and where it stands here."""
    parts: list[str] = []
    places: list[int] = []
    spans: list[tuple[int, int]] = []
    at = 1
    for match in _PIECE.finditer(text):
        start, end = match.span()
        piece = match[0]
        word = _POSSESSIVE.sub("", piece) if piece[-1] in "s'’ʼ" else piece
        end -= len(piece) - len(word)
        folded = _folded_word(word) if len(word) <= LONGEST_WORD else "\x00"
        if not folded:
            continue
        parts.append(folded)
        places.append(at)
        spans.append((start, end))
        at += len(folded) + 1
    return f" {' '.join(parts)} ", places, spans
