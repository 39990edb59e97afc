"""“Take in a text”: the page on which texts from outside become drafts, and what it found."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html

from actors.keys import as_numbers
from articles.intake_forms import IntakeForm
from articles.models import Article, SourceText
from articles.services import Intake

_MOST_SHOWN = 200


class IntakePages:
    """The page for a new text, that of several drafts, and the note on a draft's own page."""

    def get_urls(self: Any) -> list[Any]:
        """Add the pages."""
        pages = (
            ("take-in/", self.take_in_view, "take_in"),
            ("taken-in/", self.taken_in_view, "taken_in"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]  # a mixin

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Say where the article was taken in from, and what looked wrong in it then."""
        if obj is not None and obj.pk:
            context["taken_in"] = list(obj.source_texts.select_related("taken_in_by"))
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]

    def take_in_view(self: Any, request: HttpRequest) -> HttpResponse:
        """Show the box; take in what was pasted and uploaded, all of it or nothing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = IntakeForm(request.POST, request.FILES) if is_sent else IntakeForm()
        if is_sent and form.is_valid() and (done := form.take(by=request.user)):
            return self._after(request, done)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Take in a text",
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/intake.html", context)

    def taken_in_view(self: Any, request: HttpRequest) -> HttpResponse:
        """List the drafts of several texts with what looked wrong in each."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        keys = as_numbers(request.GET.get("articles", "").split(","))[:_MOST_SHOWN]
        found = SourceText.objects.filter(article__in=keys).select_related("article", "taken_in_by")
        by_article = {source.article_id: source for source in found.order_by("-pk")}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Taken in",
            "rows": [(by_article[key], next_page(key)) for key in keys if key in by_article],
        }
        return TemplateResponse(request, "admin/articles/intake_done.html", context)

    def _after(self: Any, request: HttpRequest, done: Sequence[Intake]) -> HttpResponse:
        if len(done) > 1:
            if known := sum(not one.is_new for one in done):
                self.message_user(request, _known_among(known, len(done)), messages.WARNING)
            keys = ",".join(str(one.article.pk) for one in done)
            return HttpResponseRedirect(
                f"{reverse('admin:articles_article_taken_in')}?articles={keys}"
            )
        (one,) = done
        if not one.is_new:
            self.message_user(request, _already(one), messages.WARNING)
            return HttpResponseRedirect(_change_page(one.article.pk))
        self.message_user(request, _made(one), messages.SUCCESS)
        return HttpResponseRedirect(next_page(one.article.pk))


def next_page(key: int) -> str:
    """Return where an editor goes on with a draft: to its quotations, else to its page."""
    try:
        return reverse("admin:articles_article_link_quotes", args=[key])
    except NoReverseMatch:
        return _change_page(key)


def _change_page(key: int) -> str:
    return reverse("admin:articles_article_change", args=[key])


def _made(one: Intake) -> str:
    """Say what was made and, with a link, how much of it looked wrong."""
    number = len(one.source.remarks)
    words = "1 thing looks" if number == 1 else f"{number} things look"
    if not number:
        return format_html("“{}” is taken in; nothing looked wrong.", _name(one.article))
    return format_html(
        "“{}” is taken in. <a href='{}#taken-in'>{} wrong in it</a>.",
        _name(one.article),
        _change_page(one.article.pk),
        words,
    )


def _already(one: Intake) -> str:
    source = one.source
    who = f" by {source.taken_in_by}" if source.taken_in_by else ""
    return (
        f"This text is there already: “{_name(one.article)}”, taken in on "
        f"{source.taken_in_at:%Y-%m-%d}{who}. This is its article."
    )


def _known_among(known: int, number: int) -> str:
    """Say how many of several texts made no second article."""
    if known == number:
        return f"All {number} texts are there already. These are their articles."
    if known == 1:
        return f"1 of these {number} texts is there already; it made no second article."
    return f"{known} of these {number} texts are there already; they made no second articles."


def _name(article: Article) -> str:
    text = str(article)
    return text if len(text) <= 90 else f"{text[:89]}…"
