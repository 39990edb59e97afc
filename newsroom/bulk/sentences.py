"""What is wrong with which line, in words that are safe to print."""

import heapq
from typing import Any

#: As much of a line's own words as a sentence repeats, and of a sentence as is printed.
SHOWN = 80
LONGEST = 400
#: So many are listed at most; of those behind them, the number.
MOST = 50
MOST_LEFT_OUT = 10_000

_KINDS = {
    bool: "true or false",
    int: "a number",
    float: "a number with decimals, or one beyond all limits",
    str: "a text",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


def kind_of(value: Any) -> str:
    """Return what a JSON value is called."""
    return _KINDS[type(value)]


def shown(text: str, most: int = SHOWN) -> str:
    """Return the beginning of a text, with what does not print made visible."""
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in cut
    )


def named(key: Any) -> str:
    """Return a natural key in quotation marks."""
    parts = (key,) if isinstance(key, str) else key
    return f"“{shown(' / '.join('–' if part is None else part for part in parts))}”"


class Problems:
    """What is wrong with the lines of a file; keeps the first ones by line, and counts all."""

    def __init__(self, most: int = MOST) -> None:
        self.count = 0
        self._most = most
        # The last line is the first to go: a heap by the line's number, turned round.
        self._kept: list[tuple[int, int, str]] = []
        self._bad = bytearray()
        self._on_file: set[int] = set()

    def add(self, line: int, model: str, field: str, sentence: str) -> None:
        """Note what is wrong with a line, at a field if it is one's."""
        place = ": ".join(part for part in (f"Line {line}", model, field) if part)
        text = shown(f"{place}: {sentence}", LONGEST)
        self.count += 1
        push = heapq.heappush if len(self._kept) < self._most else heapq.heappushpop
        push(self._kept, (-line, -self.count, text))
        if line >= len(self._bad):
            self._bad.extend(bytes(line + 4096 - len(self._bad)))
        self._bad[line] = 1

    def add_known(self, line: int, model: str, field: str, sentence: str) -> None:
        """Note that a line's row is in the database already: what refers to it finds that one."""
        self.add(line, model, field, sentence)
        self._on_file.add(line)

    def is_bad(self, line: int) -> bool:
        """Tell whether anything is wrong with the line."""
        return line < len(self._bad) and self._bad[line] == 1

    def takes_others_along(self) -> set[int]:
        """Return the bad lines without which others cannot be loaded either."""
        return {line for line, bad in enumerate(self._bad) if bad} - self._on_file

    def bad_lines(self) -> int:
        """Return how many lines something is wrong with."""
        return sum(self._bad)

    def sentences(self) -> list[str]:
        """Return what is kept, by line, and how much more there is."""
        listed = [text for _line, _order, text in sorted(self._kept, reverse=True)]
        if more := self.count - len(listed):
            listed.append(f"… and {more:,} more.")
        return listed
