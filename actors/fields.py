"""Model fields shared by all apps: EDTF dates, derived columns, web addresses, lists of lines."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from .dates import PRECISIONS, read_edtf
from .names import fold_name


class EdtfField(models.CharField):
    """A partial or uncertain date kept as EDTF text; empty when the date is not known.

    It validates on every way in (forms, ``loaddata``, ``bulk_create``, ``update``), since most of
    them call neither ``clean()`` nor ``save()``.
    """

    description = "Partial date (EDTF)"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text without surrounding space, or raise a ValidationError."""
        text = str(super().to_python(value) or "").strip()
        try:
            read_edtf(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid_date") from None
        return text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Set and return the text as it will be stored, without surrounding space."""
        value = super().pre_save(model_instance, add)
        if not hasattr(value, "resolve_expression"):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> str:
        """Validate once more on the way into the database."""
        return self.to_python(super().get_prep_value(value))


class DerivedField(models.Field):
    """A column computed from another field of the row whenever the row is saved.

    ``loaddata`` has it computed by a signal (actors.signals.derive_columns), so that the
    constraints on it hold there too. ``update()`` bypasses it; ``manage.py check_rules`` tells.
    """

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        kwargs["editable"] = False
        self.source = source
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Carry the source's name into migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def derive(self, instance: models.Model) -> Any:
        """Return what the column must hold for this row."""
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002 - Django's
        """Set and return the derived value."""
        value = self.derive(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class EdtfBoundField(DerivedField, models.DateField):
    """The earliest or latest day that an EDTF field may mean; null when that side is open."""

    def __init__(self, *args: Any, side: str = "earliest", **kwargs: Any) -> None:
        kwargs["null"] = True
        self.side = side
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Carry the side into migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "side": self.side}

    def derive(self, instance: models.Model) -> Any:
        """Return that side of the source's range."""
        return getattr(_read(instance, self.source), self.side)


class EdtfPrecisionField(DerivedField, models.CharField):
    """How finely an EDTF field is known: day, month, year, range or unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 8
        kwargs["choices"] = [(precision, precision) for precision in PRECISIONS]
        kwargs["default"] = "unknown"
        super().__init__(*args, **kwargs)

    def derive(self, instance: models.Model) -> str:
        """Return the source's precision."""
        return _read(instance, self.source).precision


class FoldedNameField(DerivedField, models.CharField):
    """A name, and the lines of other names in ``also``, folded for search (actors.names)."""

    def __init__(self, *args: Any, also: str = "", **kwargs: Any) -> None:
        self.also = also
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Carry the other source's name into migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "also": self.also} if self.also else kwargs

    def derive(self, instance: models.Model) -> str:
        """Return the folded source, cut to the column."""
        lines = getattr(instance, self.also) if self.also else []
        return fold_name(" ".join([getattr(instance, self.source), *lines]))[: self.max_length]


class FoldedTextField(DerivedField, models.TextField):
    """A text of any length, and that of ``also`` behind it, folded for search (actors.names)."""

    def __init__(self, *args: Any, also: str = "", **kwargs: Any) -> None:
        self.also = also
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Carry the other source's name into migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "also": self.also} if self.also else kwargs

    def derive(self, instance: models.Model) -> str:
        """Return the folded sources."""
        texts = [getattr(instance, name) or "" for name in (self.source, self.also) if name]
        return fold_name(" ".join(texts))


def derived_fields(model: type[models.Model]) -> list[DerivedField]:
    """Return the model's derived columns."""
    return [field for field in model._meta.concrete_fields if isinstance(field, DerivedField)]


def _read(instance: models.Model, source: str) -> Any:
    try:
        return read_edtf(str(getattr(instance, source) or "").strip())
    except ValueError as error:
        raise ValidationError({source: str(error)}) from None


class WebAddressField(models.URLField):
    """A web address; one typed without a scheme is taken for https."""

    def formfield(self, **kwargs: Any) -> Any:
        """Assume https, as Django 6 will."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class LinesFormField(forms.CharField):
    """A text area in which each line is one item."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list as lines; leave what an editor has just typed alone."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the list of lines that are not blank."""
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lists, not their text."""
        return (initial or []) != self.to_python(data)


class LinesField(models.JSONField):
    """A short ordered list of texts, edited one a line."""

    description = "List of lines"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Refuse what is not a list of texts that are not blank."""
        value = super().to_python(value)
        if not _is_lines(value):
            raise ValidationError("Write a list of texts, one a line.", code="invalid_lines")
        return value

    def get_prep_value(self, value: Any) -> Any:
        """Validate once more on the way into the database."""
        if not isinstance(value, models.expressions.BaseExpression):
            self.to_python(value)
        return super().get_prep_value(value)

    def formfield(self, **kwargs: Any) -> Any:
        """Use a text area of lines."""
        form_class: Callable[..., forms.Field] = LinesFormField
        return super(models.JSONField, self).formfield(
            **{"form_class": form_class, "max_length": None, **kwargs}
        )


def _is_lines(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) and line.strip() for line in value)
