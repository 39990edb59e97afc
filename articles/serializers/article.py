"""Articles with what they carry, as readers see them."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.text import Truncator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.models import Actor, Office
from actors.names import fold_name
from actors.resources import (
    Moment,
    PublicSerializer,
    ResourceSerializer,
    is_previewing,
    visible,
)
from actors.serializers import (
    actor_reference,
    public_actor,
    public_label,
    public_offices,
)
from articles.choices import Attribution
from articles.models import Article, Citation, Coverage, Notice, Quote, Topic
from summits.serializers import event_reference, public_event

from .references import (
    WORDS_OF_A_NAME,
    attribution_line,
    topic_reference,
)


class CitedQuoteSerializer(ResourceSerializer):
    """A quote as an article names it: with its words and who said them."""

    resource: ClassVar[str] = "quotes"
    name = serializers.SerializerMethodField(help_text="The first words.")
    attribution_line = serializers.SerializerMethodField(
        help_text="Who said it, with the title held on that day."
    )
    speaker = actor_reference(allow_null=True)

    class Meta:
        model = Quote
        fields = ("slug", "name", "kind", "url", "text", "attribution_line", "speaker")

    def get_name(self, quote: Quote) -> str:
        """Return the first words."""
        return Truncator(quote.text).chars(WORDS_OF_A_NAME)

    def get_attribution_line(self, quote: Quote) -> str:
        """Return the line."""
        return attribution_line(quote)


class CitationSerializer(PublicSerializer):
    """How the article carries the quote; paragraph 0 is headline, standfirst or caption."""

    quote = CitedQuoteSerializer()
    speaker_as_printed = serializers.SerializerMethodField(
        help_text="Empty where an anonymous source is printed as anything but its description."
    )
    title_as_printed = serializers.SerializerMethodField(help_text="Empty for anonymous sources.")
    title_on_day = serializers.SerializerMethodField(
        help_text="The speaker's title as it was when the article was published."
    )

    class Meta:
        model = Citation
        fields = (
            "quote",
            "kind",
            "as_printed",
            "context",
            "cue",
            "speaker_as_printed",
            "title_as_printed",
            "title_on_day",
            "paragraph",
        )

    def get_speaker_as_printed(self, citation: Citation) -> str:
        """Return who the words are given to in print.

        A source that was granted anonymity after publication was printed by name.
        """
        printed, quote = citation.speaker_as_printed, citation.quote
        is_named = fold_name(printed) != fold_name(quote.source_description)
        return "" if quote.attribution == Attribution.ANONYMOUS and is_named else printed

    def get_title_as_printed(self, citation: Citation) -> str:
        """Return the title in print, but nobody's who became anonymous."""
        is_anonymous = citation.quote.attribution == Attribution.ANONYMOUS
        return "" if is_anonymous else citation.title_as_printed

    def get_title_on_day(self, citation: Citation) -> str:
        """Return the frozen title without the name of a body that is not public.

        The title was frozen; the quote's office may have changed since. So whatever body the
        speaker has or had an office in is left out, if readers may not see it.
        """
        if citation.quote.attribution == Attribution.ANONYMOUS:
            return ""  # its speaker had a name when the title was frozen
        if is_previewing():  # it is frozen at publication, which is still to come
            return public_label(citation.quote.office)
        title = citation.title_on_day
        for office in getattr(citation.quote.speaker, "hidden_offices", ()):
            title = title.removesuffix(f", {office.body.name}")
        return title


class CoverageSerializer(PublicSerializer):
    """What an event is to the article, and whether the article looks ahead to it."""

    event = event_reference()

    class Meta:
        model = Coverage
        fields = ("event", "rel", "is_upcoming")


class ArticleNoticeSerializer(ResourceSerializer):
    """A notice beside its article."""

    resource: ClassVar[str] = "notices"

    class Meta:
        model = Notice
        fields = ("slug", "url", "kind", "text", "issued_at")


class ImageSerializer(serializers.Serializer):
    """The article's picture."""

    url = serializers.SerializerMethodField(help_text="Null while only its caption is on file.")
    caption = serializers.CharField(source="image_caption", read_only=True)
    credit = serializers.CharField(source="image_credit", read_only=True)
    alt = serializers.CharField(source="image_alt", read_only=True)

    def get_url(self, article: Article) -> str | None:
        """Return the picture's address, root-relative unless the media have a host of their own."""
        return article.image.url if article.image else None


class ArticleSerializer(ResourceSerializer):
    """An article with the quotes it carries and the events it covers."""

    resource: ClassVar[str] = "articles"
    shows: ClassVar = {
        "actors": (
            "outlet",
            "credits",
            "citations__quote__speaker",
            "citations__quote__office__body",
            "citations__quote__office__holder",
            # A title that was frozen in print loses the name of a body that is not public.
            "citations__quote__speaker__offices__body",
        ),
        "events": ("coverage__event",),
        "quotes": ("citations__quote",),
        "topics": ("topics",),
        "notices": ("notices",),
    }
    highlights = serializers.ListField(child=serializers.CharField())
    body_html = serializers.CharField(help_text="The body as safe HTML.")
    topics = topic_reference(many=True)
    credits = actor_reference(many=True)
    outlet = actor_reference(
        allow_null=True,
        help_text="Whose text the desk worked from, as are all source_ fields: "
        "never the publisher of the article itself.",
    )
    image = serializers.SerializerMethodField()
    citations = CitationSerializer(many=True)
    coverage = CoverageSerializer(many=True)
    notices = ArticleNoticeSerializer(many=True)
    published_at = Moment()

    class Meta:
        model = Article
        fields = (
            "slug",
            "url",
            "headline",
            "standfirst",
            "highlights",
            "dateline",
            "body",
            "body_html",
            "language",
            "genre",
            "byline",
            "credit_line",
            "credits",
            "image",
            "topics",
            "coverage",
            "citations",
            "notices",
            "outlet",
            "outlet_deduced",
            "source_headline",
            "source_url",
            "source_ref",
            "source_date",
            "source_updated",
            "published_at",
            "version",
            "created_at",
            "updated_at",
        )

    @extend_schema_field(ImageSerializer(allow_null=True))
    def get_image(self, article: Article) -> dict[str, Any] | None:
        """Return the picture with its caption, or nothing where there is neither."""
        has_one = article.image or article.image_caption
        return ImageSerializer(article).data if has_one else None

    @classmethod
    def loaded(cls, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Load what an article shows of others."""
        hidden = Office.objects.exclude(body__in=visible(Actor)).select_related("body")
        quotes = visible(Quote).prefetch_related(
            public_actor("speaker"),
            Prefetch("speaker__offices", hidden, to_attr="hidden_offices"),
            public_offices("office"),
        )
        citations = visible(Citation).prefetch_related(Prefetch("quote", quotes))
        coverage = visible(Coverage).prefetch_related(public_event("event"))
        return queryset.prefetch_related(
            public_actor("outlet"),
            public_actor("credits"),
            Prefetch("topics", visible(Topic)),
            Prefetch("coverage", coverage),
            Prefetch("citations", citations),
            Prefetch("notices", visible(Notice)),
        )
