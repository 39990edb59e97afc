"""The pages on which a step is confirmed: what readers will get, and what is still asked."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from actors.keys import as_numbers
from actors.moments import say_moment
from actors.refusals import sentence_of
from articles.comparison import compare
from articles.models import Article, Revision
from articles.preflight import preflight
from articles.reading import reading_of
from articles.revisions import as_if, plain, snapshot_of
from articles.timeline import names_in
from articles.workflow import ACTIONS, refusal

from .article_steps import BY_NAME, STEPS, ArticleStep, steps_for

#: Steps before which preflight's findings are shown.
CHECKED = ("publish", "apply", "reschedule")
#: Steps that put the proposed words in print, not those that are stored.
PROPOSED = ("apply", "reject")


class StepPages:
    """The steps of an article: buttons on its page, actions on the list, a page for each."""

    def get_urls(self: Any) -> list[Any]:
        """Add the page of each step."""
        page = path(
            "<path:object_id>/step/<slug:name>/",
            self.admin_site.admin_view(self.step_view),
            name="articles_article_step",
        )
        return [page, *super().get_urls()]  # type: ignore[misc]  # a mixin

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Offer exactly the steps that would work now."""
        article = obj if obj is not None else self.model()
        if "_popup" not in request.GET:
            saves = obj is None or (
                self.has_change_permission(request, obj)
                and article.status != Article.Status.PUBLISHED
            )
            context["saves_before_steps"] = saves
            context["steps"] = steps_for(article, request.user)
            context["step_hints"] = list(_hints(article, request.user))
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]

    def response_add(
        self: Any, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> Any:
        """Go on with the step whose button saved the new article."""
        if step := _pressed(request):
            return self._go_on(request, obj, step)
        return super().response_add(request, obj, post_url_continue)  # type: ignore[misc]

    def response_change(self: Any, request: HttpRequest, obj: Any) -> Any:
        """Go on with the step whose button saved the article."""
        if step := _pressed(request):
            return self._go_on(request, obj, step)
        return super().response_change(request, obj)  # type: ignore[misc]

    def get_actions(self: Any, request: HttpRequest) -> dict[str, Any]:
        """Add the steps that make sense for several articles at once."""
        actions = super().get_actions(request)  # type: ignore[misc]
        if "_popup" not in request.GET:
            for step in STEPS:
                permission = f"articles.{ACTIONS[step.name].permission}"
                if step.action and request.user.has_perm(permission):
                    actions[step.name] = (_action(step), step.name, step.action)
        return actions

    def step_view(self: Any, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Show what a step would do to one article, or to those ticked, and do it."""
        articles = self._articles(request, object_id)
        if name not in BY_NAME or not articles:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        step = BY_NAME[name]
        able = [row for row in articles if not refusal(name, row, request.user)]
        for row in articles:
            if row not in able:
                self.message_user(request, refusal(name, row, request.user), messages.WARNING)
        if not able:
            return self._back(articles)
        typed = request.POST if request.method == "POST" else None
        forms = [step.form(typed, article=row, by=request.user) for row in able]
        if request.method == "POST" and self._take_all(request, step, able, forms):
            return self._back(articles)
        return self._page(request, step, able, forms[0])

    def _take_all(
        self: Any, request: HttpRequest, step: ArticleStep, articles: list[Any], forms: list[Any]
    ) -> bool:
        """Take the step with all of them or none; the first form holds what was refused."""
        try:
            with transaction.atomic():
                for form in forms:
                    if not (form.is_valid() and form.take()):
                        forms[0] = form
                        transaction.set_rollback(True)
                        return False
        except (IntegrityError, OperationalError) as error:  # the second: a deadlock
            forms[0].add_error(None, sentence_of(error))
            return False
        for row in articles:
            row.refresh_from_db()
            self.message_user(request, _done(step, row), messages.SUCCESS)
        return True

    def _page(
        self: Any, request: HttpRequest, step: ArticleStep, articles: list[Any], form: Any
    ) -> HttpResponse:
        article = articles[0]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{step.button.rstrip(' …')}: {article}",
            "step": step,
            "confirm": step.button.rstrip(" …"),
            "articles": articles,
            "original": article,
            "form": form,
            "back": self._url(article),
            **self._seen(step, article, form, request.user),
        }
        # Rendered at once: a proposal is read inside a transaction that is undone.
        return TemplateResponse(request, "admin/step.html", context).render()

    def _seen(self, step: ArticleStep, article: Article, form: Any, user: Any) -> dict[str, Any]:
        """Return what readers get, what preflight says of it and what changes."""
        proposal = Revision.objects.open_proposal(article) if step.name in PROPOSED else None
        if proposal is None:
            return _facts(step, article, form)
        now = plain(snapshot_of(article))
        with as_if(article, proposal.snapshot) as changed:
            facts = _facts(step, changed, form)
        names = names_in(now, proposal.snapshot)
        return {
            **facts,
            "proposal": proposal,
            "comparison": compare(now, proposal.snapshot, names=names),
            "left": "What readers have" if article.is_published else "What was approved",
            "right": "Proposed",
        }

    def _articles(self: Any, request: HttpRequest, object_id: str) -> list[Any]:
        keys = as_numbers(unquote(object_id).split(","))
        rows = Article.objects.filter(pk__in=keys[:100]).select_related("created_by")
        return list(rows.order_by("pk"))

    def _go_on(self: Any, request: HttpRequest, row: Any, step: ArticleStep) -> HttpResponse:
        """Take a simple step at once; show the page of one that asks for more."""
        if not step.at_once:
            return HttpResponseRedirect(step_url(step.name, [row]))
        self.take_simply(request, step, row)
        return HttpResponseRedirect(self._url(row))

    def take_simply(self: Any, request: HttpRequest, step: ArticleStep, row: Any) -> None:
        form = step.form({}, article=row, by=request.user)
        if form.is_valid() and form.take():
            self.message_user(request, _done(step, row), messages.SUCCESS)
            return
        for sentence in _sentences(form):
            self.message_user(request, f"“{row}”: {sentence}", messages.ERROR)

    def _back(self: Any, articles: list[Any]) -> HttpResponse:
        """Return to the article, or to the list where there were several."""
        if len(articles) == 1:
            return HttpResponseRedirect(self._url(articles[0]))
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def _url(self, article: Article) -> str:
        return reverse("admin:articles_article_change", args=[article.pk])


def step_url(name: str, articles: Iterable[Article]) -> str:
    """Return the address of a step's page for these articles."""
    keys = ",".join(str(article.pk) for article in articles)
    return reverse("admin:articles_article_step", args=[keys, name])


def _action(step: ArticleStep) -> Any:
    def act(modeladmin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        rows = list(queryset.order_by("pk"))
        if step.at_once or (step.name == "publish" and len(rows) > 1):
            for row in rows:
                modeladmin.take_simply(request, step, row)
            return None
        return HttpResponseRedirect(step_url(step.name, rows))

    return act


def _facts(step: ArticleStep, article: Article, form: Any) -> dict[str, Any]:
    at = form.cleaned_data.get("at") if form.is_bound and hasattr(form, "cleaned_data") else None
    findings = preflight(article, at=at) if step.name in CHECKED else []
    ticked = form.acknowledged() if hasattr(form, "acknowledged") else []
    return {
        "reading": reading_of(article),
        "checked": step.name in CHECKED,
        "findings": findings,
        "acknowledged": ticked,
        "has_errors": any(finding.is_error for finding in findings),
    }


def _done(step: ArticleStep, article: Article) -> str:
    if step.name in ("publish", "reschedule") and article.published_at and article.is_scheduled:
        return (
            f"“{article}” is scheduled: it appears by itself, {say_moment(article.published_at)}."
        )
    if step.name == "withdraw" and not article.was_readable:
        return f"“{article}” is withdrawn: it does not appear."
    return step.done.format(article)


def _pressed(request: HttpRequest) -> ArticleStep | None:
    return next((step for step in STEPS if step.key in request.POST), None)


def _hints(article: Article, user: Any) -> Iterable[str]:
    """Yield why a step that one would look for next is not offered to this person."""
    for name in ("publish", "apply"):
        is_near = article.pk is not None and article.status in ACTIONS[name].statuses
        if is_near and user.has_perm(f"articles.{ACTIONS[name].permission}"):
            sentence = refusal(name, article, user)
            if sentence and (name == "publish" or Revision.objects.open_proposal(article)):
                yield sentence


def _sentences(form: Any) -> list[str]:
    return [sentence for _field, problems in form.errors.items() for sentence in problems]
