"""Controls of the desk's forms: choices found by typing, one box for a day."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from .moment_field import MomentField, MomentInput

__all__ = ["Choice", "Choices", "DayInput", "MomentField", "MomentInput", "draw_loaded", "narrow"]

SCRIPT = "newsroom/admin/choices.js"


class _Choices:
    """Draws a chosen row that is loaded already instead of asking the database for it.

    A page with fifty rows of choices thus runs as many queries as one with a single row. The
    script shows a second line under each result and opens the list as soon as one types.
    """

    #: What the form's row has loaded, by its key as text.
    loaded: dict[str, str]

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        loaded = getattr(self, "loaded", {})
        chosen = [str(key) for key in value if key]
        if not chosen or any(key not in loaded for key in chosen):
            return super().optgroups(name, value, attr)  # type: ignore[misc]  # a mixin
        empty = [] if self.is_required else [("", "")]  # type: ignore[attr-defined]
        options = [*empty, *((key, loaded[key]) for key in chosen)]
        drawn = [
            self.create_option(name, key, label, set(chosen), index)  # type: ignore[attr-defined]
            for index, (key, label) in enumerate(options)
        ]
        return [(None, drawn, 0)]

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(  # type: ignore[misc]  # a mixin
            js=["admin/js/jquery.init.js", SCRIPT]
        )


class Choice(_Choices, AutocompleteSelect):
    """One row of another model, found by typing."""


class Choices(_Choices, AutocompleteSelectMultiple):
    """Several rows of another model, found by typing."""


def draw_loaded(form: forms.BaseForm) -> None:
    """Let the form's choices draw the related rows that its own row has loaded already."""
    instance = getattr(form, "instance", None)
    for name, field in form.fields.items():
        control = getattr(field.widget, "widget", field.widget)
        if instance is not None and isinstance(control, Choice):
            row = instance._state.fields_cache.get(name)
            control.loaded = {} if row is None else {str(row.pk): str(row)}


def narrow(form: forms.BaseForm, name: str, *, by: str, key: str) -> None:
    """Let a choice offer only rows whose ``key`` is what is chosen at ``by`` on the same form."""
    if name in form.fields and by in form.fields:
        control: Any = getattr(form.fields[name].widget, "widget", form.fields[name].widget)
        control.attrs = {**control.attrs, "data-narrowed-by": by, "data-narrowed-key": key}


class DayInput(forms.DateInput):
    """A day, in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")
