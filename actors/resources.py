"""What every resource of the public API shares: one shape, one boundary, one way to be named."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from rest_framework import serializers, viewsets
from rest_framework.request import Request

from .models.base import successor

SLUG_IN_URLS = r"[a-z0-9]+(?:-[a-z0-9]+)*"

#: How long caches may keep that an address moved: a merge can be undone.
MOVED = "max-age=300"


def address(resource: str, slug: str) -> str:
    """Return the root-relative address of a thing in the API."""
    return reverse(f"api:{resource}-detail", args=[slug])


class Moment(serializers.DateTimeField):
    """A point in time, always in UTC and with a Z, whatever the desk's time zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=datetime.UTC, **kwargs)


class Reference(serializers.Serializer):
    """How one thing names another: enough to print its name and to link to it."""

    slug = serializers.CharField(help_text="Its name in addresses and filters.")
    name = serializers.CharField(
        help_text="An actor's name, the title of an event or series, an article's headline, "
        "a topic's label, the first words of a quote."
    )
    kind = serializers.CharField(
        help_text="The kind of an actor, event or quote; else article, series or topic."
    )
    url = serializers.CharField(help_text="Its address in this API, from the root.")

    def __init__(self, *args: Any, to: str = "", name: str = "name", **kwargs: Any) -> None:
        kwargs.setdefault("read_only", True)
        self.fixed_kind = kwargs.pop("kind", "")
        self.resource, self.name_source = to, name
        super().__init__(*args, **kwargs)

    def to_representation(self, instance: Any) -> dict[str, str]:
        """Name the thing."""
        return {
            "slug": instance.slug,
            "name": str(getattr(instance, self.name_source)),
            "kind": self.fixed_kind or instance.kind,
            "url": address(self.resource, instance.slug),
        }


class PublicSerializer(serializers.ModelSerializer):
    """Shows a row to readers: nothing in it can be written, its times are in UTC."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: Moment,
    }

    def build_standard_field(self, field_name: str, model_field: Any) -> tuple[Any, dict[str, Any]]:
        """Leave out what the model tells editors: labels, help texts, “may stay empty”."""
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        for_editors = {"label", "help_text"} | ({"allow_blank"} if field_name == "slug" else set())
        return field_class, {key: kwargs[key] for key in kwargs.keys() - for_editors}

    def get_fields(self) -> dict[str, Any]:
        """Make every field read-only."""
        fields = super().get_fields()
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields


class ResourceSerializer(PublicSerializer):
    """Shows a thing that has an address of its own."""

    #: The thing's resource, as it stands in addresses.
    resource: ClassVar[str] = ""

    url = serializers.SerializerMethodField(help_text="Its address in this API, from the root.")

    def get_url(self, instance: Any) -> str:
        """Return the thing's own address."""
        return address(self.resource, instance.slug)

    @classmethod
    def loaded(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Load with the rows the related rows that readers may see, and no others (R6)."""
        return queryset


class ResourceViewSet(viewsets.ReadOnlyModelViewSet):
    """Lists public things and shows one by its slug. The boundary is the model's published()."""

    model: ClassVar[type[models.Model]]
    serializer_class: type[ResourceSerializer]
    lookup_field = "slug"
    lookup_value_regex = SLUG_IN_URLS
    #: The order of the list: one key, which may be null, and the id.
    ordering: ClassVar[tuple[str, ...]] = ("id",)

    def get_queryset(self) -> QuerySet[Any]:
        """Ask now, not at import: time decides what is published."""
        return self.serializer_class.loaded(self.model._default_manager.published())  # type: ignore[attr-defined]  # every public model's QuerySet has it

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Show the thing; the address of one that was merged leads to what it is now.

        What readers may not see has no successor for them either.
        """
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            now = successor(self.get_queryset(), self.kwargs["slug"])
            if now is None:
                raise
        query = request.META.get("QUERY_STRING", "")
        location = address(self.serializer_class.resource, now.slug)
        response = HttpResponsePermanentRedirect(f"{location}?{query}" if query else location)
        response["Cache-Control"] = MOVED
        return response

    def get_view_name(self) -> str:
        """Return the heading in the browsable API."""
        resource = self.serializer_class.resource
        return (
            str(self.model._meta.verbose_name).capitalize()
            if self.detail
            else resource.capitalize()
        )
