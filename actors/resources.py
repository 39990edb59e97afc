"""What every resource of the public API shares: one shape, one boundary, one way to be named."""

import datetime
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from rest_framework import serializers, viewsets
from rest_framework.exceptions import NotFound

from .models.base import successor

SLUG_IN_URLS = r"[a-z0-9]+(?:-[a-z0-9]+)*"

#: How long caches may keep that an address moved: a merge can be undone.
MOVED = "max-age=300"


_IS_PREVIEW: ContextVar[bool] = ContextVar("a preview is being made", default=False)


def visible(model: type[models.Model]) -> QuerySet[Any]:
    """Return the rows of a model that a representation shows: those that readers may see (R6).

    Serializers load what they show of others through this gate and no other. In a preview it lets
    through what readers would see, by the model's previewable(), once everything in it were
    public; a model without that shows in a preview what it shows to readers.
    """
    rows: Any = model._default_manager.all()
    if is_previewing() and hasattr(rows, "previewable"):
        return rows.previewable()
    return rows.published()


def is_previewing() -> bool:
    """Tell whether what is represented now is a preview."""
    return _IS_PREVIEW.get()


def previewing() -> AbstractContextManager[None]:
    """Represent in a block what readers would see; published() itself stays as it is.

    What is made in it is for the holder of a preview's link, and is never kept.
    """
    return _representing(is_preview=True)


def for_readers() -> AbstractContextManager[None]:
    """Represent in a block what readers do see, wherever the block stands."""
    return _representing(is_preview=False)


@contextmanager
def _representing(*, is_preview: bool) -> Iterator[None]:
    token = _IS_PREVIEW.set(is_preview)
    try:
        yield
    finally:
        _IS_PREVIEW.reset(token)


def address(resource: str, slug: str) -> str:
    """Return the root-relative address of a thing in the API."""
    return f"{_list_address(resource)}{slug}/"


@cache
def _list_address(resource: str) -> str:
    # Looked up once: a document holds a dozen addresses, and there are many documents.
    return reverse(f"api:{resource}-list")


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
    #: For each other resource, the lookups along which a row shows something of it, or by which
    #: it decides what of the row readers see: through to the end, since they are followed once.
    shows: ClassVar[dict[str, tuple[str, ...]]] = {}

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
    #: The order of a list that is asked for no other: a field, falling where it begins with “-”.
    ordering: ClassVar[str] = "id"
    #: The fields by which a list may be sorted, rising or falling.
    ordering_keys: ClassVar[tuple[str, ...]] = ("id",)

    def get_queryset(self) -> QuerySet[Any]:
        """Return what readers may see now, with all that is shown of it."""
        return self.serializer_class.loaded(self.model._default_manager.published())  # type: ignore[attr-defined]  # every public model's QuerySet has it

    @classmethod
    def whereabouts(cls, slug: str) -> str:
        """Return the slug that one leads to which is nothing's own now; refuse what leads nowhere.

        What readers may not see has no successor for them either.
        """
        now = successor(cls.model._default_manager.published(), slug)  # type: ignore[attr-defined]  # likewise
        if now is None:
            raise NotFound(f"Nothing public is called “{slug}” here.")
        return str(now.slug)

    def get_view_name(self) -> str:
        """Return the heading in the browsable API."""
        resource = self.serializer_class.resource
        return (
            str(self.model._meta.verbose_name).capitalize()
            if self.detail
            else resource.capitalize()
        )
