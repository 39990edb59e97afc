"""Actors, their names and their offices."""

from .actor import Actor, ActorKind, ActorName, NameKind, OrganisationType
from .base import Record, RetiredSlug, Slugged
from .merge import Merge
from .office import Office

__all__ = [
    "Actor",
    "ActorKind",
    "ActorName",
    "Merge",
    "NameKind",
    "Office",
    "OrganisationType",
    "Record",
    "RetiredSlug",
    "Slugged",
]
