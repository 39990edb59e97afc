"""Random sequences of everything a desk does: no rule breaks, nothing leaks, nothing is lost."""

import datetime
from collections.abc import Callable
from typing import Any, cast

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from actors.merging import merge, undo_merge
from actors.models import Actor, Merge
from articles import services
from articles.models import Article, Correction, Quote, Revision
from articles.quote_workflow import PERMISSION, quote_refusal
from articles.revisions import as_if, snapshot_of
from articles.services.trail import lock_article
from articles.workflow import refusal, saving
from newsroom.models import User
from summits.models import Event
from tests.articles.small_desk import SmallDesk, World
from tests.examples import slow
from tests.factories import make_article, warned_of

HOUR = datetime.timedelta(hours=1)
NUMBER = st.integers(0, 11)
HOURS = st.integers(-1, 30)
SOME = st.sets(st.integers(0, 2))


class Desk(SmallDesk):
    """What people do at a small desk with three quotes, three events, and at most four articles."""

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

    @rule(number=NUMBER, who=NUMBER, cited=SOME, covered=SOME)
    def save(self, number: int, who: int, cited: set[int], covered: set[int]) -> None:
        self.step(saving(self.article(number)), number, who, self.saves(cited, covered))

    @rule(number=NUMBER, who=NUMBER, cited=SOME, covered=SOME)
    def revise(self, number: int, who: int, cited: set[int], covered: set[int]) -> None:
        """Propose a change to what is in print or scheduled, so that there is more to apply."""
        article, act = self.article_for("propose", number), self.saves(cited, covered)
        by = self.person_for(saving(article), article, who)
        self.attempt(refusal(saving(article), article, by), lambda: act(article, by))

    def saves(self, cited: set[int], covered: set[int]) -> Callable[[Article, User], object]:
        """Return how somebody saves an article that cites and covers these."""

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

        return act

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
        self.edit_quote(quote, by, self.why_words_stay(quote, by), text=self.words())

    @rule(number=NUMBER, who=NUMBER)
    def off_the_record(self, number: int, who: int) -> None:
        quote, by = self.quote(number), self.person(who)
        why_not = "verified" if quote.status == "verified" else ""
        self.edit_quote(quote, by, why_not, terms="off_record")

    @rule(number=NUMBER, who=NUMBER, again=st.booleans())
    def grant_anonymity(self, number: int, who: int, again: bool) -> None:
        """Make the source of a quote anonymous, or name it again."""
        quote, by = self.quote(number), self.person(who)
        speaker = self.current(Actor, self.speakers[number % len(self.speakers)])
        changes = again == (quote.attribution == "anonymous")
        if changes:
            self.edit_quote(
                quote,
                by,
                self.why_words_stay(quote, by),
                attribution="named" if again else "anonymous",
                terms="on_record" if again else "background",
                speaker=speaker if again else "",
                source_description="" if again else "An official",
                anonymity_reason="" if again else "Not allowed to speak.",
            )

    def why_words_stay(self, quote: Quote, by: User) -> str:
        fixed = quote.status == "verified" and not by.has_perm(PERMISSION)
        return "verified" if fixed else ""

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
        why_not = self.why_nothing_merges(model._meta.label_lower, by)
        self.attempt(why_not, lambda: merge(first, second, by=by, confirmed=True))

    @rule(number=NUMBER, who=NUMBER)
    def undo_a_merge(self, number: int, who: int) -> None:
        merges, by = list(Merge.objects.order_by("pk")), self.person(who)
        if merges:
            chosen = merges[number % len(merges)]
            why_not = "undone" if chosen.undone_at else self.why_nothing_merges(chosen.model, by)
            self.attempt(why_not, lambda: undo_merge(chosen, by=by))

    def why_nothing_merges(self, model: str, by: User) -> str:
        permission = "summits.merge_event" if model == "summits.event" else "actors.merge_actor"
        return "" if by.has_perm(permission) else "not theirs"


@pytest.mark.property
@pytest.mark.parametrize("half", [1, 2])
def test_whatever_a_desk_does_no_rule_breaks_nothing_leaks_and_nothing_is_lost(
    db, now, half
) -> None:
    world = World()

    def begin() -> Desk:
        return Desk(world)

    if settings().derandomize:
        seed(half)(begin)  # or the second half would repeat the first
    # Hypothesis takes a function too, which its types do not say.
    factory = cast("type[Desk]", begin)
    run_state_machine_as_test(factory, settings=slow(parts=2, stateful_step_count=15))
