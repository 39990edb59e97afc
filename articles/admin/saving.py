"""How an article's page saves: every save is on record, and readers never get one unseen (R8)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from actors.keys import as_number
from articles.models import Article, Revision
from articles.proposed import new_rows, show_proposal
from articles.revisions import snapshot_of
from articles.services import finish_save, propose_revision
from articles.services.trail import lock_article
from articles.stale import named
from articles.workflow import is_approved, may_save, refusal, saving

#: Texts that an editor may have typed before the article turned out to be closed to them.
TYPED = ("headline", "standfirst", "highlights", "body", "note")


class KeepsRevisions:
    """The page of a draft saves at once; that of a published article proposes."""

    def get_object(
        self: Any, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Return the article; where a change to it waits, show the changed words to edit."""
        article = super().get_object(request, object_id, from_field)  # type: ignore[misc]  # a mixin
        if article is None or request.method != "GET" or "as_read" in request.GET:
            return article
        proposal = Revision.objects.open_proposal(article)
        if proposal is not None and may_save(article, request.user):
            show_proposal(article, proposal)
        return article

    def get_formset_kwargs(
        self: Any, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Add the rows that a proposal adds."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        if request.method == "GET" and (rows := new_rows(obj, inline.model)):
            given["initial"] = rows
        return given

    def changeform_view(
        self: Any,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """Save a draft; turn what is saved of a published article into a proposal."""
        article = self._stored(object_id) if request.method == "POST" and object_id else None
        if article is None:
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        if sentence := refusal(saving(article), article, request.user):
            return self._closed(request, article, sentence)
        request.proposes = article.status == Article.Status.PUBLISHED  # type: ignore[attr-defined]
        try:
            if request.proposes:  # type: ignore[attr-defined]
                return self._propose(request, article, form_url, extra_context)
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        except PermissionDenied:
            now = self._stored(object_id)
            if now is None or now.status == article.status:
                raise
            # Somebody took a step with it at this very moment: save it as what it is now.
            return self.changeform_view(request, object_id, form_url, extra_context)

    def save_model(self: Any, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep the state before the first recorded save, too; readers get none unseen (R8)."""
        if change:
            locked = lock_article(obj)
            if locked.status == Article.Status.PUBLISHED and not _proposes(request):
                raise PermissionDenied
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_related(
        self: Any, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Put the article on record once all its rows are saved."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        article = form.instance
        if article.status == Article.Status.PUBLISHED:
            request.proposed = snapshot_of(article)  # type: ignore[attr-defined]
        else:
            finish_save(article, by=request.user)

    def response_change(self: Any, request: HttpRequest, obj: Any) -> Any:
        """Stay on the page of a published article, which now shows the proposal."""
        if obj.status == Article.Status.PUBLISHED:
            return HttpResponseRedirect(self._page_of(obj))
        return super().response_change(request, obj)  # type: ignore[misc]

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Say what the page shows, and what its button does."""
        if obj is not None and obj.status == Article.Status.PUBLISHED:
            context["save_label"] = "Propose this change"
            context["show_save_and_continue"] = context["show_save_and_add_another"] = False
            context["proposal"] = Revision.objects.open_proposal(obj)
            context["shows_proposal"] = hasattr(obj, "proposal")
        context.update(_state(obj, context))
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]

    def _propose(
        self: Any, request: HttpRequest, article: Article, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """Save, look at what that made of the article, undo it, and keep it as a proposal."""
        with transaction.atomic():
            lock_article(article)
            with transaction.atomic():
                response = super().changeform_view(  # type: ignore[misc]
                    request, str(article.pk), form_url, extra_context
                )
                transaction.set_rollback(True)
            if snapshot := getattr(request, "proposed", None):
                revision = propose_revision(article, snapshot, by=request.user)
                self._say(request, article, revision)
        return response

    def _say(self: Any, request: HttpRequest, article: Article, revision: Any) -> None:
        if revision is None:
            self.message_user(request, "Nothing changed: there is nothing to propose.")
        elif article.is_published:
            text = "Proposed. Readers see the article as it was until a desk editor applies it."
            self.message_user(request, text, messages.SUCCESS)
        else:
            text = "Proposed. The article appears as it was unless a desk editor applies it."
            self.message_user(request, text, messages.SUCCESS)

    def _closed(self: Any, request: HttpRequest, article: Article, sentence: str) -> HttpResponse:
        """Refuse a save that came too late, with what was typed to copy from."""
        typed = [
            (article._meta.get_field(name).verbose_name, words)  # type: ignore[union-attr]
            for name in TYPED
            if (words := request.POST.get(name, "").replace("\r\n", "\n"))
            and words != _as_typed(getattr(article, name))
        ]
        latest = Revision.objects.of_article(article).select_related("by").first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Not saved: {article}",
            "sentence": sentence,
            "latest": latest,
            "typed": typed,
            "back": self._page_of(article),
        }
        return render(request, "admin/articles/closed.html", context, status=409)

    def _stored(self, object_id: str) -> Article | None:
        return Article.objects.filter(pk=as_number(object_id)).first()

    def _page_of(self, article: Article) -> str:
        return reverse("admin:articles_article_change", args=[article.pk])


def _proposes(request: HttpRequest) -> bool:
    """Tell whether what this request saves is undone again, and kept as a proposal."""
    return getattr(request, "proposes", False)


def _as_typed(stored: Any) -> str:
    text = "\n".join(stored) if isinstance(stored, list) else stored
    return text.replace("\r\n", "\n")


def _state(article: Article | None, context: Any) -> dict[str, Any]:
    """Return what the page says above the form: who sent it back, approved it, or saved it."""
    if article is None or article.pk is None:
        return {}
    since = getattr(context["adminform"].form, "meanwhile", None)
    return {
        "sent_back": Revision.objects.sent_back(article),
        "taken_down": Revision.objects.taken_down(article),
        "approved": is_approved(article),
        "corrections": article.corrections.open().select_related("quote__speaker", "article"),
        "meanwhile": since,
        "disputed": [(named(name), words) for name, words in since.disputed.items()]
        if since
        else [],
    }
