"""Quotes as readers see them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from actors.resources import ResourceSerializer
from actors.serializers import (
    OfficeTitleSerializer,
    actor_reference,
    public_actor,
    public_offices,
)
from articles.models import Quote
from summits.serializers import event_reference, public_event

from .references import (
    article_reference,
    attribution_line,
    public_article,
    public_quote,
    quote_reference,
)


class QuoteSerializer(ResourceSerializer):
    """A quote with who said it, where, about what, and which articles carry it."""

    resource: ClassVar[str] = "quotes"
    shows: ClassVar = {
        "actors": (
            "speaker",
            "carried_by",
            "office__body",
            "office__holder",
            "continues__speaker",
        ),
        "events": ("said_at", "about"),
        "articles": ("articles", "continues__articles"),
        "quotes": ("continues",),
    }
    attribution_line = serializers.SerializerMethodField(
        help_text="Who said it, with the title held on that day."
    )
    speaker = actor_reference(allow_null=True)
    office = OfficeTitleSerializer(allow_null=True)
    carried_by = actor_reference(allow_null=True)
    said_at = event_reference(allow_null=True)
    about = event_reference(many=True)
    continues = quote_reference(allow_null=True)
    articles = article_reference(many=True)

    class Meta:
        model = Quote
        fields = (
            "slug",
            "url",
            "text",
            "language",
            "original_text",
            "original_language",
            "translation_by",
            "kind",
            "context",
            "attribution",
            "attribution_line",
            "speaker",
            "office",
            "source_description",
            "anonymity_reason",
            "terms",
            "channel",
            "platform",
            "addressee",
            "carried_by",
            "source_url",
            "said_on_edtf",
            "said_on_earliest",
            "said_on_latest",
            "said_on_precision",
            "said_on_basis",
            "said_at",
            "about",
            "continues",
            "articles",
            "created_at",
            "updated_at",
        )

    def get_attribution_line(self, quote: Quote) -> str:
        """Return the line."""
        return attribution_line(quote)

    @classmethod
    def loaded(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Load what a quote shows of others."""
        return queryset.prefetch_related(
            public_actor("speaker"),
            public_offices("office"),
            public_actor("carried_by"),
            public_event("said_at"),
            public_event("about"),
            public_quote("continues"),
            public_article("articles"),
        )
