"""What of articles and quotes waits for somebody: the lists of the desk's front page."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from articles.choices import (
    ArticleStatus,
    Attribution,
    Channel,
    QuoteStatus,
    RevisionAction,
    Terms,
)

_Row = TypeVar("_Row", bound=models.Model)

#: What takes an article from one status to the next: the latest of them says how it got there.
MOVES = (
    RevisionAction.SUBMITTED,
    RevisionAction.TAKEN_BACK,
    RevisionAction.SENT_BACK,
    RevisionAction.PUBLISHED,
    RevisionAction.WITHDRAWN,
    RevisionAction.REOPENED,
)
#: Channels that are an occasion, or not known yet; what is written or broadcast needs no event.
AT_AN_EVENT = (Channel.PRESS_CONFERENCE, Channel.BRIEFING, Channel.IN_MEETING, Channel.UNSTATED)

_APPROVED = Q(reviewed_by__isnull=False) & (
    Q(created_by__isnull=True) | ~Q(created_by=F("reviewed_by"))
)


class WaitingArticles(models.QuerySet[_Row]):
    """Which articles wait, and for what."""

    def awaiting_review(self) -> Self:
        """Return the articles in review that nobody but their author has read yet."""
        return self.filter(~_APPROVED, status=ArticleStatus.IN_REVIEW)

    def approved(self) -> Self:
        """Return the articles in review that may be published (workflow.is_approved's twin)."""
        return self.filter(_APPROVED, status=ArticleStatus.IN_REVIEW)

    def sent_back_to(self, user: Any) -> Self:
        """Return the drafts of an author that a reviewer sent back and nobody took on since."""
        return self._drafts_by(user).filter(_last_move=RevisionAction.SENT_BACK)

    def unsubmitted_by(self, user: Any) -> Self:
        """Return the drafts of an author but those that were sent back."""
        kept = ~Q(_last_move=RevisionAction.SENT_BACK) | Q(_last_move=None)
        return self._drafts_by(user).filter(kept)

    def held_back(self) -> Self:
        """Return the articles that wait for a time: scheduled, or not published and embargoed."""
        now = timezone.now()
        unpublished = (ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW)
        return self.filter(
            Q(status=ArticleStatus.PUBLISHED, published_at__gt=now)
            | Q(status__in=unpublished, embargo_until__gt=now)
        )

    def awaiting_changes(self) -> Self:
        """Return the published articles with a proposed change that nobody decided on (R8)."""
        from .record import Revision

        proposals = Revision.objects.open_proposals()
        # Said by what it is not, lest SQLite look through all published articles for the few.
        unpublished = [status for status in ArticleStatus if status != ArticleStatus.PUBLISHED]
        waiting = self.filter(slug__in=proposals.values("article"))
        return waiting.exclude(status__in=unpublished)

    def with_since(self, *actions: RevisionAction) -> Self:
        """Load ``since``: when the latest of these steps was taken, None without any."""
        return self.annotate(since=_latest_step("at", actions))

    def _drafts_by(self, user: Any) -> Self:
        drafts = self.filter(created_by=user.pk, status=ArticleStatus.DRAFT)
        return drafts.alias(_last_move=_latest_step("action", MOVES))


class WaitingQuotes(models.QuerySet[_Row]):
    """Which quotes wait, and for what."""

    def embargoed(self) -> Self:
        """Return the quotes whose embargo has not ended; what was withdrawn waits for nothing."""
        return self.exclude(status=QuoteStatus.WITHDRAWN).filter(embargo_until__gt=timezone.now())

    def unverified(self) -> Self:
        """Return the drafts and disputed quotes; off the record nothing is ever verified."""
        waiting = (QuoteStatus.DRAFT, QuoteStatus.DISPUTED)
        return self.filter(status__in=waiting).exclude(terms=Terms.OFF_RECORD)

    def without_speaker(self) -> Self:
        """Return the quotes whose source is still to be found out, or to be accounted for.

        Unnamed ones until somebody verifies that no name is to be had, and anonymous ones for
        which no reason is given.
        """
        unnamed = Q(
            attribution=Attribution.UNNAMED, status__in=(QuoteStatus.DRAFT, QuoteStatus.DISPUTED)
        )
        unexplained = Q(attribution=Attribution.ANONYMOUS, anonymity_reason="")
        usable = self.exclude(status=QuoteStatus.WITHDRAWN).exclude(terms=Terms.OFF_RECORD)
        return usable.filter(unnamed | unexplained, speaker=None)

    def without_event(self) -> Self:
        """Return the quotes that were said on some occasion which nobody has linked."""
        occasional = self.filter(said_at=None, channel__in=AT_AN_EVENT)
        return occasional.exclude(status=QuoteStatus.WITHDRAWN)

    def with_is_wanted(self) -> Self:
        """Load ``is_wanted``: that an article which is in review or published cites the quote."""
        from .citation import Citation

        near = (ArticleStatus.IN_REVIEW, ArticleStatus.PUBLISHED)
        wanted = Citation.objects.filter(quote=OuterRef("pk"), article__status__in=near)
        return self.annotate(is_wanted=Exists(wanted))


def _latest_step(field: str, actions: tuple[RevisionAction, ...]) -> Subquery:
    from .record import Revision

    steps = Revision.objects.filter(article=OuterRef("slug"), action__in=actions)
    return Subquery(steps.order_by("-seq").values(field)[:1])
