"""A file of rows into the database: all of it, or nothing, or all that is good."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from .checking import Check
from .lines import LineFile
from .people import People
from .progress import Bars
from .rules import broken_rules, rows_to_check
from .sentences import MOST, MOST_LEFT_OUT, Problems
from .shape import Shape
from .tables import learn
from .writing import Writer, reserve_numbers

#: New rows after which the database looks at its tables anew.
MANY = 1_000


class BadLinesError(ValueError):
    """Nothing was written; ``problems`` says why, line by line."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{problems.count} problems")
        self.problems = problems


class GoneMeanwhileError(ValueError):
    """Something that the file refers to was deleted while it was loaded; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Something that the file refers to has just been deleted. Load it again.")


@dataclass(frozen=True)
class Loaded:
    """What came of a file."""

    written: dict[Shape, int]
    left_out: Problems

    @property
    def rows(self) -> int:
        """Return how many rows were written."""
        return sum(self.written.values())


def load(
    file: LineFile,
    *,
    people: People | None = None,
    skip_bad: bool = False,
    check_rules: bool = False,
    bars: Bars | None = None,
) -> Loaded:
    """Write the rows of a file in one transaction.

    Raises BadLinesError where a line is bad, unless ``skip_bad``: then all others are written.
    """
    bars = bars or Bars()
    problems = Problems(MOST_LEFT_OUT if skip_bad else MOST)
    check = Check(people or People(), problems)
    with bars.bar("Checking", file.size, "B") as advance:
        check.read(file, advance)
    if problems.count and not skip_bad:
        raise BadLinesError(problems)
    try:
        with transaction.atomic():
            reserve_numbers(check)
            while (writer := _attempt(file, check, bars, check_rules=check_rules)) is None:
                if not skip_bad:
                    raise BadLinesError(problems)
            grown = {shape.model: rows for shape, rows in writer.written.items() if rows}
            if sum(grown.values()) >= MANY:
                learn(grown)
    except IntegrityError:  # as the transaction ends: lines are named as they are written
        raise GoneMeanwhileError from None
    return Loaded(writer.written, problems)


def _attempt(file: LineFile, check: Check, bars: Bars, *, check_rules: bool) -> Writer | None:
    """Write all that is good; undo it and return None where more turns out to be bad."""
    check.leave_out_what_refers_to_the_bad()
    known = check.problems.count
    writer = Writer(check)
    with transaction.atomic():
        with bars.bar("Loading", file.size, "B") as advance:
            writer.write(file, advance)
        if check_rules and check.problems.count == known:
            with bars.bar("Checking rules", rows_to_check(check)) as advance:
                for found in broken_rules(check, advance):
                    check.problems.add(*found)
        if check.problems.count > known:
            transaction.set_rollback(True)
            return None
    return writer
