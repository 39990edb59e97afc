"""Series, events, summits and who takes part in them."""

from summits.choices import (
    DateBasis,
    EventKind,
    EventStatus,
    Occurrence,
    ParticipationRole,
    ParticipationStatus,
)

from .event import Event, Series, Summit
from .participation import Participation

__all__ = [
    "DateBasis",
    "Event",
    "EventKind",
    "EventStatus",
    "Occurrence",
    "Participation",
    "ParticipationRole",
    "ParticipationStatus",
    "Series",
    "Summit",
]
