"""Publishing an article: what it does, and all that it refuses."""

import datetime
from functools import partial

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from articles.models import Article, Quote, Revision
from articles.services import publish_article
from articles.services.articles import A_MOMENT
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_office,
    make_organisation,
    make_quote,
    publish,
    warned_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

MOMENT = datetime.timedelta(microseconds=1)
LATER = NOW + datetime.timedelta(hours=1)


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_publish_makes_an_article_readable_at_once(draft, desk, status) -> None:
    Article.objects.update(status=status)

    publish(draft, by=desk)

    assert (draft.status, draft.published_at, draft.reviewed_by) == ("published", NOW, desk)
    assert list(Article.objects.published()) == [draft]
    assert LogEntry.objects.get().change_message == "Published for 2025-09-01 12:00 UTC."
    line = Revision.objects.of_article(draft)[0]
    assert (line.action, line.by, line.status_before, line.status_after) == (
        "published", desk, status, "published",
    )  # fmt: skip


def test_publish_for_later_makes_an_article_readable_then(draft, desk) -> None:
    publish(draft, by=desk, at=LATER)

    assert not Article.objects.published().exists()
    with time_machine.travel(LATER, tick=False):
        assert list(Article.objects.published()) == [draft]


def test_publish_waits_for_the_embargo(draft, desk) -> None:
    Article.objects.update(embargo_until=LATER)

    publish(draft, by=desk)

    assert draft.published_at == LATER


def test_publish_freezes_the_title_on_the_day(draft, desk) -> None:
    kremlin = make_organisation(name="Kremlin")
    office = make_office(make_actor(name="Dmitry Peskov"), title="Spokesman", body=kremlin)
    quote = make_quote(verified=True, speaker=office.holder, office=office)
    citation = make_citation(draft, quote)

    publish(draft, by=desk)
    office.title = "Adviser"
    office.save()

    citation.refresh_from_db()
    assert citation.title_on_day == "Spokesman, Kremlin"


def test_r9_nobody_publishes_what_they_alone_wrote(desk) -> None:
    own = make_article(created_by=desk)

    assert refusal(lambda: publish(own, by=desk)) == [
        "You wrote this article, so somebody else has to read it before it is published."
    ]


@pytest.mark.parametrize("reader", ["author", "sub_editor"])
def test_only_a_desk_editor_publishes(draft, request, reader) -> None:
    somebody = request.getfixturevalue(reader)

    assert refusal(lambda: publish(draft, by=somebody)) == ["Only a desk editor does this."]


def test_publish_needs_an_author(desk) -> None:
    unsigned = make_article()

    assert refusal(lambda: publish(unsigned, by=desk)) == [
        "The article has no author yet. Save it once, or submit it for review."
    ]


def test_publish_lists_all_that_is_missing(draft, desk) -> None:
    Article.objects.update(headline=" ", body="")

    with pytest.raises(ValidationError) as refused:
        publish(draft, by=desk)

    assert {error.code for error in refused.value.error_list} == {"A04"}
    draft.refresh_from_db()
    assert (draft.status, draft.reviewed_by, draft.edit_counter) == ("draft", None, 0)


def test_a_warning_is_acknowledged_by_its_name_and_kept_on_record(draft, desk) -> None:
    make_citation(draft, make_quote(verified=True, text="We met"))
    warned = warned_of(draft)
    assert "Q04 we-met" in warned

    for some in ([], [name for name in warned if name != "Q04 we-met"], ["Q04"]):
        sentences = refusal(partial(publish_article, draft, by=desk, acknowledged=some))
        assert any(sentence.startswith("Acknowledge Q04 we-met: ") for sentence in sentences)
        assert len(sentences) == len(set(warned) - set(some))
    publish_article(draft, by=desk, acknowledged=[*warned, "Q99 nothing-like-it"])

    assert Revision.objects.of_article(draft)[0].acknowledged == sorted(warned)


def test_an_error_is_never_acknowledged(draft, desk) -> None:
    make_citation(draft, make_quote(text="We met"))

    names = warned_of(draft)

    assert "Q02 R5 we-met" in names
    assert refusal(lambda: publish_article(draft, by=desk, acknowledged=names))


@pytest.mark.parametrize(
    ("at", "published_at"), [(NOW - A_MOMENT, NOW), (NOW - A_MOMENT - MOMENT, None)]
)
def test_a_time_that_has_passed_is_refused_and_a_moment_ago_means_now(
    draft, desk, at, published_at
) -> None:
    if published_at:
        assert publish(draft, by=desk, at=at).published_at == published_at
    else:
        assert refusal(lambda: publish(draft, by=desk, at=at)) == [
            "This time has passed. Leave it empty to publish now, or choose a later one."
        ]


def test_publishing_ticks_public_what_it_is_told_to(draft, desk) -> None:
    event, other = make_event(is_public=False), make_event(is_public=False)

    publish(draft, by=desk, show=[event])

    event.refresh_from_db()
    other.refresh_from_db()
    assert (event.is_public, other.is_public) == (True, False)
    [line] = [entry for entry in LogEntry.objects.all() if entry.get_edited_object() == event]
    assert (line.user, line.change_message) == (
        desk, "Ticked public with the publication of an article.",
    )  # fmt: skip


def test_a_refused_publication_ticks_nothing_public(desk) -> None:
    event = make_event(is_public=False)

    refusal(lambda: publish(make_article(), by=desk, show=[event]))

    event.refresh_from_db()
    assert event.is_public is False


@pytest.mark.parametrize(("at", "accepted"), [(NOW - MOMENT, False), (NOW, True)])
def test_r5_publish_refuses_a_time_before_the_embargo(draft, desk, at, accepted) -> None:
    Article.objects.update(embargo_until=NOW)

    if accepted:
        assert publish(draft, by=desk, at=at).published_at == at
    else:
        assert refusal(lambda: publish(draft, by=desk, at=at)) == [
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
def test_r5_publish_refuses_a_quote_unfit_for_print(draft, desk, state, sentence) -> None:
    quote = make_quote(verified=True, speaker=make_actor(name="A"), text="We met")
    make_citation(draft, quote)
    Quote.objects.update(**state)

    assert refusal(lambda: publish(draft, by=desk)) == [f"Quote we-met: {sentence}"]


def test_r5_publish_for_the_end_of_a_quotes_embargo_is_allowed(draft, desk) -> None:
    make_citation(draft, make_quote(verified=True, embargo_until=LATER))

    assert publish(draft, by=desk, at=LATER).status == "published"


def test_r1_publish_refuses_words_that_the_body_no_longer_marks(draft, desk) -> None:
    make_citation(draft, make_quote(verified=True, speaker=make_actor(name="A"), text="We met"))
    Article.objects.update(body="They met, he said.")

    assert refusal(lambda: publish(draft, by=desk)) == [
        (
            "Quote we-met: The body does not print these words between quotation marks. Correct "
            "the body or copy the words as they stand there."
        )
    ]


def test_r12_publish_refuses_words_that_were_corrected_since(draft, desk) -> None:
    make_citation(draft, make_quote(verified=True, speaker=make_actor(name="A"), text="We met"))
    Quote.objects.update(text="We parted")

    assert refusal(lambda: publish(draft, by=desk)) == [
        (
            "Quote we-met: These are not the quote's words. Copy them from the quote, with … for "
            "words left out and [brackets] around words put in."
        )
    ]


def test_r3_publish_refuses_an_office_that_had_ended(draft, desk) -> None:
    office = make_office(make_actor(name="Ana"), end_edtf="2025-08")
    quote = make_quote(verified=True, speaker=office.holder, office=office, said_on_edtf="2025-07")
    make_citation(draft, quote)
    Quote.objects.filter(pk=quote.pk).update(
        said_on_edtf="2025-09-01", said_on_earliest="2025-09-01", said_on_latest="2025-09-01"
    )

    assert refusal(lambda: publish(draft, by=desk)) == [
        (
            f"Quote {quote.slug}: Ana did not hold this office on the day of the quote. "
            "Choose another office or correct the date."
        )
    ]


def test_r4_publish_refuses_a_quote_of_a_later_day(draft, desk) -> None:
    speaker = make_actor(name="A")
    quote = make_quote(verified=True, speaker=speaker, text="We met", said_on_edtf="2025-09-02")
    make_citation(draft, quote)

    assert refusal(lambda: publish(draft, by=desk)) == [
        (
            "Quote we-met: The quote was said on 2025-09-02, after the article's own date "
            "(2025-09-01). Correct one of the two dates."
        )
    ]


def test_r6_nothing_becomes_public_before_its_article(draft, desk) -> None:
    secret = make_event(is_public=False)
    make_coverage(draft, secret)
    later = NOW + datetime.timedelta(hours=2)

    sentences = refusal(
        lambda: publish_article(
            draft, by=desk, at=later, acknowledged=warned_of(draft, later), show=[secret]
        )
    )

    secret.refresh_from_db()
    assert not secret.is_public
    assert "readers would see these from now on" in str(sentences)
