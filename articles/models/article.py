"""Articles, and the events they are about."""

import datetime
import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from actors.binding import current_moment
from actors.fields import LinesField, WebAddressField
from actors.models import Actor, Record
from actors.models.base import (
    Slugged,
    SluggedManager,
    check,
    in_list,
    not_blank,
    unique,
    validate_language,
)
from articles.choices import GENRES, ArticleStatus, CoverageRel
from articles.markdown import MAX_BODY, render
from summits.models import Event

from .topic import Topic
from .waiting import WaitingArticles


def unguessable_path(_article: "Article", filename: str) -> str:
    """Return where a picture is kept: nobody finds that of an unpublished article by its name."""
    return f"articles/{secrets.token_urlsafe(16)}/{filename}"


class ArticleQuerySet(WaitingArticles["Article"]):
    """Which articles there are."""

    def published(self) -> Self:
        """Return the articles that readers may see now (R5, R6)."""
        return self.filter(status=ArticleStatus.PUBLISHED, published_at__lte=current_moment())

    def scheduled(self) -> Self:
        """Return the articles that readers will see once their time has come."""
        return self.filter(status=ArticleStatus.PUBLISHED, published_at__gt=current_moment())

    def to_come(self) -> Self:
        """Return the articles that readers may get later: drafts, in review and scheduled."""
        unpublished = Q(status__in=(ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW))
        return self.filter(unpublished) | self.scheduled()

    def retracted(self) -> Self:
        """Return the retracted articles, of which readers see the tombstone (R7).

        One that was still to appear when it was retracted stays unseen.
        """
        scheduled = Q(published_at__gt=current_moment())
        return self.filter(~scheduled, status=ArticleStatus.RETRACTED)

    def ever_public(self) -> Self:
        """Return the articles of which something is public: their text or their tombstone."""
        return self.published() | self.retracted()


class ArticleManager(SluggedManager.from_queryset(ArticleQuerySet)):  # type: ignore[misc]  # dynamic
    """Articles by slug."""


class Article(Slugged):
    """What the desk publishes."""

    Status = ArticleStatus
    slug_sources = ("headline",)
    counters = ("edit_counter",)

    headline = models.CharField(max_length=200, blank=True, help_text="The desk's own headline.")
    standfirst = models.TextField(blank=True, help_text="One or two sentences under the headline.")
    highlights = LinesField(help_text="Bullet points above the body, one a line.")
    dateline = models.CharField(max_length=100, blank=True, help_text="As printed: NEW DELHI.")
    body = models.TextField(
        blank=True,
        validators=[MaxLengthValidator(MAX_BODY, "The body is too long: at most %(limit_value)d.")],
        help_text="Markdown: an empty line between paragraphs, ## subhead, **bold**, *italic*, "
        "[link](https://…), - list, > block quote.",
    )
    language = models.CharField(
        max_length=20,
        default="en",
        validators=[validate_language],
        help_text="BCP 47 tag: en, hi, ru.",
    )
    genre = models.CharField(
        max_length=40, blank=True, choices=[(genre, genre) for genre in GENRES]
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles")
    byline = models.CharField(
        "byline(s)", max_length=200, blank=True, help_text="As readers see it."
    )
    outlet = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles_as_outlet",
        help_text="Whose text the desk worked from.",
    )
    outlet_deduced = models.BooleanField(
        default=False, help_text="The text does not name its outlet; the desk worked it out."
    )
    source_headline = models.CharField(
        max_length=300, blank=True, help_text="The headline of the text the desk worked from."
    )
    source_url = WebAddressField("source address", max_length=500, blank=True)
    source_ref = models.CharField(
        "source reference", max_length=200, blank=True, help_text="File name or message number."
    )
    source_date = models.DateField(null=True, blank=True, help_text="The day printed on the text.")
    source_updated = models.DateField(null=True, blank=True)
    credit_line = models.CharField(
        max_length=300, blank=True, help_text="As printed: “With inputs from PTI”."
    )
    credits = models.ManyToManyField(
        Actor,
        blank=True,
        related_name="articles_as_credit",
        help_text="Agencies and outlets credited.",
    )
    image = models.ImageField(upload_to=unguessable_path, blank=True, max_length=200)
    image_caption = models.TextField(blank=True)
    image_credit = models.CharField(max_length=200, blank=True, help_text="As printed: AFP.")
    image_alt = models.CharField(
        "image description",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for readers who cannot see it.",
    )
    note = models.TextField("internal note", blank=True, help_text="Never shown to readers.")
    status = models.CharField(max_length=10, choices=ArticleStatus, default=ArticleStatus.DRAFT)
    published_at = models.DateTimeField(
        "publication time",
        null=True,
        blank=True,
        help_text="Readers see the article once it is published and this time has passed.",
    )
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Never readable before this time."
    )
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(
        default=1, editable=False, help_text="The public version, raised by corrections."
    )
    edit_counter = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles_created",
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles_reviewed",
        help_text="Who read it before publication: never the author.",
    )
    quotes = models.ManyToManyField(
        "articles.Quote", through="articles.Citation", related_name="articles"
    )
    events = models.ManyToManyField(Event, through="articles.Coverage", related_name="articles")

    objects: ClassVar[ArticleManager] = ArticleManager()

    class Meta(Slugged.Meta):
        ordering = (F("published_at").desc(nulls_first=True), "-id")
        constraints: ClassVar = [
            *Slugged.Meta.constraints,
            in_list("article_status_is_in_the_list", "status", ArticleStatus),
            check(
                "published_article_has_a_headline",
                ~Q(status=ArticleStatus.PUBLISHED) | not_blank("headline"),
                "A published article needs a headline.",
                at="headline",
            ),
            check(
                "published_article_has_a_body",
                ~Q(status=ArticleStatus.PUBLISHED) | not_blank("body"),
                "A published article needs a body.",
                at="body",
            ),
            check(
                "published_article_has_a_publication_time",
                ~Q(status=ArticleStatus.PUBLISHED) | Q(published_at__isnull=False),
                "A published article needs its publication time.",
                at="published_at",
            ),
            check(
                "published_article_was_written_and_reviewed_by_two",
                ~Q(status=ArticleStatus.PUBLISHED)
                | (
                    Q(created_by__isnull=False, reviewed_by__isnull=False)
                    & ~Q(created_by=F("reviewed_by"))
                ),
                "A published article needs an author and, to review it, somebody else.",
                at="reviewed_by",
            ),
            check(
                "article_is_not_published_before_its_embargo",
                Q(embargo_until=None)
                | Q(published_at=None)
                | Q(published_at__gte=F("embargo_until")),
                "The publication time lies before the embargo ends. Publish later.",
                at="published_at",
            ),
            check(
                "article_version_counts_from_one",
                Q(version__gte=1),
                "Versions count from 1.",
                at="version",
            ),
            check(
                "only_and_every_retracted_article_has_its_time",
                Q(status=ArticleStatus.RETRACTED, retracted_at__isnull=False)
                | (~Q(status=ArticleStatus.RETRACTED) & Q(retracted_at=None)),
                "A retracted article has the time of its retraction, and no other has.",
                at="status",
            ),
        ]
        permissions: ClassVar = [
            ("review_article", "Can review articles: approve them or send them back"),
            ("publish_article", "Can publish, schedule, reopen and correct articles"),
            ("withdraw_article", "Can withdraw articles"),
            ("retract_article", "Can retract articles"),
        ]
        indexes: ClassVar = [
            models.Index("status", F("published_at").desc(), "id", name="article_status_published"),
            models.Index(
                fields=["published_at", "id"],
                condition=Q(status=ArticleStatus.PUBLISHED),
                name="article_by_publication",
            ),
            models.Index(fields=["created_at", "id"], name="article_by_creation"),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="article_under_embargo",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.slug or "Untitled article"

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this article now (the twin of published())."""
        return (
            self.status == ArticleStatus.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        """Tell whether the article is published but its time has not come (scheduled()'s twin)."""
        return self.status == ArticleStatus.PUBLISHED and not self.is_published

    @property
    def is_to_come(self) -> bool:
        """Tell whether readers may get the article later (to_come()'s twin)."""
        return self.is_scheduled or self.status in (ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW)

    @property
    def status_label(self) -> str:
        """Return the status as the desk calls it: an article still to come is scheduled."""
        return "Scheduled" if self.is_scheduled else str(self.get_status_display())

    @property
    def was_readable(self) -> bool:
        """Tell whether its publication time has come, whatever became of it since."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_tombstone(self) -> bool:
        """Tell whether readers see that it was retracted (the twin of retracted())."""
        is_scheduled = self.published_at is not None and self.published_at > timezone.now()
        return self.status == ArticleStatus.RETRACTED and not is_scheduled

    @property
    def own_date(self) -> datetime.date | None:
        """Return the day after which nobody can have been quoted in it, None = unchecked (R4)."""
        if self.source_date or self.source_updated:
            return self.source_date or self.source_updated
        if self.published_at is None:
            return None
        # On the desk's clock, whichever one the editor at work reads.
        return timezone.localdate(self.published_at, timezone.get_default_timezone())

    @property
    def body_html(self) -> str:
        """Return the body as HTML that is safe to show."""
        return render(self.body)


class CoverageQuerySet(models.QuerySet["Coverage"]):
    """Which coverage there is."""

    def published(self) -> Self:
        """Return the coverage whose article and event readers may see (R6)."""
        return self.filter(
            article__in=Article.objects.published(), event__in=Event.objects.published()
        )

    def previewable(self) -> Self:
        """Return the coverage that a preview shows: all."""
        return self.all()

    def get_by_natural_key(self, article: str, event: str) -> "Coverage":
        """Return the coverage by its article's and event's slugs."""
        return self.get(article__slug=article, event__slug=event)


class Coverage(Record):
    """That an article is about an event: its subject or background."""

    Rel = CoverageRel

    article = models.ForeignKey(Article, models.CASCADE, related_name="coverage")
    event = models.ForeignKey(Event, models.PROTECT, related_name="coverage")
    rel = models.CharField(
        "as its", max_length=10, choices=CoverageRel, default=CoverageRel.SUBJECT
    )
    is_upcoming = models.BooleanField(
        "looks ahead", default=False, help_text="The article was written before the event."
    )

    objects = CoverageQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "event covered"
        verbose_name_plural = "events covered"
        constraints: ClassVar = [
            in_list("coverage_relation_is_in_the_list", "rel", CoverageRel),
            unique(
                "an_article_covers_an_event_once",
                "article",
                "event",
                sentence="The article covers this event already.",
                at="event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.event}"

    def natural_key(self) -> tuple[str, str]:
        """Return the article's and the event's slugs."""
        return (self.article.slug, self.event.slug)

    natural_key.dependencies = ["articles.article", "summits.event"]  # type: ignore[attr-defined]

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this coverage (the twin of published())."""
        return self.article.is_published and self.event.is_published


def published_articles_citing(reference: str) -> Exists:
    """Return the condition that a published article cites the row's quote (R6)."""
    return Exists(Article.objects.published().filter(citations__quote=OuterRef(reference)))
