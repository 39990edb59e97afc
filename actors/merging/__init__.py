"""Merging rows that are the same thing, and undoing it."""

from .checks import merge_permission, refusal
from .forgetting import forget_rows
from .service import Outcome, merge, preview
from .undo import changes_since, undo_merge, why_not_undo

__all__ = [
    "Outcome",
    "changes_since",
    "forget_rows",
    "merge",
    "merge_permission",
    "preview",
    "refusal",
    "undo_merge",
    "why_not_undo",
]
