"""Is it a misquoted sentence? Pure comparison of words, no database."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.verbatim import fold_typography

_WORD = re.compile(r"[\w'-]+")
_LONGEST_PRINTED = 150
_LONGEST_QUOTE = 600
_CLOSEST = 2
_ALIKE = 0.6

Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words in print and the words that the quote has in their place; either may be empty."""

    printed: str
    quoted: str

    def __str__(self) -> str:
        if not self.printed:
            return f"“{self.quoted}” is left out"
        if not self.quoted:
            return f"“{self.printed}” is put in"
        return f"“{self.printed}” stands for “{self.quoted}”"


def nearest(printed: str, texts: Sequence[str]) -> tuple[int, list[Difference]] | None:
    """Return which of the texts is nearly what is printed, and where the two differ.

    Only the two texts with most words in common are compared word by word.
    """
    words = _words(printed)[:_LONGEST_PRINTED]
    if len(words) < 2:
        return None
    bag = Counter(word.lower() for word in words)
    shared = [(_shared(bag, text), place) for place, text in enumerate(texts)]
    close = sorted((-count, place) for count, place in shared if count >= _ALIKE * len(words))
    found = [
        (differences, place)
        for _, place in close[:_CLOSEST]
        if (differences := _differences(words, _words(texts[place])[:_LONGEST_QUOTE])) is not None
    ]
    if not found:
        return None
    differences, place = min(found, key=lambda pair: (len(pair[0]), pair[1]))
    return place, differences


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_typography(text))


def _shared(bag: Counter[str], text: str) -> int:
    """Return how many of the words the text has too."""
    return (bag & Counter(word.lower() for word in _words(text)[:_LONGEST_QUOTE])).total()


def _differences(printed: list[str], quoted: list[str]) -> list[Difference] | None:
    """Return where what is printed parts from the passage it was taken from; None if it is far."""
    longest = SequenceMatcher(None, printed, quoted, autojunk=False).find_longest_match()
    slack, begin = 2 + len(printed) // 3, longest.b - longest.a
    passage = quoted[max(0, begin - slack) : max(0, begin + len(printed) + slack)]
    matcher = SequenceMatcher(None, printed, passage, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < _ALIKE * len(printed):
        return None
    return list(_listed(matcher.get_opcodes(), printed, passage))


def _listed(
    opcodes: Sequence[Opcode], printed: list[str], passage: list[str]
) -> Iterator[Difference]:
    """Yield the differences; before and behind the printed words the quote may go on."""
    for tag, start, stop, first, last in opcodes:
        begin = max(first, last - stop) if start == 0 else first
        end = min(last, first + stop - start) if stop == len(printed) else last
        if tag != "equal" and (start < stop or begin < end):
            yield Difference(" ".join(printed[start:stop]), " ".join(passage[begin:end]))
