"""The list of merges: read-only, with the way back where there still is one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from actors.merging import changes_since, refusal, undo_merge, why_not_undo
from actors.merging.rows import model_of
from actors.models import Merge, RetiredSlug

from .base import DeskAdmin
from .merge_preview import count_of


class Undone(admin.SimpleListFilter):
    """Whether a merge still holds."""

    title = "state"
    parameter_name = "undone"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "In force"), ("yes", "Undone")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Merge]) -> QuerySet[Merge] | None:
        if self.value() not in ("yes", "no"):
            return None
        return queryset.filter(undone_at__isnull=self.value() == "no")


@admin.register(Merge)
class MergeAdmin(DeskAdmin):
    """What was merged into what."""

    list_display = ("what_became_what", "kind", "at", "by", "state")
    list_display_links = ("what_became_what",)
    list_select_related = ("by", "undone_by")
    list_filter = (Undone,)
    list_per_page = 20
    search_fields = ("gone", "kept")
    search_help_text = "The address of either of the two"
    ordering = ("-at", "-id")
    fields = ("what_became_what", "kind", "moved", "at", "by", "state")
    readonly_fields = fields
    empty_sentence = "Nothing was merged yet. Merge two that are the same from the page of one."

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Merges are made from the page of what is merged."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody edits the log."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody shortens the log."""
        return False

    def get_urls(self) -> list[Any]:
        """Add the page that undoes a merge."""
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:key>/undo/", view, name="actors_merge_undo"), *super().get_urls()]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Find for all merges of the page at once whether they can still be undone."""
        shown = super().get_changelist_instance(request)
        shown.result_list = list(shown.result_list)
        self._tell_states(request, shown.result_list)
        return shown

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Return the merge, knowing whether it can still be undone."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            self._tell_states(request, [row])
        return row

    def _tell_states(self, request: HttpRequest, merges: Any) -> None:
        reasons = changes_since(merges)
        for row in merges:
            row.reason = reasons[row.pk] or refusal(model_of(row.model), request.user)

    @admin.display(description="merge", ordering="gone")
    def what_became_what(self, row: Merge) -> str:
        """Return the two addresses."""
        return str(row)

    @admin.display(description="of", ordering="model")
    def kind(self, row: Merge) -> str:
        """Return what was merged: actors, events."""
        return str(model_of(row.model)._meta.verbose_name_plural)

    @admin.display(description="touched")
    def moved(self, row: Merge) -> str:
        """Return how many rows of each kind it touched."""
        counts: dict[Any, int] = {}
        for entry in [*row.what["changed"], *row.what["deleted"], *row.what["added"]]:
            model: Any = model_of(entry["model"])
            if model is not RetiredSlug:
                thing = model._meta.auto_created or model
                counts[thing] = counts.get(thing, 0) + 1
        return ", ".join(count_of(thing, number) for thing, number in counts.items())

    @admin.display(description="undo")
    def state(self, row: Any) -> str:
        """Return the way back, or why there is none."""
        if row.undone_at is not None:
            return f"Undone by {row.undone_by} on {row.undone_at:%Y-%m-%d %H:%M} UTC."
        if row.reason:
            return str(row.reason)
        return format_html('<a class="button" href="{}">Undo…</a>', self._undo_url(row))

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Say what undoing does or why it cannot be done, and do it when confirmed."""
        row = Merge.objects.select_related("by", "undone_by").filter(pk=key).first()
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(key))  # type: ignore[attr-defined]
        if refusal(model_of(row.model), request.user):
            raise PermissionDenied
        if request.method == "POST":
            try:
                back = undo_merge(row, by=request.user)
            except ValidationError as error:
                reasons = list(error.messages)
            else:
                text = f"The merge is undone: “{back}” is back."
                self.message_user(request, text, messages.SUCCESS)
                return HttpResponseRedirect(_page_of(back))
        else:
            reasons = why_not_undo(row, by=request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Undo the merge of “{row.gone}” into “{row.kept}”",
            "opts": self.opts,
            "original": row,
            "reasons": reasons,
            "moved": self.moved(row),
            "kind": self.kind(row),
        }
        return TemplateResponse(request, "admin/merging/undo.html", context)

    def _undo_url(self, row: Merge) -> str:
        return reverse(f"{self.admin_site.name}:actors_merge_undo", args=[row.pk])


def _page_of(row: Any) -> str:
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
