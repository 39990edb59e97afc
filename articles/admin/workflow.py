"""Buttons and list actions that call the desk's services, where these would let them through."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from actors.refusals import sentence_of


@dataclass(frozen=True)
class Step:
    """One thing an editor does with a row, and the service that does it."""

    name: str
    button: str
    action: str
    done: str
    take: Callable[..., Any]
    statuses: frozenset[str]
    title: str = ""
    #: Why the button would do nothing but say no to this editor; empty: it would not.
    barred: Callable[[Any, Any], str] = field(default=lambda *_: "")

    @property
    def key(self) -> str:
        """Return the name of the button in the form."""
        return f"_step_{self.name}"

    def open_to(self, row: Any, user: Any) -> bool:
        """Tell whether the button would work on this row for this editor."""
        return row.status in self.statuses and not self.barred(row, user)


class StepsAdmin:
    """A page whose row goes from one status to the next by a step."""

    steps: ClassVar[tuple[Step, ...]] = ()

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Offer the steps that would work now; say why one that is expected is missing."""
        row = obj if obj is not None else self.model()
        near = [step for step in self.steps if row.status in step.statuses]
        if self.has_change_permission(request, obj) and "_popup" not in request.GET:
            context["steps"] = [step for step in near if step.open_to(row, request.user)]
            context["step_hints"] = [
                hint for step in near if (hint := step.barred(row, request.user))
            ]
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]

    def response_add(
        self: Any, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> Any:
        """Take the step whose button saved the new row."""
        if step := self._pressed(request):
            return self._respond(request, obj, step)
        return super().response_add(request, obj, post_url_continue)  # type: ignore[misc]

    def response_change(self: Any, request: HttpRequest, obj: Any) -> Any:
        """Take the step whose button saved the row."""
        if step := self._pressed(request):
            return self._respond(request, obj, step)
        return super().response_change(request, obj)  # type: ignore[misc]

    def get_actions(self: Any, request: HttpRequest) -> dict[str, Any]:
        """Add each step as an action on the rows ticked in the list."""
        actions = super().get_actions(request)  # type: ignore[misc]
        if self.has_change_permission(request) and "_popup" not in request.GET:
            for step in self.steps:
                actions[step.name] = (_action(step), step.name, step.action)
        return actions

    def take(self: Any, request: HttpRequest, row: Any, step: Step, **options: Any) -> bool:
        """Take a step, and say what came of it."""
        try:
            step.take(row, by=request.user, **options)
        except ValidationError as error:
            self.message_user(request, f"Not done: {row}", messages.ERROR)
            for sentence in _sentences(row, error):
                self.message_user(request, sentence, messages.ERROR)
        except IntegrityError as error:
            self.message_user(request, f"{row}: {sentence_of(error)}", messages.ERROR)
        else:
            self.message_user(request, step.done.format(row), messages.SUCCESS)
            self.after(request, row, step)
            return True
        return False

    def options(self, request: HttpRequest, step: Step) -> dict[str, Any]:
        """Return what else the page tells the service."""
        return {}

    def after(self, request: HttpRequest, row: Any, step: Step) -> None:
        """Say more once a step was taken."""

    def _pressed(self, request: HttpRequest) -> Step | None:
        return next((step for step in self.steps if step.key in request.POST), None)

    def _respond(self: Any, request: HttpRequest, row: Any, step: Step) -> HttpResponseRedirect:
        """Stay on the page: the words are saved, whatever came of the step."""
        if not self.take(request, row, step, **self.options(request, step)):
            self.message_user(request, "Your words are saved.", messages.INFO)
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[row.pk]))


def _action(step: Step) -> Callable[[Any, HttpRequest, Any], None]:
    def act(modeladmin: Any, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            modeladmin.take(request, row, step)

    return act


def _sentences(row: Any, error: ValidationError) -> Iterable[str]:
    """Return each sentence with the name of the field it is about."""
    if not hasattr(error, "error_dict"):
        return error.messages
    names = {column.name: str(column.verbose_name) for column in row._meta.fields}
    return [
        f"{names[name].capitalize()}: {sentence}" if name in names else sentence
        for name, sentences in error.message_dict.items()
        for sentence in sentences
    ]
