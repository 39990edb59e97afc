"""The desk's pages for actors, and what all pages of the desk share."""

from .actor import ActorAdmin, ActorNameAdmin
from .base import DeskAdmin
from .links import badge, linked_count
from .office import OfficeAdmin
from .public import PublicNow, TickedPublic
from .queries import find_words
from .rows import DeskCards, DeskInline, DeskTable

__all__ = [
    "ActorAdmin",
    "ActorNameAdmin",
    "DeskAdmin",
    "DeskCards",
    "DeskInline",
    "DeskTable",
    "OfficeAdmin",
    "PublicNow",
    "TickedPublic",
    "badge",
    "find_words",
    "linked_count",
]
