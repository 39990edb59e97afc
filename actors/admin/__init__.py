"""The desk's pages for actors, and what all pages of the desk share."""

from .actor import ActorAdmin, ActorNameAdmin
from .base import DeskAdmin, SafeStart
from .links import badge, linked_count
from .merge import MergeAdmin
from .merging import MergingAdmin
from .office import OfficeAdmin
from .public import PublicNow, TickedPublic
from .queries import find_words, has_no_word, words_of
from .rows import DeskCards, DeskInline, DeskTable
from .saved import TellsWhatIsSaved
from .typed import TypedFilter
from .waiting import Waiting, WaitingFilter

__all__ = [
    "ActorAdmin",
    "ActorNameAdmin",
    "DeskAdmin",
    "DeskCards",
    "DeskInline",
    "DeskTable",
    "MergeAdmin",
    "MergingAdmin",
    "OfficeAdmin",
    "PublicNow",
    "SafeStart",
    "TellsWhatIsSaved",
    "TickedPublic",
    "TypedFilter",
    "Waiting",
    "WaitingFilter",
    "badge",
    "find_words",
    "has_no_word",
    "linked_count",
    "words_of",
]
