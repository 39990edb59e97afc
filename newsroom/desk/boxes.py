"""The boxes of the front page: what waits, for whom, and what to show of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Prefetch, When
from django.http import HttpRequest
from django.urls import reverse

from actors.admin import Waiting
from articles.admin import waiting as articles
from articles.models import Article, Correction, Quote, Revision, RevisionAction
from summits.admin import waiting as events
from summits.models import Event

from . import lines
from .lines import Line

SHOWN = 5
Rows = Any  # a QuerySet of the box's model, with its own methods


@dataclass(frozen=True)
class Box:
    """Rows that wait, shown to whoever has the permission to do something about them."""

    waiting: Waiting
    model: Any
    permission: str
    #: Puts the most urgent rows first and loads what the lines show.
    arrange: Callable[[Rows], Rows]
    line: Callable[[Any], Line]
    #: What these rows are, where the title alone would leave a question.
    hint: str = ""


@dataclass(frozen=True)
class Filled:
    """A box as one member of the desk sees it now."""

    name: str
    title: str
    hint: str
    url: str
    number: int
    lines: tuple[Line, ...]

    @property
    def more(self) -> int:
        """Return how many rows wait beyond those shown."""
        return self.number - len(self.lines)


@dataclass(frozen=True)
class Section:
    """Boxes under one heading; those that are empty share one line."""

    name: str
    title: str
    boxes: tuple[Filled, ...]
    empty: tuple[str, ...]


def _step(action: RevisionAction) -> Prefetch:
    taken = Revision.objects.filter(action=action).select_related("by").defer("snapshot")
    return Prefetch("revisions", taken.order_by("-seq"), to_attr="steps")


def _longest_waiting(*actions: RevisionAction) -> Callable[[Rows], Rows]:
    def arrange(rows: Rows) -> Rows:
        known = rows.with_since(*actions).select_related("created_by", "reviewed_by")
        return known.order_by(F("since").asc(nulls_first=True), "pk")

    return arrange


def _with_step(action: RevisionAction) -> Callable[[Rows], Rows]:
    def arrange(rows: Rows) -> Rows:
        known = rows.with_since(action).prefetch_related(_step(action))
        return known.order_by("since", "pk")

    return arrange


def _next_due(rows: Rows) -> Rows:
    due = Case(When(status=Article.Status.PUBLISHED, then="published_at"), default="embargo_until")
    return rows.select_related("created_by").alias(due=due).order_by("due", "pk")


def _quotes(*order: Any) -> Callable[[Rows], Rows]:
    return lambda rows: rows.select_related("speaker").order_by(*order)


def _wanted_first(rows: Rows) -> Rows:
    known = rows.with_is_wanted().select_related("speaker")
    return known.order_by("-is_wanted", "created_at", "pk")


def _opened_first(rows: Rows) -> Rows:
    return rows.select_related("article", "quote", "opened_by").order_by("opened_at", "pk")


def _by_day(*order: str) -> Callable[[Rows], Rows]:
    return lambda rows: rows.order_by(*order)


_REVIEW, _PUBLISH = "articles.review_article", "articles.publish_article"
_WRITE, _VERIFY = "articles.change_article", "articles.verify_quote"
_LATEST_SAID = F("said_on_earliest").desc(nulls_last=True)
_Step = RevisionAction

#: What is to be decided comes first, for those who decide; then what is one's own.
SECTIONS: tuple[tuple[str, str, tuple[Box, ...]], ...] = (
    (
        "decide",
        "To decide",
        (
            Box(
                articles.TO_REVIEW,
                Article,
                _REVIEW,
                _longest_waiting(_Step.SUBMITTED),
                lines.to_review,
            ),
            Box(
                articles.APPROVED,
                Article,
                _PUBLISH,
                _longest_waiting(_Step.APPROVED),
                lines.approved,
            ),
            Box(articles.CHANGES, Article, _PUBLISH, _with_step(_Step.PROPOSED), lines.proposed),
            Box(articles.CORRECTIONS, Correction, _PUBLISH, _opened_first, lines.correction),
            Box(articles.UNVERIFIED, Quote, _VERIFY, _wanted_first, lines.unverified),
        ),
    ),
    (
        "own",
        "Yours",
        (
            Box(articles.SENT_BACK, Article, _WRITE, _with_step(_Step.SENT_BACK), lines.sent_back),
            Box(articles.MY_DRAFTS, Article, _WRITE, _by_day("-updated_at", "-pk"), lines.draft),
        ),
    ),
    (
        "clock",
        "On the clock",
        (
            Box(articles.HELD_BACK, Article, "articles.view_article", _next_due, lines.held_back),
            Box(
                articles.EMBARGOED,
                Quote,
                "articles.view_quote",
                _quotes("embargo_until", "pk"),
                lines.embargoed,
            ),
        ),
    ),
    (
        "events",
        "Events",
        (
            Box(
                events.UPCOMING,
                Event,
                "summits.view_event",
                _by_day("earliest", "latest", "pk"),
                lines.upcoming,
            ),
            Box(
                events.OVERDUE,
                Event,
                "summits.change_event",
                _by_day("-latest", "-pk"),
                lines.happened,
                "Held, cancelled or postponed? Say so on their pages.",
            ),
            Box(
                events.WITHOUT_QUOTES,
                Event,
                "articles.add_quote",
                _by_day("-latest", "-pk"),
                lines.happened,
                "Public, over for 30 days at most, and no participant is quoted there or on it.",
            ),
        ),
    ),
    (
        "quotes",
        "Quotes to complete",
        (
            Box(
                articles.WITHOUT_SPEAKER,
                Quote,
                "articles.change_quote",
                _quotes("created_at", "pk"),
                lines.without_speaker,
                "Unnamed and not verified yet, or anonymous without a reason.",
            ),
            Box(
                articles.WITHOUT_EVENT,
                Quote,
                "articles.change_quote",
                _quotes(_LATEST_SAID, "-pk"),
                lines.without_event,
                "Said at a press conference, briefing or meeting, or nobody knows where.",
            ),
        ),
    ),
)


def sections_for(request: HttpRequest) -> list[Section]:
    """Return what this member of the desk may see and act on, section by section."""
    found = []
    for name, title, boxes in SECTIONS:
        filled = tuple(_filled(boxes, request.user))
        if filled:
            busy = tuple(box for box in filled if box.number)
            empty = tuple(box.title for box in filled if not box.number)
            found.append(Section(name, title, busy, empty))
    return found


def _filled(boxes: tuple[Box, ...], user: Any) -> Iterator[Filled]:
    """Yield the boxes that the user has the permissions for: two queries for each, or three."""
    for box in boxes:
        options = box.model._meta
        looks = f"{options.app_label}.view_{options.model_name}"
        if user.has_perm(box.permission) and user.has_perm(looks):
            yield _fill(box, user)


def _fill(box: Box, user: Any) -> Filled:
    rows = box.waiting.narrow(box.model._default_manager.all(), user)
    first = list(box.arrange(rows)[: SHOWN + 1])
    options = box.model._meta
    page = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return Filled(
        name=box.waiting.method.replace("_", "-"),
        title=box.waiting.label,
        hint=box.hint,
        url=f"{page}?waiting={box.waiting.name}",
        number=rows.count() if len(first) > SHOWN else len(first),
        lines=tuple(box.line(row) for row in first[:SHOWN]),
    )
