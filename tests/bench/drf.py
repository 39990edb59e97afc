"""Textbook Django REST framework: viewsets, nested serializers, django-filter, page numbers.

The same rows, the same visibility and the same members as the product's own answers, but for the
addresses of things and the body as HTML; the relations are loaded as its pages recommend.
"""

from typing import Any

import django_filters
from django.core.wsgi import get_wsgi_application
from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import include, path
from rest_framework import routers, serializers, viewsets

application = get_wsgi_application()

from actors.models import Actor, Office  # noqa: E402 - models exist once the settings are read
from articles.models import Article, Citation, Coverage, Notice, Quote, Topic  # noqa: E402
from summits.models import Event  # noqa: E402


class ActorReference(serializers.ModelSerializer):
    """An actor, as others name it."""

    class Meta:
        model = Actor
        fields = ("slug", "name", "kind")


class EventReference(serializers.ModelSerializer):
    """An event, as others name it."""

    class Meta:
        model = Event
        fields = ("slug", "title", "kind")


class ArticleReference(serializers.ModelSerializer):
    """An article, as others name it."""

    class Meta:
        model = Article
        fields = ("slug", "headline")


class TopicReference(serializers.ModelSerializer):
    """A topic, as others name it."""

    class Meta:
        model = Topic
        fields = ("slug", "label")


class OfficeSerializer(serializers.ModelSerializer):
    """A title and the body it belongs to."""

    body = ActorReference()

    class Meta:
        model = Office
        fields = ("title", "body", "label")


class QuoteSerializer(serializers.ModelSerializer):
    """A quote with everything around it."""

    speaker = ActorReference()
    carried_by = ActorReference()
    office = OfficeSerializer()
    said_at = EventReference()
    about = EventReference(many=True)
    continues: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    articles = ArticleReference(many=True)

    class Meta:
        model = Quote
        fields = (
            *("slug", "text", "language", "original_text", "original_language", "translation_by"),
            *("kind", "context", "attribution", "attribution_line", "speaker", "office"),
            *("source_description", "anonymity_reason", "terms", "channel", "platform"),
            *("addressee", "carried_by", "source_url", "said_on_edtf", "said_on_earliest"),
            *("said_on_latest", "said_on_precision", "said_on_basis", "said_at", "about"),
            *("continues", "articles", "created_at", "updated_at"),
        )


class CitedQuoteSerializer(serializers.ModelSerializer):
    """A quote, as its article shows it."""

    speaker = ActorReference()

    class Meta:
        model = Quote
        fields = ("slug", "kind", "text", "attribution_line", "speaker")


class CitationSerializer(serializers.ModelSerializer):
    """How an article carries a quote."""

    quote = CitedQuoteSerializer()

    class Meta:
        model = Citation
        fields = (
            *("quote", "kind", "as_printed", "context", "cue", "speaker_as_printed"),
            *("title_as_printed", "title_on_day", "paragraph"),
        )


class CoverageSerializer(serializers.ModelSerializer):
    """That an article covers an event."""

    event = EventReference()

    class Meta:
        model = Coverage
        fields = ("event", "rel", "is_upcoming")


class NoticeSerializer(serializers.ModelSerializer):
    """A notice of an article."""

    class Meta:
        model = Notice
        fields = ("slug", "kind", "text", "issued_at")


class ArticleSerializer(serializers.ModelSerializer):
    """An article with its quotes."""

    topics = TopicReference(many=True)
    credits = ActorReference(many=True)
    outlet = ActorReference()
    coverage = CoverageSerializer(many=True)
    citations = CitationSerializer(many=True)
    notices = NoticeSerializer(many=True)

    class Meta:
        model = Article
        fields = (
            *("slug", "headline", "standfirst", "highlights", "dateline", "body"),
            *("language", "genre", "byline", "credit_line", "credits", "image", "topics"),
            *("coverage", "citations", "notices", "outlet", "outlet_deduced", "source_headline"),
            *("source_url", "source_ref", "source_date", "source_updated", "published_at"),
            *("version", "created_at", "updated_at"),
        )


class QuoteFilter(django_filters.FilterSet):
    """Quotes by speaker and by the days they may have been said on."""

    speaker = django_filters.CharFilter("speaker__slug")
    said_from = django_filters.DateFilter(method="from_day")
    said_to = django_filters.DateFilter(method="to_day")

    class Meta:
        model = Quote
        fields = ("kind", "channel")

    def from_day(self, quotes: QuerySet[Quote], _name: str, day: Any) -> QuerySet[Quote]:
        """Keep what may have been said on that day or later."""
        is_open = Q(said_on_latest=None, said_on_earliest__isnull=False)
        return quotes.filter(Q(said_on_latest__gte=day) | is_open)

    def to_day(self, quotes: QuerySet[Quote], _name: str, day: Any) -> QuerySet[Quote]:
        """Keep what may have been said on that day or earlier."""
        is_open = Q(said_on_earliest=None, said_on_latest__isnull=False)
        return quotes.filter(Q(said_on_earliest__lte=day) | is_open)


class QuoteViewSet(viewsets.ModelViewSet):
    """Quotes, newest first."""

    queryset = Quote.objects.none()
    serializer_class = QuoteSerializer
    filterset_class = QuoteFilter

    def get_queryset(self) -> QuerySet[Quote]:
        """Return the public ones with what they show."""
        quotes = Quote.objects.published().select_related(
            "speaker", "carried_by", "office__body", "said_at", "continues"
        )
        return quotes.prefetch_related(
            Prefetch("about", Event.objects.published()),
            Prefetch("articles", Article.objects.published()),
        ).order_by(F("said_on_earliest").desc(nulls_last=True), "-id")


class ArticleViewSet(viewsets.ModelViewSet):
    """Articles, newest first."""

    queryset = Article.objects.none()
    serializer_class = ArticleSerializer
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Article]:
        """Return the public ones with what they show."""
        quotes = Quote.objects.published().select_related("speaker", "office__body")
        citations = Citation.objects.filter(quote__in=quotes)
        return (
            Article.objects.published()
            .select_related("outlet")
            .prefetch_related(
                "topics",
                Prefetch("credits", Actor.objects.published()),
                Prefetch("coverage", Coverage.objects.published().select_related("event")),
                Prefetch("citations", citations.prefetch_related(Prefetch("quote", quotes))),
                Prefetch("notices", Notice.objects.published()),
            )
            .order_by("-published_at", "-id")
        )


router = routers.DefaultRouter()
router.register("quotes", QuoteViewSet)
router.register("articles", ArticleViewSet)
urlpatterns = [path("api/", include(router.urls))]
