"""What the checks look at: one article with all that hangs on it, each part loaded once."""

import copy
import datetime
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from actors.models import Actor, ActorName
from actors.models.actor import NameKind
from articles.markdown import MAX_BODY, paragraphs, plain_text
from articles.models import Article, Citation, Claim, Coverage, NoticeKind, Quote
from articles.rules import Problem, printing_problems
from articles.verbatim import DOUBLE_MARKS, Span, spans, unclosed_spans
from summits.models import Event, Participation


class Examined:
    """An article on its way to print, and the moment at which it is to be published.

    Every part is loaded when a check first asks for it, in a number of queries that does not
    depend on how much there is. The article is taken as it is in memory, its rows as they are
    in the database.
    """

    def __init__(self, article: Article, at: datetime.datetime | None = None) -> None:
        self.now = timezone.now()
        self.at = at or article.published_at or max(self.now, article.embargo_until or self.now)
        self.article = copy.copy(article)
        self.article.published_at = self.at

    @property
    def day(self) -> datetime.date:
        """Return the day on which readers meet it: that of publication, or today if later."""
        return timezone.localdate(max(self.at, self.now))

    # The text

    @property
    def is_readable(self) -> bool:
        """Tell whether the body is short enough to be read; one that is not is an error (A04)."""
        return len(self.article.body) <= MAX_BODY

    @property
    def body(self) -> str:
        """Return the body, empty where it is too long to be read."""
        return self.article.body if self.is_readable else ""

    @property
    def is_english(self) -> bool:
        """Tell whether the checks that know English words make sense."""
        return self.article.language.split("-")[0].lower() == "en"

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the plain text of each paragraph, as citations count them."""
        return paragraphs(self.body)

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """Return each line of the body's plain text with the number of its paragraph."""
        return [
            (number, line.strip())
            for number, paragraph in enumerate(self.paragraphs, start=1)
            for line in paragraph.split("\n")
            if line.strip()
        ]

    @cached_property
    def plain_text(self) -> str:
        """Return the body's words, subheads included, without any markup."""
        return plain_text(self.body)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Return what stands between quotation marks in the body."""
        return spans(self.body)

    @cached_property
    def unclosed(self) -> list[Span]:
        """Return the quotations that are opened and never closed."""
        return unclosed_spans(self.body)

    @cached_property
    def wholly_quoted(self) -> set[int]:
        """Return the numbers of the paragraphs that are nothing but a quotation."""
        found = set()
        for span in self.spans:
            if span.opens in DOUBLE_MARKS and span.paragraph == span.last_paragraph:
                text = self.paragraphs[span.paragraph - 1]
                if not text[: span.start].strip() and not text[span.end + 1 :].strip(" .,;\n"):
                    found.add(span.paragraph)
        return found

    @cached_property
    def around_the_body(self) -> list[tuple[str, str]]:
        """Return the other texts that readers see, each with the name of its field."""
        names = ("headline", "standfirst", "image_caption")
        texts = [(name, getattr(self.article, name)) for name in names]
        texts += [("highlights", line) for line in self.article.highlights]
        return [(name, text) for name, text in texts if 0 < len(text) <= MAX_BODY]

    # The quotes

    @cached_property
    def citations(self) -> list[Citation]:
        """Return the citations with their quotes, speakers, offices and events."""
        related = (
            "quote__speaker",
            "quote__office__body",
            "quote__office__holder",
            "quote__said_at__parent",
            "quote__carried_by",
        )
        rows = list(
            self._rows(Citation).select_related(*related).prefetch_related("quote__about__parent")
        )
        printed = copy.copy(self.article)
        printed.body = self.body
        for citation in rows:
            citation.article = printed
        return rows

    @property
    def marked(self) -> list[Citation]:
        """Return the citations that print the speaker's own words."""
        return [citation for citation in self.citations if citation.kind != Quote.Kind.INDIRECT]

    @cached_property
    def problems(self) -> list[tuple[Citation, Problem]]:
        """Return what the rules R1-R5 say against each citation."""
        return [
            (citation, problem)
            for citation in self.citations
            for problem in printing_problems(citation)
        ]

    @cached_property
    def names(self) -> dict[int, list[str]]:
        """Return, for each speaker, every name that may stand in print for them."""
        speakers = {
            citation.quote.speaker.pk: citation.quote.speaker
            for citation in self.citations
            if citation.quote.speaker
        }
        known = {pk: [actor.name] for pk, actor in speakers.items()}
        others = ActorName.objects.filter(actor__in=known).exclude(kind=NameKind.DESCRIPTIVE)
        for row in others:
            known[row.actor_id].append(row.name)
        return known

    @cached_property
    def other_quotes(self) -> list[Quote]:
        """Return quotes that it does not cite, by its speakers or about its events: the newest."""
        about = Q(speaker__in=self.names) | Q(said_at__in=self.events) | Q(about__in=self.events)
        found = Quote.objects.filter(pk__in=Quote.objects.filter(about).values("pk"))
        return list(found.exclude(pk__in=self.quote_ids).order_by("-pk")[:300])

    @property
    def quote_ids(self) -> list[int]:
        """Return the numbers of the quotes that it cites."""
        return [citation.quote_id for citation in self.citations]

    # The events and claims

    @cached_property
    def coverage(self) -> list[Coverage]:
        """Return the events it is about, and as what."""
        return list(self._rows(Coverage).select_related("event__parent", "event__series"))

    @cached_property
    def claims(self) -> list[Claim]:
        """Return the claims that it makes or carries."""
        return list(self._rows(Claim).select_related("event__parent", "attributed_to"))

    @cached_property
    def events(self) -> dict[int, Event]:
        """Return every event that it covers, or that its quotes and claims name."""
        covered = [row.event for row in self.coverage]
        named = [event for citation in self.citations for event in events_of(citation.quote)]
        claimed = [claim.event for claim in self.claims if claim.event]
        return {event.pk: event for event in (*covered, *named, *claimed)}

    @cached_property
    def participations(self) -> dict[int, list[Participation]]:
        """Return who takes part in each of the events."""
        found: dict[int, list[Participation]] = {pk: [] for pk in self.events}
        for row in Participation.objects.filter(event__in=found).select_related("actor"):
            found[row.event_id].append(row)
        return found

    @cached_property
    def all_coverage(self) -> list[Coverage]:
        """Return what any article has to do with its events."""
        return list(Coverage.objects.filter(event__in=self.events))

    @cached_property
    def rival_claims(self) -> list[Claim]:
        """Return every claim with a unit about the events of its claims, or of their series."""
        events = [claim.event for claim in self.claims if claim.event]
        series = {event.series_id for event in events if event.series_id}
        same = Q(event__in=events) | Q(event__series__in=series)
        gone = (Article.Status.WITHDRAWN, Article.Status.RETRACTED)
        others = Claim.objects.filter(same).exclude(unit="").exclude(article__status__in=gone)
        related = ("event__series", "attributed_to", "article")
        return list(others.select_related(*related)) if events else []

    # The rest

    @cached_property
    def people(self) -> list[Actor]:
        """Return who speaks in it or takes part in its events."""
        speakers = [citation.quote.speaker for citation in self.citations]
        parts = [row.actor for rows in self.participations.values() for row in rows]
        return list({actor.pk: actor for actor in (*speakers, *parts) if actor}.values())

    @cached_property
    def surnames(self) -> set[str]:
        """Return the words with capitals of their names, by which a text calls them."""
        names = {actor.name for actor in self.people}.union(*self.names.values())
        return {word for name in names for word in name.split() if word[:1].isupper()}

    @cached_property
    def has_retraction_notice(self) -> bool:
        """Tell whether readers were told that it is retracted."""
        if not self.article.pk:
            return False
        return bool(self.article.notices.filter(kind=NoticeKind.RETRACTION).exists())

    def _rows(self, model: Any) -> QuerySet[Any]:
        """Return the rows of the article; one that was never saved has none."""
        if not self.article.pk:
            return model.objects.none()
        return model.objects.filter(article=self.article.pk)


def events_of(quote: Quote) -> Iterable[Event]:
    """Return the events at which and about which something was said."""
    return [*([quote.said_at] if quote.said_at else []), *quote.about.all()]
