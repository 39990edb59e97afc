"""The page of a model: safe to save, and at the same cost for any number of rows."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, OperationalError, models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst

from actors.forms import DeskModelForm
from actors.locks import lock_rows
from actors.overwriting import page_opened
from actors.refusals import sentence_of

from .queries import count_of
from .rows import Desk
from .saved import TellsWhatIsSaved


class SafeStart:
    """A page for a new row whose address may begin its form with anything at all."""

    def get_changeform_initial_data(self: Any, request: HttpRequest) -> dict[str, Any]:
        """Return what the address gives, without rows that there are not."""
        given = super().get_changeform_initial_data(request)  # type: ignore[misc]  # a mixin
        return {name: value for name, value in given.items() if self._may_begin_with(name, value)}

    def _may_begin_with(self: Any, name: str, value: Any) -> bool:
        if not _has(self.model, name):
            return True
        field = self.model._meta.get_field(name)
        if not field.is_relation:
            return True
        keys = value if isinstance(value, list) else [value]
        try:
            rows = field.related_model._default_manager.filter(pk__in=keys)
            return bool(rows.count() == len(set(keys)))
        except (TypeError, ValueError, OverflowError):
            return False


class DeskAdmin(SafeStart, Desk, TellsWhatIsSaved):
    """A model's pages."""

    form = DeskModelForm
    show_full_result_count = False
    list_per_page = 50
    save_on_top = False
    list_select_related: ClassVar[tuple[str, ...]] = ()
    #: Counted for each row of the list, by the reverse relation's name.
    counted: ClassVar[tuple[str, ...]] = ()
    #: Fields that stay as they are once the row is saved.
    fixed_fields: ClassVar[tuple[str, ...]] = ("slug",)
    #: What an empty list says.
    empty_sentence = "Nothing here yet. Add the first one, or change what you search for."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows with what each line shows of others, and counts by subquery.

        Loaded here and not only for the list, since rows found by typing show as much.
        """
        counts = {f"{name}_count": count_of(self.model, name) for name in self.counted}
        rows = super().get_queryset(request).annotate(**counts)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Return the row; one that is about to be written is locked before it is read."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        lock_rows(self.model._default_manager.filter(pk=found.pk))
        return super().get_object(request, object_id, from_field)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep what readers already have, such as the address."""
        fixed = [name for name in self.fixed_fields if obj is not None and _has(self.model, name)]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def detail(self, row: Any) -> str:
        """Return the second line under this row where it is found by typing."""
        return ""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """Show what the database refuses on the form, with everything typed still in it."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, OperationalError) as error:  # the second: a deadlock
            request.refusal = sentence_of(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kw)
        form.refusal = getattr(request, "refusal", "")
        form.user = request.user
        return form

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        """Put on the page what it is opened with, so that no later save goes over a newer one."""
        groups = [group.formset for group in context["inline_admin_formsets"]]
        context["opened"] = page_opened(context["adminform"].form, groups)
        return super().render_change_form(request, context, *args, **kw)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the row in the editor's name."""
        _sign(form, request)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Finish the row once all that belongs to it is saved too."""
        super().save_related(request, form, formsets, change)
        self._finish(request, form)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the rows of the page likewise."""
        for row in formset.forms:
            _sign(row, request)
        super().save_formset(request, form, formset, change)
        for row in formset.forms:
            if row.has_changed() and row.instance.pk is not None:  # a deleted one has none
                self._finish(request, row)

    def _finish(self, request: HttpRequest, form: Any) -> None:
        if not isinstance(form, DeskModelForm):
            return
        form.after_saving()
        for remark in form.remarks:
            self.message_user(request, remark, messages.INFO)
        for warning in form.warnings:
            self.message_user(request, warning, messages.WARNING)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Say why the database keeps a row."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            return self._refuse(request, error, "change", object_id)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Say why the database refuses an action on several rows."""
        context = {
            "title": capfirst(self.opts.verbose_name_plural),
            "empty_sentence": self.empty_sentence,
            **(extra_context or {}),
        }
        try:
            return super().changelist_view(request, context)
        except IntegrityError as error:
            return self._refuse(request, error, "changelist")

    def _refuse(
        self, request: HttpRequest, error: IntegrityError, page: str, *args: str
    ) -> HttpResponse:
        self.message_user(request, sentence_of(error), messages.ERROR)
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return HttpResponseRedirect(reverse(name, args=args))


def _sign(form: Any, request: HttpRequest) -> None:
    """Note who enters a new row, where the model keeps that."""
    row = form.instance
    if row._state.adding and hasattr(row, "created_by_id"):
        row.created_by = request.user


def _has(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
