"""Claims: what one source says of one attribute."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from actors.models import Actor
from actors.models.base import Slugged, SluggedManager, absent_or_among, check, not_blank
from articles.choices import Attribution
from summits.models import Event

from .article import Article
from .quote import Quote
from .topic import Topic

ATTRIBUTE_PATTERN = r"\A[a-zA-Z0-9]+([_-][a-zA-Z0-9]+)*\Z"


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Which claims there are."""

    def published(self) -> Self:
        """Return the claims that readers may see (R6).

        A claim whose source is not public stays hidden too: without its source it would read as
        the article's own narration.
        """
        return self.filter(
            absent_or_among("event", Event.objects.published()),
            absent_or_among("actor", Actor.objects.published()),
            absent_or_among("topic", Topic.objects.published()),
            absent_or_among("quote", Quote.objects.published()),
            absent_or_among("attributed_to", Actor.objects.published()),
            article__in=Article.objects.published(),
        )


class ClaimManager(SluggedManager.from_queryset(ClaimQuerySet)):  # type: ignore[misc]  # dynamic
    """Claims by slug."""


class Claim(Slugged):
    """One source's value for one attribute of an event, actor or topic.

    Rival values stand side by side; no column says which is true.
    """

    slug_sources = ("subject", "attribute")

    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="claims")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="claims")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="claims")
    attribute = models.CharField(
        max_length=60,
        validators=[RegexValidator(ATTRIBUTE_PATTERN, "Use words joined by _, as tariff_rate.")],
        help_text="What is claimed, as one word: tariff_rate, drive_duration, outcome.",
    )
    value = models.TextField(help_text="15, dozens, a phrase: as the source says it.")
    unit = models.CharField(max_length=40, blank=True, help_text="min, per cent, people …")
    approximate = models.BooleanField(default=False, help_text="“about”, “more than”.")
    attributed_to = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_made",
        help_text="Whose claim it is. Both empty: the article's own narration.",
    )
    attributed_label = models.CharField(
        "or source label", max_length=200, blank=True, help_text="“reports”, “authorities”."
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="claims")
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    quote = models.ForeignKey(Quote, models.PROTECT, null=True, blank=True, related_name="claims")
    note = models.TextField(blank=True, help_text="Shown to readers: how rival values read.")

    objects: ClassVar[ClaimManager] = ClaimManager()

    class Meta(Slugged.Meta):
        ordering = ("id",)
        constraints: ClassVar = [
            *Slugged.Meta.constraints,
            check(
                "claim_has_exactly_one_subject",
                Q(event__isnull=False, actor=None, topic=None)
                | Q(event=None, actor__isnull=False, topic=None)
                | Q(event=None, actor=None, topic__isnull=False),
                "Choose what the claim is about: one event, one actor or one topic.",
                at="event",
            ),
            check(
                "claim_has_at_most_one_attribution",
                Q(attributed_to=None) | Q(attributed_label=""),
                "Choose who claims it or write a label, not both.",
                at="attributed_label",
            ),
            check(
                "claim_attribute_is_a_word",
                Q(attribute__regex=ATTRIBUTE_PATTERN),
                "Write the attribute as words joined by _, such as tariff_rate.",
                at="attribute",
            ),
            check("claim_has_a_value", not_blank("value"), "Write the value.", at="value"),
        ]

    def __str__(self) -> str:
        about = "about " if self.approximate else ""
        return f"{self.subject}: {self.attribute} {about}{self.value} {self.unit}".rstrip()

    @property
    def subject(self) -> Event | Actor | Topic | None:
        """Return what the claim is about."""
        return self.event or self.actor or self.topic

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this claim (the twin of published())."""
        needed = (
            self.event,
            self.actor,
            self.topic,
            self.quote,
            self.attributed_to,
            self.article,
        )
        return all(thing.is_published for thing in needed if thing is not None)

    def clean(self) -> None:
        """Refuse a quote that the claim's article does not cite."""
        super().clean()
        if self.quote is None or self.article_id is None:
            return
        if self.quote.attribution == Attribution.ANONYMOUS and self.attributed_to is not None:
            raise ValidationError(
                {"attributed_to": "The quote is anonymous: write its description as the label."}
            )
        if not self.quote.citations.filter(article=self.article_id).exists():
            raise ValidationError({"quote": "The article does not cite this quote. Cite it first."})
