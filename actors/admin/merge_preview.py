"""What a merge would do, in words for the page that asks for its confirmation."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import ForeignKey
from django.utils.text import capfirst

from actors.merging import Outcome
from actors.merging.rows import all_rows

#: How many rows of a group are named.
NAMED = 5


@dataclass
class Group:
    """Rows that move by one relation."""

    title: str
    count: int
    names: list[str]

    @property
    def more(self) -> int:
        """Return how many are not named."""
        return self.count - len(self.names)


@dataclass
class Plan:
    """All that the page shows."""

    gone: Any
    kept: Any
    needs_confirmation: bool
    moved: list[Group] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    dropped_more: int = 0
    filled: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str, str]] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)


def describe(outcome: Outcome) -> Plan:
    """Return the plan in words; it was tried and taken back, so the rows are as before."""
    plan = Plan(outcome.gone, outcome.kept, outcome.changes_what_readers_see)
    plan.moved = [
        Group(_title(reference, len(keys)), len(keys), _names(reference.model, keys[:NAMED], plan))
        for reference, keys in outcome.absorption.moved
    ]
    pairs = outcome.absorption.dropped
    plan.dropped = _pairs(pairs[: 2 * NAMED], plan)
    plan.dropped_more = len(pairs) - len(plan.dropped)
    plan.filled = [
        (_field_name(plan.gone, name), _shown(plan.gone, name)) for name in outcome.filled
    ]
    plan.lost = list(_lost(outcome))
    plan.readers = list(_readers(outcome))
    return plan


def _title(reference: ForeignKey, count: int) -> str:
    """Return “12 quotes (speaker)”; of a many-to-many table, what has the relation."""
    model: Any = reference.model
    name = str(reference.verbose_name)
    if owner := model._meta.auto_created:
        links = owner._meta.many_to_many
        name = next(str(link.verbose_name) for link in links if link.remote_field.through is model)
        model = owner
    return f"{count_of(model, count)} ({name})"


def count_of(model: type[models.Model], count: int) -> str:
    """Return “1 quote” or “12 quotes”."""
    options = model._meta
    return f"{count} {options.verbose_name if count == 1 else options.verbose_name_plural}"


def _names(model: type[models.Model], keys: list[Any], plan: Plan) -> list[str]:
    return list(_labels(model, keys, plan).values())


def _labels(model: type[models.Model], keys: list[Any], plan: Plan) -> dict[Any, str]:
    """Return the rows' labels by their keys, in one query."""
    links = [field.name for field in model._meta.concrete_fields if field.is_relation]
    rows = all_rows(model).filter(pk__in=keys).order_by("pk").select_related(*links)
    return {row.pk: _label(row, plan) for row in rows}


def _pairs(pairs: list[tuple[models.Model, models.Model]], plan: Plan) -> list[tuple[str, str]]:
    """Return what is dropped, each with what stays in its place."""
    labels: dict[type[models.Model], dict[Any, str]] = {}
    for model in {type(dropped) for dropped, _ in pairs}:
        keys = [row.pk for pair in pairs for row in pair if type(row) is model]
        labels[model] = _labels(model, keys, plan)
    return [
        (labels[type(dropped)][dropped.pk], labels[type(stays)][stays.pk])
        for dropped, stays in pairs
    ]


def _label(row: models.Model, plan: Plan) -> str:
    """Return what tells a row from the others here: what it is part of, and itself."""
    owners = [
        getattr(row, link.name)
        for link in row._meta.concrete_fields
        if isinstance(link, ForeignKey) and link.remote_field.on_delete is models.CASCADE
    ]
    others = [str(owner) for owner in owners if owner not in (plan.gone, plan.kept)]
    if row._meta.auto_created:
        return ", ".join(others)
    text = str(row)
    return ": ".join([*(other for other in others if other not in text), text])


def _lost(outcome: Outcome) -> Any:
    """Yield what differs: the kept row's own words stay."""
    gone, kept = outcome.gone, outcome.kept
    aside = {"slug", "aliases", "is_public", "sort_name", *outcome.filled}
    for column in type(kept)._meta.concrete_fields:
        if not column.editable or column.name in aside or column.primary_key:
            continue
        theirs, ours = _shown(gone, column.name), _shown(kept, column.name)
        if theirs and theirs != ours and column.name not in kept.slug_sources:
            yield _field_name(gone, column.name), theirs, ours or "nothing"


def _field_name(row: Any, name: str) -> str:
    return capfirst(str(row._meta.get_field(name).verbose_name))


def _shown(row: Any, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    return "" if value is None else str(value)


def _readers(outcome: Outcome) -> Any:
    """Yield what readers will see."""
    gone, kept = outcome.gone, outcome.kept
    if gone.is_published and kept.is_published:
        yield f"The old address “{gone.slug}” leads them to “{kept.slug}”."
        return
    if not gone.is_published and not kept.is_published:
        yield "They see neither of the two, so nothing changes for them."
        return
    if kept.is_published:
        yield f"“{gone}” is not public so far. Readers will see its name and all that moves."
    else:
        yield (
            f"“{kept}” is not public. They will no longer find “{gone}”: its address answers as "
            "if it had never been."
        )
    for words, counts in (("They will newly see", outcome.shown), ("They lose", outcome.hidden)):
        if counts:
            listed = [count_of(_owner(model), number) for model, number in counts.items()]
            yield f"{words} {', '.join(listed)}, and what depends on them."


def _owner(model: Any) -> type[models.Model]:
    return model._meta.auto_created or model
