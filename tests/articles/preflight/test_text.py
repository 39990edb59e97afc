"""A01-A03, A05-A08, A10-A14: each fires on its example and stays silent on the neighbour."""

import pytest

from tests.articles.preflight.fit import codes, only, paragraphs
from tests.factories import (
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_quote,
)

pytestmark = pytest.mark.django_db

LONG = "The two sides agreed on three crossings, on the hours in which they are open, on who may "
LONG += "pass and with which papers, and on a commission that meets twice a year in either capital"
TITLE = "Two neighbours agree on three new crossings"


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("A01", "What is at stake? The crossings were closed.", "What is at stake, he asked."),
        ("A01", "A late start The crossings were closed.", "A late start in The Hague was seen."),
        ("A01", "A late start While crossings closed, it rained.", "He told The Times of it."),
        ("A01", "Trains to run again Trains to run from May.", "Trains to run again from May."),
        ("A01", "Open borders They waited for long.", "“Open borders” They waited."),
        ("A02", "Short Url", "Short is the way."),
        ("A02", "With inputs from PTI", "With inputs they were sparing, without outputs too."),
        ("A02", "Updated 6 min ago", "Updated maps were shown."),
        ("A02", "IMAGE: The crossing. Photograph: ANI", "Images of the crossing were shown."),
        ("A02", "date 2025-09-01 The talks went on.", "Dates were set."),
        ("A02", "Follow", "Follow the rules, they said."),
        ("A05", "They meet in Vienna,1 September 2025.", "They have 1,000 guards, and A.B.C."),
        ("A05", "They met sinceDonald Trump signed.", "VestiFM and McDonald met on an iPhone."),
        ("A05", "They met.The talks went on.", "See https://example.org/a.B,c or a@b.Com now."),
        ("A05", "He said “no.”Then he left.", "He said “no.” Then he left (he did)."),
        ("A06", "This is a key a platform.", "It costs a dollar a day."),
        ("A06", "They met in the the hall.", "The more the merrier."),
        ("A07", LONG, f"{LONG}."),
        ("A07", f"{LONG} (AFP)", f"{LONG}. (AFP)"),
        ("A07", f"“{LONG}”", f"“{LONG}.”"),
        ("A11", "He revealed on what they spoke of.", "He revealed on what day they spoke."),
        ("A11", "They discussed about how it began.", "They thought about how it began."),
        ("A11", "She outlined on what they agreed.", "It has details on who was aboard."),
        ("A12", "It fell on the eve the talks began.", "They met on the sidelines this week."),
        ("A12", "They met on the margins their summit.", "They met on the eve the day before."),
        ("A13", "It is the first law after Ann Orr's third term.",
         "It is the first law after Ann Orr's third term as prime minister began."),
        ("A12", "They met on the sidelines the talks.", "They met on the sidelines of the talks."),
        ("A12", "It fell in spite the rain.", "On the sidelines the two met."),
        ("A13", "It is the first meeting after Ann Orr's second term.",
         "It is the first meeting after Ann Orr's second term began."),
        ("A13", "It is the first call after Orr’s presidency.", "It is the first call this term."),
        ("A14", "It's here. It’s there.", "It's here. They're there, 5’ away."),
        ("A08", "They meet on Monday.", "They meet on Monday, 1 September 2025."),
        ("A08", "Last week they met.", "In May 2025 they met."),
        ("A08", "In recent weeks they met.", "In the week of 1 May they met."),
        ("A08", "A day earlier they met.", "The Sunday Times wrote of it."),
    ],
)  # fmt: skip
def test_a_check_of_words_fires_on_the_fault_and_not_on_its_neighbour(code, wrong, right) -> None:
    warning = f"{code} warning"

    assert [found for found in codes(paragraphs(wrong)) if found.startswith("A")] == [warning]
    assert warning not in codes(paragraphs(right))


@pytest.mark.parametrize("code", ["A01", "A06", "A08"])
def test_checks_of_english_words_leave_other_languages_alone(code) -> None:
    article = paragraphs("Why now? The talks on Monday are a key a platform.")
    article.language = "fr"

    assert f"{code} warning" not in codes(article)


def test_a03_finds_a_long_line_printed_twice() -> None:
    twice = paragraphs(TITLE, "They met.", TITLE.replace(" ", "\u00a0"))
    short = paragraphs("They met.", "They left.", "They met.")

    assert codes(twice) == ["A03 error"]
    assert only(twice, "A03").place.number == 3
    assert codes(short) == []


def test_a03_finds_a_second_dateline() -> None:
    assert codes(paragraphs("NEW DELHI: They met.", "DHAKA: They left.")) == ["A03 error"]
    assert codes(paragraphs("NEW DELHI: They met.", "They left.")) == []


def test_a03_knows_the_dateline_in_its_field() -> None:
    article = paragraphs("DHAKA: They left.")
    article.dateline = "NEW DELHI:"

    assert codes(article) == ["A03 error"]

    article.dateline = "DHAKA:"
    assert codes(article) == []


def test_a03_takes_the_names_of_an_interview_for_no_datelines() -> None:
    interview = ["ANNA BERG: Yes.", "THE DESK: No?"]

    assert codes(paragraphs(*interview * 2)) == []


def test_a08_is_silent_where_a_linked_quote_has_a_date() -> None:
    article = make_article(body="They met on Monday, Berg said.")
    quote = make_quote(verified=True, kind="indirect", said_on_edtf="2025-09-01")
    citation = make_citation(article, quote, speaker_as_printed=str(quote.speaker), paragraph=1)
    assert codes(article) == []

    citation.paragraph = 2
    citation.save()
    assert codes(article) == ["A08 warning"]


def test_a08_is_silent_where_a_claim_has_a_dated_event() -> None:
    article = make_article(body="They met on Monday.")
    event = make_event(date_edtf="2025-09-01", kind="visit")
    claim = make_claim(article, event=event, paragraph=1)
    make_coverage(article, event)
    assert codes(article) == []

    claim.paragraph = 2
    claim.save()
    assert codes(article) == ["A08 warning"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date_edtf": "2025-09-01", "date_as_printed": "on Monday / today"}, []),
        ({"date_edtf": "2025-09-01", "date_as_printed": "on Sunday"}, ["A08 warning"]),
        ({"date_as_printed": "on Monday"}, ["A08 warning"]),
    ],
)
def test_a08_is_silent_where_a_covered_event_resolves_the_word(fields, expected) -> None:
    article = make_article(body="They met on Monday.")
    make_coverage(article, make_event(kind="visit", **fields))

    assert codes(article) == expected


def test_a08_names_a_finding_by_the_words_around_it() -> None:
    article = paragraphs("They met.", "The two ministers met on Monday.")

    assert only(article, "A08").name == "A08 The two ministers met on Monday"
    assert only(article, "A08").place.label == "Paragraph 2"


def test_a10_refuses_what_cannot_be_printed_and_warns_of_what_turns_letters() -> None:
    article = paragraphs("They met\x07.", "They left\u202e.")

    assert codes(article) == ["A10 error", "A10 warning"]
    assert only(paragraphs("a\x07"), "A10").sentence == (
        "The body holds characters that cannot be printed: U+0007."
    )


def test_a10_leaves_right_to_left_and_astral_text_alone() -> None:
    article = paragraphs("\u200fمرحبا بالعالم.", "שלום.", "𝔘𝔫𝔦 👩‍👩‍👧 met.\tThey left.")

    assert codes(article) == []
