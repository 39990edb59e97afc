"""Which items of two sequences are the same ones, in order. Pure Python, no database.

What is equal at both ends, and what occurs only once on both sides, is found in near-linear
time; only what lies between is weighed pair by pair, within an allowance.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: How many pairs of words or paragraphs one comparison weighs, and how many parts it shows.
MOST_PAIRS = 1_000_000
MOST_PARTS = 10_000
#: How often what lies between two single words is searched for single words of its own.
DEEPEST = 6


@dataclass(slots=True)
class Allowance:
    """How much may still be weighed, and shown in parts."""

    pairs: int = MOST_PAIRS
    parts: int = MOST_PARTS
    #: How often it was too little.
    refused: int = 0

    def weigh(self, pairs: int) -> bool:
        """Tell whether so many pairs may be weighed, and take them off."""
        if pairs > self.pairs:
            self.refused += 1
            return False
        self.pairs -= pairs
        return True

    def show(self, parts: int) -> bool:
        """Tell whether so many parts may be shown, and take them off."""
        if parts > self.parts:
            self.refused += 1
            return False
        self.parts -= parts
        return True


def matched(
    left: Sequence[str], right: Sequence[str], allowance: Allowance
) -> list[tuple[int, int]]:
    """Return the places of equal items, rising on both sides."""
    pairs: list[tuple[int, int]] = []
    waiting = [(0, len(left), 0, len(right), 0)]
    while waiting:
        start, stop, begin, end, depth = waiting.pop()
        while start < stop and begin < end and left[start] == right[begin]:
            pairs.append((start, begin))
            start, begin = start + 1, begin + 1
        while start < stop and begin < end and left[stop - 1] == right[end - 1]:
            stop, end = stop - 1, end - 1
            pairs.append((stop, end))
        if start == stop or begin == end:
            continue
        old, new = left[start:stop], right[begin:end]
        anchors = _singles(old, new) if depth < DEEPEST else []
        if anchors:
            found = [(start + one, begin + other) for one, other in anchors]
            pairs += found
            edges = [(start - 1, begin - 1), *found, (stop, end)]
            waiting += [
                (one + 1, next_one, other + 1, next_other, depth + 1)
                for (one, other), (next_one, next_other) in pairwise(edges)
            ]
        elif allowance.weigh(len(old) * len(new)):
            pairs += [(start + one, begin + other) for one, other in _longest(old, new)]
    return sorted(pairs)


def _singles(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Return where items stand that occur once on each side: the longest rising run of them."""
    once, other_once = Counter(left), Counter(right)
    places = {item: place for place, item in enumerate(right) if other_once[item] == 1}
    pairs = [
        (place, places[item])
        for place, item in enumerate(left)
        if once[item] == 1 and item in places
    ]
    ends: list[int] = []  # of the runs of each length, the lowest place that one ends at
    last: list[int] = []  # which pair that is
    before: list[int] = []  # the pair before each pair in its run
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    run, number = [], last[-1] if last else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def _longest(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of a longest common run of items; weighs every pair."""
    table = [[0] * (len(right) + 1)]
    for one in reversed(left):
        below, line = table[-1], [0] * (len(right) + 1)
        for place in range(len(right) - 1, -1, -1):
            if one == right[place]:
                line[place] = below[place + 1] + 1
            else:
                line[place] = max(below[place], line[place + 1])
        table.append(line)
    table.reverse()
    first = second = 0
    while first < len(left) and second < len(right):
        if left[first] == right[second]:
            yield first, second
            first, second = first + 1, second + 1
        elif table[first + 1][second] >= table[first][second + 1]:
            first += 1
        else:
            second += 1
