"""Merging on the desk's pages: choose the other one, see what would happen, confirm, undo."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from actors.merging import Outcome, merge, preview, refusal
from actors.models.base import stored_model
from actors.widgets import Choice

from .merge_preview import describe

OTHER, THIS = "other", "this"


class MergeForm(forms.Form):
    """Which other one is the same, and which of the two stays."""

    def __init__(self, data: Any, *, row: Any, site: Any) -> None:
        super().__init__(data)
        model = stored_model(type(row))
        self.fields["other"] = forms.ModelChoiceField(
            model._default_manager.all(),
            label="It is the same as",
            help_text="Type a name. Nothing is changed before you confirm.",
            error_messages={"invalid_choice": "That one is no longer there. Choose again."},
            widget=Choice(model._meta.get_field("parent"), site),
        )
        self.fields["keep"] = forms.ChoiceField(
            label="Which one stays?",
            choices=[(OTHER, "The other one"), (THIS, f"“{row}”")],
            initial=OTHER,
            required=False,
            widget=forms.RadioSelect,
        )


class MergingAdmin:
    """The page of something that may be on file twice."""

    def get_urls(self: Any) -> list[Any]:
        """Add the page that merges."""
        page = path(
            "<path:object_id>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_merge",
        )
        return [page, *super().get_urls()]  # type: ignore[misc]  # a mixin

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Offer the merge to those who may do it."""
        if obj is not None and not refusal(self.model, request.user):
            url = self._merge_url(obj)
            context["tools"] = [*context.get("tools", []), (url, "Merge into another…")]
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]

    def merge_view(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask which one is the same, show what would happen, and do it when confirmed."""
        row = self.get_object(request, unquote(object_id))
        if refusal(self.model, request.user):
            raise PermissionDenied
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        data = request.POST if request.method == "POST" else request.GET
        form = MergeForm(data if "other" in data else None, row=row, site=self.admin_site)
        plan: Outcome | None = None
        if form.is_valid():
            gone, kept = row, form.cleaned_data["other"]
            if form.cleaned_data["keep"] == THIS:
                gone, kept = kept, row
            try:
                if request.method == "POST":
                    return self._merge(request, gone, kept)
                plan = preview(gone, kept, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
                plan = self._plan_again(request, gone, kept)
        return self._merge_page(request, row, form, plan)

    def _merge(self: Any, request: HttpRequest, gone: Any, kept: Any) -> HttpResponse:
        name = str(gone)
        record = merge(gone, kept, by=request.user, confirmed="confirmed" in request.POST)
        undo = reverse(f"{self.admin_site.name}:actors_merge_undo", args=[record.pk])
        text = '“{}” is merged into “{}”. <a href="{}">Undo</a>'
        self.message_user(request, format_html(text, name, kept, undo), messages.SUCCESS)
        return HttpResponseRedirect(self._page_of(kept))

    def _plan_again(self, request: HttpRequest, gone: Any, kept: Any) -> Outcome | None:
        """Return what would happen where only the confirmation was missing."""
        if request.method != "POST":
            return None
        try:
            return preview(gone, kept, by=request.user)
        except ValidationError:
            return None

    def _merge_page(
        self: Any, request: HttpRequest, row: Any, form: MergeForm, plan: Outcome | None
    ) -> HttpResponse:
        keep = form["keep"].value() or OTHER
        if plan:
            other = plan.kept if keep == OTHER else plan.gone
            form.fields["keep"].choices = [(OTHER, f"“{other}”"), (THIS, f"“{row}”")]  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge “{row}” into another",
            "opts": self.opts,
            "original": row,
            "form": form,
            "media": self.media + form.media,
            "back": self._page_of(row),
            "keep": keep,
            "swapped": THIS if keep == OTHER else OTHER,
            "plan": describe(plan) if plan else None,
        }
        return TemplateResponse(request, "admin/merging/merge.html", context)

    def _merge_url(self: Any, row: Any) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_merge"
        return reverse(name, args=[row.pk])

    def _page_of(self: Any, row: Any) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[row.pk])
