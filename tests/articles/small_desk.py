"""A small desk for random workflows: who and what is there, and how a step is taken."""

import itertools
from collections.abc import Callable, Collection
from typing import Any

import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import modelform_factory
from django.test import Client

from actors.models import RetiredSlug
from articles import services
from articles.models import Article, Citation, Coverage, Quote, Revision
from articles.quote_forms import QuoteForm
from articles.services.trail import log
from articles.workflow import ACTIONS, refusal
from newsroom.models import User
from newsroom.roles import ROLES
from summits.models import Event
from tests.articles.conftest import NOW
from tests.articles.refusals import stored
from tests.articles.sound_desk import SoundDesk
from tests.factories import (
    make_actor,
    make_article,
    make_event,
    make_member,
    make_quote,
    make_user,
    publish,
)

SPEAKERS = [f"Speaker{number}x" for number in range(4)]


def words(number: int) -> str:
    return f"These are word{number}x of the desk"


def write(article: Article, text: tuple[str, str], quotes: list[Quote], events: set[Event]) -> None:
    """Give an article these words, which print the quotes, and these events."""
    printed = "".join(f"\n\n“{quote.text},” somebody said." for quote in quotes)
    article.headline, article.body = text[0], f"{text[1]}.{printed}"
    article.save()
    article.citations.all().delete()
    for quote in quotes:
        Citation.objects.create(article=article, quote=quote, as_printed=quote.text)
    article.coverage.all().delete()
    for event in events:
        Coverage.objects.create(article=article, event=event)


class World:
    """What every sequence begins with: people, quotes, events, a draft and an article in print."""

    def __init__(self) -> None:
        self.client = Client()
        #: Nobody's role changes here, so what somebody may do is asked of the database once.
        self.people: list[User] = [make_member(role) for role in ROLES]
        self.people += [make_member("reporter"), make_member("desk editor"), make_user()]
        self.speakers = [make_actor(name=name, is_public=n != 2) for n, name in enumerate(SPEAKERS)]
        self.events = [make_event(title=f"Occasion{n}x", is_public=n != 2) for n in range(3)]
        reporter, sub_editor, desk_editor = self.people[:3]
        self.quotes: list[Quote] = [
            make_quote(
                verified=number != 2,
                text=words(number),
                speaker=self.speakers[number],
                created_by=reporter,
            )
            for number in range(3)
        ]
        self.articles: list[Article] = [
            make_article(headline=words(number), body=words(number + 1)) for number in (3, 5)
        ]
        printed = self.articles[1]
        write(printed, (words(7), words(8)), self.quotes[:2], {self.events[0]})
        services.finish_save(printed, by=reporter)
        services.submit_article(printed, by=reporter)
        services.approve_article(printed, by=sub_editor)
        publish(printed, by=desk_editor)
        self.spent = 9


class SmallDesk(SoundDesk):
    """The desk of one sequence of steps, which is forgotten when the sequence is over."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.clock = time_machine.travel(NOW, tick=False)
        self.traveller = self.clock.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.client, self.people = world.client, world.people
        self.speakers, self.events = world.speakers, world.events
        self.quotes, self.articles = world.quotes, list(world.articles)
        self.names = SPEAKERS
        self.numbers = itertools.count(world.spent)
        self.changed = True

    def teardown(self) -> None:
        try:
            self.every_revision_restores()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)
            self.clock.stop()

    # What the rules choose from

    def words(self) -> str:
        return words(next(self.numbers))

    def person(self, number: int) -> User:
        return self.people[number % len(self.people)]

    def article_for(self, name: str, number: int) -> Article:
        """Return an article in a state for this, as a rule."""
        keys = [article.pk for article in self.articles]
        fit = Article.objects.filter(pk__in=keys, status__in=ACTIONS[name].statuses).order_by("pk")
        able = [a for a in fit if name not in ("apply", "reject") or has_a_proposal(a)]
        return able[number % len(able)] if able and number % 4 else self.article(number)

    def person_for(self, name: str, article: Article, number: int) -> User:
        """Return somebody who may do this, as a rule: a desk that refuses all stands still."""
        able = [person for person in self.people if not refusal(name, article, person)]
        return able[number % len(able)] if able and number % 4 else self.person(number)

    def article(self, number: int) -> Article:
        chosen = self.articles[number % len(self.articles)]
        return Article.objects.get(pk=chosen.pk)

    def quote(self, number: int) -> Quote:
        return Quote.objects.get(pk=self.quotes[number % len(self.quotes)].pk)

    def current(self, model: Any, row: Any) -> Any:
        """Return what a row is now, followed over merges."""
        return model.objects.get(slug=RetiredSlug.objects.current(model, [row.slug])[row.slug])

    # How a step is taken

    def attempt(self, why_not: str, act: Callable[[], object]) -> bool:
        """Act; refused, it changes nothing, and what the workflow refuses is refused."""
        before = stored()
        sentences: list[str] = []
        try:
            with transaction.atomic():
                act()
        except ValidationError as error:
            sentences = [sentence.strip() for sentence in error.messages]
        if sentences:
            assert all(sentences)
            assert stored() == before
            return False
        assert why_not == ""
        self.changed = True
        return True

    def step(
        self, name: str, number: int, who: int, act: Callable[[Article, User], object]
    ) -> bool:
        article = self.article_for(name, number)
        by = self.person_for(name, article, who)
        return self.attempt(refusal(name, article, by), lambda: act(article, by))

    def write(self, article: Article, cited: Collection[int], covered: Collection[int]) -> None:
        quotes = [self.quote(number) for number in sorted(cited)]
        events = {self.current(Event, self.events[number]) for number in covered}
        write(article, (self.words(), self.words()), quotes, events)

    def edit_quote(self, quote: Quote, by: User, why_not: str, **values: Any) -> None:
        """Save these fields of a quote as its page does."""

        def act() -> None:
            form_class = modelform_factory(Quote, form=QuoteForm, fields=tuple(values))
            sent = {name: getattr(value, "pk", value) for name, value in values.items()}
            form: Any = form_class(sent, instance=quote)
            form.user = by
            if not form.is_valid():
                raise ValidationError([str(m) for found in form.errors.values() for m in found])
            form.save()
            log(quote, by, "Changed.")
            form.after_saving()

        self.attempt(why_not, act)


def has_a_proposal(article: Article) -> bool:
    return Revision.objects.open_proposal(article) is not None
