"""Articles: their list, and the page on which the desk writes."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html
from django.utils.timezone import localtime

from actors.admin import DeskAdmin, PublicNow, badge
from actors.moments import say_moment
from articles import live, views
from articles.forms import ArticleForm
from articles.models import Article
from articles.workflow import may_save, refusal

from .citation import CitationCards, CoverageTable
from .claim import ClaimCards
from .history import HistoryPages
from .intake import IntakePages
from .linking import LinkPages
from .preview_tool import PreviewTool
from .saving import KeepsRevisions
from .searching import SearchPages
from .step_pages import StepPages
from .waiting import ArticlesWaiting


@admin.register(Article)
class ArticleAdmin(
    KeepsRevisions,
    StepPages,
    HistoryPages,
    IntakePages,
    PreviewTool,
    LinkPages,
    SearchPages,
    DeskAdmin,
):
    """What the desk publishes."""

    form = ArticleForm
    change_form_template = "admin/articles/article_form.html"
    list_display = (
        "title",
        "state",
        "checked",
        "published_at",
        "created_by",
        "citations_count",
    )
    list_display_links = ("title",)
    list_select_related = ("created_by",)
    list_filter = (
        ArticlesWaiting,
        PublicNow,
        "status",
        "genre",
        "language",
        ("created_by", admin.RelatedOnlyFieldListFilter),
        ("topics", admin.RelatedOnlyFieldListFilter),
    )
    date_hierarchy = "published_at"
    search_fields = ("headline", "standfirst", "body", "slug")
    search_help_text = "Headline, standfirst, body or address"
    counted = ("citations",)
    inlines = (CitationCards, CoverageTable, ClaimCards)
    readonly_fields = ("state", "published_at", "version", "created_by", "reviewed_by")
    empty_sentence = "No article found. Try other words, or add an article."
    fieldsets = (
        (None, {"fields": ("headline", "standfirst", "body")}),
        ("Around the body", {"fields": ("highlights", ("dateline", "byline"))}),
        (
            "Status",
            {
                "classes": ("side",),
                "fields": ("state", "published_at", "embargo_until"),
            },
        ),
        ("Filed under", {"classes": ("side",), "fields": ("topics", "genre", "language")}),
        ("Desk", {"classes": ("side",), "fields": ("note", "created_by", "reviewed_by")}),
        (
            "Picture",
            {
                "classes": ("side", "collapse"),
                "fields": ("image", "image_caption", "image_credit", "image_alt"),
            },
        ),
        (
            "Source text",
            {
                "classes": ("side", "collapse"),
                "fields": (
                    "outlet",
                    "outlet_deduced",
                    "source_headline",
                    "source_url",
                    "source_ref",
                    "source_date",
                    "source_updated",
                    "credit_line",
                    "credits",
                ),
            },
        ),
        ("Technical", {"classes": ("side", "collapse"), "fields": ("slug", "version")}),
    )

    def get_urls(self) -> list[Any]:
        """Add the preview of a body, and what an open page asks for while it is open."""
        pages = (
            ("preview/", views.preview_body, "preview"),
            ("marks/", live.preflight_marks, "marks"),
            ("<int:pk>/presence/", live.presence, "presence"),
            ("<int:pk>/preflight/", live.preflight_panel, "preflight"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only who may save a draft begins one."""
        return super().has_add_permission(request) and super().has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may not save an article in its status reads it."""
        return super().has_change_permission(request, obj) and (
            obj is None or may_save(obj, request.user)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft that was never published may go."""
        return super().has_delete_permission(request, obj) and (
            obj is None or not refusal("delete", obj, request.user)
        )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """List what must stay, instead of asking and then refusing."""
        found, counts, missing, protected = super().get_deleted_objects(objs, request)
        stay = [why for article in objs if (why := refusal("delete", article, request.user))]
        if super().has_delete_permission(request):  # what is missing is no permission
            missing.discard(self.opts.verbose_name)
        return found, counts, missing, [*protected, *stay]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Times of a published article change by a step of their own."""
        fixed = obj is not None and obj.status == Article.Status.PUBLISHED
        return [
            *super().get_readonly_fields(request, obj),
            *(("embargo_until",) if fixed else ()),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        """Tell the form whether the page has the citations' rows, which check themselves."""
        form = super().get_form(request, obj, change, **kw)
        form.has_citation_rows = request.user.has_perm("articles.change_citation")
        return form

    @admin.display(description="headline", ordering="headline")
    def title(self, row: Article) -> str:
        """Return the headline, or what stands for it."""
        return str(row)

    @admin.display(description="status", ordering="status")
    def state(self, row: Article) -> str:
        """Return the status as a badge."""
        return badge(row)

    @admin.display(description="preflight")
    def checked(self, row: Article) -> str:
        """Return the place for what preflight finds, which the open list asks for."""
        return format_html('<span class="desk-mark" data-article="{}">…</span>', row.pk)

    @admin.display(description="quotes", ordering="citations_count")
    def citations_count(self, row: Any) -> int:
        """Return how many quotes it carries."""
        return row.citations_count

    def detail(self, row: Article) -> str:
        """Return status and day: “Published · 2025-09-04”; of one to come, its time too."""
        if row.published_at is None:
            return row.status_label
        day = localtime(row.published_at).date().isoformat()
        return f"{row.status_label} · {say_moment(row.published_at) if row.is_scheduled else day}"
