"""Two texts side by side: paragraph beside paragraph, then word by word. Pure, no database.

Exact: the left sides together are the left text, the right sides the right one, whatever the
line ends and scripts. Cheap on hostile input: once the allowance of pairs to weigh (MOST_PAIRS in
matching.py) or of parts to show is spent, paragraphs are replaced as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from .matching import Allowance, matched

#: So many paragraphs on one side by so many on the other are paired by their likeness.
MOST_PARAGRAPHS = 400
#: How many words two paragraphs share, of all, to be one that was rewritten.
ALIKE = 0.3
#: A paragraph that shares less is shown in more runs than these only where they help reading.
FEW_RUNS = 3
#: Of more paragraphs than these, neighbours are shown as one.
MOST_ROWS = 3_000

_LINE_END = r"(?>\r\n|\r|\n)"
_GAP = re.compile(rf"({_LINE_END}(?:[ \t]*{_LINE_END})+)")
_MARKS = r"""!-&(-,./:-@\[-`{-~¡«»¿‐–—―‘‚‛“”„‟…‹›′″、。〈-】،؛؟۔।॥，！？：；（）"""
# A space, a mark, a character of a script without spaces, or a word: with marks that join it.
_TOKEN = re.compile(
    rf"\s+|[{_MARKS}]|[\u3040-\u30ff\u3400-\u9fff]|[^\s{_MARKS}\u3040-\u30ff\u3400-\u9fff]+"
)
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of characters that stands on both sides or, changed, on its own only."""

    text: str
    changed: bool = False

    @property
    def is_line_end(self) -> bool:
        """Tell whether nothing of it could be seen but a new line."""
        return not self.text.strip() and ("\n" in self.text or "\r" in self.text)


@dataclass(frozen=True, slots=True)
class Side:
    """One paragraph of one text, and the empty lines behind it."""

    parts: tuple[Part, ...]
    gap: str = ""

    @property
    def text(self) -> str:
        """Return exactly what stands in the text."""
        return "".join(part.text for part in self.parts) + self.gap


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph on the left beside what became of it on the right; one may be missing."""

    left: Side | None
    right: Side | None

    @property
    def is_same(self) -> bool:
        """Tell whether both sides say the same."""
        return self.left is not None and self.right is not None and not self._changed

    @property
    def _changed(self) -> bool:
        sides = (side for side in (self.left, self.right) if side)
        return any(part.changed for side in sides for part in side.parts)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two texts side by side."""

    rows: tuple[Row, ...]
    #: Too much differed to go word by word everywhere.
    is_coarse: bool = False

    @property
    def left(self) -> str:
        """Return the left text, as it was given."""
        return "".join(row.left.text for row in self.rows if row.left)

    @property
    def right(self) -> str:
        """Return the right text, as it was given."""
        return "".join(row.right.text for row in self.rows if row.right)

    @property
    def removed(self) -> int:
        """Return how many words stand on the left only."""
        return sum(_changed_words(row.left) for row in self.rows)

    @property
    def added(self) -> int:
        """Return how many words stand on the right only."""
        return sum(_changed_words(row.right) for row in self.rows)

    @property
    def is_spacing_only(self) -> bool:
        """Tell whether nothing differs but the empty lines between the paragraphs."""
        return all(row.is_same for row in self.rows)

    @property
    def runs(self) -> list[tuple[bool, list[Row]]]:
        """Return the rows, those in a row that say the same together: (is the same, rows)."""
        return [(same, list(rows)) for same, rows in groupby(self.rows, lambda row: row.is_same)]


def align_texts(left: str, right: str, allowance: Allowance | None = None) -> Aligned:
    """Return two texts side by side, their paragraphs parted by empty lines."""
    return align(_paragraphs(left), _paragraphs(right), allowance)


def align_lines(
    left: Sequence[str], right: Sequence[str], allowance: Allowance | None = None
) -> Aligned:
    """Return two lists of lines side by side, each line a paragraph of its own."""
    return align([(line, "\n") for line in left], [(line, "\n") for line in right], allowance)


def align(
    left: Sequence[tuple[str, str]],
    right: Sequence[tuple[str, str]],
    allowance: Allowance | None = None,
) -> Aligned:
    """Return paragraphs side by side; each comes with the empty lines behind it."""
    rows = []
    allowance = allowance or Allowance()
    refused = allowance.refused
    for old, new in _beside(left, right, allowance):
        if old is None or new is None or old[0] == new[0]:
            same = old is not None and new is not None
            rows.append(Row(_whole(old, changed=not same), _whole(new, changed=not same)))
        else:
            one, other = _word_by_word(old[0], new[0], allowance)
            rows.append(Row(Side(one, old[1]), Side(other, new[1])))
    return Aligned(_fewer(rows), allowance.refused > refused or len(rows) > MOST_ROWS)


def count_words(text: str) -> int:
    """Return how many words a text has, as they are counted where two are compared."""
    return sum(1 for token in _TOKEN.findall(text) if _WORD.search(token))


def _paragraphs(text: str) -> list[tuple[str, str]]:
    pieces = _GAP.split(text)
    found = list(zip_longest(pieces[::2], pieces[1::2], fillvalue=""))
    return found if found[-1] != ("", "") else found[:-1]


def _whole(piece: tuple[str, str] | None, *, changed: bool) -> Side | None:
    return Side((Part(piece[0], changed),), piece[1]) if piece else None


def _fewer(rows: list[Row]) -> tuple[Row, ...]:
    """Join neighbours where there are more paragraphs than anybody reads."""
    if len(rows) <= MOST_ROWS:
        return tuple(rows)
    joined = [_one_row(found, same) for same, found in groupby(rows, lambda row: row.is_same)]
    return tuple(joined) if len(joined) <= MOST_ROWS else (_one_row(joined, same=False),)


def _one_row(rows: Iterable[Row], same: bool) -> Row:
    found = list(rows)
    sides = ([row.left for row in found if row.left], [row.right for row in found if row.right])
    left, right = ("".join(side.text for side in some) for some in sides)
    return Row(
        Side((Part(left, not same),)) if sides[0] else None,
        Side((Part(right, not same),)) if sides[1] else None,
    )


def _changed_words(side: Side | None) -> int:
    return sum(count_words(part.text) for part in side.parts if part.changed) if side else 0


def _beside(
    left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], allowance: Allowance
) -> Iterator[tuple[tuple[str, str] | None, tuple[str, str] | None]]:
    """Yield the paragraphs in order, each beside what it became, if anything."""
    pairs = matched([text for text, _ in left], [text for text, _ in right], allowance)
    for (one, other), (next_one, next_other) in pairwise(
        [(-1, -1), *pairs, (len(left), len(right))]
    ):
        if one >= 0:
            yield left[one], right[other]
        yield from _paired(left[one + 1 : next_one], right[other + 1 : next_other], allowance)


def _paired(
    left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], allowance: Allowance
) -> Iterator[tuple[tuple[str, str] | None, tuple[str, str] | None]]:
    """Yield the paragraphs between two equal ones, the like beside the like."""
    size = len(left) * len(right)
    if size in (0, 1) or size > MOST_PARAGRAPHS or not allowance.weigh(10 * size):
        yield from zip_longest(left, right)
        return
    old, new = [_vocabulary(text) for text, _ in left], [_vocabulary(text) for text, _ in right]
    likeness = [[_likeness(one, other) for other in new] for one in old]
    first = second = 0
    for one, other in (*_best_pairs(likeness), (len(left), len(right))):
        yield from ((piece, None) for piece in left[first:one])
        yield from ((None, piece) for piece in right[second:other])
        if one < len(left):
            yield left[one], right[other]
        first, second = one + 1, other + 1


def _best_pairs(likeness: list[list[float]]) -> Iterator[tuple[int, int]]:
    """Yield which row goes with which column, rising, so that they are most alike in all."""
    rows, columns = len(likeness), len(likeness[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            best[row][column] = max(
                best[row + 1][column],
                best[row][column + 1],
                best[row + 1][column + 1] + likeness[row][column],
            )
    row = column = 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            yield row, column
            row, column = row + 1, column + 1


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(token for token in _TOKEN.findall(text.casefold()) if _WORD.search(token))


def _likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Return what share of their words two paragraphs have in common; 0 where it is little."""
    share = 2 * len(left & right) / ((len(left) + len(right)) or 1)
    return share if share >= ALIKE else 0.0


Run = tuple[bool, str, str]  # is it the same on both sides, the left text, the right one


def _word_by_word(
    left: str, right: str, allowance: Allowance
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return two differing paragraphs in parts; as a whole where the allowance is spent."""
    whole = (Part(left, changed=True),), (Part(right, changed=True),)
    if not allowance.show(2):
        return whole
    old, new = _TOKEN.findall(left), _TOKEN.findall(right)
    runs = _joined(_runs(old, new, allowance))
    kept = sum(len(text) for same, text, _ in runs if same)
    if kept < ALIKE * max(len(left), len(right)) and len(runs) > FEW_RUNS:
        return whole
    if not allowance.show(2 * len(runs)):
        return whole
    return (
        tuple(Part(text, not same) for same, text, _ in runs if text),
        tuple(Part(text, not same) for same, _, text in runs if text),
    )


def _runs(old: list[str], new: list[str], allowance: Allowance) -> Iterator[Run]:
    """Yield what is the same and what is not, by turns, word by word."""
    first = second = 0
    for one, other in (*matched(old, new, allowance), (len(old), len(new))):
        if one > first or other > second:
            yield False, "".join(old[first:one]), "".join(new[second:other])
        if one < len(old):
            yield True, old[one], new[other]
        first, second = one + 1, other + 1


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours; a space or a mark between two changes is no island of its own."""
    parts = [_sum(same, found) for same, found in groupby(runs, lambda run: run[0])]
    last = len(parts) - 1
    islands = (
        (same and (place in (0, last) or _WORD.search(text) is not None), text, other)
        for place, (same, text, other) in enumerate(parts)
    )
    return [_sum(same, found) for same, found in groupby(islands, lambda run: run[0])]


def _sum(same: bool, runs: Iterable[Run]) -> Run:
    found = list(runs)
    return same, "".join(run[1] for run in found), "".join(run[2] for run in found)
