"""How lists of events and of those who take part in them are narrowed."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from actors.filters import (
    CountryFilter,
    KindFilter,
    PartialDateFrom,
    PartialDateTo,
    ReferenceFilter,
    ResourceFilterSet,
)
from actors.filtersets import ActorFilterSet
from actors.models import Actor

from .models import Event, EventKind, EventStatus, Participation, Series


class ParticipantFilterSet(ActorFilterSet):
    """Filters of actors, with the events they take part in."""

    event = ReferenceFilter(
        Event.objects.published,
        to="events",
        example="sco-summit-2025",
        method="taking_part_in",
        help_text="Actors who take part in this very event.",
    )

    def taking_part_in(self, actors: QuerySet[Any], name: str, event: Any) -> QuerySet[Any]:
        """Keep those with a part in the event."""
        parts = Participation.objects.published().filter(event=event, actor=OuterRef("pk"))
        return actors.filter(Exists(parts))


class SummitFilterSet(ResourceFilterSet):
    """Filters of summits: those of events but the kind."""

    parent = ReferenceFilter(
        Event.objects.published,
        to="events",
        example="sco-summit-2025",
        help_text="The programme of this event: what is directly part of it.",
    )
    series = ReferenceFilter(
        Series.objects.published, to="series", example="sco-summit", help_text="The series."
    )
    status = KindFilter(EventStatus.choices, example="held", help_text="Where it is in its life.")
    country = CountryFilter(example="CN")
    actor = ReferenceFilter(
        Actor.objects.published,
        to="actors",
        example="vladimir-putin",
        method="attended_by",
        help_text="Events in which this actor takes part, in whatever role and status.",
    )
    date_from = PartialDateFrom(
        "", example="2025-08-31", help_text="May have been on this day or later."
    )
    date_to = PartialDateTo(
        "", example="2025-09-01", help_text="May have been on this day or earlier."
    )

    def attended_by(self, events: QuerySet[Any], name: str, actor: Any) -> QuerySet[Any]:
        """Keep those in which the actor has a part."""
        parts = Participation.objects.published().filter(actor=actor, event=OuterRef("pk"))
        return events.filter(Exists(parts))


class EventFilterSet(SummitFilterSet):
    """Filters of events."""

    kind = KindFilter(EventKind.choices, example="bilateral", help_text="What the event is.")
