"""Quotes: words somebody said, kept once however many articles carry them."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils import timezone

from actors.binding import current_moment
from actors.dates import PartialDate, known_date
from actors.fields import (
    EdtfBoundField,
    EdtfField,
    EdtfPrecisionField,
    FoldedTextField,
    WebAddressField,
)
from actors.models import Actor, Office
from actors.models.base import (
    Slugged,
    SluggedManager,
    absent_or_among,
    check,
    in_list,
    not_blank,
    unique,
    validate_language,
)
from actors.sorting import FirstDay
from articles.choices import Attribution, Channel, QuoteKind, QuoteStatus, Terms, TranslationBy
from articles.rules import as_validation_error, quote_problems
from summits.models import DateBasis, Event

from .article import published_articles_citing
from .waiting import WaitingQuotes

SHORT = 80
#: As much of the folded words as an index finds quotes by.
BEGINNING = 48


class QuoteQuerySet(WaitingQuotes["Quote"]):
    """Which quotes there are."""

    def verified(self) -> Self:
        """Return the quotes that the desk has verified."""
        return self.filter(status=QuoteStatus.VERIFIED)

    def published(self) -> Self:
        """Return the quotes that readers may see now (R6).

        Verified, not off the record, past its embargo, by a public speaker if named, and cited by
        a published article. A quote on background has its description by constraint.
        """
        return self.verified().filter(
            Q(embargo_until=None) | Q(embargo_until__lte=current_moment()),
            absent_or_among("speaker", Actor.objects.published()),
            published_articles_citing("pk"),
            terms__in=(Terms.ON_RECORD, Terms.BACKGROUND),
        )

    def previewable(self) -> Self:
        """Return the quotes that a preview shows, as if they were verified and past their embargo.

        Words off the record stand in no preview, nor do those the desk has withdrawn.
        """
        return self.exclude(terms=Terms.OFF_RECORD).exclude(status=QuoteStatus.WITHDRAWN)


class QuoteManager(SluggedManager.from_queryset(QuoteQuerySet)):  # type: ignore[misc]  # dynamic
    """Quotes by slug."""


class Quote(Slugged):
    """Words somebody said, kept once however many articles carry them."""

    # The words alone: a speaker's name would outlive a change to an anonymous source.
    slug_sources = ("text",)

    Kind = QuoteKind
    Status = QuoteStatus
    Attribution = Attribution
    Terms = Terms
    Channel = Channel

    text = models.TextField(
        help_text="Direct and mixed: the words exactly as said, without the outer marks. "
        "Indirect: what was said, in the desk's words."
    )
    folded = FoldedTextField(source="text", also="source_description", default="")
    language = models.CharField(
        max_length=20,
        default="en",
        validators=[validate_language],
        help_text="BCP 47 tag: en, ru, hi.",
    )
    original_text = models.TextField(
        blank=True, help_text="The words in the language they were said in, if translated."
    )
    original_language = models.CharField(max_length=20, blank=True, validators=[validate_language])
    translation_by = models.CharField(max_length=10, choices=TranslationBy, blank=True)
    kind = models.CharField(max_length=10, choices=QuoteKind, default=QuoteKind.DIRECT)
    context = models.TextField(
        blank=True,
        help_text="Mixed quotes need it: the whole thought, so that the fragment stands alone.",
    )
    attribution = models.CharField(max_length=10, choices=Attribution, default=Attribution.NAMED)
    speaker = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        help_text="Who said it. Named quotes need one; unnamed and anonymous ones have none.",
    )
    source_description = models.CharField(
        max_length=300,
        blank=True,
        help_text="For unnamed and anonymous sources, as printed: “Experts in Moscow”. "
        "Never who they are.",
    )
    anonymity_reason = models.CharField(
        max_length=300, blank=True, help_text="Why anonymity was granted, as readers may know it."
    )
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        help_text="The speaker's office on that day. Leave it empty and the desk proposes the one "
        "that was possible then.",
    )
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.UNSTATED)
    platform = models.CharField(
        max_length=50, blank=True, help_text="For social media only: X, Telegram."
    )
    addressee = models.CharField(max_length=200, blank=True, help_text="Who was told, as printed.")
    carried_by = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes_carried",
        help_text="The outlet or agency that reported it.",
    )
    source_url = WebAddressField("source address", max_length=500, blank=True)
    said_on_edtf = EdtfField(
        "said on",
        help_text="2025-09-01, 2025-09-01? (uncertain), [2025-09-01..2025-09-04] (one of these "
        "days), [..2025-09-01] (by then). Empty: not known.",
    )
    said_on_earliest = EdtfBoundField(source="said_on_edtf", side="earliest", db_index=True)
    said_on_latest = EdtfBoundField(source="said_on_edtf", side="latest")
    said_on_precision = EdtfPrecisionField(source="said_on_edtf")
    said_on_basis = models.CharField(
        "date is", max_length=10, choices=DateBasis, default=DateBasis.NONE
    )
    said_at = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes_said_at",
        help_text="The press conference, meeting or briefing where it was said.",
    )
    about = models.ManyToManyField(
        Event, blank=True, related_name="quotes_about", help_text="The events it speaks of."
    )
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        help_text="The quote it goes on from, by the same speaker.",
    )
    terms = models.CharField(max_length=10, choices=Terms, default=Terms.ON_RECORD)
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Never readable before this time."
    )
    status = models.CharField(max_length=10, choices=QuoteStatus, default=QuoteStatus.DRAFT)
    note = models.TextField("internal note", blank=True, help_text="Never shown to readers.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes_created",
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes_verified",
    )

    objects: ClassVar[QuoteManager] = QuoteManager()

    class Meta(Slugged.Meta):
        ordering = (F("said_on_earliest").desc(nulls_last=True), "-id")
        permissions: ClassVar = [
            ("verify_quote", "Can verify, dispute and withdraw quotes, and correct verified ones")
        ]
        constraints: ClassVar = [
            *Slugged.Meta.constraints,
            check("quote_has_words", not_blank("text"), "Write the words.", at="text"),
            in_list("quote_kind_is_in_the_list", "kind", QuoteKind),
            in_list("quote_attribution_is_in_the_list", "attribution", Attribution),
            in_list("quote_channel_is_in_the_list", "channel", Channel),
            in_list("quote_terms_are_in_the_list", "terms", Terms),
            in_list("quote_status_is_in_the_list", "status", QuoteStatus),
            in_list("quote_date_basis_is_in_the_list", "said_on_basis", DateBasis),
            check(
                "quote_translator_is_in_the_list",
                Q(translation_by="") | Q(translation_by__in=TranslationBy.values),
                "Choose who translated it from the list.",
                at="translation_by",
            ),
            check(
                "mixed_quote_has_a_context",
                ~Q(kind=QuoteKind.MIXED) | not_blank("context"),
                "A mixed quote needs the whole thought as its context.",
                at="context",
            ),
            check(
                "a_quote_has_a_speaker_exactly_when_named",
                Q(attribution=Attribution.NAMED, speaker__isnull=False)
                | (~Q(attribution=Attribution.NAMED) & Q(speaker=None)),
                "A named quote needs its speaker; an unnamed or anonymous one has none.",
                at="speaker",
            ),
            check(
                "only_a_named_quote_has_an_office",
                Q(attribution=Attribution.NAMED) | Q(office=None),
                "Only a named speaker has an office. Leave it empty.",
                at="office",
            ),
            check(
                "an_unnamed_source_is_described",
                Q(attribution=Attribution.NAMED) | not_blank("source_description"),
                "Describe the source as printed, such as “Experts in Moscow”.",
                at="source_description",
            ),
            check(
                "an_anonymous_quote_is_not_on_the_record",
                ~Q(attribution=Attribution.ANONYMOUS) | ~Q(terms=Terms.ON_RECORD),
                "An anonymous source does not speak on the record. Choose background.",
                at="terms",
            ),
            check(
                "a_quote_on_background_names_nobody",
                ~Q(terms=Terms.BACKGROUND) | ~Q(attribution=Attribution.NAMED),
                "On background nobody is named. Choose unnamed or anonymous, or on the record.",
                at="attribution",
            ),
            check(
                "an_off_record_quote_is_never_verified",
                ~Q(terms=Terms.OFF_RECORD) | ~Q(status=QuoteStatus.VERIFIED),
                "Words off the record are never verified for print. Keep it a draft.",
                at="terms",
            ),
            check(
                "only_social_media_has_a_platform",
                Q(platform="") | Q(channel=Channel.SOCIAL_MEDIA),
                "Only social media has a platform. Choose that channel or empty the platform.",
                at="platform",
            ),
            check(
                "quote_without_date_has_no_basis",
                Q(said_on_edtf="", said_on_basis=DateBasis.NONE)
                | (~Q(said_on_edtf="") & ~Q(said_on_basis=DateBasis.NONE)),
                "Say whether the date is stated or derived; choose none only without a date.",
                at="said_on_basis",
            ),
            check(
                "quote_date_ends_after_it_starts",
                Q(said_on_earliest=None)
                | Q(said_on_latest=None)
                | Q(said_on_latest__gte=F("said_on_earliest")),
                "The date ends before it begins. Write the earlier date first.",
                at="said_on_edtf",
            ),
            check(
                "quote_does_not_continue_itself",
                Q(continues=None) | ~Q(continues=F("id")),
                "A quote cannot continue itself.",
                at="continues",
            ),
            unique(
                "a_quote_has_one_successor",
                "continues",
                sentence="Another quote continues that one already. Continue the last of them.",
                at="continues",
            ),
            check(
                "a_verified_quote_has_its_verifier",
                ~Q(status=QuoteStatus.VERIFIED) | Q(verified_by__isnull=False),
                "A verified quote needs who verified it.",
                at="verified_by",
            ),
            check(
                "an_anonymous_quote_is_verified_by_somebody_else",
                ~Q(attribution=Attribution.ANONYMOUS, status=QuoteStatus.VERIFIED)
                | (
                    Q(created_by__isnull=False, verified_by__isnull=False)
                    & ~Q(created_by=F("verified_by"))
                ),
                "An anonymous quote is verified by somebody other than who entered it.",
                at="verified_by",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "terms"], name="quote_status_terms"),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="quote_under_embargo",
            ),
            models.Index(Left("folded", BEGINNING), name="quote_beginning"),
            models.Index(FirstDay("said_on_earliest"), "id", name="quote_by_day"),
            models.Index("speaker", FirstDay("said_on_earliest"), "id", name="quote_by_speaker"),
            models.Index(fields=["created_at", "id"], name="quote_by_creation"),
        ]

    def __str__(self) -> str:
        words = self.text if len(self.text) <= SHORT else f"{self.text[: SHORT - 1]}…"
        return f"{self.speaker or self.source_description or 'Nobody'}: {words}"

    @property
    def said_on(self) -> PartialDate:
        """Return the day it was said as a range of days."""
        return known_date(self.said_on_edtf)

    @property
    def attribution_line(self) -> str:
        """Return who said it, with the title on that day.

        “Dmitry Peskov, Presidential Spokesman, Kremlin”, or the source's description.
        """
        if self.speaker is None:
            return self.source_description
        return f"{self.speaker}, {self.title_on_day}" if self.office else str(self.speaker)

    @property
    def title_on_day(self) -> str:
        """Return the speaker's title on the day of the quote (R3), empty without an office."""
        return self.office.label if self.office else ""

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this quote now (the twin of published())."""
        return (
            self.status == QuoteStatus.VERIFIED
            and self.terms in (Terms.ON_RECORD, Terms.BACKGROUND)
            and (self.embargo_until is None or self.embargo_until <= timezone.now())
            and (self.speaker is None or self.speaker.is_published)
            and any(article.is_published for article in self.articles.all())
        )

    def clean(self) -> None:
        """Hold R3, R4, R5 and the chain of continued quotes."""
        super().clean()
        if problems := quote_problems(self):
            raise as_validation_error(problems)
