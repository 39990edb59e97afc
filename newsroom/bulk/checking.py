"""The first reading of a file: every line by itself, then every name that it mentions."""

from array import array
from collections.abc import Iterator
from typing import Any

from actors.models import RetiredSlug
from articles.models import Article

from .directory import ASKED, Directory, chunks
from .lines import Advance, LineFile
from .people import People
from .references import Links, Reference
from .rows import Row, UnreadableLineError, read_row
from .sentences import Problems
from .shape import DESK, USER


class Check:
    """What is known of a file before anything is written."""

    def __init__(self, people: People, problems: Problems) -> None:
        self.people = people
        self.problems = problems
        self.directories = {
            shape.model: Directory(shape, problems, rank)
            for rank, shape in enumerate(DESK.values())
        }
        # Which line refers to which row of the file, in three columns of numbers.
        self._lines, self._models, self._places = array("I"), array("B"), array("I")
        self._order = list(self.directories.values())

    def read(self, file: LineFile, advance: Advance) -> None:
        """Read the file once."""
        for number, text in file.lines(advance):
            try:
                row = read_row(text)
            except UnreadableLineError as error:
                self.problems.add(number, error.model, "", str(error))
            else:
                self._take(row, number)
        self._forgive_the_gone()
        for directory in self._order:
            for line, place in directory.settle():
                self._remember(line, directory, place)

    def leave_out_what_refers_to_the_bad(self) -> None:
        """Mark the lines that cannot be loaded because a line that they refer to is not."""
        bad = self.problems.takes_others_along()
        wave = {self._target(at) for at in range(len(self._lines)) if self._target(at) in bad}
        if not wave:
            return
        referring: dict[int, list[int]] = {}
        for at, line in enumerate(self._lines):
            referring.setdefault(self._target(at), []).append(line)
        while wave:
            target = wave.pop()
            for line in referring.get(target, ()):
                if not self.problems.is_bad(line):
                    sentence = f"It refers to line {target}, which is left out."
                    self.problems.add(line, "", "", sentence)
                    wave.add(line)

    def _take(self, row: Row, number: int) -> None:
        label = row.shape.label
        for field, sentence in row.wrong:
            self.problems.add(number, label, field, sentence)
        if row.key is not None:
            self.directories[row.shape.model].define(row.key, number)
        for column, key in _references(row):
            if column.key == (USER,):
                if sentence := self.people.problem_with(key):
                    self.problems.add(number, label, column.name, sentence)
                continue
            directory = self.directories[column.target]
            place = directory.refer(key, number, label, column.name)
            if place is not None:
                self._remember(number, directory, place)

    def _remember(self, line: int, directory: Directory, place: int) -> None:
        self._lines.append(line)
        self._models.append(directory.rank)
        self._places.append(place)

    def _target(self, at: int) -> int:
        return self._order[self._models[at]].lines[self._places[at]]

    def _forgive_the_gone(self) -> None:
        """Let what was published of an article outlive its deleted draft."""
        articles, retired = self.directories[Article], self.directories[RetiredSlug]
        label = Article._meta.label_lower
        for field in _fields_that_outlive():
            for some in chunks(articles.missing(*field), ASKED):
                rows = RetiredSlug.objects.filter(model=label, slug__in=some)
                gone = set(rows.values_list("slug", flat=True))
                gone.update(slug for slug in some if retired.holds((label, slug)))
                articles.forgive(gone, *field)


def _fields_that_outlive() -> Iterator[tuple[str, str]]:
    """Yield the models and fields whose rows outlive the article that they refer to."""
    for shape in DESK.values():
        for column in shape.references:
            if column.may_be_gone:
                yield shape.label, column.name


def _references(row: Row) -> Iterator[tuple[Reference, Any]]:
    for column in row.shape.references:
        value = row.values.get(column.name)
        if value is not None:
            for key in value if isinstance(column, Links) else (value,):
                yield column, key
