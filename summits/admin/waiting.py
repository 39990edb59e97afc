"""What of events waits for somebody."""

from actors.admin import Waiting, WaitingFilter

UPCOMING = Waiting("upcoming", "Upcoming in 14 days", "upcoming")
OVERDUE = Waiting("overdue", "Planned, but the date has passed", "overdue")
WITHOUT_QUOTES = Waiting("without_quotes", "Ended lately, nobody there quoted", "without_quotes")


class EventsWaiting(WaitingFilter):
    """The events of the front page."""

    offered = (UPCOMING, OVERDUE, WITHOUT_QUOTES)
