"""Topics, notices and claims as readers see them."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.resources import ResourceSerializer, visible
from actors.serializers import (
    actor_reference,
    public_actor,
)
from articles.models import Claim, Notice, Topic
from summits.serializers import event_reference, public_event

from .references import (
    article_reference,
    public_article,
    public_quote,
    quote_reference,
    topic_reference,
)


class TopicSerializer(ResourceSerializer):
    """A topic."""

    resource: ClassVar[str] = "topics"
    shows: ClassVar = {"topics": ("parent",)}
    parent = topic_reference(allow_null=True)

    class Meta:
        model = Topic
        fields = ("slug", "url", "scheme", "code", "label", "parent", "created_at", "updated_at")

    @classmethod
    def loaded(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Load the parents."""
        return queryset.prefetch_related(Prefetch("parent", visible(Topic)))


class NoticeSerializer(ResourceSerializer):
    """A public notice; its article is null once retracted, its slug stays."""

    resource: ClassVar[str] = "notices"
    shows: ClassVar = {"articles": ("article",)}
    article = article_reference(allow_null=True)
    article_slug = serializers.CharField(
        source="article_id", help_text="The article's slug; a retracted one answers 410."
    )

    class Meta:
        model = Notice
        fields = (
            "slug",
            "url",
            "article",
            "article_slug",
            "kind",
            "text",
            "issued_at",
            "created_at",
            "updated_at",
        )

    @classmethod
    def loaded(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Load the articles that are not retracted."""
        return queryset.prefetch_related(public_article("article"))


class ClaimSerializer(ResourceSerializer):
    """A claim: exactly one of event, actor and topic is what it is about."""

    resource: ClassVar[str] = "claims"
    shows: ClassVar = {
        "actors": ("actor", "attributed_to", "quote__speaker"),
        "events": ("event",),
        "topics": ("topic",),
        "articles": ("article", "quote__articles"),
        "quotes": ("quote",),
    }
    subject_kind = serializers.SerializerMethodField()
    event = event_reference(allow_null=True)
    actor = actor_reference(allow_null=True)
    topic = topic_reference(allow_null=True)
    attributed_to = actor_reference(allow_null=True)
    article = article_reference(allow_null=True)
    quote = quote_reference(allow_null=True)

    class Meta:
        model = Claim
        fields = (
            "slug",
            "url",
            "subject_kind",
            "event",
            "actor",
            "topic",
            "attribute",
            "value",
            "unit",
            "approximate",
            "attributed_to",
            "attributed_label",
            "article",
            "paragraph",
            "quote",
            "note",
            "created_at",
            "updated_at",
        )

    @extend_schema_field(serializers.ChoiceField(choices=["event", "actor", "topic"]))
    def get_subject_kind(self, claim: Claim) -> str:
        """Say which of the three is set."""
        if claim.event_id:
            return "event"
        return "actor" if claim.actor_id else "topic"

    @classmethod
    def loaded(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Load what a claim names."""
        return queryset.prefetch_related(
            public_event("event"),
            public_actor("actor"),
            Prefetch("topic", visible(Topic)),
            public_actor("attributed_to"),
            public_article("article"),
            public_quote("quote"),
        )
