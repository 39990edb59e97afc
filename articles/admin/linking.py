"""The page on which an article's quotations are linked: read, confirmed with one key, saved."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import get_text_list

from actors.keys import as_number, as_numbers
from actors.refusals import sentence_of
from articles.linking import Proposal, Standing, proposals_and_rest, standing_of, waiting_count
from articles.linking.marked import marked_article
from articles.linking.quotations import INDIRECT, Quotation, fingerprint_of, key_of
from articles.linking_forms import LEAVE, LINK, LinkForm, load_rows
from articles.models import Article
from articles.services import Linked, LinkingError, link_quotations, linking_refusal
from articles.stale import LOOK, STILL_HERE

#: How often two who link at the very same moment are tried again before one is told.
_TRIES = 2
#: As many quotations as one sentence names.
_MOST_NAMED = 5


class LinkPages:
    """The linking page of an article, and the button that leads to it."""

    def get_urls(self: Any) -> list[Any]:
        """Add the linking page."""
        page = path(
            "<path:object_id>/link-quotes/",
            self.admin_site.admin_view(self.link_view),
            name="articles_article_link_quotes",
        )
        return [page, *super().get_urls()]  # type: ignore[misc]  # a mixin

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kw: Any
    ) -> Any:
        """Lead to the linking page, with how many quotations wait there."""
        if obj is not None and obj.pk and "_popup" not in request.GET and request.method == "GET":
            number = waiting_count(obj, request.user)
            words = f"Link quotes ({number})" if number else "Link quotes"
            context["tools"] = [*context.get("tools", []), (link_url(obj), words)]
        return super().render_change_form(request, context, *args, obj=obj, **kw)  # type: ignore[misc]

    def link_view(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what is proposed for each quotation; store what is confirmed."""
        article = get_object_or_404(Article, pk=as_number(unquote(object_id)) or 0)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        barred = linking_refusal(article, request.user)
        standing = standing_of(article, request.user)
        proposed, rest = proposals_and_rest(standing)
        sent = request.POST if request.method == "POST" else None
        rows = [LinkForm(one, _sent_for(one, sent)) for one in proposed]
        load_rows(rows)
        problems = [barred] if barred and sent is not None else []
        if sent is not None and not barred and _are_valid(rows):
            problems = _rejected_meanwhile(article, rows, sent) or self._link(
                request, article, rows
            )
            if not problems and not any(row.errors for row in rows):
                return HttpResponseRedirect(self._next_page(article, request.user))
            problems = _with_linked_meanwhile(problems, standing, rows, sent)
        context = {
            **self.admin_site.each_context(request),
            **_shown(article, standing, rows, rest),
            "title": f"Link quotes: {standing.article}",
            "opts": self.opts,
            "barred": barred,
            "problems": problems,
            "is_refused": sent is not None,
            # What was typed is kept in the browser until the server says that it is saved.
            "adminform": {"form": {"is_bound": sent is not None}},
            "media": self.media + (rows[0].media if rows else _no_media()),
            "covers_events": sent is None or "covers_events" in sent,
            "ticked_again": as_numbers(sent.getlist("restored")) if sent is not None else [],
        }
        request.current_app = self.admin_site.name
        status = 409 if barred and sent is not None else 200
        return TemplateResponse(request, "admin/articles/link_quotes.html", context, status=status)

    def _link(self: Any, request: HttpRequest, article: Article, rows: list[LinkForm]) -> list[str]:
        """Store what was decided; return what was refused, or say what came of it."""
        by_key = {row.proposal.key: row for row in rows}
        try:
            linked = _stored(request, article, rows)
        except LinkingError as error:
            for key, by_field in error.by_key.items():
                by_key[key].refuse(by_field)
            return []
        except ValidationError as error:
            return list(error.messages)
        except (IntegrityError, OperationalError) as error:  # the second: a deadlock
            return [sentence_of(error)]
        request.has_saved = True  # type: ignore[attr-defined]
        for level, sentence in _outcome(linked):
            self.message_user(request, sentence, level)
        return []

    def _next_page(self: Any, article: Article, user: Any) -> str:
        """Return the article's page once nothing waits any more, else this page again."""
        if waiting_count(article, user):
            return link_url(article)
        return reverse("admin:articles_article_change", args=[article.pk])


def link_url(article: Article) -> str:
    """Return the address of an article's linking page."""
    return reverse("admin:articles_article_link_quotes", args=[article.pk])


def _sent_for(proposal: Proposal, sent: Any) -> Any:
    """Return what was sent, for a quotation that was on the page then."""
    return sent if sent is not None and f"{proposal.key}-do" in sent else None


def _are_valid(rows: Sequence[LinkForm]) -> bool:
    """Check every row that was sent, so that each says what is wrong with it."""
    return not [row for row in rows if row.is_bound and not row.is_valid()]


def _rejected_meanwhile(article: Article, rows: Sequence[LinkForm], sent: Any) -> list[str]:
    """Say so where quotations that are ticked went: to reject them leaves the article's version."""
    if sent.get("edit_counter") != str(article.edit_counter):
        return []  # what was saved meanwhile says why
    shown = {f"{row.proposal.key}-do" for row in rows}
    number = sum(sent[name] == LINK for name in sent if name.endswith("-do") and name not in shown)
    if not number:
        return []
    what = "a quotation that you ticked is" if number == 1 else f"{number} that you ticked are"
    why = "A colleague may have rejected what you link: see “Rejected here”, then save again."
    return [f"Not saved: {what} no longer proposed. {why}"]


def _with_linked_meanwhile(
    problems: list[str], standing: Standing, rows: Sequence[LinkForm], sent: Any
) -> list[str]:
    """Name what the editor decided on and a colleague linked: it has no card any more."""
    shown = {row.proposal.key for row in rows}
    gone = {
        name.removesuffix("-do")
        for name in sent
        if name.endswith("-do") and sent[name] != LEAVE and name.removesuffix("-do") not in shown
    }
    words = (row.as_printed or row.quote.text for row in standing.cited)
    linked = [f"“{text}”" for text in words if key_of(fingerprint_of(text)) in gone]
    if not problems or not linked:
        return problems
    if not rows:  # nothing is there to look over
        problems = [text.replace(f" {STILL_HERE}", "").replace(f" {LOOK}", "") for text in problems]
    named, more = linked[:_MOST_NAMED], len(linked) - _MOST_NAMED
    if more > 0:
        named.append(f"{more} more")
    what = get_text_list(named, "and")
    return [*problems, f"A colleague linked meanwhile what you had decided on: {what}."]


def _stored(request: HttpRequest, article: Article, rows: Sequence[LinkForm]) -> Linked:
    for tried in range(_TRIES):
        try:
            return link_quotations(
                article,
                [row.decision() for row in rows if row.is_linked],
                by=request.user,
                edit_counter=as_number(request.POST.get("edit_counter", "")) or 0,
                covers_events="covers_events" in request.POST,
                rejected=[row.proposal.quotation.words for row in rows if row.is_rejected],
                restored=as_numbers(request.POST.getlist("restored")),
            )
        except IntegrityError:  # the same slug made by two at once, as a rule
            if tried + 1 == _TRIES:
                raise
    raise AssertionError("unreachable")


def _shown(
    article: Article, standing: Standing, rows: Sequence[LinkForm], rest: Sequence[Quotation]
) -> dict[str, Any]:
    """Return the article on the left and the cards on the right."""
    marked = [row for row in rows if not row.proposal.is_indirect]
    proposed = [row.proposal for row in rows]
    return {
        "original": article,
        "standing": standing,
        "blocks": marked_article(standing.article.body, standing.text, proposed),
        "marked": marked,
        "statements": [row for row in rows if row.proposal.is_indirect],
        "ticked": sum(row.does == LINK for row in rows),
        "rejected": standing.rejected,
        "more_follow": any(row.found.kind != INDIRECT for row in rest),
        "more_statements": any(row.found.kind == INDIRECT for row in rest),
        "taken_in": list(article.source_texts.select_related("taken_in_by")),
    }


def _outcome(linked: Linked) -> list[tuple[int, str]]:
    """Return what to tell the editor."""
    said = []
    if linked.number:
        parts = []
        if linked.made:
            parts.append(f"{_counted(len(linked.made), 'new quote')} to verify")
        if linked.cited:
            parts.append(f"{len(linked.cited)} on file already")
        verb = "Proposed to link" if linked.is_proposed else "Linked"
        sentence = f"{verb} {_counted(linked.number, 'quotation')}: {', '.join(parts)}."
        said.append((messages.SUCCESS, sentence))
    if linked.is_proposed:
        said.append((messages.INFO, "Readers see the article as it was until it is applied."))
    if linked.added_actors:
        names = get_text_list([str(actor) for actor in linked.added_actors], "and")
        said.append((messages.INFO, f"Added, not public yet: {names}."))
    if linked.covered:
        titles = get_text_list([f"“{event.title}”" for event in linked.covered], "and")
        said.append((messages.INFO, f"Added to what the article is about: {titles}."))
    if linked.rejected:
        said.append((messages.INFO, f"{linked.rejected} will not be proposed again."))
    if linked.restored:
        said.append((messages.INFO, f"{linked.restored} proposed again."))
    return said or [(messages.INFO, "Nothing was ticked, so nothing is linked.")]


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _no_media() -> Any:
    return forms.Media()
