"""Articles, quotes and what hangs on them, as readers see them."""

from .article import ArticleNoticeSerializer, ArticleSerializer
from .quote import QuoteSerializer
from .record import ClaimSerializer, NoticeSerializer, TopicSerializer

__all__ = [
    "ArticleNoticeSerializer",
    "ArticleSerializer",
    "ClaimSerializer",
    "NoticeSerializer",
    "QuoteSerializer",
    "TopicSerializer",
]
