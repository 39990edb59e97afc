"""What is served under each name: the declarations of the viewsets, prepared for reading."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from actors.resources import Reference, ResourceSerializer, ResourceViewSet
from newsroom.wire.models import Resource

from .ordering import Ordering

#: The parameters that every address knows, those of things and lists, and those of lists alone.
ALWAYS = ("format",)
SHAPING = ("fields", "expand")
PAGING = ("limit", "cursor", "ordering", "count", "slug")


@dataclass(frozen=True)
class Served:
    """One resource of the API."""

    resource: Resource
    viewset: type[ResourceViewSet]

    @property
    def model(self) -> Any:
        """Return the model whose published() rows are served."""
        return self.viewset.model

    @cached_property
    def filters(self) -> dict[str, Any]:
        """Return the filters by name."""
        filterset_class = getattr(self.viewset, "filterset_class", None)
        return dict(filterset_class.base_filters) if filterset_class else {}

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Return every parameter that a list of it knows."""
        return frozenset((*self.filters, *PAGING, *SHAPING, *ALWAYS))

    @cached_property
    def orderings(self) -> dict[str, Ordering]:
        """Return the orders by name, each rising and falling."""
        found = [
            Ordering(self.model, key, falls)
            for key in self.viewset.ordering_keys
            for falls in (False, True)
        ]
        return {ordering.name: ordering for ordering in found}

    @property
    def default_ordering(self) -> str:
        """Return the order of a list that is asked for no other."""
        return self.viewset.ordering

    @cached_property
    def field_names(self) -> frozenset[str]:
        """Return the members of a document."""
        return frozenset(self.viewset.serializer_class().fields)

    @cached_property
    def references(self) -> dict[str, str]:
        """Return the paths at which a document names other things, with their resources."""
        return _references(self.viewset.serializer_class())


def _references(serializer: Any, prefix: str = "") -> dict[str, str]:
    found = {}
    for name, field in serializer.fields.items():
        one = getattr(field, "child", field)
        path = f"{prefix}{name}"
        if isinstance(one, Reference | ResourceSerializer):
            found[path] = one.resource
        if not isinstance(one, Reference) and hasattr(one, "fields"):
            found |= _references(one, f"{path}.")
    return found


def served() -> dict[str, Served]:
    """Return every resource by its name in addresses."""
    if not _SERVED:
        from newsroom.api import ENDPOINTS  # it is made of views that answer from here

        for resource in Resource:
            _SERVED[resource.label] = Served(resource, ENDPOINTS[resource.label])
    return _SERVED


_SERVED: dict[str, Served] = {}
