"""Filters of the list of quotes by what one types: a speaker, an event."""

from typing import Any

from django.db.models import Q, QuerySet

from actors.admin import TypedFilter
from actors.models import Actor
from summits.models import Event


class SpokenBy(TypedFilter):
    """Quotes of the speakers who have that name."""

    title = "speaker"
    parameter_name = "by"
    hint = "Any name of the speaker"

    def narrowed(self, quotes: QuerySet[Any], typed: str) -> QuerySet[Any]:
        """Return the quotes of everybody so named, and of sources so described."""
        return quotes.filter(speaker__in=Actor.objects.named(typed).values("pk"))


class SpokenOf(TypedFilter):
    """Quotes said at the events of that name, or about them."""

    title = "event"
    parameter_name = "event"
    hint = "Words of the event's name"

    def narrowed(self, quotes: QuerySet[Any], typed: str) -> QuerySet[Any]:
        """Return the quotes said at the events or about them."""
        events = Event.objects.named(typed).values("pk")
        about = quotes.model.about.through.objects.filter(event__in=events).values("quote")
        return quotes.filter(Q(said_at__in=events) | Q(pk__in=about))
