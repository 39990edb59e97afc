"""What a dump holds: the models in their order, their columns, and how a row is named.

Nowhere a number of the database: a row is named by what `natural_key()` says, and referred to by
that name. A dump leaves out what is empty; derived columns are computed when it is loaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models

from actors.fields import DerivedField, derived_fields
from actors.models import Actor, ActorName, Office, RetiredSlug, Slugged
from articles.models import Article, Citation, Claim, Coverage, Notice, Quote, Topic
from summits.models import Event, Participation, Series

from .columns import Column, SortName
from .references import Links, Reference, column_for

#: The parts of each natural key, as `natural_key()` returns them, by their paths from the row.
KEYS: dict[type[models.Model], tuple[str, ...]] = {
    Actor: ("slug",),
    ActorName: ("actor__slug", "name", "lang"),
    Office: ("holder__slug", "title", "body__slug", "start_edtf"),
    Series: ("slug",),
    Event: ("slug",),
    Participation: ("event__slug", "actor__slug", "label", "role"),
    Topic: ("slug",),
    Article: ("slug",),
    Coverage: ("article__slug", "event__slug"),
    Quote: ("slug",),
    Citation: ("article__slug", "quote__slug"),
    Claim: ("slug",),
    Notice: ("slug",),
    RetiredSlug: ("model", "slug"),
}
#: People are named, but never dumped or loaded.
USER = "username"


@dataclass(frozen=True)
class Shape:
    """One model of the desk as the lines of a file hold it."""

    model: type[models.Model]
    key: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return the model's name in a file: articles.quote."""
        return self.model._meta.label_lower

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Return the columns of a row by name, those of links to many last."""
        found = [column_for(field, key_of) for field in _stored_fields(self.model)]
        return {column.name: column for column in found}

    @cached_property
    def links(self) -> tuple[Links, ...]:
        """Return the columns that hold any number of references."""
        return tuple(column for column in self.columns.values() if isinstance(column, Links))

    @cached_property
    def single(self) -> tuple[Column, ...]:
        """Return the columns that stand in the row's own table."""
        return tuple(column for column in self.columns.values() if not isinstance(column, Links))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Return the columns that name other rows, those of many too."""
        return tuple(column for column in self.columns.values() if isinstance(column, Reference))

    @cached_property
    def made_of_others(self) -> tuple[Column, ...]:
        """Return the columns whose value, where a line gives none, is that of another one."""
        return tuple(column for column in self.single if isinstance(column, SortName))

    @cached_property
    def required(self) -> frozenset[str]:
        """Return the fields that no line leaves out."""
        return frozenset(name for name, column in self.columns.items() if column.is_required)

    @cached_property
    def derived(self) -> tuple[DerivedField, ...]:
        """Return the columns that are computed from others."""
        return tuple(derived_fields(self.model))

    @cached_property
    def derived_names(self) -> frozenset[str]:
        """Return their names: a line may carry them, and nobody reads them."""
        return frozenset(field.name for field in self.derived)

    @cached_property
    def key_fields(self) -> tuple[str, ...]:
        """Return the fields that make the row's name."""
        return tuple(path.split("__")[0] for path in self.key)

    @cached_property
    def is_slugged(self) -> bool:
        """Tell whether the rows have addresses, which nothing else may ever take."""
        return issubclass(self.model, Slugged)

    @cached_property
    def is_referred_to(self) -> bool:
        """Tell whether other lines may name a row of this model."""
        return any(
            column.target is self.model for shape in DESK.values() for column in shape.references
        )


def key_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the paths that name a row of a model, or of the desk's users."""
    return (USER,) if model._meta.label == settings.AUTH_USER_MODEL else KEYS[model]


def _stored_fields(model: type[models.Model]) -> Iterator[Any]:
    for field in model._meta.concrete_fields:
        if not field.primary_key and not isinstance(field, DerivedField):
            yield field
    for field in model._meta.many_to_many:
        through: Any = field.remote_field.through
        if through._meta.auto_created:
            yield field


#: By the name that a line gives, in the order of a dump: what is referred to comes first.
DESK: dict[str, Shape] = {model._meta.label_lower: Shape(model, key) for model, key in KEYS.items()}
