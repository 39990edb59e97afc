"""Offices: the titles that people hold."""

import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from actors.dates import PartialDate, is_before, known_date
from actors.fields import EdtfBoundField, EdtfField, EdtfPrecisionField, FoldedNameField

from .actor import Actor, ActorKind
from .base import Record, check, not_blank, unique


class OfficeQuerySet(models.QuerySet["Office"]):
    """Which offices there are."""

    def published(self) -> Self:
        """Return the offices whose holder readers may see (R6)."""
        return self.filter(holder__in=Actor.objects.published())

    def previewable(self) -> Self:
        """Return the offices that a preview shows: all."""
        return self.all()

    def possible_on(
        self, earliest: datetime.date | None, latest: datetime.date | None = None
    ) -> Self:
        """Return the offices that may have been held between two days (None = open).

        An office is possible unless it certainly ended before or certainly began after (R3).
        """
        found = self
        if earliest is not None:
            found = found.filter(Q(end_latest=None) | Q(end_latest__gte=earliest))
        if latest is not None:
            found = found.filter(Q(start_earliest=None) | Q(start_earliest__lte=latest))
        return found

    def get_by_natural_key(self, holder: str, title: str, body: str, start: str) -> "Office":
        """Return the office by its holder's and body's slugs, its title and its start."""
        return self.get(holder__slug=holder, title=title, body__slug=body, start_edtf=start)


class Office(Record):
    """A title a person holds for a body, from a date to a date."""

    merge_fills = ("end_edtf",)

    holder = models.ForeignKey(Actor, models.CASCADE, related_name="offices")
    title = models.CharField(max_length=200, help_text="Presidential Spokesman, Foreign Minister …")
    folded = FoldedNameField(source="title", max_length=200, default="")
    body = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="offices_within",
        help_text="The state or organisation the title belongs to: India, Kremlin.",
    )
    start_edtf = EdtfField("from", help_text="2021, 2021-05 or 2021-05-12. Empty: not known.")
    start_earliest = EdtfBoundField(source="start_edtf", side="earliest")
    start_latest = EdtfBoundField(source="start_edtf", side="latest")
    start_precision = EdtfPrecisionField(source="start_edtf")
    end_edtf = EdtfField("until", help_text="Empty: still held, or the end is not known.")
    end_earliest = EdtfBoundField(source="end_edtf", side="earliest")
    end_latest = EdtfBoundField(source="end_edtf", side="latest")
    end_precision = EdtfPrecisionField(source="end_edtf")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ("holder__sort_name", "start_earliest", "id")
        constraints: ClassVar = [
            check("office_has_a_title", not_blank("title"), "Write the title.", at="title"),
            check(
                "office_holder_is_not_its_body",
                ~Q(holder=F("body")),
                "The holder is a person, the body a state or organisation: choose two.",
                at="body",
            ),
            check(
                "office_ends_after_it_starts",
                Q(end_latest=None)
                | Q(start_earliest=None)
                | Q(end_latest__gte=F("start_earliest")),
                "The office ends before it begins. Correct one of the two dates.",
                at="end_edtf",
            ),
            unique(
                "one_row_for_each_office",
                "holder",
                "title",
                "body",
                "start_edtf",
                sentence="This office is on file already, with the same start.",
                at="title",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}, {self.label}"

    def natural_key(self) -> tuple[str, str, str, str]:
        """Return the holder's slug, the title, the body's slug and the start."""
        return (self.holder.slug, self.title, self.body.slug, self.start_edtf)

    natural_key.dependencies = ["actors.actor"]  # type: ignore[attr-defined]  # Django reads it

    @property
    def label(self) -> str:
        """Return the title as an attribution prints it: “Presidential Spokesman, Kremlin”."""
        return f"{self.title}, {self.body.name}"

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this office (the twin of published())."""
        return self.holder.is_published

    def is_possible_on(self, day: PartialDate) -> bool:
        """Tell whether the office may have been held on that day (R3)."""
        start, end = known_date(self.start_edtf), known_date(self.end_edtf)
        return not (is_before(end, day) or is_before(day, start))

    def clean(self) -> None:
        """Hold the kinds: a person holds it, a state or an organisation gives it."""
        super().clean()
        if self.holder_id and self.holder.kind != ActorKind.PERSON:
            raise ValidationError({"holder": f"{self.holder} is no person. Choose who holds it."})
        if self.body_id and self.body.kind == ActorKind.PERSON:
            raise ValidationError(
                {"body": f"{self.body} is a person. Choose a state or an organisation."}
            )
        if not self._state.adding:
            self._clean_against_its_quotes()

    def _clean_against_its_quotes(self) -> None:
        """Hold R3 from this side: no quote falls out of the office, or to another holder."""
        for quote in self.quotes.all():
            if quote.speaker_id != self.holder_id:
                raise ValidationError(
                    {
                        "holder": f"A quote of {quote.speaker} names this office. "
                        "Add another office for another holder."
                    }
                )
            if not self.is_possible_on(quote.said_on):
                raise ValidationError(
                    {
                        "end_edtf": f"A quote of {quote.said_on_edtf} names this office. "
                        "Correct the dates, or the quote first."
                    }
                )
