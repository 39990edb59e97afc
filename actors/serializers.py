"""Actors as readers see them."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from .models import Actor, ActorName, Office
from .resources import PublicSerializer, Reference, ResourceSerializer, visible


def actor_reference(**kwargs: Any) -> Reference:
    """Return the field that names an actor."""
    return Reference(to="actors", **kwargs)


def public_actor(relation: str) -> Prefetch:
    """Load an actor that a row refers to, if readers may see them; else the reference is null."""
    return Prefetch(relation, visible(Actor))


def public_offices(relation: str) -> Prefetch:
    """Load offices with their bodies, as far as readers may see them."""
    return Prefetch(relation, visible(Office).prefetch_related(public_actor("body")))


def public_label(office: Office | None) -> str:
    """Return “Presidential Spokesman, Kremlin”, without the body where that is not public."""
    if office is None:
        return ""
    body = getattr(office, "body", None)  # absent where the prefetch found no public one
    return f"{office.title}, {body.name}" if body else office.title


class ActorNameSerializer(PublicSerializer):
    """Another name of an actor."""

    class Meta:
        model = ActorName
        fields = ("name", "kind", "lang")


class OfficeTitleSerializer(PublicSerializer):
    """A title and the body it belongs to."""

    body = actor_reference(allow_null=True)
    label = serializers.SerializerMethodField(  # type: ignore[assignment]  # a field, not a label
        help_text="As an attribution prints it."
    )

    class Meta:
        model = Office
        fields: tuple[str, ...] = ("title", "body", "label")

    def get_label(self, office: Office) -> str:
        """Return the title with the name of a public body."""
        return public_label(office)


class OfficeSerializer(OfficeTitleSerializer):
    """An office that a person holds or held."""

    class Meta(OfficeTitleSerializer.Meta):
        fields = (
            *OfficeTitleSerializer.Meta.fields,
            "start_edtf",
            "start_earliest",
            "start_latest",
            "start_precision",
            "end_edtf",
            "end_earliest",
            "end_latest",
            "end_precision",
        )


class ActorSerializer(ResourceSerializer):
    """An actor with their names and offices."""

    resource: ClassVar[str] = "actors"
    shows: ClassVar = {"actors": ("parent", "offices__body")}
    parent = actor_reference(allow_null=True)
    names = ActorNameSerializer(many=True)
    offices = OfficeSerializer(many=True)

    class Meta:
        model = Actor
        fields = (
            "slug",
            "url",
            "name",
            "sort_name",
            "kind",
            "country",
            "org_type",
            "wikidata",
            "parent",
            "description",
            "names",
            "offices",
            "created_at",
            "updated_at",
        )

    @classmethod
    def loaded(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Load what an actor shows of others."""
        return queryset.prefetch_related(
            public_actor("parent"),
            Prefetch("names", visible(ActorName)),
            public_offices("offices"),
        )
