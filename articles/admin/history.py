"""The history of an article: its revisions as lines, and the page on which one is restored."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import get_text_list

from actors.keys import as_number
from actors.refusals import sentence_of
from articles.comparison import Comparison, compare
from articles.models import Article, Revision, RevisionAction
from articles.revisions import plain, restore, snapshot_of
from articles.services import restore_revision
from articles.services.trail import lock_article
from articles.timeline import lines_of, names_in, recorded, standing_before
from articles.workflow import may_save, refusal, saving

LINES_ON_A_PAGE = 50
NOTES_ON_A_PAGE = 100


class HistoryPages:
    """Django's history of an article, replaced by its revisions."""

    def get_urls(self: Any) -> list[Any]:
        """Add the page on which a revision is restored."""
        page = path(
            "<path:object_id>/history/<int:seq>/restore/",
            self.admin_site.admin_view(self.restore_view),
            name="articles_article_restore",
        )
        return [page, *super().get_urls()]  # type: ignore[misc]  # a mixin

    def history_view(
        self: Any, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """List what was recorded of the article, the latest first."""
        article = self._article_to_look_at(request, object_id)
        revisions = Paginator(recorded(article.slug), LINES_ON_A_PAGE)
        page = revisions.get_page(request.GET.get("p"))
        lines = lines_of(page.object_list)
        newest = lines[0].revision.seq if lines else 0
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {article}",
            "opts": self.opts,
            "article": article,
            "page": page,
            "lines": lines,
            "newest_shown": newest,
            "picked": _picked(lines),
            "may_restore": may_save(article, request.user),
            "standing": _standing(article.slug),
            "log": _log_of(article, request.GET.get("log")),
            "log_open": "log" in request.GET,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/articles/history.html", context)

    def restore_view(self: Any, request: HttpRequest, object_id: str, seq: int) -> HttpResponse:
        """Show what would change, and put the revision back once that was confirmed."""
        article = self._article_to_look_at(request, object_id)
        revision = get_object_or_404(recorded(article.slug), seq=seq)
        problems: list[str] = []
        if request.method == "POST":
            try:
                done, missing = _put_back(
                    article, revision, request.user, request.POST.get("edit_counter", "")
                )
            except ValidationError as error:
                problems = error.messages
            except DatabaseError as error:
                problems = [sentence_of(error)]
            else:
                article.refresh_from_db()
                self._tell(request, article, revision, done, missing)
                page = reverse("admin:articles_article_change", args=[article.pk])
                return HttpResponseRedirect(page)
            article.refresh_from_db()
        context = {
            **self.admin_site.each_context(request),
            "title": f"Restore revision {seq} of {article}",
            "opts": self.opts,
            **_what_would_change(article, revision, request.user),
            "problems": problems,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/articles/restore.html", context)

    def _article_to_look_at(self: Any, request: HttpRequest, object_id: str) -> Article:
        """Return the article as stored, without a proposal's words on it."""
        article = get_object_or_404(Article, pk=as_number(unquote(object_id)) or 0)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return article

    def _tell(
        self: Any,
        request: HttpRequest,
        article: Article,
        revision: Revision,
        done: Revision | None,
        missing: list[str],
    ) -> None:
        """Say what came of it, and what could not be put back."""
        if done is None:
            text = f"“{article}” says already what it said at revision {revision.seq}."
            self.message_user(request, text, messages.INFO)
        elif done.action == RevisionAction.PROPOSED:
            text = (
                f"The words of revision {revision.seq} are proposed. Readers keep what they have "
                "until a desk editor applies them."
            )
            self.message_user(request, text, messages.SUCCESS)
        else:
            text = f"“{article}” is as it was at revision {revision.seq}."
            self.message_user(request, text, messages.SUCCESS)
        if missing:
            self.message_user(request, _not_put_back(missing), messages.WARNING)


def _put_back(
    article: Article, revision: Revision, by: Any, counter: str
) -> tuple[Revision | None, list[str]]:
    """Restore the revision, unless somebody saved since the page showed what would change."""
    with transaction.atomic():
        if str(lock_article(article).edit_counter) != counter:
            raise ValidationError(
                "Somebody saved the article after you opened this page. Below is what restoring "
                "would change now. Look at it, then confirm again."
            )
        return restore_revision(revision, by=by)


def _what_would_change(article: Article, revision: Revision, by: Any) -> dict[str, Any]:
    """Return what restoring would do to what stands now: it is done, and undone again."""
    barred = refusal(saving(article), article, by)
    now = plain(snapshot_of(article))
    missing: list[str] = []
    then = {**revision.snapshot, "article": {**revision.snapshot["article"], **_life(now)}}
    if not barred:
        try:
            then, missing = _tried(article, revision)
        except (DatabaseError, ValidationError) as error:
            barred = " ".join(
                error.messages if isinstance(error, ValidationError) else [sentence_of(error)]
            )
    return {
        "article": article,
        "revision": revision,
        "barred": barred,
        "comparison": _named(now, then),
        "missing": _not_put_back(missing) if missing else "",
        "proposes": article.status == Article.Status.PUBLISHED,
        "waiting": Revision.objects.open_proposal(article),
        "left": "What readers have" if article.is_published else "The article now",
        "restored_name": f"Revision {revision.seq}" if barred else "Once restored",
    }


def _tried(article: Article, revision: Revision) -> tuple[dict[str, Any], list[str]]:
    with transaction.atomic():
        changed = Article.objects.get(pk=article.pk)
        missing = restore(changed, revision.snapshot)
        snapshot = plain(snapshot_of(changed))
        transaction.set_rollback(True)
    return snapshot, missing


def _named(now: dict[str, Any], then: dict[str, Any]) -> Comparison:
    return compare(now, then, names=names_in(now, then))


def _life(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return what no restored revision changes."""
    kept = ("status", "published_at", "embargo_until", "retracted_at", "version")
    people = ("created_by", "reviewed_by")
    return {name: snapshot["article"][name] for name in (*kept, *people)}


def _not_put_back(missing: list[str]) -> str:
    count = "it no longer exists" if len(missing) == 1 else "they no longer exist"
    return f"Not put back, because {count}: {get_text_list(missing, 'and')}."


def _picked(lines: list[Any]) -> tuple[int, int]:
    """Return which two revisions are ticked to begin with: the latest, and what stood before."""
    if not lines:
        return 0, 0
    latest = lines[0]
    before = {line.revision.seq for line in lines[1:]} & {latest.before and latest.before.seq}
    return (before.pop() or 0) if before else latest.revision.seq, latest.revision.seq


def _standing(slug: str) -> int:
    """Return the number of the revision that says what the article says now; 0: none does."""
    latest = recorded(slug).defer("snapshot").first()
    if latest is None:
        return 0
    if latest.action != RevisionAction.PROPOSED:
        return latest.seq
    before = standing_before(slug, latest.seq)
    return before.seq if before else 0


def _log_of(article: Article, number: str | None) -> Any:
    """Return a page of the lines that Django keeps of the article, deleted rows among them."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article), object_id=str(article.pk)
    )
    shown = entries.select_related("user").order_by("-action_time", "-pk")
    return Paginator(shown, NOTES_ON_A_PAGE).get_page(number)
