"""The pages on which a quote's steps and its embargo are confirmed, and what leads to them."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from actors.keys import as_numbers
from actors.refusals import sentence_of
from articles.models import Article, Citation, Correction, Quote
from articles.quote_forms import to_correct
from articles.quote_step_forms import QuoteStepForm
from articles.quote_workflow import PERMISSION, quote_refusal

from .quote_embargo import embargo_view
from .quote_steps import BY_NAME, STEPS, VERIFY, QuoteStep

#: As many quotes as one page takes a step with.
MOST = 100
SAVE_AND_VERIFY = "_step_verify"


class QuotePages:
    """The steps of a quote: links on its page, actions on the list, one page for each step.

    None of them saves the form, so none depends on what stands in it; only “Save and verify” does.
    """

    def get_urls(self: Any) -> list[Any]:
        """Add the page of each step, of the embargo and of the corrections to issue."""
        view = self.admin_site.admin_view
        corrections = self.admin_site.get_model_admin(Correction)
        return [
            path(
                "<path:object_id>/step/<slug:name>/",
                view(self.step_view),
                name="articles_quote_step",
            ),
            path(
                "<path:object_id>/embargo/", view(self.embargo_view), name="articles_quote_embargo"
            ),
            path(
                "<path:object_id>/corrections/",
                view(corrections.of_quote_view),
                name="articles_quote_corrections",
            ),
            *super().get_urls(),  # type: ignore[misc]  # a mixin
        ]

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Offer exactly the steps that would work now."""
        quote = obj if obj is not None else self.model()
        if "_popup" not in request.GET and "_popup" not in request.POST:
            able = [step for step in STEPS if step.open_to(quote, request.user)]
            saves = self.has_change_permission(request, obj) if obj else True
            context["verifies_on_saving"] = saves and VERIFY in able
            context["quote_steps"] = [
                step for step in able if obj is not None and not (saves and step is VERIFY)
            ]
            context["step_hints"] = list(_hints(quote, request.user))
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]

    def response_add(
        self: Any, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> Any:
        """Verify the new quote where its button was pressed."""
        if SAVE_AND_VERIFY in request.POST:
            return self._verify(request, obj)
        return super().response_add(request, obj, post_url_continue)  # type: ignore[misc]

    def response_change(self: Any, request: HttpRequest, obj: Any) -> Any:
        """Verify the saved quote where its button was pressed."""
        if SAVE_AND_VERIFY in request.POST:
            return self._verify(request, obj)
        return super().response_change(request, obj)  # type: ignore[misc]

    def get_actions(self: Any, request: HttpRequest) -> dict[str, Any]:
        """Add the steps and the corrections to what may be done with the rows ticked."""
        actions = super().get_actions(request)  # type: ignore[misc]
        if "_popup" not in request.GET and request.user.has_perm(PERMISSION):
            for step in STEPS:
                actions[step.name] = (_action(step), step.name, step.action)
        return actions

    def embargo_view(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what depends on the quote's embargo, and change it."""
        quotes = self._quotes(request, object_id)
        if len(quotes) != 1:
            raise Http404
        return embargo_view(self, request, quotes[0])

    def step_view(self: Any, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Show what a step would do to one quote, or to those ticked, and do it."""
        quotes = self._quotes(request, object_id)
        if name not in BY_NAME or not quotes:
            raise Http404
        step = BY_NAME[name]
        refused = [sentence for row in quotes if (sentence := _refusal(step, row, request.user))]
        able = [row for row in quotes if step.open_to(row, request.user)]
        sent = request.POST if request.method == "POST" else None
        form = QuoteStepForm(sent, asks=step.asks)
        if form.is_valid():
            if not able:
                form.add_error(None, refused)
            elif self._take_all(request, step, able, form):
                return HttpResponseRedirect(self._back(quotes))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{step.button}: {quotes[0]}" if len(quotes) == 1 else step.action,
            "step": step,
            "form": form,
            "refused": [] if form.non_field_errors() else refused,
            "quotes": _with_articles(able),
            "back": self._back(quotes),
        }
        return TemplateResponse(request, "admin/articles/quote_step.html", context)

    def _quotes(self: Any, request: HttpRequest, object_id: str) -> list[Any]:
        if not self.has_view_permission(request):
            raise PermissionDenied
        keys = as_numbers(unquote(object_id).split(","))
        found = Quote.objects.filter(pk__in=keys[:MOST]).select_related("speaker", "office__body")
        return list(found.order_by("pk"))

    def _take_all(
        self: Any, request: HttpRequest, step: QuoteStep, quotes: list[Quote], form: Any
    ) -> bool:
        """Take the step with all of them or none; the form holds what was refused."""
        given = {"reason": form.cleaned_data["reason"]} if step.asks else {}
        try:
            with transaction.atomic():
                for quote in quotes:
                    step.take(quote, by=request.user, **given)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        except (IntegrityError, OperationalError) as error:  # the second: a deadlock
            form.add_error(None, sentence_of(error))
            return False
        self._say(request, step, quotes)
        return True

    def _say(self: Any, request: HttpRequest, step: QuoteStep, quotes: list[Quote]) -> None:
        """Say what was done, and what it leaves to do."""
        for quote in quotes:
            self.message_user(request, step.done.format(quote), messages.SUCCESS)
            if number := quote.corrections.open().count():
                self.message_user(request, to_correct(quote, number), messages.WARNING)

    def _verify(self: Any, request: HttpRequest, quote: Quote) -> HttpResponse:
        """Stay on the page: the words are saved, whatever came of the step."""
        if not self.take_simply(request, VERIFY, quote):
            self.message_user(request, "Your words are saved.", messages.INFO)
        return HttpResponseRedirect(self._back([quote]))

    def take_simply(self: Any, request: HttpRequest, step: QuoteStep, quote: Quote) -> bool:
        """Take a step that asks nothing, and say what came of it."""
        form = QuoteStepForm({}, asks="")
        if form.is_valid() and self._take_all(request, step, [quote], form):
            return True
        self.message_user(request, f"Not done: {quote}", messages.ERROR)
        for sentence in form.non_field_errors():
            self.message_user(request, sentence, messages.ERROR)
        return False

    def _back(self, quotes: list[Quote]) -> str:
        """Return the address of the quote, or of the list where there were several."""
        if len(quotes) == 1:
            return reverse("admin:articles_quote_change", args=[quotes[0].pk])
        return reverse("admin:articles_quote_changelist")


def step_url(step: QuoteStep, quotes: Iterable[Quote]) -> str:
    """Return the address of a step's page for these quotes."""
    keys = ",".join(str(quote.pk) for quote in quotes)
    return reverse("admin:articles_quote_step", args=[keys, step.name])


def _action(step: QuoteStep) -> Any:
    def act(modeladmin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        rows = list(queryset.order_by("pk")[: MOST + 1])
        if len(rows) > MOST:
            modeladmin.message_user(request, f"Tick at most {MOST} quotes.", messages.ERROR)
            return None
        if step is not VERIFY:
            return HttpResponseRedirect(step_url(step, rows))
        for row in rows:
            modeladmin.take_simply(request, step, row)
        return None

    return act


def _refusal(step: QuoteStep, quote: Quote, user: Any) -> str:
    return quote_refusal(step.name, quote, user)


def _hints(quote: Quote, user: Any) -> Iterable[str]:
    """Yield why verifying, the step that one looks for next, is not offered to a verifier."""
    is_near = quote.status == Quote.Status.DRAFT and quote.pk and user.has_perm(PERMISSION)
    if is_near and (sentence := quote_refusal(VERIFY.name, quote, user)):
        yield sentence


def _with_articles(quotes: list[Quote]) -> list[tuple[Quote, list[Article]]]:
    """Return each quote with the articles that print it and are published or scheduled."""
    cited = Citation.objects.filter(
        quote__in=quotes, article__status=Article.Status.PUBLISHED
    ).select_related("article")
    printed: dict[int, list[Article]] = {}
    for citation in cited.order_by("-article__published_at"):
        printed.setdefault(citation.quote_id, []).append(citation.article)
    return [(quote, printed.get(quote.pk, [])) for quote in quotes]
