"""Random sequences of everything a desk does: no rule breaks, nothing leaks, nothing is lost."""

import datetime
import itertools
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
    run_state_machine_as_test,
)

from actors.merging import merge
from actors.models import Actor, RetiredSlug
from articles import services
from articles.models import Article, Citation, Correction, Coverage, Quote, Revision
from articles.quote_workflow import PERMISSION, quote_refusal
from articles.revisions import as_if, snapshot_of
from articles.services.trail import lock_article
from articles.workflow import ACTIONS, refusal, saving
from newsroom.models import User
from newsroom.roles import ROLES
from summits.models import Event
from tests.articles.conftest import NOW
from tests.articles.refusals import stored
from tests.articles.sound_desk import SoundDesk
from tests.examples import slow
from tests.factories import (
    make_actor,
    make_article,
    make_event,
    make_member,
    make_quote,
    make_user,
    warned_of,
)

HOUR = datetime.timedelta(hours=1)
NUMBER = st.integers(0, 11)
HOURS = st.integers(-1, 30)


class Desk(SoundDesk):
    """A small desk: its people, three quotes, three events, and at most four articles."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(NOW, tick=False)
        self.traveller = self.clock.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.client = Client()
        self.tokens = (f"word{number}x" for number in itertools.count(1))
        self.people: list[User] = [make_member(role) for role in ROLES]
        self.people += [make_member("reporter"), make_member("desk editor"), make_user()]
        self.speakers = [make_actor(name=f"Speaker{n}x", is_public=n != 2) for n in range(4)]
        self.events = [make_event(title=f"Occasion{n}x", is_public=n != 2) for n in range(3)]
        self.quotes: list[Quote] = [
            make_quote(
                verified=number != 2,
                text=self.words(),
                speaker=self.speakers[number],
                created_by=self.people[0],
            )
            for number in range(3)
        ]
        self.articles: list[Article] = [
            make_article(headline=self.words(), body=self.words()) for _ in range(2)
        ]
        #: Whether there is anything new to look at: a refused step left all as it was.
        self.changed = True
        self.save(1, 0, {0, 1}, {0})
        self.go_to_print(1)

    def teardown(self) -> None:
        try:
            self.every_revision_restores()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)
            self.clock.stop()

    # What the rules choose from

    def words(self) -> str:
        return f"These are {next(self.tokens)} of the desk"

    def person(self, number: int) -> User:
        # A fresh one: permissions are kept on the instance.
        return User.objects.get(pk=self.people[number % len(self.people)].pk)

    def article_for(self, name: str, number: int) -> Article:
        """Return an article in a status for this, as a rule."""
        keys = [article.pk for article in self.articles]
        fit = Article.objects.filter(pk__in=keys, status__in=ACTIONS[name].statuses).order_by("pk")
        return list(fit)[number % len(fit)] if fit and number % 4 else self.article(number)

    def person_for(self, name: str, article: Article, number: int) -> User:
        """Return somebody who may do this, as a rule: a desk that refuses all stands still."""
        able = [n for n in range(len(self.people)) if not refusal(name, article, self.person(n))]
        return self.person(able[number % len(able)] if able and number % 4 else number)

    def article(self, number: int) -> Article:
        chosen = self.articles[number % len(self.articles)]
        return Article.objects.get(pk=chosen.pk)

    def quote(self, number: int) -> Quote:
        return Quote.objects.get(pk=self.quotes[number % len(self.quotes)].pk)

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

    # Writing

    @precondition(lambda self: len(self.articles) < 4)
    @rule(who=NUMBER)
    def begin(self, who: int) -> None:
        by = self.person(who)
        if by.has_perm("articles.add_article"):
            article = make_article(headline=self.words(), body=self.words(), created_by=by)
            services.finish_save(article, by=by)
            self.articles.append(article)
            self.changed = True

    @rule(
        number=NUMBER,
        who=NUMBER,
        cited=st.sets(st.integers(0, 2)),
        covered=st.sets(st.integers(0, 2)),
    )
    def save(self, number: int, who: int, cited: set[int], covered: set[int]) -> None:
        def act(article: Article, by: User) -> None:
            locked = lock_article(article)
            if sentence := refusal(saving(locked), locked, by):
                raise ValidationError(sentence)
            if locked.status != "published":
                self.write(locked, cited, covered)
                services.finish_save(locked, by=by)
                return
            with transaction.atomic():
                self.write(Article.objects.get(pk=locked.pk), cited, covered)
                proposed = snapshot_of(locked)
                transaction.set_rollback(True)
            services.propose_revision(locked, proposed, by=by)

        self.step(saving(self.article(number)), number, who, act)

    def write(self, article: Article, cited: set[int], covered: set[int]) -> None:
        quotes = [self.quote(number) for number in sorted(cited)]
        printed = "".join(f"\n\n“{quote.text},” somebody said." for quote in quotes)
        article.headline, article.body = self.words(), f"{self.words()}.{printed}"
        article.save()
        article.citations.all().delete()
        for quote in quotes:
            Citation.objects.create(article=article, quote=quote, as_printed=quote.text)
        article.coverage.all().delete()
        for event in {self.current(Event, self.events[n]) for n in covered}:
            Coverage.objects.create(article=article, event=event)

    def current(self, model: Any, row: Any) -> Any:
        """Return what a row is now, followed over merges."""
        return model.objects.get(slug=RetiredSlug.objects.current(model, [row.slug])[row.slug])

    @rule(number=NUMBER, who=NUMBER, back=st.integers(0, 5))
    def restore(self, number: int, who: int, back: int) -> None:
        article = self.article(number)
        by = self.person_for(saving(article), article, who)
        trail = list(Revision.objects.of_article(article))
        if trail:
            chosen = trail[back % len(trail)]
            why_not = refusal(saving(article), article, by)
            self.attempt(why_not, lambda: services.restore_revision(chosen, by=by))

    # From draft to print and back

    @rule(number=NUMBER, who=NUMBER)
    def submit(self, number: int, who: int) -> None:
        self.step("submit", number, who, lambda a, by: services.submit_article(a, by=by))

    @rule(number=NUMBER, who=NUMBER)
    def take_back(self, number: int, who: int) -> None:
        self.step("take_back", number, who, lambda a, by: services.take_back_article(a, by=by))

    @rule(number=NUMBER, who=NUMBER)
    def send_back(self, number: int, who: int) -> None:
        self.step(
            "send_back",
            number,
            who,
            lambda a, by: services.send_back_article(a, by=by, reason="So"),
        )

    @rule(number=NUMBER, who=NUMBER)
    def approve(self, number: int, who: int) -> None:
        self.step("approve", number, who, lambda a, by: services.approve_article(a, by=by))

    @rule(number=NUMBER, who=NUMBER, hours=st.none() | HOURS, show=st.booleans())
    def publish(self, number: int, who: int, hours: int | None, show: bool) -> None:
        at = None if hours is None else timezone.now() + hours * HOUR

        def act(article: Article, by: User) -> None:
            shown = services.hidden_references(article) if show else []
            accepted = warned_of(article, at)
            services.publish_article(article, by=by, at=at, acknowledged=accepted, show=shown)

        self.step("publish", number, who, act)

    @rule(number=NUMBER)
    def go_to_print(self, number: int) -> None:
        """Take the short way, so that more of what follows is about what readers have."""
        article = self.article(number)
        if article.status == "draft":
            self.step("submit", number, 1, lambda a, by: services.submit_article(a, by=by))
            self.step("approve", number, 1, lambda a, by: services.approve_article(a, by=by))
        self.publish(number, 1, None, show=False)

    @rule(number=NUMBER, who=NUMBER, hours=HOURS, embargo=st.none() | HOURS)
    def reschedule(self, number: int, who: int, hours: int, embargo: int | None) -> None:
        at = timezone.now() + hours * HOUR
        until = None if embargo is None else timezone.now() + embargo * HOUR
        self.step(
            "reschedule", number, who,
            lambda a, by: services.reschedule_article(a, by=by, at=at, embargo_until=until),
        )  # fmt: skip

    @rule(number=NUMBER, who=NUMBER, kind=st.sampled_from(["correction", "retraction"]))
    def notice(self, number: int, who: int, kind: str) -> None:
        def act(article: Article, by: User) -> None:
            waiting = list(article.corrections.open())
            services.issue_notice(article, by=by, kind=kind, text="So.", corrections=waiting)

        self.step("notice", number, who, act)

    @rule(number=NUMBER, who=NUMBER, typographical=st.booleans(), late=st.booleans())
    def apply(self, number: int, who: int, typographical: bool, late: bool) -> None:
        def act(article: Article, by: User) -> None:
            waiting = Revision.objects.open_proposal(article)
            assert waiting is not None or refusal("apply", article, by)
            seq, accepted = 0, []
            if waiting is not None:
                seq = waiting.seq - late
                with as_if(article, waiting.snapshot) as proposed:
                    accepted = warned_of(proposed)
            services.apply_proposal(
                article, by=by, seq=seq, text="So.", typographical=typographical,
                acknowledged=accepted,
            )  # fmt: skip

        self.step("apply", number, who, act)

    @rule(number=NUMBER, who=NUMBER)
    def reject(self, number: int, who: int) -> None:
        def act(article: Article, by: User) -> None:
            waiting = Revision.objects.open_proposal(article)
            services.reject_proposal(article, by=by, seq=waiting.seq if waiting else 0)

        self.step("reject", number, who, act)

    @rule(number=NUMBER, who=NUMBER)
    def withdraw(self, number: int, who: int) -> None:
        self.step(
            "withdraw", number, who, lambda a, by: services.withdraw_article(a, by=by, reason="So")
        )

    @rule(number=NUMBER, who=NUMBER)
    def reopen(self, number: int, who: int) -> None:
        self.step("reopen", number, who, lambda a, by: services.reopen_article(a, by=by))

    @rule(number=NUMBER, who=NUMBER, text=st.sampled_from(["", "All wrong."]))
    def retract(self, number: int, who: int, text: str) -> None:
        self.step(
            "retract", number, who, lambda a, by: services.retract_article(a, by=by, text=text)
        )

    # Quotes

    @rule(
        number=NUMBER, who=NUMBER, name=st.sampled_from(["verify", "dispute", "withdraw", "reopen"])
    )
    def move_quote(self, number: int, who: int, name: str) -> None:
        quote, by = self.quote(number), self.person(who)
        act = getattr(services, f"{name}_quote")
        self.attempt(quote_refusal(name, quote, by), lambda: act(quote, by=by))

    @rule(number=NUMBER, who=NUMBER)
    def correct_quote(self, number: int, who: int) -> None:
        quote, by = self.quote(number), self.person(who)
        if by.has_perm(PERMISSION):
            before = services.state_of(quote)
            quote.text = self.words()
            quote.save()
            services.open_corrections(quote, before, by=by)
            self.changed = True

    @rule(number=NUMBER, who=NUMBER, hours=st.none() | HOURS, move=st.booleans())
    def embargo(self, number: int, who: int, hours: int | None, move: bool) -> None:
        quote, by = self.quote(number), self.person(who)
        until = None if hours is None else timezone.now() + hours * HOUR
        moved = services.articles_before(quote, until) if move else []
        why_not = "" if by.has_perm(PERMISSION) else "not theirs"
        self.attempt(why_not, lambda: services.embargo_quote(quote, until, by=by, move=moved))

    @rule(who=NUMBER, number=NUMBER)
    def close_correction(self, who: int, number: int) -> None:
        corrections, by = list(Correction.objects.all()), self.person(who)
        if corrections:
            chosen = corrections[number % len(corrections)]
            settled = chosen.closed_at is not None or not by.has_perm("articles.publish_article")
            self.attempt(
                "not theirs" if settled else "",
                lambda: services.close_correction(chosen, by=by, reason="A comma."),
            )

    # The world

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.traveller.move_to(timezone.now() + hours * HOUR)
        self.changed = True

    @rule(number=NUMBER, event=st.booleans())
    def show_or_hide(self, number: int, event: bool) -> None:
        rows: Any = self.events if event else self.speakers
        row = self.current(Event if event else Actor, rows[number % len(rows)])
        row.is_public = not row.is_public
        row.save()
        self.changed = True

    @rule(gone=NUMBER, kept=NUMBER, who=NUMBER, event=st.booleans())
    def merge_two(self, gone: int, kept: int, who: int, event: bool) -> None:
        model: Any = Event if event else Actor
        rows: Any = self.events if event else self.speakers
        first, second = (self.current(model, rows[number % len(rows)]) for number in (gone, kept))
        by = self.person(who)
        permission = "summits.merge_event" if event else "actors.merge_actor"
        why_not = "" if by.has_perm(permission) else "not theirs"
        self.attempt(why_not, lambda: merge(first, second, by=by, confirmed=True))


@pytest.mark.property
def test_whatever_a_desk_does_no_rule_breaks_nothing_leaks_and_nothing_is_lost(db) -> None:
    run_state_machine_as_test(Desk, settings=slow(stateful_step_count=15))
