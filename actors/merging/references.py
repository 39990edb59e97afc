"""What refers to a row, in all apps: read from the models, so that a new relation is found too."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import ForeignKey, Q, UniqueConstraint

from .rows import all_rows, column_of


def references(model: type[models.Model]) -> list[ForeignKey]:
    """Return every foreign key to the model; those of many-to-many tables are among them."""
    relations: Any = model._meta.get_fields(include_hidden=True)
    return [
        relation.field
        for relation in relations
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and isinstance(relation.field, ForeignKey)
    ]


def twins(reference: ForeignKey, gone: models.Model, kept: models.Model) -> dict[Any, Any]:
    """Return the rows that would say the same twice once moved, each with the one that stays.

    “The same” is what the model's unique constraints say.
    """
    rows = all_rows(reference.model)
    found: dict[Any, Any] = {}
    for fields, condition in _unique_sets(reference.model):
        if reference.name not in fields:
            continue
        others = [column_of(reference.model, name) for name in fields - {reference.name}]
        moving, staying = (
            rows.filter(condition, **{reference.name: row}).values_list("pk", *others)
            for row in (gone, kept)
        )
        there = {tuple(rest): key for key, *rest in staying}
        for key, *rest in moving:
            if None not in rest and tuple(rest) in there:
                found.setdefault(key, there[tuple(rest)])
    return found


def referring_twice(model: type[models.Model], *rows: models.Model) -> list[models.Model]:
    """Return what refers to these rows by two of its relations: a delegate and the delegation."""
    by_model: dict[type[models.Model], list[ForeignKey]] = {}
    for reference in references(model):
        by_model.setdefault(reference.model, []).append(reference)
    found: list[models.Model] = []
    for other, links in by_model.items():
        pairs = Q()
        for index, first in enumerate(links):
            for second in links[index + 1 :]:
                pairs |= Q(**{f"{first.name}__in": rows, f"{second.name}__in": rows})
        if pairs:
            found.extend(all_rows(other).filter(pairs))
    return found


def _unique_sets(model: type[models.Model]) -> Iterator[tuple[set[str], Q]]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            yield set(constraint.fields), constraint.condition or Q()
    for names in model._meta.unique_together:
        yield set(names), Q()
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield {field.name}, Q()
