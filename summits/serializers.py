"""Series, events and summits as readers see them."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from actors.resources import PublicSerializer, Reference, ResourceSerializer, visible
from actors.serializers import actor_reference, public_actor

from .models import Event, Participation, Series


def event_reference(**kwargs: Any) -> Reference:
    """Return the field that names an event."""
    return Reference(to="events", name="title", **kwargs)


def public_event(relation: str) -> Prefetch:
    """Load an event that a row refers to, if readers may see it; else the reference is null."""
    return Prefetch(relation, visible(Event))


class SeriesSerializer(ResourceSerializer):
    """A series; its events are events/?series=."""

    resource: ClassVar[str] = "series"
    shows: ClassVar = {"events": ("events",)}

    class Meta:
        model = Series
        fields = ("slug", "url", "title", "description", "created_at", "updated_at")


class ParticipationSerializer(PublicSerializer):
    """An actor's part in an event, or that of people who are only described."""

    actor = actor_reference(allow_null=True)
    delegation_of = actor_reference(allow_null=True)

    class Meta:
        model = Participation
        fields = ("actor", "label", "role", "status", "title_as_printed", "delegation_of")


class EventSerializer(ResourceSerializer):
    """An event with who took part; its programme is events/?parent=."""

    resource: ClassVar[str] = "events"
    shows: ClassVar = {
        "actors": ("participations__actor", "participations__delegation_of"),
        "events": ("parent",),
        "series": ("series",),
    }
    aliases = serializers.ListField(child=serializers.CharField())
    parent = event_reference(allow_null=True)
    series = Reference(to="series", name="title", kind="series", allow_null=True)
    participations = ParticipationSerializer(many=True)

    class Meta:
        model = Event
        fields = (
            "slug",
            "url",
            "title",
            "aliases",
            "kind",
            "parent",
            "series",
            "date_edtf",
            "earliest",
            "latest",
            "precision",
            "date_as_printed",
            "date_basis",
            "status",
            "occurrence",
            "venue",
            "locality",
            "country",
            "note",
            "participations",
            "created_at",
            "updated_at",
        )

    @classmethod
    def loaded(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Load what an event shows of others."""
        participations = visible(Participation).prefetch_related(
            public_actor("actor"), public_actor("delegation_of")
        )
        return queryset.prefetch_related(
            public_event("parent"),
            Prefetch("series", visible(Series)),
            Prefetch("participations", participations),
        )


class SummitSerializer(EventSerializer):
    """A summit: an event of that kind."""

    resource: ClassVar[str] = "summits"
