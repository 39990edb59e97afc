"""The desk's pages for what was written and what was said."""

from . import event
from .article import ArticleAdmin
from .citation import CitationAdmin, CoverageAdmin
from .claim import ClaimAdmin
from .correction import CorrectionAdmin
from .quote import QuoteAdmin
from .record import NoticeAdmin, RevisionAdmin
from .topic import TopicAdmin

__all__ = [
    "ArticleAdmin",
    "CitationAdmin",
    "ClaimAdmin",
    "CorrectionAdmin",
    "CoverageAdmin",
    "NoticeAdmin",
    "QuoteAdmin",
    "RevisionAdmin",
    "TopicAdmin",
    "event",
]
