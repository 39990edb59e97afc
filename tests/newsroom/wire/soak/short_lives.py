"""Rows with a word in them: shown, then hidden in one of many ways; or readable later."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from threading import Lock
from typing import Any

from django.db import transaction
from django.utils import timezone

from actors.models import Actor, ActorName, Office
from articles import services
from articles.models import Article, Citation, Claim, Notice, Quote, Topic
from newsroom.models import User
from summits.models import Event, Series
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
    publish,
)

from .desk import SHORT_LIVED, Desk, NothingToDoError, new_article

Hide = Callable[[Random, User], object]
YEAR = timedelta(days=365)
PUTTING_OFF = Lock()
AN_ARTICLE: dict[str, Any] = {"status": "published"}


def updates(model: Any, row: Any, **values: Any) -> Hide:
    def act(_rng: Random, _by: User) -> None:
        if not model.objects.filter(pk=row.pk).update(**values):
            raise NothingToDoError  # a merge dropped it, and undone would bring it back as it was

    return act


def saves(row: Any, **values: Any) -> Hide:
    def act(_rng: Random, _by: User) -> None:
        with transaction.atomic():
            fresh = type(row).objects.select_for_update().get(pk=row.pk)
            for name, value in values.items():
                setattr(fresh, name, value)
            fresh.save()

    return act


def deletes(row: Any) -> Hide:
    return lambda _rng, _by: type(row).objects.get(pk=row.pk).delete()


def an_actor(desk: Desk, word: str) -> list[Hide]:
    make = make_organisation if word.endswith("0x") else make_actor
    actor = make(slug=desk.slug(SHORT_LIVED), name=f"Name {word}", sort_name=word)
    quote = make_quote(
        verified=True, slug=desk.slug(SHORT_LIVED), kind="indirect", speaker=actor, text="They said"
    )
    article = desk.shared(Article, **AN_ARTICLE)
    make_citation(article, quote)
    make_participation(desk.shared(Event), actor)
    article.credits.add(actor)
    shared = desk.shared(Quote)
    Quote.objects.filter(pk=shared.pk).update(carried_by=actor)
    return [
        saves(actor, is_public=False),
        updates(Actor, actor, is_public=False),
        updates(Actor, actor, name="Another name", sort_name="Another name"),
    ]


def an_event(desk: Desk, word: str) -> list[Hide]:
    event = make_event(
        slug=desk.slug(SHORT_LIVED), title=f"Talks {word}", parent=desk.shared(Event)
    )
    make_coverage(desk.shared(Article, **AN_ARTICLE), event)
    quote = desk.shared(Quote)
    Quote.objects.filter(pk=quote.pk).update(said_at=event)
    quote.about.add(event)
    return [
        saves(event, is_public=False),
        updates(Event, event, is_public=False),
        saves(event, title="Other talks"),
    ]


def a_quote(desk: Desk, word: str) -> list[Hide]:
    article = new_article(desk, SHORT_LIVED)
    quote = make_quote(
        verified=True, slug=desk.slug(SHORT_LIVED), kind="indirect", text=f"They said {word}",
        speaker=desk.shared(Actor, kind="person"), created_by=desk.people[0],
    )  # fmt: skip
    citation = make_citation(article, quote)
    make_claim(article, event=desk.shared(Event), quote=quote, slug=desk.slug(SHORT_LIVED))
    draft = make_article(slug=desk.slug(SHORT_LIVED))
    return [
        lambda _rng, by: services.withdraw_quote(Quote.objects.get(pk=quote.pk), by=by),
        lambda _rng, by: services.dispute_quote(Quote.objects.get(pk=quote.pk), by=by),
        updates(Quote, quote, status="draft", terms="off_record"),
        updates(Quote, quote, embargo_until=timezone.now() + YEAR),
        updates(Citation, citation, article=draft),
        deletes(citation),
        updates(Article, article, status="withdrawn"),
    ]


def an_article(desk: Desk, word: str) -> list[Hide]:
    article = new_article(desk, SHORT_LIVED, headline=f"Talks {word}", standfirst=word)
    quote = desk.shared(Quote)
    make_citation(article, quote)
    make_coverage(article, desk.shared(Event))
    make_notice(article, text=f"We erred {word}", slug=desk.slug(SHORT_LIVED))

    def fresh() -> Article:
        return Article.objects.get(pk=article.pk)

    return [
        lambda _rng, by: services.withdraw_article(fresh(), by=by, reason="So."),
        updates(Article, article, status="draft"),
        updates(Article, article, published_at=timezone.now() + YEAR),
        saves(article, status="withdrawn"),
    ]


def a_part(desk: Desk, word: str) -> list[Hide]:
    """Something that has no page of its own, or that is hidden by being deleted or renamed."""
    rng = Random(word)
    kind = rng.randrange(6)
    if kind == 0:
        name = make_name(desk.shared(Actor), name=f"Name {word}")
        return [deletes(name), updates(ActorName, name, name="Another")]
    if kind == 1:
        office = make_office(desk.shared(Actor, kind="person"), title=f"Chief {word}")
        return [deletes(office), updates(Office, office, title="Another")]
    if kind == 2:
        topic = make_topic(slug=desk.slug(SHORT_LIVED), label=f"Topic {word}")
        desk.shared(Article).topics.add(topic)
        return [deletes(topic), updates(Topic, topic, label="Another")]
    if kind == 3:
        series = make_series(slug=desk.slug(SHORT_LIVED), title=f"Series {word}")
        make_event(slug=desk.slug(SHORT_LIVED), series=series)
        return [updates(Series, series, title="Another"), saves(series, title="Other")]
    article = desk.shared(Article, **AN_ARTICLE)
    if kind == 4:
        notice = make_notice(article, text=f"We erred {word}", slug=desk.slug(SHORT_LIVED))
        return [
            updates(Notice, notice, issued_at=timezone.now() + YEAR),
            updates(Notice, notice, text="We erred."),
        ]
    claim = make_claim(article, event=desk.shared(Event), value=word, slug=desk.slug(SHORT_LIVED))
    return [deletes(claim), updates(Claim, claim, value="12")]


KINDS = [an_actor, an_event, a_quote, an_article, a_part]


def show(desk: Desk, rng: Random, _by: User) -> None:
    """Make something readable with a word in it."""
    if len(desk.public) > 40:
        raise NothingToDoError
    word = desk.secrets.word()
    with transaction.atomic():
        ways = rng.choice(KINDS)(desk, word)
    desk.public.append((word, ways))


def hide(desk: Desk, rng: Random, by: User) -> str:
    """Hide for good what readers get, and return its word."""
    with desk.lock:
        if not desk.public:
            raise NothingToDoError
        word, ways = desk.public.pop(rng.randrange(len(desk.public)))
    way = rng.choice(ways)
    way(rng, by)  # Refused, it stays as it is, and nobody says that it is hidden.
    desk.secrets.is_gone(word)
    return word


def open_later(desk: Desk, rng: Random, by: User) -> None:
    """Write what readers may read in a second or two."""
    word = desk.secrets.word()
    at = timezone.now() + timedelta(seconds=rng.uniform(0.3, 2))
    desk.secrets.opens(word, at)
    with transaction.atomic():
        kind = rng.randrange(4)
        if kind == 0:
            article = new_article(desk, SHORT_LIVED, headline=f"Soon {word}", published_at=at)
            make_citation(article, desk.shared(Quote))
            make_coverage(article, desk.shared(Event))
        elif kind == 1:
            quote = make_quote(
                verified=True, slug=desk.slug(SHORT_LIVED), kind="indirect",
                text=f"They said {word}", speaker=desk.shared(Actor, kind="person"),
                embargo_until=at,
            )  # fmt: skip
            make_citation(desk.shared(Article, **AN_ARTICLE), quote)
        elif kind == 2:
            article = desk.shared(Article, **AN_ARTICLE)
            make_notice(article, text=f"We erred {word}", slug=desk.slug(SHORT_LIVED), issued_at=at)
        else:
            draft = make_article(
                slug=desk.slug(SHORT_LIVED), headline=f"Soon {word}", created_by=desk.people[0]
            )
            make_citation(draft, desk.shared(Quote))
            publish(draft, by=desk.people[1], at=at)


def put_off(desk: Desk, rng: Random, by: User) -> None:
    """Give an article that is still to come a later moment."""
    soon = Article.objects.filter(
        slug__startswith=SHORT_LIVED, status="published", published_at__gt=timezone.now(),
        headline__startswith="Soon",
    ).first()  # fmt: skip
    if soon is None:
        raise NothingToDoError
    with PUTTING_OFF:  # so that what is noted last is what was done last
        at = timezone.now() + timedelta(seconds=2)
        services.reschedule_article(soon, by=by, at=at, embargo_until=None)
        desk.secrets.opens(soon.headline.split()[-1], at)
