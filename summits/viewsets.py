"""The API resources of events, and of actors with the events they take part in."""

from actors.resources import ResourceViewSet
from actors.viewsets import ActorViewSet

from .filtersets import EventFilterSet, ParticipantFilterSet, SummitFilterSet
from .models import Event, Series, Summit
from .serializers import EventSerializer, SeriesSerializer, SummitSerializer


class ParticipantViewSet(ActorViewSet):
    """People, states and organisations that speak or act, media outlets among them."""

    filterset_class = ParticipantFilterSet


class SeriesViewSet(ResourceViewSet):
    """What recurs or belongs together, such as the SCO summits."""

    model = Series
    serializer_class = SeriesSerializer
    ordering = "title"
    ordering_keys = ("title", "created_at")


class EventViewSet(ResourceViewSet):
    """Dated occasions, newest first, those without a date last."""

    model = Event
    serializer_class = EventSerializer
    filterset_class = EventFilterSet
    ordering = "-earliest"
    ordering_keys = ("earliest", "created_at")


class SummitViewSet(ResourceViewSet):
    """The events that are summits, newest first; their programme is events/?parent=."""

    model = Summit
    serializer_class = SummitSerializer
    filterset_class = SummitFilterSet
    ordering = "-earliest"
    ordering_keys = ("earliest", "created_at")
