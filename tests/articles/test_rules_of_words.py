"""The rules R1, R2 and R3 on quotes and citations, each by its number."""

import datetime

import pytest

from articles.models import Citation
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_office,
    make_quote,
)
from tests.forbidden import clean_errors as errors

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
MOMENT = datetime.timedelta(microseconds=1)


def citation(body: str, *, published: bool = True, **fields) -> Citation:
    quote = make_quote(
        text="We met in Tianjin", kind=fields.get("kind", "direct"), context="c", verified=True
    )
    given = {"as_printed": "We met in Tianjin", "context": "c", **fields}
    return Citation(article=make_article(body=body, published=published), quote=quote, **given)


# R1


def test_r1_words_between_marks_are_accepted() -> None:
    assert errors(citation("“We met in Tianjin,” he said.")) == {}


@pytest.mark.parametrize("kind", ["direct", "mixed"])
def test_r1_other_words_than_the_quote_are_refused(kind) -> None:
    wrong = citation("“We met in Beijing,” he said.", as_printed="We met in Beijing", kind=kind)

    assert errors(wrong) == {
        "as_printed": [
            (
                "These are not the quote's words. Copy them from the quote, with … for words "
                "left out "
                "and [brackets] around words put in."
            )
        ]
    }


@pytest.mark.parametrize("kind", ["direct", "mixed"])
def test_r1_words_that_the_body_does_not_mark_are_refused(kind) -> None:
    assert errors(citation("We met in Tianjin, he said.", kind=kind)) == {
        "as_printed": [
            (
                "The body does not print these words between quotation marks. Correct the body or "
                "copy the words as they stand there."
            )
        ]
    }


def test_r1_a_draft_may_be_half_rewritten() -> None:
    assert errors(citation("We met.", published=False, as_printed="We met in Beijing")) == {}


def test_r1_an_indirect_citation_needs_no_marks() -> None:
    assert errors(citation("He said that they met.", kind="indirect", as_printed="")) == {}


# R2


@pytest.mark.parametrize(
    ("quote_kind", "kind"), [("indirect", "direct"), ("indirect", "mixed"), ("mixed", "direct")]
)
def test_r2_a_citation_is_never_stronger_than_its_quote(quote_kind, kind) -> None:
    stronger = citation("“We met in Tianjin,” he said.", kind=kind)
    stronger.quote.kind = quote_kind

    assert errors(stronger) == {
        "kind": [
            f"The quote is {quote_kind}, so it cannot be cited as {kind}. Choose {quote_kind}."
        ]
    }


@pytest.mark.parametrize(
    ("quote_kind", "kind"),
    [
        ("direct", "direct"),
        ("direct", "mixed"),
        ("direct", "indirect"),
        ("mixed", "mixed"),
        ("mixed", "indirect"),
        ("indirect", "indirect"),
    ],
)
def test_r2_a_citation_may_be_weaker_than_its_quote(quote_kind, kind) -> None:
    weaker = citation("“We met in Tianjin,” he said.", kind=kind)
    weaker.quote.kind = quote_kind

    assert errors(weaker) == {}


@pytest.mark.parametrize("kind", ["direct", "mixed"])
def test_r2_an_indirect_quote_never_rises_by_its_kind_alone(kind) -> None:
    quote = make_quote(text="They met in Tianjin", kind="indirect")
    make_citation(make_article(body="They met in Tianjin, he said."), quote)
    quote.kind, quote.context = kind, "They met in Tianjin, he said."

    assert errors(quote) == {
        "kind": [
            (
                "No article prints these words between quotation marks, so the quote stays "
                "indirect. Enter the marked words as a quote of their own."
            )
        ]
    }


def test_r2_an_indirect_quote_rises_where_a_body_marks_its_words() -> None:
    quote = make_quote(text="They met in Tianjin", kind="indirect")
    make_citation(make_article(body="“They met in Tianjin,” he said."), quote)
    quote.kind = "direct"

    assert errors(quote) == {}


def test_r2_a_quote_that_nothing_cites_may_change_its_kind() -> None:
    quote = make_quote(kind="indirect")
    quote.kind = "direct"

    assert errors(quote) == {}


# R3


def test_r3_the_office_is_one_of_the_speaker() -> None:
    other = make_office(make_actor(name="Dmitry Peskov"))

    assert errors(make_quote(office=other)) == {
        "office": ["This office belongs to Dmitry Peskov. Choose an office of the speaker."]
    }


OFFICE_DAYS = [
    # said on, from, until, possible
    ("2025-09-01", "", "", True),
    ("2025-09-01", "2025-09-01", "2025-09-01", True),
    ("2025-09-01", "2025-09-02", "", False),
    ("2025-09-01", "", "2025-08-31", False),
    ("2025-09-01", "2025-09", "", True),
    ("2025-09-01", "", "2025-09", True),
    ("2025-09-01", "2026", "", False),
    ("2025-09-01", "", "2024", False),
    ("2025-08", "2025-08-31", "", True),
    ("2025-08", "2025-09-01", "", False),
    ("[..2025-08-31]", "2025-09-01", "", False),
    ("[2025-09-01..]", "", "2025-08-31", False),
    ("[..2025-09-01]", "", "2020", True),
    ("", "2030", "2031", True),
    ("2025-09-01", "../2025-08-31", "", True),
    ("2025-09-01", "", "2025-08-31/..", True),
]


@pytest.mark.parametrize(
    ("said_on", "start", "end", "possible"),
    OFFICE_DAYS,
)
def test_r3_the_office_is_possible_on_the_day(said_on, start, end, possible) -> None:
    office = make_office(make_actor(name="Dmitry Peskov"), start_edtf=start, end_edtf=end)
    quote = make_quote(speaker=office.holder, office=office, said_on_edtf=said_on)
    said = quote.said_on

    assert office.is_possible_on(said) is possible
    assert office.holder.offices.possible_on(said.earliest, said.latest).exists() is possible
    refusal = {
        "office": [
            (
                "Dmitry Peskov did not hold this office on the day of the quote. "
                "Choose another office or correct the date."
            )
        ]
    }
    assert errors(quote) == ({} if possible else refusal)


def test_r3_an_office_never_moves_away_from_its_quotes() -> None:
    office = make_office(start_edtf="2020")
    make_quote(speaker=office.holder, office=office, said_on_edtf="2021")
    office.end_edtf = "2020"

    assert errors(office) == {
        "end_edtf": ["A quote of 2021 names this office. Correct the dates, or the quote first."]
    }
