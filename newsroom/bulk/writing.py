"""The second reading of a file: its rows into the database, in batches, in one transaction.

Every row has its number before the first one is written, and the databases look at references
when the transaction ends: so the lines may stand in any order, and a row refer to a later one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction

from actors.refusals import sentence_of

from .checking import Check
from .lines import Advance, FileChangedError, LineFile
from .packing import Packed, Packer
from .rows import read_again
from .shape import DESK, Shape
from .tables import insert, reserve

#: Rows, and bytes of their lines, that are held before they are written.
BATCH = 2_000
BATCH_BYTES = 2_000_000


@dataclass(slots=True)
class Batch:
    """Rows of one model that are not written yet."""

    rows: list[Packed] = field(default_factory=list)
    size: int = 0


class Writer:
    """Writes what a check has found good."""

    def __init__(self, check: Check) -> None:
        self.written: dict[Shape, int] = dict.fromkeys(DESK.values(), 0)
        self._problems = check.problems
        self._batches = {shape: Batch() for shape in DESK.values()}
        self._packers = {
            shape: Packer(shape, check.directories, check.people) for shape in DESK.values()
        }

    def write(self, file: LineFile, advance: Advance) -> None:
        """Read the file again and write each line that is not bad."""
        for number, line in file.lines(advance):
            if line is not None and not self._problems.is_bad(number):
                self._add(line, number)
        for shape in DESK.values():
            self._flush(shape)

    def _add(self, line: bytes, number: int) -> None:
        try:
            row = read_again(line)
            packed = self._packers[row.shape].pack(row, number)
        except (ValueError, LookupError, AttributeError, TypeError):
            raise FileChangedError from None  # all of it was there and good
        batch = self._batches[row.shape]
        batch.rows.append(packed)
        batch.size += len(line)
        if len(batch.rows) >= BATCH or batch.size >= BATCH_BYTES:
            self._flush(row.shape)

    def _flush(self, shape: Shape) -> None:
        batch, self._batches[shape] = self._batches[shape], Batch()
        if batch.rows:
            self._store(shape, batch.rows)

    def _store(self, shape: Shape, rows: Sequence[Packed]) -> None:
        """Insert rows; where the database refuses some, find them by halves."""
        try:
            with transaction.atomic():
                self._insert(shape, rows)
        except (IntegrityError, DataError) as error:
            if len(rows) == 1:
                self._problems.add(rows[0].line, shape.label, "", sentence_of(error))
                return
            middle = len(rows) // 2
            self._store(shape, rows[:middle])
            self._store(shape, rows[middle:])
        else:
            self.written[shape] += len(rows)

    def _insert(self, shape: Shape, rows: Sequence[Packed]) -> None:
        insert(shape.model, self._packers[shape].columns, (row.cells for row in rows))
        for place, column in enumerate(shape.links):
            pairs = [(row.cells[0], other) for row in rows for other in row.links[place]]
            if pairs:
                insert(column.through, [column.own, column.other], pairs)


def reserve_numbers(check: Check) -> None:
    """Give every row of the file the number that it will have in the database."""
    for model, directory in check.directories.items():
        if directory.lines:
            directory.numbers = reserve(model, len(directory.lines))
