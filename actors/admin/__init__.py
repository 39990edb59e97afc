"""The desk's pages for actors, and what all pages of the desk share."""

from .actor import ActorAdmin, ActorNameAdmin
from .base import DeskAdmin
from .links import badge, linked_count
from .office import OfficeAdmin
from .public import PublicNow, TickedPublic
from .queries import find_words, has_no_word, words_of
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
    "has_no_word",
    "linked_count",
    "words_of",
]
