"""Two people at the same article at the same moment, on real connections of PostgreSQL.

Whoever comes second waits, sees what the first one did, and is told in a sentence: no write is
lost, nothing deadlocks.
"""

import datetime
import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, Correction, Notice, Quote, Revision
from articles.revisions import plain, snapshot_of
from articles.services import (
    apply_proposal,
    close_correction,
    embargo_quote,
    finish_save,
    issue_notice,
    open_corrections,
    propose_revision,
    reschedule_article,
    restore_revision,
    retract_article,
    state_of,
    submit_article,
    withdraw_quote,
)
from articles.services.trail import lock_article
from newsroom.models import User
from tests.factories import (
    make_article,
    make_citation,
    make_quote,
    make_user,
    publish,
    warned_of,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

HOUR = datetime.timedelta(hours=1)
ROUNDS = range(3)
DONE = "done"
ALREADY = (
    "“Leaders meet” is published, so it cannot be published. Reload the page to see it as it is."
)
RETRACTED = (
    "“Leaders meet” is retracted, so it cannot be corrected by a notice. "
    "Reload the page to see it as it is."
)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run each act in a thread and connection of its own; return what became of each."""
    together, outcomes = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            together.wait(20)
            act()
            outcomes[number] = DONE
        except ValidationError as error:
            outcomes[number] = " ".join(error.messages)
        except Exception as error:  # noqa: BLE001 - a deadlock is what this looks for
            outcomes[number] = f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def assert_trail(article: Article) -> None:
    """The record is complete, and its last line says what is stored."""
    trail = list(Revision.objects.of_article(article))
    counter = Article.objects.get(pk=article.pk).edit_counter
    assert [row.seq for row in trail] == list(range(counter, trail[-1].seq - 1, -1))
    stands = next(row for row in trail if row.action != "proposed")
    assert stands.snapshot == plain(snapshot_of(article))


@pytest.fixture
def people() -> list[User]:
    return [make_user(), make_user()]


@pytest.fixture
def draft() -> Article:
    return make_article(headline="Leaders meet", slug="leaders-meet", created_by=make_user())


@pytest.fixture
def article() -> Article:
    return make_article(published=True, headline="Leaders meet", slug="leaders-meet")


def fresh() -> Article:
    return Article.objects.get(slug="leaders-meet")


@pytest.mark.parametrize("time", ROUNDS)
def test_of_two_who_publish_at_once_one_is_told(draft, people, time) -> None:
    outcomes = at_once(*(lambda by=by: publish(fresh(), by=by) for by in people))

    assert sorted(outcomes) == [
        DONE,
        ALREADY,
    ]
    assert fresh().edit_counter == 1
    assert_trail(draft)


def save(headline: str, by: User, opened_at: int) -> None:
    """Save as a page does that was opened with the article's number (R11)."""
    with transaction.atomic():
        locked = lock_article(fresh())
        if locked.edit_counter != opened_at:
            raise ValidationError("Somebody saved it meanwhile.")
        locked.headline = headline
        locked.save()
        finish_save(locked, by=by)


@pytest.mark.parametrize("time", ROUNDS)
def test_r11_of_two_who_save_one_version_the_second_is_refused(draft, people, time) -> None:
    first, second = people

    outcomes = at_once(
        lambda: save("Leaders part", first, 0), lambda: save("Leaders quarrel", second, 0)
    )

    assert sorted(outcomes) == ["Somebody saved it meanwhile.", DONE]
    won = "Leaders part" if outcomes[0] == DONE else "Leaders quarrel"
    assert (fresh().headline, fresh().edit_counter) == (won, 1)
    assert_trail(draft)


@pytest.mark.parametrize("time", ROUNDS)
def test_of_two_who_propose_at_once_neither_is_lost(article, people, time) -> None:
    def propose(headline: str, by: User) -> None:
        snapshot = snapshot_of(fresh())
        snapshot["article"]["headline"] = headline
        propose_revision(fresh(), snapshot, by=by)

    outcomes = at_once(
        lambda: propose("Leaders part", people[0]), lambda: propose("Leaders quarrel", people[1])
    )

    assert outcomes == [DONE, DONE]
    trail = list(Revision.objects.of_article(article))
    assert [row.action for row in trail] == ["proposed", "proposed", "loaded"]
    headlines = {row.snapshot["article"]["headline"] for row in trail}
    assert headlines == {"Leaders meet", "Leaders part", "Leaders quarrel"}
    assert_trail(article)


@pytest.mark.parametrize("time", ROUNDS)
def test_restoring_and_submitting_at_once_are_both_on_record(draft, people, time) -> None:
    save("Leaders part", people[0], 0)
    loaded = Revision.objects.of_article(draft).get(seq=0)

    outcomes = at_once(
        lambda: restore_revision(loaded, by=people[0]),
        lambda: submit_article(fresh(), by=people[1]),
    )

    assert outcomes == [DONE, DONE]
    assert (fresh().status, fresh().headline) == ("in_review", "Leaders meet")
    assert_trail(draft)


@pytest.mark.parametrize("time", ROUNDS)
def test_a_quote_withdrawn_while_it_is_published_is_out_or_on_the_list(draft, people, time) -> None:
    quote = make_quote(verified=True)
    make_citation(draft, quote)

    published, withdrawn = at_once(
        lambda: publish(fresh(), by=people[0]), lambda: withdraw_quote(quote, by=people[1])
    )

    assert withdrawn == DONE
    if published == DONE:
        assert Correction.objects.get().changes == {"status": ["verified", "withdrawn"]}
    else:
        assert "is not verified. Verify it first." in published
        assert (fresh().status, Correction.objects.count()) == ("draft", 0)


@pytest.mark.parametrize("time", ROUNDS)
def test_an_embargo_set_while_its_article_is_published_holds_or_is_refused(
    draft, people, time
) -> None:
    quote = make_quote(verified=True)
    make_citation(draft, quote)
    until = timezone.now() + HOUR

    published, embargoed = at_once(
        lambda: publish(fresh(), by=people[0]), lambda: embargo_quote(quote, until, by=people[1])
    )

    assert [published, embargoed].count(DONE) == 1
    if published == DONE:
        assert embargoed.startswith("Readers have “Leaders meet”")
        assert Quote.objects.get().embargo_until is None
    else:
        assert "is under embargo until" in published
        assert fresh().status == "draft"


@pytest.mark.parametrize("time", ROUNDS)
def test_an_embargo_and_a_corrected_quote_do_not_wait_for_each_other_forever(
    article, people, time
) -> None:
    quotes = [make_quote(verified=True) for _ in range(2)]
    for quote in quotes:
        make_citation(article, quote)
    Article.objects.update(published_at=timezone.now() + HOUR)
    until = timezone.now() + 2 * HOUR

    outcomes = at_once(
        lambda: embargo_quote(quotes[0], until, by=people[0], move=[fresh()]),
        lambda: withdraw_quote(quotes[0], by=people[1]),
        lambda: withdraw_quote(quotes[1], by=people[1]),
        lambda: embargo_quote(quotes[1], None, by=people[0]),
    )

    assert outcomes == [DONE] * 4
    assert fresh().status == "in_review", "it would have printed what was withdrawn"
    assert list(Quote.objects.order_by("pk").values_list("embargo_until", flat=True)) == [
        until,
        None,
    ]
    assert_trail(article)


@pytest.mark.parametrize("time", ROUNDS)
def test_corrections_are_opened_while_an_embargo_is_lifted(article, people, time) -> None:
    quotes = [make_quote(verified=True) for _ in range(2)]
    for quote in quotes:
        make_citation(article, quote)

    outcomes = at_once(
        *(lambda quote=quote: embargo_quote(quote, None, by=people[0]) for quote in quotes),
        *(lambda quote=quote: withdraw_quote(quote, by=people[1]) for quote in quotes),
    )

    assert outcomes == [DONE] * 4
    assert Correction.objects.open().count() == 2


@pytest.mark.parametrize("time", ROUNDS)
def test_of_two_who_apply_one_proposal_one_is_told(article, people, time) -> None:
    snapshot = snapshot_of(article)
    snapshot["article"]["headline"] = "Leaders part"
    proposal = propose_revision(article, snapshot, by=make_user())
    assert proposal is not None
    accepted = warned_of(article)

    def apply(by: User) -> None:
        apply_proposal(fresh(), by=by, seq=proposal.seq, text="So.", acknowledged=accepted)

    outcomes = at_once(*(lambda by=by: apply(by) for by in people))

    assert sorted(outcomes)[0] == DONE or sorted(outcomes)[1] == DONE
    [told] = [outcome for outcome in outcomes if outcome != DONE]
    assert told.startswith("Nobody proposes a change to “Leaders part”.")
    assert (fresh().version, Notice.objects.count()) == (2, 1)
    assert_trail(article)


@pytest.fixture
def correction(article, people) -> Correction:
    quote = make_quote(verified=True)
    make_citation(article, quote)
    withdraw_quote(quote, by=people[0])
    return Correction.objects.get()


@pytest.mark.parametrize("time", ROUNDS)
def test_a_correction_is_closed_by_one_of_two(article, people, correction, time) -> None:
    def tell(by: User) -> None:
        issue_notice(fresh(), by=by, kind="correction", text="So.", corrections=[correction])

    outcomes = at_once(
        lambda: close_correction(Correction.objects.get(), by=people[0], reason="A comma."),
        lambda: tell(people[1]),
    )

    [told] = [outcome for outcome in outcomes if outcome != DONE]
    assert told == f"Somebody has dealt with “{correction}” already. Reload the page."
    assert Notice.objects.count() == (1 if outcomes[1] == DONE else 0)
    assert fresh().version == (2 if outcomes[1] == DONE else 1)


@pytest.mark.parametrize("time", ROUNDS)
def test_a_change_of_the_quote_is_not_lost_in_a_correction_that_closes(
    article, people, correction, time
) -> None:
    def change() -> None:
        with transaction.atomic():
            quote = Quote.objects.select_for_update().get()
            before = state_of(quote)
            quote.text = "We never met"
            quote.save()
            open_corrections(quote, before, by=people[1])

    outcomes = at_once(
        lambda: close_correction(Correction.objects.get(), by=people[0], reason="A comma."), change
    )

    assert outcomes == [DONE, DONE]
    told = [row.changes for row in Correction.objects.all() if "text" in row.changes]
    assert [changes["text"][1] for changes in told] == ["We never met"]


@pytest.mark.parametrize("time", ROUNDS)
def test_a_notice_and_a_retraction_at_once_leave_a_sound_record(article, people, time) -> None:
    noticed, retracted = at_once(
        lambda: issue_notice(fresh(), by=people[0], kind="update", text="So."),
        lambda: retract_article(fresh(), by=people[1], text="All wrong."),
    )

    assert retracted == DONE
    assert noticed in (DONE, RETRACTED)
    kinds = sorted(Notice.objects.values_list("kind", flat=True))
    assert kinds == (["retraction", "update"] if noticed == DONE else ["retraction"])
    assert fresh().version == (2 if noticed == DONE else 1)
    assert_trail(article)


@pytest.mark.parametrize("time", ROUNDS)
def test_an_embargo_extended_while_the_article_moves_holds(article, people, time) -> None:
    quote = make_quote(verified=True)
    make_citation(article, quote)
    until, earlier = timezone.now() + 3 * HOUR, timezone.now() + 2 * HOUR
    Article.objects.update(published_at=until)

    def move(by: User) -> None:
        reschedule_article(fresh(), by=by, at=earlier, embargo_until=None)

    outcomes = at_once(lambda: embargo_quote(quote, until, by=people[0]), lambda: move(people[1]))

    assert outcomes.count(DONE) == 1
    published_at, embargo = fresh().published_at, Quote.objects.get().embargo_until
    assert published_at is not None
    assert embargo is None or published_at >= embargo
