"""Writes that the database must refuse, and the three ways in which each of them is tried."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.forms import modelform_factory

Fields = dict[str, Any]

#: What a form says of a value outside its list.
NOT_IN_LIST = "Select a valid choice. {} is not one of the available choices."
A_ROW_ID = 987_654


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One forbidden write: a valid row, the change that spoils it, and who refuses it how."""

    title: str
    model: type[models.Model]
    valid: Callable[[], Fields]
    change: Fields | Callable[[], Fields]
    constraint: str
    field: str
    sentence: str

    def fields(self) -> Fields:
        """Return the spoilt row's fields."""
        change = self.change() if callable(self.change) else self.change
        return {**self.valid(), **change}


def as_parameters(rows: list[Forbidden]) -> pytest.MarkDecorator:
    """Return the mark that tries each row, under its title."""
    return pytest.mark.parametrize("row", rows, ids=[row.title for row in rows])


def in_both_ways(row: Forbidden) -> None:
    """Try to create the row, alone and in bulk: refused by the constraint, nothing saved."""
    fields = row.fields()
    before = row.model._default_manager.count()

    for create in (
        lambda: row.model._default_manager.create(**fields),
        lambda: row.model._default_manager.bulk_create([row.model(**fields)]),
    ):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            create()
        assert names_constraint(refusal.value, row), str(refusal.value)
        assert row.model._default_manager.count() == before


def by_form(row: Forbidden) -> None:
    """Try to enter the row in a form: one sentence, at its field, nothing saved."""
    instance = row.model(**row.fields())
    before = row.model._default_manager.count()

    assert form_errors(instance) == {row.field: [row.sentence]}
    assert row.model._default_manager.count() == before


def pointing_at_itself(model: type[models.Model], valid: Fields, link: str, name: str) -> None:
    """Try to create a row that points at itself, which needs its number beforehand."""
    fields = {**valid, "pk": A_ROW_ID, f"{link}_id": A_ROW_ID}
    row = Forbidden("itself", model, lambda: fields, {}, name, link, "")

    in_both_ways(row)


def is_accepted(model: type[models.Model], valid: Callable[[], Fields]) -> None:
    """Make sure that only the change is refused: the row without it goes in, by both doors."""
    instance = model(**valid())

    assert form_errors(instance) == {}
    instance.save()


def clean_errors(instance: models.Model) -> dict[str, list[str]]:
    """Return what full_clean says of a row."""
    try:
        instance.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def form_errors(instance: models.Model) -> dict[str, list[str]]:
    """Return what a form of all fields says when it is sent with the instance's values."""
    entered_apart = [
        field.name
        for field in instance._meta.many_to_many
        if field.remote_field.through and not field.remote_field.through._meta.auto_created
    ]
    form_class = modelform_factory(type(instance), exclude=entered_apart)
    shown = form_class(instance=instance)
    sent = {name: shown[name].value() for name in shown.fields}
    form = form_class(data=sent, instance=instance)
    return {field or NON_FIELD_ERRORS: [*map(str, errors)] for field, errors in form.errors.items()}


def names_constraint(error: IntegrityError, row: Forbidden) -> bool:
    """Tell whether the database's answer names the constraint, or on SQLite its columns."""
    found = [item for item in row.model._meta.constraints if item.name == row.constraint]
    for constraint in found if connection.vendor == "sqlite" else ():
        if isinstance(constraint, models.UniqueConstraint):
            table = row.model._meta.db_table
            columns = {field.name: field.column for field in row.model._meta.concrete_fields}
            named = ", ".join(f"{table}.{columns[name]}" for name in constraint.fields)
            return str(error).endswith(named)
    return row.constraint in str(error)


def constraints_of(app_label: str) -> set[str]:
    """Return the names of all constraints of an app's models."""
    from django.apps import apps

    return {
        constraint.name
        for model in apps.get_app_config(app_label).get_models()
        if not model._meta.proxy
        for constraint in model._meta.constraints
    }
