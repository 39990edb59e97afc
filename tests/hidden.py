"""A world in which something hidden hangs on everything that is public.

Every hidden row carries MARK in its slug and in all its texts, so that one look at an answer
tells whether it leaks.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from actors.models import Actor
from articles.models import Article, Quote
from summits.models import Event
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_name,
    make_notice,
    make_office,
    make_organisation,
    make_participation,
    make_quote,
    make_series,
    make_topic,
    make_user,
)

MARK = "qqhidden"
LATER = timedelta(days=30)


@dataclass
class World:
    """What tests ask for by name; `slugs` are those of public things by endpoint."""

    speaker: Actor
    event: Event
    article: Article
    quote: Quote
    slugs: dict[str, str] = field(default_factory=dict)
    hidden_slugs: list[str] = field(default_factory=list)


def marked(word: str) -> str:
    return f"{MARK} {word}"


def slug_of(word: str) -> str:
    return f"{MARK}-{word}"


def hidden_actor(word: str, make: Any = make_actor) -> Actor:
    return make(
        name=marked(word),
        sort_name=marked(word),
        slug=slug_of(word),
        description=MARK,
        is_public=False,
    )


def hidden_event(word: str, **fields: Any) -> Event:
    return make_event(
        title=marked(word), slug=slug_of(word), venue=MARK, note=MARK, is_public=False, **fields
    )


def hidden_quote(word: str, **fields: Any) -> Quote:
    return make_quote(
        text=marked(word),
        slug=slug_of(word),
        kind="indirect",
        note=MARK,
        **{"verified": True, **fields},
    )


def hidden_article(word: str, **fields: Any) -> Article:
    return make_article(
        headline=marked(word), slug=slug_of(word), body=marked(word), note=MARK, **fields
    )


def unreadable_articles() -> list[Article]:
    """One article of each kind that readers do not see; a retracted one is another matter."""
    now = timezone.now()
    return [
        hidden_article("draft"),
        hidden_article("in-review", status="in_review"),
        hidden_article("withdrawn", status="withdrawn", published_at=now),
        hidden_article("scheduled", published=True, published_at=now + LATER),
        hidden_article("embargoed", embargo_until=now + LATER),
        hidden_article(
            "retracted-unread", status="retracted", published_at=now + LATER, retracted_at=now
        ),
    ]


def unreadable_quotes(speaker: Actor, ghost: Actor) -> list[Quote]:
    """One quote of each kind that readers do not see, though a published article cites it."""
    return [
        hidden_quote("quote-draft", verified=False, speaker=speaker),
        hidden_quote("quote-disputed", verified=False, speaker=speaker, status="disputed"),
        hidden_quote("quote-withdrawn", verified=False, speaker=speaker, status="withdrawn"),
        hidden_quote("quote-off-record", verified=False, speaker=speaker, terms="off_record"),
        hidden_quote("quote-embargoed", speaker=speaker, embargo_until=timezone.now() + LATER),
        hidden_quote("quote-by-ghost", speaker=ghost),
        hidden_quote(
            "quote-anonymous",
            verified=False,
            attribution="anonymous",
            terms="background",
            source_description=MARK,
        ),
    ]


def build() -> World:
    """Make the world: for each public thing, something hidden at every one of its relations."""
    insider = make_user(username=marked("user"), first_name=MARK)
    ghost, body = hidden_actor("ghost"), hidden_actor("body", make_organisation)
    make_name(ghost, name=marked("name"))
    lair = hidden_event("lair", kind="summit", series=make_series(
        title=marked("series"), slug=slug_of("series"), description=MARK
    ))  # fmt: skip

    speaker = make_actor(parent=body)
    office = make_office(speaker, title="President", body=body)
    make_office(ghost, title=marked("title"), body=make_organisation())
    series = make_series()
    event = make_event(kind="summit", parent=lair, series=series)
    hall = hidden_event("hall", parent=event, series=series)
    make_event(parent=hall)
    make_participation(event, speaker, delegation_of=body)
    make_participation(event, ghost, title_as_printed=MARK)
    make_participation(lair, speaker, title_as_printed=MARK)
    make_participation(lair, label=MARK)
    topic = make_topic(parent=make_topic())

    article = make_article(published=True, outlet=body, note=MARK, created_by=insider)
    article.credits.set([body])
    article.topics.set([topic])
    make_coverage(article, lair)
    make_coverage(article, hall)
    make_coverage(article, event)
    shut = unreadable_quotes(speaker, ghost)
    quote = make_quote(
        verified=True,
        speaker=speaker,
        office=office,
        carried_by=ghost,
        said_at=hall,
        about=[lair, event],
        continues=shut[0],
        note=MARK,
    )
    make_citation(article, quote, title_on_day=f"President, {body.name}")
    for unfit in shut:
        make_citation(article, unfit, speaker_as_printed=MARK, context=MARK)
        make_claim(article, event=event, quote=unfit, value=MARK, slug=f"{unfit.slug}-claim")

    unread = unreadable_articles()
    for other in unread:
        other.topics.set([topic])
        only = hidden_quote(f"only-in-{other.slug}", speaker=speaker)
        make_citation(other, quote, cue=MARK)
        make_citation(other, only, cue=MARK)
        make_coverage(other, event)
        make_claim(other, event=event, value=MARK, slug=f"{other.slug}-claim")
        make_notice(other, text=MARK, slug=f"{other.slug}-notice")
    retracted = make_article(
        headline=MARK, body=MARK, standfirst=MARK, slug="gone", published_at=timezone.now(),
        status="retracted", retracted_at=timezone.now(),
    )  # fmt: skip
    make_citation(retracted, quote, cue=MARK)
    make_citation(retracted, hidden_quote("only-in-retracted", speaker=speaker))
    make_coverage(retracted, event)
    make_claim(retracted, event=event, value=MARK, slug=slug_of("claim-retracted"))

    notice = make_notice(article, issued_by=insider)
    make_notice(article, text=MARK, slug=slug_of("notice-later"), issued_at=timezone.now() + LATER)
    make_notice(retracted, kind="retraction", slug="gone-retraction", issued_by=insider)
    make_notice(retracted, text=MARK, slug=slug_of("gone-later"), issued_at=timezone.now() + LATER)
    claim = make_claim(article, event=event, quote=quote)
    make_claim(article, event=lair, value=MARK, slug=slug_of("claim-event"))
    make_claim(article, actor=ghost, value=MARK, slug=slug_of("claim-actor"))
    make_claim(article, event=event, attributed_to=ghost, value=MARK, slug=slug_of("claim-source"))

    world = World(speaker, event, article, quote)
    world.slugs = {
        "articles": article.slug,
        "quotes": quote.slug,
        "actors": speaker.slug,
        "events": event.slug,
        "summits": event.slug,
        "series": series.slug,
        "topics": topic.slug,
        "notices": notice.slug,
        "claims": claim.slug,
    }
    world.hidden_slugs = [ghost.slug, body.slug, lair.slug, hall.slug, slug_of("series")]
    world.hidden_slugs += [row.slug for row in (*shut, *unread)]
    world.hidden_slugs += [slug_of("notice-later"), slug_of("claim-source"), f"{MARK}-draft-notice"]
    return world
