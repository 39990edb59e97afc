"""How lists of articles, quotes, topics, notices and claims are narrowed."""

from typing import Any

from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, Q, QuerySet

from actors.filters import (
    KindFilter,
    LanguageFilter,
    MomentFrom,
    MomentTo,
    PartialDateFrom,
    PartialDateTo,
    ReferenceFilter,
    ResourceFilterSet,
    WordFilter,
)
from actors.models import Actor
from summits.models import Event

from .choices import GENRES, Attribution, Channel, NoticeKind, QuoteKind, TopicScheme
from .models import Article, Citation, Coverage, Quote, Topic
from .models.claim import ATTRIBUTE_PATTERN

ATTRIBUTE_WORD = RegexValidator(ATTRIBUTE_PATTERN, "Write words joined by _, as tariff_rate.")
WITH_PARTS = "The event or anything that is part of it, at any depth."


def of_actor(example: str, text: str, **kwargs: Any) -> ReferenceFilter:
    """Return a filter that names an actor."""
    things = Actor.objects.published
    return ReferenceFilter(things, to="actors", example=example, help_text=text, **kwargs)


def of_event(text: str, **kwargs: Any) -> ReferenceFilter:
    """Return a filter that names an event."""
    things, example = Event.objects.published, kwargs.pop("example", "sco-summit-2025")
    return ReferenceFilter(things, to="events", example=example, help_text=text, **kwargs)


def of_article(text: str, **kwargs: Any) -> ReferenceFilter:
    """Return a filter that names an article."""
    things, example = Article.objects.published, "putin-told-modi-about-alaska-in-car"
    return ReferenceFilter(things, to="articles", example=example, help_text=text, **kwargs)


def of_topic(text: str, **kwargs: Any) -> ReferenceFilter:
    """Return a filter that names a topic."""
    things, example = Topic.objects.published, kwargs.pop("example", "diplomacy")
    return ReferenceFilter(things, to="topics", example=example, help_text=text, **kwargs)


def articles_on(topics: Any) -> QuerySet[Article]:
    """Return the published articles on one of these topics."""
    tagged = Article.topics.through.objects.filter(article=OuterRef("pk"), topic__in=topics)
    return Article.objects.published().filter(Exists(tagged))


class ArticleFilterSet(ResourceFilterSet):
    """Filters of articles."""

    topic = of_topic("Articles on this topic or one below it.", method="on_topic", whole=True)
    event = of_event(f"Articles that cover it. {WITH_PARTS}", method="covering", whole=True)
    speaker = of_actor("vladimir-putin", "Articles that quote this actor.", method="quoting")
    outlet = of_actor("arab-news", "Articles whose source text is this outlet's.")
    genre = KindFilter([(genre, genre) for genre in GENRES], example="Current", help_text="Genre.")
    language = LanguageFilter()
    published_from = MomentFrom(
        "published_at", example="2025-09-01", help_text="Published on this day (UTC) or later."
    )
    published_to = MomentTo(
        "published_at", example="2025-09-30", help_text="Published on this day (UTC) or earlier."
    )

    def on_topic(self, articles: QuerySet[Any], name: str, topics: Any) -> QuerySet[Any]:
        """Keep those on one of the topics."""
        return articles.filter(pk__in=articles_on(topics).values("pk"))

    def covering(self, articles: QuerySet[Any], name: str, events: Any) -> QuerySet[Any]:
        """Keep those that cover one of the events."""
        covered = Coverage.objects.filter(article=OuterRef("pk"), event__in=events)
        return articles.filter(Exists(covered))

    def quoting(self, articles: QuerySet[Any], name: str, speaker: Any) -> QuerySet[Any]:
        """Keep those that carry public words of the speaker."""
        words = Citation.objects.published().filter(
            article=OuterRef("pk"), quote__in=Quote.objects.filter(speaker=speaker)
        )
        return articles.filter(Exists(words))


class QuoteFilterSet(ResourceFilterSet):
    """Filters of quotes."""

    speaker = of_actor("vladimir-putin", "Who said it.")
    kind = KindFilter(QuoteKind.choices, example="direct", help_text="How much is word for word.")
    attribution = KindFilter(
        Attribution.choices, example="named", help_text="Whether the source is named."
    )
    channel = KindFilter(
        Channel.choices, example="press_conference", help_text="Where it was said or written."
    )
    carried_by = of_actor("tass", "The outlet or agency that reported it.")
    said_at = of_event(
        f"Said there. {WITH_PARTS}",
        lookup_expr="in",
        whole=True,
        example="putin-press-conference-china-2025",
    )
    about = of_event(f"Speaks of it. {WITH_PARTS}", method="about_one_of", whole=True)
    event = of_event(f"Said there or speaks of it. {WITH_PARTS}", method="at_or_about", whole=True)
    article = of_article("Quotes that this article carries.", method="carried_in")
    topic = of_topic(
        "Quotes in articles on this topic or one below it.", method="on_topic", whole=True
    )
    language = LanguageFilter()
    said_from = PartialDateFrom(
        "said_on_", example="2025-08-31", help_text="May have been said on this day or later."
    )
    said_to = PartialDateTo(
        "said_on_", example="2025-09-02", help_text="May have been said on this day or earlier."
    )

    def about_one_of(self, quotes: QuerySet[Any], name: str, events: Any) -> QuerySet[Any]:
        """Keep those that speak of one of the events."""
        return quotes.filter(_about(events))

    def at_or_about(self, quotes: QuerySet[Any], name: str, events: Any) -> QuerySet[Any]:
        """Keep those said at, or that speak of, one of the events."""
        return quotes.filter(Q(said_at__in=events) | Q(_about(events)))

    def carried_in(self, quotes: QuerySet[Any], name: str, article: Any) -> QuerySet[Any]:
        """Keep those that the article cites."""
        cited = Citation.objects.filter(quote=OuterRef("pk"), article=article)
        return quotes.filter(Exists(cited))

    def on_topic(self, quotes: QuerySet[Any], name: str, topics: Any) -> QuerySet[Any]:
        """Keep those that an article on one of the topics cites."""
        cited = Citation.objects.filter(
            quote=OuterRef("pk"), article__in=articles_on(topics).values("pk")
        )
        return quotes.filter(Exists(cited))


def _about(events: Any) -> Exists:
    return Exists(Quote.about.through.objects.filter(quote=OuterRef("pk"), event__in=events))


class TopicFilterSet(ResourceFilterSet):
    """Filters of topics."""

    scheme = KindFilter(TopicScheme.choices, example="medtop", help_text="Whose list it is from.")
    parent = of_topic("Topics directly below this one.", example="international-relations")
    article = of_article("Topics of this article.", method="of_article")

    def of_article(self, topics: QuerySet[Any], name: str, article: Any) -> QuerySet[Any]:
        """Keep the topics of the article."""
        tagged = Article.topics.through.objects.filter(topic=OuterRef("pk"), article=article)
        return topics.filter(Exists(tagged))


class NoticeFilterSet(ResourceFilterSet):
    """Filters of notices."""

    article = ReferenceFilter(
        Article.objects.ever_public,
        to="articles",
        column="slug",
        example="putin-told-modi-about-alaska-in-car",
        help_text="Notices of this article, which may be retracted.",
    )
    kind = KindFilter(NoticeKind.choices, example="correction", help_text="What it says.")
    issued_from = MomentFrom(
        "issued_at", example="2025-09-01", help_text="Issued on this day (UTC) or later."
    )
    issued_to = MomentTo(
        "issued_at", example="2025-09-30", help_text="Issued on this day (UTC) or earlier."
    )


class ClaimFilterSet(ResourceFilterSet):
    """Filters of claims."""

    event = of_event("Claims about this very event.", example="modi-putin-car-ride-tianjin-2025")
    actor = of_actor("india", "Claims about this actor.")
    topic = of_topic("Claims about this very topic.", example="india-multi-alignment")
    attribute = WordFilter(
        example="drive_duration", validators=[ATTRIBUTE_WORD], help_text="What is claimed."
    )
    article = of_article("Claims that this article makes or reports.")
    quote = ReferenceFilter(
        Quote.objects.published,
        to="quotes",
        example="putin-no-secret-alaska",
        help_text="Claims made in this quote.",
    )
    attributed_to = of_actor("dmitry-peskov", "Claims of this actor.")
