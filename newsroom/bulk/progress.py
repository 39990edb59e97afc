"""Progress bars on the error stream: on a terminal, or where somebody asks for them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from .lines import Advance


class Bars:
    """Draws a bar for each step of a command, or none."""

    def __init__(self, *, always: bool = False) -> None:
        self.are_drawn = always or sys.stderr.isatty()

    @contextmanager
    def bar(self, name: str, total: int, unit: str = "row") -> Iterator[Advance]:
        """Draw a bar for the time of a block, which gets what moves it on."""
        in_bytes = unit == "B"
        with tqdm(
            desc=name,
            total=total,
            unit=unit if in_bytes else f" {unit}s",
            unit_scale=in_bytes,
            file=sys.stderr,
            disable=not self.are_drawn,
            miniters=1,
        ) as drawn:
            yield drawn.update
