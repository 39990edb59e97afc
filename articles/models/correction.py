"""Corrections: what the desk owes its readers once a quote in print turned out to be wrong."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actors.models.base import check, unique
from articles.choices import CorrectionOutcome

from .article import Article
from .quote import Quote
from .record import Notice


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Which corrections there are."""

    def open(self) -> Self:
        """Return the corrections that nobody has dealt with yet."""
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        """Return the corrections that somebody has dealt with."""
        return self.exclude(closed_at=None)


class Correction(models.Model):
    """A task of the desk: a quote changed after an article had printed it.

    ``changes`` holds, for each of text, speaker, status and kind that changed, the value in print
    and the value now. The name of somebody who became an anonymous source is never in it.
    """

    Outcome = CorrectionOutcome

    article = models.ForeignKey(Article, models.PROTECT, related_name="corrections")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="corrections")
    changes = models.JSONField(encoder=DjangoJSONEncoder)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrections_opened"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections_closed",
    )
    outcome = models.CharField(max_length=10, choices=CorrectionOutcome, blank=True)
    reason = models.TextField(blank=True, help_text="Why no notice was needed.")
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("opened_at", "id")
        constraints: ClassVar = [
            check(
                "correction_outcome_is_in_the_list",
                Q(outcome="") | Q(outcome__in=CorrectionOutcome.values),
                "Choose how the correction was dealt with.",
                at="outcome",
            ),
            check(
                "a_closed_correction_says_by_whom_and_how",
                Q(closed_at=None, closed_by=None, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                "A closed correction says when, by whom and how.",
                at="outcome",
            ),
            check(
                "a_correction_with_a_notice_names_it",
                Q(outcome=CorrectionOutcome.NOTICED, notice__isnull=False)
                | (~Q(outcome=CorrectionOutcome.NOTICED) & Q(notice=None)),
                "A correction that was noticed names its notice, and no other does.",
                at="notice",
            ),
            unique(
                "an_article_has_one_open_correction_of_a_quote",
                "article",
                "quote",
                sentence="This article has an open correction of this quote already.",
                at="quote",
                when=Q(closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.quote}"

    @property
    def what(self) -> str:
        """Return what of the quote changed, in the desk's words: “words, speaker”."""
        names = {"text": "words", "attribution": "speaker"}
        return ", ".join(dict.fromkeys(names.get(name, name) for name in self.changes))
