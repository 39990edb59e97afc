"""Does what is stored keep the rules? Read-only, over every row that has rules.

``loaddata``, ``bulk_create`` and ``update()`` pass by ``clean()``; this finds what they let in:
derived columns that are stale, broken rules R1-R5, circles, wrong kinds, reused slugs. The
constraints need no second look: the database holds them on every way in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from django.core.exceptions import ValidationError
from django.db import models

from actors.fields import derived_fields
from actors.models import Actor, ActorName, Office, RetiredSlug, Slugged
from summits.models import Event, Participation, Series

from .models import Article, Citation, Claim, Coverage, Notice, Quote, Topic

#: Every model with rules, and what to load along so that checking a row costs few queries.
MODELS: dict[type[models.Model], tuple[str, ...]] = {
    Actor: ("parent",),
    ActorName: ("actor",),
    Office: ("holder", "body"),
    Series: (),
    Event: ("parent",),
    Participation: ("event", "actor"),
    Topic: ("parent",),
    Article: (),
    Coverage: ("article", "event"),
    Quote: ("speaker", "office__holder", "said_at", "continues__speaker"),
    Citation: ("article", "quote__speaker"),
    Claim: ("article", "event", "actor", "topic", "quote"),
    Notice: (),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule in one row."""

    model: str
    row: str
    rule: str
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.model} {self.row} {self.field} [{self.rule}]: {self.sentence}"


def findings() -> Iterator[Finding]:
    """Yield everything stored that breaks a rule."""
    for model, related in MODELS.items():
        rows = model._default_manager.select_related(*related).order_by("pk")
        for row in rows.iterator(chunk_size=500):
            yield from row_findings(row)
    yield from _reused_slugs()


def row_findings(row: models.Model) -> Iterator[Finding]:
    """Yield what is wrong with one row."""
    yield from _stale_columns(row)
    for field, problems in _problems(row).items():
        for problem in problems:
            sentence = " ".join(problem.messages)
            yield _finding(row, str(problem.code or "constraint"), field, sentence)


def _problems(row: models.Model) -> dict[str, list[ValidationError]]:
    """Return what ``full_clean`` finds, without a query for each row that this one refers to."""
    found: dict[str, list[ValidationError]] = {}
    for check in (partial(row.clean_fields, exclude=_held_references(type(row))), row.clean):
        try:
            check()
        except ValidationError as error:
            found = error.update_error_dict(found)
    return found


@cache
def _held_references(model: type[models.Model]) -> frozenset[str]:
    """Return the fields whose foreign key in the database says all that their check would."""
    return frozenset(
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.db_constraint  # type: ignore[attr-defined]  # its stubs leave it out
        and field.null == field.blank
        and not field.get_limit_choices_to()
    )


def _stale_columns(row: models.Model) -> Iterator[Finding]:
    for field in derived_fields(type(row)):
        try:
            expected = field.derive(row)
        except ValidationError:
            continue  # full_clean reports the source itself
        stored = getattr(row, field.attname)
        if stored != expected:
            sentence = f"holds {stored!r}, but its source gives {expected!r}. Save the row again."
            yield _finding(row, "derived", field.name, sentence)


def _reused_slugs() -> Iterator[Finding]:
    for model in MODELS:
        if issubclass(model, Slugged):
            retired = RetiredSlug.objects.filter(model=model._meta.label_lower).values("slug")
            for row in model._default_manager.filter(slug__in=retired):
                sentence = "was the address of something deleted. Give it another slug."
                yield _finding(row, "slug", "slug", sentence)


def _finding(row: models.Model, rule: str, field: str, sentence: str) -> Finding:
    key = " / ".join(str(part) for part in row.natural_key())  # type: ignore[attr-defined]
    return Finding(str(row._meta.verbose_name), key, rule, field, sentence)
