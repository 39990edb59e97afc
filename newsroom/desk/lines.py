"""One line of a box: what an editor needs to know of a row before opening it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Correction, Quote
from summits.models import Event
from summits.models.event import todays_date

from .waits import say_ago, say_day, say_wait

SHORT = 100


@dataclass(frozen=True)
class Line:
    """A row in a box: a link, and below it who, what state, and since or until when."""

    key: int
    title: str
    url: str
    details: tuple[str, ...] = ()
    #: What happened then, or what happens: “submitted”, “published”.
    verb: str = ""
    moment: datetime | None = None
    comment: str = ""
    #: Who may not decide on it, having made it.
    made_by: int | None = None

    @property
    def is_due(self) -> bool:
        """Tell whether the moment is still to come, so that the page counts down to it."""
        return self.moment is not None and self.moment > timezone.now()

    @property
    def distance(self) -> str:
        """Return how far the moment is: “in 2 h 5 min”, “3 h ago”."""
        if self.moment is None:
            return ""
        wait = self.moment - timezone.now()
        return say_wait(wait) if self.is_due else say_ago(-wait)


def to_review(article: Article) -> Line:
    """Say who wrote it and since when it waits."""
    by = _by(article.created_by)
    author = article.created_by_id
    return _line(article, by, verb="submitted", moment=_since(article), made_by=author)


def approved(article: Article) -> Line:
    """Say who wrote it and who approved it when."""
    by = _by(article.created_by)
    verb = f"approved by {_name(article.reviewed_by)}"
    return _line(article, by, verb=verb, moment=_since(article))


def proposed(article: Article) -> Line:
    """Say who proposes the change, since when and why."""
    step = article.steps[0]  # type: ignore[attr-defined]  # loaded with the rows
    verb = f"proposed by {_name(step.by)}"
    return _line(article, verb=verb, moment=step.at, comment=step.reason, made_by=step.by_id)


def sent_back(article: Article) -> Line:
    """Say who sent it back, when and with which comment."""
    step = article.steps[0]  # type: ignore[attr-defined]  # loaded with the rows
    verb = f"sent back by {_name(step.by)}"
    return _line(article, verb=verb, moment=step.at, comment=step.reason)


def draft(article: Article) -> Line:
    """Say when it was saved last."""
    return _line(article, verb="saved", moment=article.updated_at)


def held_back(article: Article) -> Line:
    """Say what happens when."""
    by = _by(article.created_by)
    if article.status == Article.Status.PUBLISHED:
        return _line(article, by, verb="readers see it", moment=article.published_at)
    state = article.get_status_display().lower()
    return _line(article, by, state, verb="embargo ends", moment=article.embargo_until)


def unverified(quote: Quote) -> Line:
    """Say whose words they are and whether an article waits for them."""
    wanted = "in an article in review or published" if quote.is_wanted else ""  # type: ignore[attr-defined]  # loaded
    disputed = "disputed" if quote.status == Quote.Status.DISPUTED else ""
    return _line(quote, _source(quote), disputed, wanted, verb="entered", moment=quote.created_at)


def embargoed(quote: Quote) -> Line:
    """Say when the embargo ends."""
    return _line(quote, _source(quote), verb="embargo ends", moment=quote.embargo_until)


def without_speaker(quote: Quote) -> Line:
    """Say how the source is described and what is missing."""
    anonymous = quote.attribution == Quote.Attribution.ANONYMOUS
    missing = "anonymous, no reason given" if anonymous else "unnamed, not verified"
    return _line(quote, _source(quote), missing, verb="entered", moment=quote.created_at)


def without_event(quote: Quote) -> Line:
    """Say who said it, on which day and through which channel."""
    channel = quote.get_channel_display().lower()
    where = "channel not stated" if quote.channel == Quote.Channel.UNSTATED else channel
    return _line(quote, _source(quote), quote.said_on_edtf or "no date", where)


def correction(row: Correction) -> Line:
    """Say what of which quote changed; the link leads to its notice."""
    return Line(
        row.pk,
        str(row.article),
        f"{reverse('admin:articles_correction_issue')}?ids={row.pk}",
        (f"{row.what} of a quote changed",),
        verb=f"opened by {_name(row.opened_by)}",
        moment=row.opened_at,
        comment=_short(row.quote.text),
    )


def upcoming(event: Event) -> Line:
    """Say when and where, and how likely it is."""
    return _event_line(event, event.get_occurrence_display().lower())


def happened(event: Event) -> Line:
    """Say when and where it was, or was to be."""
    return _event_line(event)


def _event_line(event: Event, *details: str) -> Line:
    when = event.date_edtf
    if event.earliest is not None and event.earliest == event.latest:
        when = f"{say_day(event.earliest, todays_date())}, {when}"
    place = ", ".join(part for part in (event.locality, event.country) if part)
    return Line(
        event.pk,
        event.title,
        _page_of(event),
        _told(when, event.get_kind_display().lower(), place, *details),
    )


def _line(row: Article | Quote, *details: str, **more: Any) -> Line:
    title = f"“{_short(row.text)}”" if isinstance(row, Quote) else str(row)
    return Line(row.pk, title, _page_of(row), _told(*details), **more)


def _told(*details: str) -> tuple[str, ...]:
    return tuple(detail for detail in details if detail)


def _since(article: Article) -> datetime:
    """Return when the step was taken; what came by loaddata has no step on record."""
    return getattr(article, "since", None) or article.updated_at


def _source(quote: Quote) -> str:
    return str(quote.speaker or quote.source_description)


def _by(author: Any) -> str:
    return f"by {_name(author)}" if author else "no author yet"


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else "nobody"


def _short(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…"


def _page_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
