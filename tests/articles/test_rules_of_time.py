"""The rules R4, R5 and R12 on quotes and citations, each by its number."""

import datetime
from typing import Any

import pytest

from articles.models import Citation, Quote
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_office,
    make_quote,
    make_user,
)
from tests.forbidden import clean_errors as errors

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
MOMENT = datetime.timedelta(microseconds=1)


# R4


@pytest.mark.parametrize("status", ["held", "reported"])
def test_r4_words_are_said_at_what_has_taken_place(status) -> None:
    assert errors(make_quote(said_at=make_event(status=status))) == {}


@pytest.mark.parametrize(
    ("status", "occurrence"), [("planned", "eos5"), ("cancelled", "eos6"), ("postponed", "")]
)
def test_r4_nothing_is_said_at_what_has_not_taken_place(status, occurrence) -> None:
    event = make_event(title="Plenary", status=status, occurrence=occurrence)

    assert errors(make_quote(said_at=event)) == {
        "said_at": [
            (
                f"“Plenary” is {status}: nothing was said there yet. "
                "Put it under “about”, or mark the event as held."
            )
        ]
    }


@pytest.mark.parametrize(
    ("said_on", "held_on", "fits"),
    [
        ("2025-08-31", "2025-09-01", False),
        ("2025-09-01", "2025-09-01", True),
        ("2025-09-02", "2025-09-01", True),
        ("2025-08", "2025-09-01", False),
        ("2025-09", "2025-09-01", True),
        ("[..2025-08-31]", "2025-09-01", False),
        ("[2025-08-01..]", "2025-09-01", True),
        ("", "2025-09-01", True),
        ("2025-08-31", "", True),
    ],
)
def test_r4_nothing_is_said_before_its_event(said_on, held_on, fits) -> None:
    event = make_event(title="Plenary", date_edtf=held_on)
    refusal = {
        "said_on_edtf": ["“Plenary” came later (2025-09-01). Correct the date or the event."]
    }

    assert errors(make_quote(said_on_edtf=said_on, said_at=event)) == ({} if fits else refusal)


OWN_DATES = [
    # said on, source date, source updated, published, accepted
    ("2025-09-01", "2025-09-01", None, None, True),
    ("2025-09-02", "2025-09-01", None, None, False),
    ("2025-09-02", None, "2025-09-01", None, False),
    ("2025-09-02", "2025-09-02", "2025-09-01", None, True),
    ("2025-09-02", None, None, "2025-09-01T12:00Z", False),
    ("2025-09-02", None, None, None, True),
    ("2025-09", "2025-09-01", None, None, True),
    ("2025-10", "2025-09-01", None, None, False),
    ("[2025-08-31..2025-09-05]", "2025-09-01", None, None, True),
    ("[..2025-09-05]", "2025-09-01", None, None, True),
    ("[2025-09-02..]", "2025-09-01", None, None, False),
    ("2025-09-02/2025-09-03", "2025-09-01", None, None, False),
    ("", "2025-09-01", None, None, True),
]


@pytest.mark.parametrize(("said_on", "source", "updated", "published", "accepted"), OWN_DATES)
def test_r4_nobody_is_quoted_after_the_articles_own_date(
    said_on, source, updated, published, accepted
) -> None:
    dates: dict[str, Any] = {
        "source_date": source and datetime.date.fromisoformat(source),
        "source_updated": updated and datetime.date.fromisoformat(updated),
        "published_at": published and datetime.datetime.fromisoformat(published),
    }
    quote = make_quote(said_on_edtf=said_on, kind="indirect")
    late = Citation(article=make_article(**dates), quote=quote, kind="indirect")

    refusal = {
        "quote": [
            (
                f"The quote was said on {said_on}, after the article's own date (2025-09-01). "
                "Correct one of the two dates."
            )
        ]
    }
    assert errors(late) == ({} if accepted else refusal)


@pytest.mark.parametrize(("zone", "accepted"), [("Asia/Kolkata", True), ("UTC", False)])
def test_r4_publication_counts_by_the_desks_clock(settings, zone, accepted) -> None:
    settings.TIME_ZONE = zone
    at = datetime.datetime(2025, 9, 1, 19, tzinfo=datetime.UTC)  # 2 September in Delhi
    quote = make_quote(said_on_edtf="2025-09-02", kind="indirect")
    late = Citation(article=make_article(published_at=at), quote=quote, kind="indirect")

    assert (errors(late) == {}) is accepted


def test_r4_a_quotes_day_never_moves_past_the_articles_that_carry_it() -> None:
    quote = make_quote(said_on_edtf="2025-09-01", kind="indirect")
    day = datetime.date(2025, 9, 1)
    make_citation(make_article(headline="Leaders meet", source_date=day), quote)
    assert errors(quote) == {}

    quote.said_on_edtf = "2025-09-02"
    assert errors(quote) == {
        "said_on_edtf": [
            (
                "“Leaders meet” of 2025-09-01 carries this quote, so it was said by then. "
                "Correct the date."
            )
        ]
    }


def test_r4_an_event_with_quotes_stays_held() -> None:
    event = make_event()
    make_quote(said_at=event)
    event.status = "postponed"

    assert errors(event) == {
        "status": ["Quotes on file were said at this event, so it was held or reported."]
    }


# R5


def cited_in_print(**fields) -> Quote:
    quote = make_quote(verified=True, **fields)
    article = make_article(published=True, headline="Leaders meet", published_at=NOW)
    make_citation(article, quote)
    return quote


def test_r5_a_printed_quote_never_goes_off_the_record() -> None:
    quote = cited_in_print()
    quote.status, quote.terms = "draft", "off_record"

    assert errors(quote) == {
        "terms": [
            (
                "“Leaders meet” prints this quote. Withdraw the article before the quote goes off "
                "the record."
            )
        ]
    }


def test_r5_a_printed_quote_gets_no_later_embargo() -> None:
    quote = cited_in_print()
    quote.embargo_until = NOW + MOMENT

    assert errors(quote) == {
        "embargo_until": [
            (
                "“Leaders meet” prints this quote before that embargo ends. Withdraw the article "
                "or choose an earlier time."
            )
        ]
    }


def test_r5_an_embargo_that_ended_by_publication_may_stay() -> None:
    quote = cited_in_print()
    quote.embargo_until = NOW

    assert errors(quote) == {}


def test_r5_an_embargo_is_free_while_only_drafts_cite_the_quote() -> None:
    quote = make_quote(verified=True)
    make_citation(make_article(), quote)
    quote.embargo_until = NOW

    assert errors(quote) == {}


@pytest.mark.parametrize("status", ["draft", "disputed", "withdrawn"])
def test_r5_a_published_article_cites_no_unverified_quote(status) -> None:
    quote = make_quote(speaker=make_actor(name="A"), text="We met", kind="indirect", status=status)
    new = Citation(article=make_article(published=True), quote=quote, kind="indirect")

    assert errors(new) == {"quote": ["“A: We met” is not verified. Verify it first."]}


def test_r5_a_published_article_cites_nothing_off_the_record() -> None:
    speaker = make_actor(name="A")
    quote = make_quote(speaker=speaker, text="We met", kind="indirect", terms="off_record")
    new = Citation(article=make_article(published=True), quote=quote, kind="indirect")

    assert errors(new) == {"quote": ["“A: We met” is off the record. Take it out of the article."]}


@pytest.mark.parametrize(("embargo", "accepted"), [(NOW, True), (NOW + MOMENT, False)])
def test_r5_a_published_article_cites_nothing_under_embargo(embargo, accepted) -> None:
    quote = make_quote(
        verified=True, speaker=make_actor(name="A"), text="We met", kind="indirect",
        embargo_until=embargo,
    )  # fmt: skip
    article = make_article(published=True, published_at=NOW)

    refusal = {
        "quote": [
            (
                "“A: We met” is under embargo until 2025-09-01 12:00 UTC. "
                "Publish later or take it out of the article."
            )
        ]
    }
    new = Citation(article=article, quote=quote, kind="indirect")
    assert errors(new) == ({} if accepted else refusal)


def test_r5_a_draft_may_cite_what_is_not_fit_for_print_yet() -> None:
    quote = make_quote(kind="indirect", terms="off_record", embargo_until=NOW)

    assert errors(Citation(article=make_article(), quote=quote, kind="indirect")) == {}


# R12


def test_r12_correcting_the_words_of_a_printed_quote_is_never_refused() -> None:
    quote = cited_in_print(text="We met in Beijing")
    quote.text = "We met in Tianjin"

    assert errors(quote) == {}
    quote.save()
    assert Quote.objects.published().get().text == "We met in Tianjin"
    assert quote.citations.get().as_printed == "We met in Beijing"
    assert list(errors(quote.citations.get())) == ["as_printed"]


# The chain of continued quotes


def test_a_quote_continues_one_of_the_same_speaker() -> None:
    first = make_quote(speaker=make_actor(name="Xi Jinping"))

    assert errors(make_quote(continues=first)) == {
        "continues": ["That quote is by Xi Jinping. A quote continues one of the same speaker."]
    }


def test_a_chain_of_quotes_never_closes() -> None:
    speaker = make_actor()
    first = make_quote(speaker=speaker)
    second = make_quote(speaker=speaker, continues=first)
    third = make_quote(speaker=speaker, continues=second)
    assert errors(third) == {}

    first.continues = third
    assert errors(first) == {
        "continues": ["That quote continues this one already. Choose an earlier one."]
    }


def test_an_unreadable_date_is_one_error_at_its_field() -> None:
    event = make_event(date_edtf="2025-09-01")
    office = make_office()
    quote = make_quote(speaker=office.holder, office=office, said_at=event)
    quote.said_on_edtf, quote.said_on_basis = "2025-13", "stated"

    assert list(errors(quote)) == ["said_on_edtf"]


def test_verifier_is_asked_for_by_name() -> None:
    quote = make_quote(status="draft", created_by=make_user())
    quote.status = "verified"

    assert errors(quote) == {"verified_by": ["A verified quote needs who verified it."]}
