"""The desk's pages for series, events, summits and who takes part."""

from .event import EventAdmin, SummitAdmin
from .participation import ParticipationAdmin
from .series import SeriesAdmin

__all__ = ["EventAdmin", "ParticipationAdmin", "SeriesAdmin", "SummitAdmin"]
