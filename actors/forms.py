"""The form that every page of the desk uses: sentences at their fields, nothing left to a crash."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet, UniqueConstraint
from django.forms.models import InlineForeignKeyField

from .characters import problem_with_characters
from .gone import as_new_rows, sentence_about
from .locks import lock_rows
from .overwriting import Overtaken, dispute, kept_of, opened_with, sentence_of, take_over
from .widgets import draw_loaded

TWICE_IN_THE_FORM = "This row says the same as another one here. Change one of them."


class SeenTexts(forms.BaseForm):
    """A form whose texts hold no character that nobody sees.

    They are looked for in what was typed, since a field may strip or split it. A text that stands
    in the database like that is let be until somebody changes it.
    """

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """Return what was typed; a browser sends each line's end as two characters, one is kept."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]  # as below
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django documents it in its own comments
        for name in self.changed_data:
            typed = self[name].data if _is_text(self.fields[name]) else None
            problem = problem_with_characters(typed) if isinstance(typed, str) else ""
            if problem:
                self.errors.pop(name, None)  # what else is wrong follows from it
                self.add_error(name, problem)


def _is_text(field: forms.Field) -> bool:
    is_password = isinstance(field.widget, forms.PasswordInput)
    return isinstance(field, forms.CharField) and not field.disabled and not is_password


class DeskModelForm(SeenTexts, forms.ModelForm):
    """A model form that checks every constraint of its row, shown in the form or not.

    Django leaves out constraints over fields that the form does not show (a read-only status);
    breaking one would then surface as a database error. Here it is a sentence on the form.
    """

    #: What the database refused when this very form was saved a moment ago.
    refusal = ""
    #: What every row of this form is, whatever is typed: a page for summits makes summits.
    given: dict[str, Any] = {}

    #: A row of a page that is saved already: left alone while nothing in it is changed.
    is_settled = False
    #: Who fills it in, for rules that depend on it.
    user: Any = None
    #: Whether a save over a colleague's is looked for here; an article's page does it itself.
    is_guarded = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: What to tell the editor once the row is saved, and what to warn of.
        self.remarks: list[str] = []
        self.warnings: list[str] = []
        #: What the stored row holds, for the next save to compare with (R11); None for a new one.
        self.kept = kept_of(self) if self.is_guarded and self.instance.pk is not None else None
        self.opened_at = ""
        self.overtaken = self._take_over() if self.is_bound and self.kept is not None else None
        draw_loaded(self)

    def _take_over(self) -> Overtaken | None:
        self.opened_at, opened = opened_with(self)
        return take_over(self, opened) if opened is not None else None

    def clean(self) -> dict[str, Any] | None:
        """Show what the database refused, so that the editor can change it and save again."""
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        if self.overtaken is not None:
            self._refuse_overwriting(self.overtaken)
        return cleaned

    def _refuse_overwriting(self, found: Overtaken) -> None:
        """Refuse the page whose row a colleague saved, and a row that both changed (R11)."""
        if not self.prefix:
            sentence = sentence_of(self, found, self.opened_at)
            self.add_error(None, ValidationError(sentence, code="R11"))
        for name, words in found.disputed.items():
            self.add_error(name, ValidationError(dispute(words), code="R11"))

    def after_saving(self) -> None:
        """Do and note what a saved row brings with it."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error; one at a field that this form does not show goes on top of the form."""
        if field is not None and not self._shows(field):
            field = None
        elif hasattr(error, "error_dict"):
            error = ValidationError(self._at_shown_fields(error))
        super().add_error(field, error)

    def _post_clean(self) -> None:
        if self.is_settled and not self.has_changed():
            return
        for name, value in self.given.items():
            setattr(self.instance, name, value)
        super()._post_clean()  # type: ignore[misc]  # Django documents it in its own comments
        self._validate_all_constraints()

    def _validate_all_constraints(self) -> None:
        """Check the constraints over all fields of the row but those found wrong already."""
        unset = {
            name
            for name, field in self.fields.items()
            if isinstance(field, InlineForeignKeyField) and field.parent_instance.pk is None
        }
        try:
            self.instance.validate_constraints(exclude=set(self.errors) | unset)
        except ValidationError as error:
            self.add_error(None, self._without_repeats(error))

    def _without_repeats(self, error: ValidationError) -> ValidationError:
        said = {message for messages in self.errors.values() for message in messages}
        fresh = {
            field: [problem for problem in problems if problem.messages[0] not in said]
            for field, problems in error.error_dict.items()
        }
        return ValidationError({field: problems for field, problems in fresh.items() if problems})

    def _at_shown_fields(self, error: ValidationError) -> dict[str, list[ValidationError]]:
        placed: dict[str, list[ValidationError]] = {}
        for field, problems in error.error_dict.items():
            place = field if self._shows(field) else NON_FIELD_ERRORS
            placed.setdefault(place, []).extend(problems)
        return placed

    def _shows(self, field: str) -> bool:
        return field == NON_FIELD_ERRORS or field in self.fields


class DeskInlineFormSet(forms.BaseInlineFormSet):
    """Rows of a page: each knows its parent, and two that say the same are refused."""

    #: Whether a change of the page may break a row that is not changed itself.
    is_rechecked = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: The places of rows that a colleague removed while this page was open.
        self.gone: list[int] = []
        if self.is_bound:
            stored = {str(row.pk) for row in self.get_queryset()}
            key = str(self._row._meta.pk.name)
            self.data, self.gone = as_new_rows(self.data, str(self.prefix), key, stored)

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rows; those that are about to be written are locked before they are read."""
        if self.is_bound and self.queryset is not None and not hasattr(self, "_queryset"):
            lock_rows(self.queryset)
        return super().get_queryset()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # as Django's own does
        if self.fk.remote_field.field_name == self.instance._meta.pk.name:
            setattr(form.instance, self.fk.name, self.instance)
        form.is_settled = form.instance.pk is not None and not self.is_rechecked
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box that deletes a row, for screen readers."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete this row"

    def clean(self) -> None:
        """Refuse two rows that a conditional unique constraint forbids, before the database does.

        Django compares the rows of a form set for unconditional constraints only.
        """
        super().clean()
        if self.gone:
            raise ValidationError(sentence_about(self.gone), code="removed_meanwhile")
        for constraint in self._row._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.condition is not None:
                self._refuse_twins(constraint)

    def _refuse_twins(self, constraint: UniqueConstraint) -> None:
        """Compare what the constraint names; all of ours leave rows with an empty part alone."""
        seen = set()
        for form in self.forms:
            if form.is_valid() and not self._is_deleted(form):
                key = tuple(getattr(form.instance, name) for name in self._columns(constraint))
                if key in seen and all(key):
                    form.add_error(None, TWICE_IN_THE_FORM)
                    raise ValidationError(TWICE_IN_THE_FORM)
                seen.add(key)

    def _columns(self, constraint: UniqueConstraint) -> list[str]:
        names = [name for name in constraint.fields if name != self.fk.name]
        return [getattr(self._row._meta.get_field(name), "attname", name) for name in names]

    @property
    def _row(self) -> type[Model]:
        assert self.model is not None
        return self.model

    def _is_deleted(self, form: Any) -> bool:
        return bool(self.can_delete and form.cleaned_data.get("DELETE"))
