"""Articles, quotes, and how the one carries the other."""

from articles.choices import (
    STRENGTH,
    ArticleStatus,
    Attribution,
    Channel,
    CorrectionOutcome,
    CoverageRel,
    NoticeKind,
    QuoteKind,
    QuoteStatus,
    RevisionAction,
    SourceFormat,
    Terms,
    TopicScheme,
    TranslationBy,
)

from .article import Article, Coverage
from .citation import Citation
from .claim import Claim
from .correction import Correction
from .linking import QuotationSearch, RejectedQuotation, SearchedArticle
from .presence import Presence
from .quote import Quote
from .record import Notice, Revision
from .source import SourceText
from .topic import Topic

__all__ = [
    "STRENGTH",
    "Article",
    "ArticleStatus",
    "Attribution",
    "Channel",
    "Citation",
    "Claim",
    "Correction",
    "CorrectionOutcome",
    "Coverage",
    "CoverageRel",
    "Notice",
    "NoticeKind",
    "Presence",
    "QuotationSearch",
    "Quote",
    "QuoteKind",
    "QuoteStatus",
    "RejectedQuotation",
    "Revision",
    "RevisionAction",
    "SearchedArticle",
    "SourceFormat",
    "SourceText",
    "Terms",
    "Topic",
    "TopicScheme",
    "TranslationBy",
]
