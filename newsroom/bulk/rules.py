"""The rules across rows, over what a file brought (`load_desk --check-rules`).

They are those of `manage.py check_rules`, asked of the rows of the file alone: a new row can only
break a rule that it takes part in, and each rule is asked from both of its sides.
"""

from collections.abc import Iterator

from actors.models import RetiredSlug
from articles import integrity

from .checking import Check
from .directory import ASKED, Directory
from .lines import Advance

Found = tuple[int, str, str, str]  # line, model, field, sentence


def rows_to_check(check: Check) -> int:
    """Return how many rows of the file have rules."""
    return sum(len(check.directories[model].lines) for model in integrity.MODELS)


def broken_rules(check: Check, advance: Advance) -> Iterator[Found]:
    """Yield what breaks a rule among the rows that were written."""
    for model, related in integrity.MODELS.items():
        directory = check.directories[model]
        for lines in _written(check, directory):
            rows = model._default_manager.select_related(*related).in_bulk(list(lines))
            for number, row in sorted(rows.items()):
                for finding in integrity.row_findings(row):
                    sentence = f"{finding.sentence} [{finding.rule}]"
                    yield lines[number], directory.shape.label, finding.field, sentence
            if directory.shape.is_slugged:
                yield from _reused(directory, {row.slug: lines[key] for key, row in rows.items()})  # type: ignore[attr-defined]  # it is slugged
            advance(len(lines))
    retired = check.directories[RetiredSlug]
    for lines in _written(check, retired):
        yield from _in_use(check, lines)


def _written(check: Check, directory: Directory) -> Iterator[dict[int, int]]:
    """Yield the rows that were written, hundreds at a time: their numbers with their lines."""
    some: dict[int, int] = {}
    for number, line in zip(directory.numbers, directory.lines, strict=True):
        if not check.problems.is_bad(line):
            some[number] = line
        if len(some) >= ASKED:
            yield some
            some = {}
    if some:
        yield some


def _reused(directory: Directory, lines: dict[str, int]) -> Iterator[Found]:
    label = directory.shape.label
    retired = RetiredSlug.objects.filter(model=label, slug__in=lines)
    for slug in retired.values_list("slug", flat=True):
        sentence = "It was the address of something deleted. Give the row another slug."
        yield lines[slug], label, "slug", sentence


def _in_use(check: Check, lines: dict[int, int]) -> Iterator[Found]:
    retired = {row.slug: row for row in RetiredSlug.objects.filter(pk__in=lines)}
    for directory in check.directories.values():
        if directory.shape.is_slugged:
            label = directory.shape.label
            mine = {slug: row for slug, row in retired.items() if row.model == label}
            used = directory.shape.model._default_manager.filter(slug__in=mine)
            for slug in used.values_list("slug", flat=True):
                sentence = f"A row of {label} has this address, so it is not retired."
                yield lines[mine[slug].pk], "actors.retiredslug", "slug", sentence
