"""The article with its found quotations marked, piece by piece. Pure Python, no database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.markdown import blocks

from .proposals import Proposal


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text, the quotations it is of, and of which it names speaker or verb."""

    text: str
    #: The quotation that it is part of; None: it stands between quotations.
    proposal: Proposal | None
    #: Whether the quotation begins with this piece, which then carries its number.
    is_first: bool
    #: The numbers of the quotations whose speaker or verb this is.
    names: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its number, or a subhead."""

    number: int
    is_subhead: bool
    pieces: tuple[Piece, ...]


def marked_article(body: str, text: str, proposed: Sequence[Proposal]) -> list[Block]:
    """Return the body's blocks with the quotations marked; ``text`` is what the finder read."""
    spans = [(one.found.start, one.found.end, one) for one in proposed]
    mentions = [
        (start, end, one.number)
        for one in proposed
        for start, end in (
            (one.found.speaker_start, one.found.speaker_end),
            (one.found.cue_start, one.found.cue_end),
        )
        if start >= 0
    ]
    found, place, number = [], 0, 0
    for words, is_subhead in blocks(body):
        if is_subhead:
            found.append(Block(0, True, (Piece(words, None, False, ()),)))
            continue
        number += 1
        low, high = place, place + len(words)
        inside = [span for span in spans if span[0] < high and span[1] > low]
        named = [mention for mention in mentions if mention[0] < high and mention[1] > low]
        found.append(Block(number, False, tuple(_pieces(text, low, high, inside, named))))
        place = high + 2
    return found


def _pieces(
    text: str,
    low: int,
    high: int,
    spans: Iterable[tuple[int, int, Proposal]],
    mentions: Iterable[tuple[int, int, int]],
) -> Iterator[Piece]:
    spans, mentions = list(spans), list(mentions)
    edges = {low, high}
    for start, end, _ in [*spans, *mentions]:
        edges |= {max(low, start), min(high, end)}
    places = sorted(edges)
    for start, end in pairwise(places):
        holders = [span for span in spans if span[0] <= start and span[1] >= end]
        # Of two that overlap, such as a statement around a fragment, the shorter one.
        holder = min(holders, key=lambda span: span[1] - span[0]) if holders else None
        names = tuple(sorted({number for a, b, number in mentions if a <= start and b >= end}))
        yield Piece(
            text[start:end],
            holder[2] if holder else None,
            holder is not None and holder[0] == start,
            names,
        )
