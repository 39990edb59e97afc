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
    family,
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


def parts_of(event: Event) -> set[Any]:
    """Return the keys of a public event and all its public parts."""
    return family(Event.objects.published(), event)


def articles_on(topic: Topic) -> QuerySet[Article]:
    """Return the published articles on a topic or one below it."""
    topics = family(Topic.objects.published(), topic)
    tagged = Article.topics.through.objects.filter(article=OuterRef("pk"), topic__in=topics)
    return Article.objects.published().filter(Exists(tagged))


class ArticleFilterSet(ResourceFilterSet):
    """Filters of articles."""

    topic = of_topic("Articles on this topic or one below it.", method="on_topic")
    event = of_event(f"Articles that cover it. {WITH_PARTS}", method="covering")
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

    def on_topic(self, articles: QuerySet[Any], name: str, topic: Topic) -> QuerySet[Any]:
        """Keep those on the topic or one below it."""
        return articles.filter(pk__in=articles_on(topic).values("pk"))

    def covering(self, articles: QuerySet[Any], name: str, event: Event) -> QuerySet[Any]:
        """Keep those that cover the event or a part of it."""
        covered = Coverage.objects.filter(article=OuterRef("pk"), event__in=parts_of(event))
        return articles.filter(Exists(covered))

    def quoting(self, articles: QuerySet[Any], name: str, speaker: Actor) -> QuerySet[Any]:
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
        method="said_within",
        example="putin-press-conference-china-2025",
    )
    about = of_event(f"Speaks of it. {WITH_PARTS}", method="about_parts_of")
    event = of_event(f"Said there or speaks of it. {WITH_PARTS}", method="at_or_about")
    article = of_article("Quotes that this article carries.", method="carried_in")
    topic = of_topic("Quotes in articles on this topic or one below it.", method="on_topic")
    language = LanguageFilter()
    said_from = PartialDateFrom(
        "said_on_", example="2025-08-31", help_text="May have been said on this day or later."
    )
    said_to = PartialDateTo(
        "said_on_", example="2025-09-02", help_text="May have been said on this day or earlier."
    )

    def said_within(self, quotes: QuerySet[Any], name: str, event: Event) -> QuerySet[Any]:
        """Keep those said at the event or a part of it."""
        return quotes.filter(said_at__in=parts_of(event))

    def about_parts_of(self, quotes: QuerySet[Any], name: str, event: Event) -> QuerySet[Any]:
        """Keep those that speak of the event or a part of it."""
        return quotes.filter(_about(parts_of(event)))

    def at_or_about(self, quotes: QuerySet[Any], name: str, event: Event) -> QuerySet[Any]:
        """Keep those said at, or that speak of, the event or a part of it."""
        parts = parts_of(event)
        return quotes.filter(Q(said_at__in=parts) | Q(_about(parts)))

    def carried_in(self, quotes: QuerySet[Any], name: str, article: Article) -> QuerySet[Any]:
        """Keep those that the article cites."""
        return quotes.filter(_cited_by(Article.objects.filter(pk=article.pk)))

    def on_topic(self, quotes: QuerySet[Any], name: str, topic: Topic) -> QuerySet[Any]:
        """Keep those that an article on the topic cites."""
        return quotes.filter(_cited_by(articles_on(topic)))


def _about(events: set[Any]) -> Exists:
    links = Quote.about.through.objects.filter(quote=OuterRef("pk"), event__in=events)
    return Exists(links)


def _cited_by(articles: QuerySet[Article]) -> Exists:
    cited = Citation.objects.filter(quote=OuterRef("pk"), article__in=articles.values("pk"))
    return Exists(cited)


class TopicFilterSet(ResourceFilterSet):
    """Filters of topics."""

    scheme = KindFilter(TopicScheme.choices, example="medtop", help_text="Whose list it is from.")
    parent = of_topic("Topics directly below this one.", example="international-relations")
    article = of_article("Topics of this article.", method="of_article")

    def of_article(self, topics: QuerySet[Any], name: str, article: Article) -> QuerySet[Any]:
        """Keep the topics of the article."""
        tagged = Article.topics.through.objects.filter(topic=OuterRef("pk"), article=article)
        return topics.filter(Exists(tagged))


class NoticeFilterSet(ResourceFilterSet):
    """Filters of notices."""

    article = ReferenceFilter(
        Article.objects.ever_public,
        to="articles",
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
