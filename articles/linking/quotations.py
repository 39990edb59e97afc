"""Found quotations as the desk counts them: one key each, without those that are cited already."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from articles.choices import QuoteKind
from articles.quotation import FoundQuote
from articles.quotations import uncovered
from articles.verbatim import DOUBLE_MARKS, fold_typography

if TYPE_CHECKING:
    from .standing import Cited

#: The finder’s word for a statement without marks.
INDIRECT = "indirect"
_LINES = re.compile(rf"\s*\n\s*[{re.escape(DOUBLE_MARKS)}]?\s*")
#: How far from a quotation what is written beside it counts, in a paragraph without an end.
_BESIDE = 400


@dataclass(frozen=True, slots=True)
class Quotation:
    """One found quotation that waits: its key on the page, its words and where they stand."""

    key: str
    #: Its place among all that the finder found.
    index: int
    found: FoundQuote
    words: str
    fingerprint: str
    paragraph: int
    #: What is written beside it in its paragraph, and the paragraph before.
    beside: str
    before: str
    context: str


def words_of(found: FoundQuote) -> str:
    """Return a quotation's words as a quote keeps them: on one line, without a last comma."""
    return _LINES.sub(" ", found.text).strip().rstrip(",").rstrip()


def fingerprint_of(words: str) -> str:
    """Return what identifies words modulo typography."""
    return hashlib.sha256(fold_typography(words).encode()).hexdigest()


def key_of(fingerprint: str) -> str:
    """Return what names the first quotation of these words on its page."""
    return f"q{fingerprint[:12]}"


def waiting_quotations(
    text: str,
    every: list[FoundQuote],
    cited: "Collection[Cited]",
    rejected: Collection[str],
) -> list[Quotation]:
    """Return the found quotations that neither a citation carries nor an editor rejected.

    Words that one speaker is given twice count once.
    """
    spoken = [found for found in every if found.kind != INDIRECT]
    open_words = set(
        uncovered(map(words_of, spoken), [(row.as_printed, row.quote.text) for row in cited])
    )
    starts = [0, *accumulate(len(part) + 2 for part in text.split("\n\n"))]
    seen: dict[str, list[str]] = {}
    waiting = []
    for index, found in enumerate(every):
        words = words_of(found)
        number = bisect_right(starts, found.start)
        if found.kind == INDIRECT:
            is_open = bool(words) and not _is_reported(found, number, cited)
        else:
            is_open = words in open_words
        fingerprint = fingerprint_of(words)
        if not is_open or fingerprint in rejected:
            continue
        speakers = seen.setdefault(fingerprint, [])
        who = found.speaker_keys[0] if found.speaker_keys else found.speaker
        if who in speakers:
            continue
        speakers.append(who)
        again = f"x{len(speakers)}" if len(speakers) > 1 else ""
        beside, before = _around(text, starts, number, found, spoken)
        waiting.append(
            Quotation(
                f"{key_of(fingerprint)}{again}",
                index,
                found,
                words,
                fingerprint,
                number,
                beside,
                before,
                _context_of(text, found, starts, number),
            )
        )
    return waiting


def _is_reported(found: FoundQuote, paragraph: int, cited: "Iterable[Cited]") -> bool:
    """Tell whether an indirect citation of the paragraph answers for the statement."""
    return any(
        row.kind == QuoteKind.INDIRECT
        and row.paragraph == paragraph
        and (row.quote.speaker is None or row.quote.speaker.slug in found.speaker_keys)
        for row in cited
    )


def _around(
    text: str, starts: list[int], number: int, found: FoundQuote, spoken: list[FoundQuote]
) -> tuple[str, str]:
    """Return what stands beside a quotation in its paragraph, and the paragraph before it."""
    first, end = starts[number - 1], starts[number] - 2
    low, high = max(first, found.start - _BESIDE), min(end, found.end + _BESIDE)
    earlier = starts[number - 2] if number > 1 else first
    is_indirect = found.kind == INDIRECT
    beside = text[low:high] if is_indirect else _unquoted(text, low, high, spoken)
    return beside, _unquoted(text, max(earlier, first - 2 * _BESIDE), first, spoken)


def _unquoted(text: str, low: int, high: int, spoken: list[FoundQuote]) -> str:
    """Return what stands between two places, without what stands between marks."""
    parts, place = [], low
    first = bisect_right(spoken, low, key=lambda found: found.start) - 1
    for found in islice(spoken, max(0, first), None):
        if found.start >= high:
            break
        parts.append(text[place : max(place, found.start)])
        place = max(place, found.end)
    return " ".join([*parts, text[place : max(place, high)]])


def _context_of(text: str, found: FoundQuote, starts: list[int], number: int) -> str:
    """Return the whole thought around a fragment: its sentence, or its paragraph."""
    low, high = found.context_start, found.context_end
    if low < 0 or high <= low:
        low, high = starts[number - 1], starts[number] - 2
    return " ".join(text[low:high].split())
