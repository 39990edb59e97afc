"""The API resources of articles, quotes and what hangs on them."""

from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException

from actors.resources import Moment, ResourceViewSet

from .filtersets import (
    ArticleFilterSet,
    ClaimFilterSet,
    NoticeFilterSet,
    QuoteFilterSet,
    TopicFilterSet,
)
from .models import Article, Claim, Notice, Quote, Topic
from .serializers import (
    ArticleNoticeSerializer,
    ArticleSerializer,
    ClaimSerializer,
    NoticeSerializer,
    QuoteSerializer,
    TopicSerializer,
)


class Retracted(APIException):
    """The article is gone for good; what remains is when, and the notices that say why (R7)."""

    status_code = status.HTTP_410_GONE
    default_detail = "This article was retracted. Its notices say why."
    default_code = "retracted"

    def __init__(self, article: Article) -> None:
        super().__init__()
        retracted_at = article.retracted_at
        assert retracted_at is not None, "the database holds no retraction without its time"
        notices = Notice.objects.published().filter(article=article.slug)
        #: Further members of the problem document.
        self.members: dict[str, Any] = {
            "slug": article.slug,
            "retracted_at": Moment().to_representation(retracted_at),
            "notices": ArticleNoticeSerializer(notices, many=True).data,
        }


class ArticleViewSet(ResourceViewSet):
    """What the desk has published, newest first. A retracted article answers 410."""

    model = Article
    serializer_class = ArticleSerializer
    filterset_class = ArticleFilterSet
    ordering = "-published_at"
    ordering_keys = ("published_at", "created_at")

    @classmethod
    def whereabouts(cls, slug: str) -> str:
        """Say that the article was retracted, or that nothing public has its slug."""
        retracted = Article.objects.retracted().filter(slug=slug).first()
        if retracted is not None:
            raise Retracted(retracted)
        return super().whereabouts(slug)


class QuoteViewSet(ResourceViewSet):
    """Words somebody said, newest first, those of unknown date last."""

    model = Quote
    serializer_class = QuoteSerializer
    filterset_class = QuoteFilterSet
    ordering = "-said_on_earliest"
    ordering_keys = ("said_on_earliest", "created_at")


class TopicViewSet(ResourceViewSet):
    """IPTC Media Topics and subjects of the desk's own, a tree."""

    model = Topic
    serializer_class = TopicSerializer
    filterset_class = TopicFilterSet
    ordering = "label"
    ordering_keys = ("label", "created_at")


class NoticeViewSet(ResourceViewSet):
    """Corrections, clarifications, updates and retractions, newest first."""

    model = Notice
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilterSet
    ordering = "-issued_at"
    ordering_keys = ("issued_at", "created_at")


class ClaimViewSet(ResourceViewSet):
    """What one source says of one attribute; rival values stand side by side."""

    model = Claim
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilterSet
    ordering = "id"
    ordering_keys = ("id", "created_at")
