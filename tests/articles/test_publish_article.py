"""Publishing an article: what it does, and all that it refuses."""

import datetime
import threading

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from articles.models import Article, Quote
from articles.services import (
    publish_article,
)
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_office,
    make_organisation,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
MOMENT = datetime.timedelta(microseconds=1)
LATER = NOW + datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def frozen_time(request):
    if "transactional_db" in request.fixturenames:
        yield  # threads wait for one another there
        return
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def author():
    return make_user()


@pytest.fixture
def reviewer():
    return make_user()


@pytest.fixture
def draft(author) -> Article:
    return make_article(headline="Leaders meet", created_by=author)


def refusal(act) -> list[str]:
    """Return the sentences with which an act is refused, nothing being saved."""
    before = list(Article.objects.values()), list(Quote.objects.values())
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act()

    assert (list(Article.objects.values()), list(Quote.objects.values())) == before
    assert not LogEntry.objects.exists()
    return error.value.messages


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_publish_makes_an_article_readable_at_once(draft, reviewer, status) -> None:
    Article.objects.update(status=status)

    publish_article(draft, by=reviewer)

    assert (draft.status, draft.published_at, draft.reviewed_by) == ("published", NOW, reviewer)
    assert list(Article.objects.published()) == [draft]
    assert LogEntry.objects.get().change_message == "Published for 2025-09-01 12:00 UTC."


def test_publish_for_later_makes_an_article_readable_then(draft, reviewer) -> None:
    publish_article(draft, by=reviewer, at=LATER)

    assert not Article.objects.published().exists()
    with time_machine.travel(LATER, tick=False):
        assert list(Article.objects.published()) == [draft]


def test_publish_waits_for_the_embargo(draft, reviewer) -> None:
    Article.objects.update(embargo_until=LATER)

    publish_article(draft, by=reviewer)

    assert draft.published_at == LATER


def test_publish_freezes_the_title_on_the_day(draft, reviewer) -> None:
    kremlin = make_organisation(name="Kremlin")
    office = make_office(make_actor(name="Dmitry Peskov"), title="Spokesman", body=kremlin)
    quote = make_quote(verified=True, speaker=office.holder, office=office)
    citation = make_citation(draft, quote)

    publish_article(draft, by=reviewer)
    office.title = "Adviser"
    office.save()

    citation.refresh_from_db()
    assert citation.title_on_day == "Spokesman, Kremlin"


def test_r9_nobody_publishes_what_they_wrote(draft, author) -> None:
    assert refusal(lambda: publish_article(draft, by=author)) == [
        "You wrote this article, so somebody else has to publish it."
    ]


def test_publish_needs_an_author(reviewer) -> None:
    unsigned = make_article()

    assert refusal(lambda: publish_article(unsigned, by=reviewer)) == [
        "The article has no author yet. Save it once, or submit it for review."
    ]


def test_publish_lists_all_that_is_missing(draft, author) -> None:
    Article.objects.update(headline=" ", body="")

    assert refusal(lambda: publish_article(draft, by=author)) == [
        "You wrote this article, so somebody else has to publish it.",
        "A headline is needed before publishing.",
        "A body is needed before publishing.",
    ]


@pytest.mark.parametrize(("at", "accepted"), [(NOW - MOMENT, False), (NOW, True)])
def test_r5_publish_refuses_a_time_before_the_embargo(draft, reviewer, at, accepted) -> None:
    Article.objects.update(embargo_until=NOW)

    if accepted:
        assert publish_article(draft, by=reviewer, at=at).published_at == at
    else:
        assert refusal(lambda: publish_article(draft, by=reviewer, at=at)) == [
            "The publication time lies before the embargo ends. Publish later."
        ]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"status": "draft"}, "“A: We met” is not verified. Verify it first."),
        ({"status": "disputed"}, "“A: We met” is not verified. Verify it first."),
        (
            {"status": "draft", "terms": "off_record"},
            "“A: We met” is off the record. Take it out of the article.",
        ),
        (
            {"embargo_until": NOW + MOMENT},
            (
                "“A: We met” is under embargo until 2025-09-01 12:00 UTC. "
                "Publish later or take it out of the article."
            ),
        ),
    ],
)
def test_r5_publish_refuses_a_quote_unfit_for_print(draft, reviewer, state, sentence) -> None:
    quote = make_quote(verified=True, speaker=make_actor(name="A"), text="We met")
    make_citation(draft, quote)
    Quote.objects.update(**state)

    assert refusal(lambda: publish_article(draft, by=reviewer)) == [f"A: We met: {sentence}"]


def test_r5_publish_for_the_end_of_a_quotes_embargo_is_allowed(draft, reviewer) -> None:
    make_citation(draft, make_quote(verified=True, embargo_until=LATER))

    assert publish_article(draft, by=reviewer, at=LATER).status == "published"


def test_r1_publish_refuses_words_that_the_body_no_longer_marks(draft, reviewer) -> None:
    make_citation(draft, make_quote(verified=True, speaker=make_actor(name="A"), text="We met"))
    Article.objects.update(body="They met, he said.")

    assert refusal(lambda: publish_article(draft, by=reviewer)) == [
        (
            "A: We met: The body does not print these words between quotation marks. Correct "
            "the body or copy the words as they stand there."
        )
    ]


def test_r12_publish_refuses_words_that_were_corrected_since(draft, reviewer) -> None:
    make_citation(draft, make_quote(verified=True, speaker=make_actor(name="A"), text="We met"))
    Quote.objects.update(text="We parted")

    assert refusal(lambda: publish_article(draft, by=reviewer)) == [
        (
            "A: We parted: These are not the quote's words. Copy them from the quote, with … for "
            "words left out and [brackets] around words put in."
        )
    ]


def test_r3_publish_refuses_an_office_that_had_ended(draft, reviewer) -> None:
    office = make_office(make_actor(name="Ana"), end_edtf="2025-08")
    quote = make_quote(verified=True, speaker=office.holder, office=office, said_on_edtf="2025-07")
    make_citation(draft, quote)
    Quote.objects.filter(pk=quote.pk).update(
        said_on_edtf="2025-09-01", said_on_earliest="2025-09-01", said_on_latest="2025-09-01"
    )

    assert refusal(lambda: publish_article(draft, by=reviewer)) == [
        (
            f"{quote}: Ana did not hold this office on the day of the quote. "
            "Choose another office or correct the date."
        )
    ]


def test_r4_publish_refuses_a_quote_of_a_later_day(draft, reviewer) -> None:
    speaker = make_actor(name="A")
    quote = make_quote(verified=True, speaker=speaker, text="We met", said_on_edtf="2025-09-02")
    make_citation(draft, quote)

    assert refusal(lambda: publish_article(draft, by=reviewer)) == [
        (
            "A: We met: The quote was said on 2025-09-02, after the article's own date "
            "(2025-09-01). Correct one of the two dates."
        )
    ]


# Two at once


def test_of_two_who_publish_at_once_one_is_told(transactional_db) -> None:
    article = make_article(headline="Leaders meet", created_by=make_user())
    reviewers = [make_user(), make_user()]
    together, outcomes = threading.Barrier(2), []

    def publish(reviewer) -> None:
        together.wait(10)
        try:
            publish_article(Article.objects.get(), by=reviewer)
            outcomes.append("published")
        except ValidationError as error:
            outcomes.extend(error.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[reviewer]) for reviewer in reviewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == [
        "published",
        (
            "“Leaders meet” is published, so it cannot be published. "
            "Reload the page to see it as it is."
        ),
    ]
    article.refresh_from_db()
    assert article.edit_counter == 1
    assert LogEntry.objects.count() == 1
