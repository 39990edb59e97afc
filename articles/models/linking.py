"""The quote desk: quotations that an editor rejected, and searches through many articles."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actors.models.base import check, not_blank, unique

from .article import Article


class RejectedQuotation(models.Model):
    """Words between marks that an editor said are no quotation to keep: never proposed again."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="rejected_quotations")
    fingerprint = models.CharField(
        max_length=64, help_text="SHA-256 of the words, modulo typography."
    )
    words = models.TextField()
    rejected_at = models.DateTimeField(default=timezone.now)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="quotations_rejected"
    )

    class Meta:
        ordering = ("rejected_at", "id")
        constraints: ClassVar = [
            check(
                "rejected_fingerprint_is_a_sha256",
                Q(fingerprint__regex=r"\A[0-9a-f]{64}\Z"),
                "A fingerprint is 64 digits of a hexadecimal number.",
                at="fingerprint",
            ),
            check(
                "a_rejected_quotation_has_words",
                not_blank("words"),
                "Say which words are rejected.",
                at="words",
            ),
            unique(
                "an_article_rejects_words_once",
                "article",
                "fingerprint",
                sentence="These words are rejected in this article already.",
                at="words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.words[:60]}"


class QuotationSearchQuerySet(models.QuerySet["QuotationSearch"]):
    """Which searches there are."""

    def running(self) -> Self:
        """Return the searches that are not done yet."""
        return self.filter(finished_at=None)


class QuotationSearch(models.Model):
    """That somebody asked for the quotations in many articles; workers go through its rows."""

    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="quotation_searches"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = QuotationSearchQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return f"Search of {self.asked_at:%Y-%m-%d %H:%M}"


class SearchedArticle(models.Model):
    """One article of a search, and how many quotations wait in it to be linked.

    A worker claims the row until ``leased_until``; one that was killed loses it by the clock.
    """

    search = models.ForeignKey(QuotationSearch, models.CASCADE, related_name="articles")
    article = models.ForeignKey(Article, models.CASCADE, related_name="searches")
    leased_until = models.DateTimeField(null=True, blank=True)
    searched_at = models.DateTimeField(null=True, blank=True)
    found = models.PositiveIntegerField(default=0, help_text="Quotations that no quote covers.")
    named = models.PositiveIntegerField(
        default=0, help_text="Of these, with the speaker beside the verb."
    )
    on_file = models.PositiveIntegerField(
        default=0, help_text="Of these, the words of a quote that the desk has."
    )

    class Meta:
        ordering = ("search", "id")
        constraints: ClassVar = [
            unique(
                "a_search_has_an_article_once",
                "search",
                "article",
                sentence="This search holds the article already.",
                at="article",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["search", "leased_until"],
                condition=Q(searched_at=None),
                name="article_still_to_search",
            )
        ]

    def __str__(self) -> str:
        return f"{self.search}: {self.article}"
