"""Two revisions side by side, and one of them to read; also where the draft was deleted since."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe

from actors.keys import as_number
from articles.comparison import compare, summary
from articles.markdown import render
from articles.models import Article, Revision
from articles.revisions import plain, snapshot_of
from articles.snapshot_fields import readable
from articles.timeline import names_in, quotes_in, recorded, standing_before
from articles.workflow import may_save

#: What stands in an address for the article as it is now.
NOW = "now"
#: What of a snapshot is shown as an article, not as a list of fields.
READ_ABOVE = ("headline", "standfirst", "highlights", "body")


@dataclass(frozen=True, slots=True)
class CompareSide:
    """One of the two that are compared."""

    key: str
    name: str
    snapshot: dict[str, Any]
    revision: Revision | None = None

    @property
    def short(self) -> str:
        """Return its name where it stands beside every paragraph."""
        return f"Revision {self.key}" if self.revision else self.name


class ComparePages:
    """The pages of revisions: to read one, and to compare two of the same article."""

    def get_urls(self: Any) -> list[Any]:
        """Add the page that compares two revisions of an article."""
        page = path(
            "compare/<str:slug>/",
            self.admin_site.admin_view(self.compare_view),
            name="articles_revision_compare",
        )
        return [page, *super().get_urls()]  # type: ignore[misc]  # a mixin

    def compare_view(self: Any, request: HttpRequest, slug: str) -> HttpResponse:
        """Show two revisions side by side: by default the latest and what stood before it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = Article.objects.filter(slug=slug).first()
        old, new = _sides(slug, article, request.GET.get("old", ""), request.GET.get("new", ""))
        names = names_in(old.snapshot, new.snapshot)
        comparison = compare(old.snapshot, new.snapshot, names=names)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Compare: {article or slug}",
            "opts": self.opts,
            "article": article,
            "slug": slug,
            "old": old,
            "new": new,
            "sides": [old, new],
            "comparison": comparison,
            "in_words": summary(comparison),
            "show_all": request.GET.get("all") == "1",
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/articles/compare.html", context)

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Show the whole snapshot as it is read."""
        article = Article.objects.filter(slug=obj.article_id).first()
        context.update(
            article=article,
            before=standing_before(obj.article_id, obj.seq),
            may_restore=article is not None and may_save(article, request.user),
            **to_read(obj.snapshot),
        )
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]


def to_read(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return what templates/admin/articles/snapshot.html shows of a snapshot."""
    read = readable(snapshot, names_in(snapshot))
    keys = quotes_in(snapshot)
    return {
        "snapshot": snapshot,
        "body_html": mark_safe(render(snapshot["article"]["body"])),  # noqa: S308 - cleaned there
        "quotes": [(row, keys.get(row.slug)) for row in read.citations],
        "events": read.coverage,
        "rest": [entry for entry in (*read.content, *read.life) if entry.name not in READ_ABOVE],
    }


def _sides(
    slug: str, article: Article | None, old: str, new: str
) -> tuple[CompareSide, CompareSide]:
    """Return what is to be compared, the earlier revision on the left."""
    latest = recorded(slug).defer("snapshot").first()
    if latest is None:
        raise Http404("There is no revision of this article.")
    right = _side(slug, article, new or str(latest.seq))
    if not old:
        before = standing_before(slug, right.revision.seq if right.revision else latest.seq + 1)
        old = str(before.seq) if before else right.key
    left = _side(slug, article, old)
    backwards = left.revision and right.revision and left.revision.seq > right.revision.seq
    return (right, left) if backwards else (left, right)


def _side(slug: str, article: Article | None, key: str) -> CompareSide:
    if key == NOW and article is not None:
        name = "What readers have" if article.is_published else "The article now"
        return CompareSide(NOW, name, plain(snapshot_of(article)))
    number = as_number(key)
    found = None if number is None else recorded(slug).filter(seq=number).first()
    if found is None:
        raise Http404("There is no revision of that number. Choose two on the history page.")
    when = date_format(timezone.localtime(found.at), "DATETIME_FORMAT")
    name = f"Revision {found.seq}: {found.get_action_display().lower()}, {when}"
    return CompareSide(str(found.seq), name, found.snapshot, found)
