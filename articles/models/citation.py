"""Citations: how one article carries one quote."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from actors.models import Record
from actors.models.base import check, in_list, not_blank, unique
from articles.choices import ArticleStatus, QuoteKind
from articles.rules import as_validation_error, citation_problems

from .article import Article
from .quote import Quote


class CitationQuerySet(models.QuerySet["Citation"]):
    """Which citations there are."""

    def published(self) -> Self:
        """Return the citations whose article and quote readers may see (R6)."""
        return self.filter(
            article__in=Article.objects.published(), quote__in=Quote.objects.published()
        )

    def previewable(self) -> Self:
        """Return the citations that a preview shows: all whose quote it shows."""
        return self.filter(quote__in=Quote.objects.previewable())

    def get_by_natural_key(self, article: str, quote: str) -> "Citation":
        """Return the citation by its article's and quote's slugs."""
        return self.get(article__slug=article, quote__slug=quote)


class Citation(Record):
    """How one article carries one quote: as printed, cue verb, speaker as printed."""

    Kind = QuoteKind

    article = models.ForeignKey(Article, models.CASCADE, related_name="citations")
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="citations")
    kind = models.CharField(max_length=10, choices=QuoteKind, default=QuoteKind.DIRECT)
    as_printed = models.TextField(
        blank=True,
        help_text="The words exactly as they stand in the body between quotation marks.",
    )
    context = models.TextField(blank=True, help_text="Mixed: the whole sentence around the words.")
    cue = models.CharField(max_length=100, blank=True, help_text="said, told, wrote …")
    speaker_as_printed = models.CharField(max_length=300, blank=True)
    title_as_printed = models.CharField(max_length=200, blank=True)
    title_on_day = models.CharField(
        max_length=400, blank=True, help_text="Frozen when the article is published."
    )
    paragraph = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Counted in the body without subheads; 0 is headline, standfirst or caption.",
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ("paragraph", "id")
        constraints: ClassVar = [
            in_list("citation_kind_is_in_the_list", "kind", QuoteKind),
            unique(
                "an_article_cites_a_quote_once",
                "article",
                "quote",
                sentence="The article cites this quote already.",
                at="quote",
            ),
            check(
                "marked_citation_has_its_words_as_printed",
                Q(kind=QuoteKind.INDIRECT) | not_blank("as_printed"),
                "Copy the words as they stand in the body between the quotation marks.",
                at="as_printed",
            ),
            check(
                "mixed_citation_has_a_context",
                ~Q(kind=QuoteKind.MIXED) | not_blank("context"),
                "A mixed citation needs the whole sentence as its context.",
                at="context",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.quote}"

    def natural_key(self) -> tuple[str, str]:
        """Return the article's and the quote's slugs."""
        return (self.article.slug, self.quote.slug)

    natural_key.dependencies = ["articles.article", "articles.quote"]  # type: ignore[attr-defined]

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this citation (the twin of published())."""
        return self.article.is_published and self.quote.is_published

    def clean(self) -> None:
        """Hold R1, R2, R4 and R5 for this article and quote.

        R1 binds in print only: a draft may be half rewritten, and preflight stops it until the
        words agree.
        """
        super().clean()
        problems = citation_problems(self)
        if not self._is_in_print:
            problems = [problem for problem in problems if problem.rule != "R1"]
        if problems:
            raise as_validation_error(problems)

    @property
    def _is_in_print(self) -> bool:
        return hasattr(self, "article") and self.article.status == ArticleStatus.PUBLISHED
