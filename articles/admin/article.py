"""Articles: their list, and the page on which the desk writes."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from actors.admin import DeskAdmin, PublicNow, badge
from articles import views
from articles.forms import ArticleForm
from articles.models import Article
from articles.services import hidden_references

from .citation import CitationCards, CoverageTable
from .claim import ClaimCards
from .steps import PUBLISH, REOPEN, SUBMIT, WITHDRAW
from .workflow import Step, StepsAdmin


@admin.register(Article)
class ArticleAdmin(StepsAdmin, DeskAdmin):
    """What the desk publishes."""

    form = ArticleForm
    steps = (SUBMIT, PUBLISH, WITHDRAW, REOPEN)
    change_form_template = "admin/articles/article_form.html"
    list_display = ("title", "state", "published_at", "created_by", "citations_count")
    list_display_links = ("title",)
    list_select_related = ("created_by",)
    list_filter = (
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
    readonly_fields = ("status", "published_at", "version", "created_by", "reviewed_by")
    empty_sentence = "No article found. Try other words, or add an article."
    fieldsets = (
        (None, {"fields": ("headline", "standfirst", "body")}),
        ("Around the body", {"fields": ("highlights", ("dateline", "byline"))}),
        (
            "Status",
            {
                "classes": ("side",),
                "fields": ("status", "publish_at", "published_at", "embargo_until"),
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
        """Add the preview of a body."""
        preview = path(
            "preview/",
            self.admin_site.admin_view(views.preview_body),
            name="articles_article_preview",
        )
        return [preview, *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Offer a time of publication only before it."""
        unwanted = (
            "published_at" if PUBLISH.open_to(obj or Article(), request.user) else "publish_at"
        )
        return [
            (
                name,
                {**options, "fields": [field for field in options["fields"] if field != unwanted]},
            )
            for name, options in super().get_fieldsets(request, obj)
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft that was never published may go."""
        return super().has_delete_permission(request, obj) and (obj is None or _may_go(obj))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """List what must stay, instead of asking and then refusing."""
        found, counts, missing, protected = super().get_deleted_objects(objs, request)
        stay = [
            f"“{article}” is {article.get_status_display().lower()}: withdraw it instead."
            for article in objs
            if not _may_go(article)
        ]
        if super().has_delete_permission(request):  # what is missing is no permission
            missing.discard(self.opts.verbose_name)
        return found, counts, missing, [*protected, *stay]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        """Tell the form whether the page has the citations' rows, which check themselves."""
        form = super().get_form(request, obj, change, **kw)
        form.has_citation_rows = request.user.has_perm("articles.change_citation")
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the article and keep the time of publication as the form understood it."""
        request.publish_at = form.cleaned_data.get("publish_at")  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def options(self, request: HttpRequest, step: Step) -> dict[str, Any]:
        """Publish at the time on the page, where there is one."""
        moment = getattr(request, "publish_at", None)
        return {"at": moment} if step is PUBLISH and moment else {}

    def after(self, request: HttpRequest, row: Article, step: Step) -> None:
        """List what readers will not see of a published article."""
        if step is PUBLISH and (hidden := hidden_references(row)):
            links = format_html_join(
                ", ", '<a href="{}">{}</a>', ((_page_of(thing), thing) for thing in hidden)
            )
            text = format_html("Readers will not see these until they are ticked public: {}", links)
            self.message_user(request, text, messages.WARNING)

    @admin.display(description="headline", ordering="headline")
    def title(self, row: Article) -> str:
        """Return the headline, or what stands for it."""
        return str(row)

    @admin.display(description="status", ordering="status")
    def state(self, row: Article) -> str:
        """Return the status as a badge."""
        return badge(row)

    @admin.display(description="quotes", ordering="citations_count")
    def citations_count(self, row: Any) -> int:
        """Return how many quotes it carries."""
        return row.citations_count

    def detail(self, row: Article) -> str:
        """Return status and day: “published · 2025-09-04”."""
        day = row.published_at.date().isoformat() if row.published_at else ""
        return " · ".join(part for part in (row.get_status_display(), day) if part)


def _may_go(article: Article) -> bool:
    return article.status == Article.Status.DRAFT and article.published_at is None


def _page_of(thing: Any) -> str:
    return reverse(
        f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk]
    )
