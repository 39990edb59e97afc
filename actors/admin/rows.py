"""What pages and the rows on them share: relations found by typing, plain controls for dates."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from actors.fields import LinesField
from actors.forms import DeskInlineFormSet, DeskModelForm
from actors.widgets import Choice, Choices, DayInput, MomentField, MomentInput

CONTROLS: dict[type[models.Field], dict[str, Any]] = {
    models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
    models.DateField: {"widget": DayInput},
    LinesField: {"widget": forms.Textarea(attrs={"rows": 3})},
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3})},
}


class Desk(BaseModelAdmin):
    """What pages and their inline rows share."""

    formfield_overrides = CONTROLS

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Return every relation: none is a list of thousands to scroll through."""
        relations = [*self.opts.fields, *self.opts.many_to_many]
        return [field.name for field in relations if self._is_found_by_typing(field)]

    def _is_found_by_typing(self, field: Any) -> bool:
        if not field.is_relation or not field.editable:
            return False
        site = self.admin_site
        return site.is_registered(field.related_model) and bool(
            site.get_model_admin(field.related_model).search_fields
        )

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Choice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Choices(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Offer to add and to change what is chosen; deleting has a page of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class DeskInline(Desk, InlineModelAdmin):
    """Rows of another model on a page, loaded with all that drawing them needs."""

    form = DeskModelForm
    formset = DeskInlineFormSet
    extra = 0
    #: What each row shows of its relations, loaded in the same query.
    related: ClassVar[tuple[str, ...]] = ()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Let each row know who fills it in."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows


class DeskTable(DeskInline, admin.TabularInline):
    """Rows as a table whose controls carry their column's name for screen readers."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = str(field.label or db_field.verbose_name)
        return field


class DeskCards(DeskInline, admin.StackedInline):
    """Rows as cards, for those with more than a line to say."""
