"""Linking: what the desk proposes for the quotations that stand in an article.

The finder (articles.quotation) says where quotations are and who is named beside them; here the
desk's own records answer: which actor that is, whether the quote is on file, at which event it
was said. Nothing of it is stored until an editor confirms it (articles.services.linking).
"""

from .decisions import Decision
from .proposals import Proposal, SpeakerCandidate, proposals, proposals_and_rest, proposals_for
from .standing import Standing, standing_of, waiting_count

__all__ = [
    "Decision",
    "Proposal",
    "SpeakerCandidate",
    "Standing",
    "proposals",
    "proposals_and_rest",
    "proposals_for",
    "standing_of",
    "waiting_count",
]
