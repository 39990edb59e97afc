"""Actors, their names and their offices."""

from .actor import Actor, ActorKind, ActorName, NameKind, OrganisationType
from .base import Record, RetiredSlug, Slugged
from .office import Office

__all__ = [
    "Actor",
    "ActorKind",
    "ActorName",
    "NameKind",
    "Office",
    "OrganisationType",
    "Record",
    "RetiredSlug",
    "Slugged",
]
