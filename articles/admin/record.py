"""Notices and revisions: the append-only record, to read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from actors.admin import DeskAdmin, PublicNow
from articles.models import Notice, Revision

from .compare import ComparePages


class RecordAdmin(DeskAdmin):
    """Rows that only services write."""

    fixed_fields = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="article", ordering="article_id")
    def article_slug(self, row: Any) -> str:
        """Return the article's address: it outlives the article."""
        return row.article_id


@admin.register(Notice)
class NoticeAdmin(RecordAdmin):
    """What readers were told about an article."""

    list_display = ("issued_at", "kind", "article_slug", "text", "issued_by")
    list_display_links = ("issued_at", "kind")
    list_select_related = ("issued_by",)
    list_filter = (PublicNow, "kind")
    search_fields = ("text", "article__slug")
    date_hierarchy = "issued_at"
    fields = ("kind", "article_slug", "text", "issued_at", "issued_by")
    empty_sentence = "No notice has been issued."


@admin.register(Revision)
class RevisionAdmin(ComparePages, RecordAdmin):
    """What an article was at each step, also one that was deleted as a draft."""

    change_form_template = "admin/articles/revision.html"
    list_display = ("article_slug", "seq", "action", "by", "at", "reason")
    list_select_related = ("by",)
    list_filter = ("action",)
    search_fields = ("article__slug", "reason")
    date_hierarchy = "at"
    fields = ("article_slug", "seq", "action", "by", "at", "reason", "of")
    empty_sentence = "No revision has been recorded."

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let everybody who reads articles read what they were."""
        return request.user.has_perm("articles.view_article")
