"""Series and events; a summit is an event whose programme is its child events."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from actors.countries import validate_country
from actors.dates import YEAR, PartialDate, contains, is_before, known_date, overlaps
from actors.fields import EdtfBoundField, EdtfField, EdtfPrecisionField, FoldedNameField, LinesField
from actors.models.base import (
    COUNTRY_PATTERN,
    Slugged,
    SluggedManager,
    check,
    in_list,
    leads_to,
    not_blank,
)
from actors.names import fold_name
from actors.sorting import FirstDay
from summits.choices import DateBasis, EventKind, EventStatus, Occurrence

_NOT_CANCELLED = [value for value in Occurrence.values if value != Occurrence.CANCELLED]


def todays_date() -> date:
    """Return today on the desk's clock, whichever one the editor at work reads."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


class SeriesQuerySet(models.QuerySet["Series"]):
    """Which series there are."""

    def published(self) -> Self:
        """Return the series to which a public event belongs (R6)."""
        return self.filter(Exists(Event.objects.published().filter(series=OuterRef("pk"))))


class SeriesManager(SluggedManager.from_queryset(SeriesQuerySet)):  # type: ignore[misc]  # dynamic
    """Series by slug."""


class Series(Slugged):
    """What recurs or belongs together: the SCO summits, the 2025 tariff measures."""

    slug_sources = ("title",)

    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, help_text="One sentence for readers.")

    objects: ClassVar[SeriesManager] = SeriesManager()

    class Meta(Slugged.Meta):
        ordering = ("title", "id")
        verbose_name_plural = "series"
        constraints: ClassVar = [
            *Slugged.Meta.constraints,
            check("series_has_a_title", not_blank("title"), "Give it a title.", at="title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this series (the twin of published())."""
        return any(event.is_published for event in self.events.all())


class EventQuerySet(models.QuerySet["Event"]):
    """Which events there are."""

    def published(self) -> Self:
        """Return the events that readers may see (R6)."""
        return self.filter(is_public=True)

    def previewable(self) -> Self:
        """Return the events that a preview shows: all, as if they were ticked public."""
        return self.all()

    def summits(self) -> Self:
        """Return the events that are summits."""
        return self.filter(kind=EventKind.SUMMIT)

    def upcoming(self, days: int = 14) -> Self:
        """Return the planned events that may begin or go on within so many days from today.

        What is known to the year alone waits until more is known.
        """
        today = todays_date()
        soon = self.filter(earliest__lte=today + timedelta(days), latest__gte=today)
        return soon.filter(status=EventStatus.PLANNED).exclude(precision=YEAR)

    def overdue(self) -> Self:
        """Return the planned events whose last possible day has passed."""
        return self.filter(status=EventStatus.PLANNED, latest__lt=todays_date())

    def without_quotes(self, days: int = 30) -> Self:
        """Return the public events that lately ended and whose participants are not quoted.

        Somebody named attended, and no quote of theirs was said there or at a part of it, nor
        speaks of it.
        """
        today = todays_date()
        over = self.published().filter(
            status__in=(EventStatus.HELD, EventStatus.REPORTED),
            latest__range=(today - timedelta(days), today),
        )
        # Reached through the reverse relations: an event knows neither quotes nor participants.
        itself = Event.objects.filter(pk=OuterRef("pk"))
        attended = Q(participations__actor__isnull=False, participations__status="attended")
        speaker = "speaker__participations__event"
        return over.filter(
            Exists(itself.filter(attended)),
            ~Exists(itself.filter(**{f"quotes_said_at__{speaker}": OuterRef("pk")})),
            ~Exists(itself.filter(**{f"children__quotes_said_at__{speaker}": OuterRef("pk")})),
            ~Exists(itself.filter(**{f"quotes_about__{speaker}": OuterRef("pk")})),
        )

    def named(self, text: str) -> Self:
        """Return the events whose title and aliases hold all words of the text, folded."""
        words = fold_name(text).split()
        found = self if words or not text.strip() else self.none()
        for word in words:
            found = found.filter(folded__contains=word)
        return found


class EventManager(SluggedManager.from_queryset(EventQuerySet)):  # type: ignore[misc]  # dynamic
    """Events by slug."""


class Event(Slugged):
    """One dated occasion. Events form a tree: the parent means “part of”, never “follows”."""

    Kind = EventKind
    Status = EventStatus
    slug_sources = ("title",)
    merge_fills = (
        ("date_edtf", "date_basis"),
        "date_as_printed",
        "parent",
        "series",
        "venue",
        "locality",
        "country",
        "note",
    )
    #: Parts that move in the same save and are checked against the new date themselves.
    moving_parts: frozenset[int] = frozenset()

    title = models.CharField(max_length=200)
    folded = FoldedNameField(source="title", also="aliases", max_length=2000, default="")
    aliases = LinesField(help_text="Other names in print, one a line.")
    kind = models.CharField(max_length=20, choices=EventKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="part of",
        help_text="The larger occasion it is part of: the bilateral's summit. Not what it follows.",
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text="What recurs or belongs together: SCO summits.",
    )
    date_edtf = EdtfField(
        "date",
        help_text="2025-08-31, 2025-08, 2025-12? (uncertain), 2025-08-31/2025-09-01 (lasted), "
        "[2025-08-01..2025-08-07] (one day in that week). Empty: not known.",
    )
    earliest = EdtfBoundField(source="date_edtf", side="earliest", db_index=True)
    latest = EdtfBoundField(source="date_edtf", side="latest")
    precision = EdtfPrecisionField(source="date_edtf")
    date_as_printed = models.CharField(
        max_length=200, blank=True, help_text="The words in print: “likely in December”."
    )
    date_basis = models.CharField(
        "date is",
        max_length=10,
        choices=DateBasis,
        default=DateBasis.NONE,
        help_text="Stated in print, or derived by the desk; none without a date.",
    )
    status = models.CharField(max_length=12, choices=EventStatus, default=EventStatus.PLANNED)
    occurrence = models.CharField(
        "likelihood",
        max_length=4,
        choices=Occurrence,
        blank=True,
        help_text="For planned events; “then cancelled” for cancelled ones; else empty.",
    )
    venue = models.CharField(max_length=200, blank=True, help_text="Hall, hotel, palace.")
    locality = models.CharField(max_length=100, blank=True, help_text="City or region.")
    country = models.CharField(
        max_length=2, blank=True, validators=[validate_country], help_text="Two capitals, as CN."
    )
    note = models.TextField(
        blank=True, help_text="Shown to readers: how conflicting accounts read."
    )
    is_public = models.BooleanField(
        "public",
        default=False,
        help_text="Shown to readers. Off: left out wherever readers would meet it.",
    )

    objects: ClassVar[EventManager] = EventManager()

    class Meta(Slugged.Meta):
        ordering = (F("earliest").desc(nulls_last=True), "id")
        permissions: ClassVar = [("merge_event", "Can merge events that are the same")]
        indexes: ClassVar = [
            models.Index(fields=["status", "latest"], name="event_status_latest"),
            models.Index(FirstDay("earliest"), "id", name="event_by_day"),
            models.Index(fields=["created_at", "id"], name="event_by_creation"),
        ]
        constraints: ClassVar = [
            *Slugged.Meta.constraints,
            check("event_has_a_title", not_blank("title"), "Give the event a title.", at="title"),
            in_list("event_kind_is_in_the_list", "kind", EventKind),
            in_list("event_status_is_in_the_list", "status", EventStatus),
            in_list("event_date_basis_is_in_the_list", "date_basis", DateBasis),
            check(
                "event_country_is_two_capitals",
                Q(country="") | Q(country__regex=COUNTRY_PATTERN),
                "Write the country as two capitals, such as CN.",
                at="country",
            ),
            check(
                "event_is_not_part_of_itself",
                Q(parent=None) | ~Q(parent=F("id")),
                "An event cannot be part of itself. Choose another one or leave it empty.",
                at="parent",
            ),
            check(
                "event_ends_after_it_starts",
                Q(earliest=None) | Q(latest=None) | Q(latest__gte=F("earliest")),
                "The event ends before it begins. Write the earlier date first.",
                at="date_edtf",
            ),
            check(
                "event_likelihood_fits_its_status",
                Q(status=EventStatus.PLANNED, occurrence__in=_NOT_CANCELLED)
                | Q(status=EventStatus.CANCELLED, occurrence=Occurrence.CANCELLED)
                | (~Q(status__in=[EventStatus.PLANNED, EventStatus.CANCELLED]) & Q(occurrence="")),
                "A planned event needs a likelihood, a cancelled one “then cancelled”; "
                "any other has none.",
                at="occurrence",
            ),
            check(
                "event_without_date_has_no_basis",
                Q(date_edtf="", date_basis=DateBasis.NONE)
                | (~Q(date_edtf="") & ~Q(date_basis=DateBasis.NONE)),
                "Say whether the date is stated or derived; choose none only without a date.",
                at="date_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.date_edtf})" if self.date_edtf else self.title

    @property
    def date(self) -> PartialDate:
        """Return the date as a range of days."""
        return known_date(self.date_edtf)

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this event (the twin of published())."""
        return self.is_public

    @property
    def has_taken_place(self) -> bool:
        """Tell whether the event was held or reported, so that words can stand said at it (R4)."""
        return self.status in (EventStatus.HELD, EventStatus.REPORTED)

    def clean(self) -> None:
        """Refuse a circle of events, and dates outside those of the event it is part of."""
        super().clean()
        # An event and its programme may be new together: then neither has a number yet.
        if self.parent is not None and (self.parent_id is None or self.parent_id != self.pk):
            if leads_to(self.parent, self, "parent"):
                raise ValidationError(
                    {"parent": f"“{self.parent}” is already part of “{self}”. Choose another one."}
                )
            if not fits_inside(self.date, self.parent.date):
                raise ValidationError({"date_edtf": _outside(self, self.parent)})
        if not self._state.adding:
            self._clean_against_what_hangs_on_it()

    def why_not_merge(self, gone: "Event") -> Iterator[str]:
        """Yield why another event is not this one: another kind, or other days."""
        if gone.kind != self.kind:
            yield (
                f"“{gone}” and “{self}” are of different kinds "
                f"({gone.get_kind_display().lower()}, {self.get_kind_display().lower()}). "
                "Give both the same kind first if they are the same."
            )
        if gone.date_edtf and self.date_edtf and not overlaps(gone.date, self.date):
            yield (
                f"“{gone.title}” ({gone.date_edtf}) and “{self.title}” ({self.date_edtf}) were on "
                "different days. Correct one of the dates first if they are the same."
            )

    def take_name(self, gone: "Event") -> tuple[()]:
        """Keep the other event's title and names among this one's other names."""
        known = [self.title, *self.aliases]
        for name in (gone.title, *gone.aliases):
            if name not in known:
                known.append(name)
        self.aliases = known[1:]
        return ()

    def _clean_against_what_hangs_on_it(self) -> None:
        if not self.has_taken_place and self.quotes_said_at.exists():
            raise ValidationError(
                {"status": "Quotes on file were said at this event, so it was held or reported."}
            )
        for quote in self.quotes_said_at.all():
            if is_before(quote.said_on, self.date):
                sentence = (
                    f"A quote of {quote.said_on_edtf} was said at this event, so it was no later. "
                    "Correct the date, or the quote first."
                )
                raise ValidationError({"date_edtf": sentence})
        for child in self.children.exclude(pk__in=self.moving_parts):
            if not fits_inside(child.date, self.date):
                raise ValidationError({"date_edtf": _outside(child, self)})


def fits_inside(child: PartialDate, parent: PartialDate) -> bool:
    """Tell whether a part's date fits its whole: inside where both are exact, else overlapping."""
    return contains(parent, child) if child.exact and parent.exact else overlaps(child, parent)


def _outside(child: Event, parent: Event) -> str:
    return (
        f"“{child.title}” ({child.date_edtf}) lies outside “{parent.title}” ({parent.date_edtf}), "
        "which it is part of. Correct one of the dates or the part-of link."
    )


class SummitManager(EventManager):
    """The events that are summits."""

    def get_queryset(self) -> EventQuerySet:
        """Return summits only: the proxy's name says so."""
        return super().get_queryset().summits()


class Summit(Event):
    """An event of kind summit: its programme is its child events."""

    objects: ClassVar[SummitManager] = SummitManager()

    class Meta:
        proxy = True
