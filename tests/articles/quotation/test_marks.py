"""Where quotations open and close."""

import pytest

from articles.quotation import find_quotes

pytestmark = pytest.mark.once


def words(text: str) -> list[str]:
    return [quote.text for quote in find_quotes(text)]


@pytest.mark.parametrize(
    "marks", ["“{}”", '"{}"', "„{}“", "„{}”", "«{}»", "»{}«", "”{}”", '“{}"', '"{}”', "＂{}＂"]
)
def test_double_marks_of_every_shape_open_and_close(marks):
    text = f"{marks.format('The talks will go on,')} the minister said on Monday."

    assert words(text) == ["The talks will go on,"]


def test_the_marks_are_told_and_left_out():
    text = "The minister said: „Wir gehen weiter.“"

    quote = find_quotes(text)[0]

    assert (quote.opens, quote.closes) == ("„", "“")
    assert text[quote.start : quote.end] == quote.text == "Wir gehen weiter."


def test_a_paragraph_that_opens_without_closing_goes_on_in_the_next():
    text = (
        "“We met for an hour,” Anna Berg said. “We agreed on much.\n\n“We will meet again in May.”"
    )

    found = find_quotes(text)

    assert [quote.text for quote in found] == [
        "We met for an hour,",
        "We agreed on much.",
        "We will meet again in May.",
    ]
    assert [quote.continues for quote in found] == [None, 0, 1]
    assert {quote.speaker for quote in found} == {"Anna Berg"}


def test_a_quotation_that_closes_a_paragraph_later_is_two_pieces():
    text = "Anna Berg said: “We met for an hour.\n\nWe will meet again in May.”"

    found = find_quotes(text)

    assert [quote.text for quote in found] == ["We met for an hour.", "We will meet again in May."]
    assert found[1].continues == 0


def test_a_split_quotation_is_two_with_one_speaker():
    text = "“We are ready,” said Anna Berg, the minister. “We have been for weeks.”"

    found = find_quotes(text)

    assert [quote.text for quote in found] == ["We are ready,", "We have been for weeks."]
    assert [quote.speaker for quote in found] == ["Anna Berg", "Anna Berg"]
    assert found[1].continues == 0


@pytest.mark.parametrize(
    "inside",
    [
        "They called it ‘a mistake’ and went on,",
        "They called it 'a mistake' and went on,",
        "It is the workers’ right, and ’tis the ’90s again,",
        "It's the workers' right and we don't mind,",
    ],
)
def test_single_marks_and_apostrophes_inside_are_no_quotations_of_their_own(inside):
    assert words(f"“{inside}” Anna Berg said.") == [inside]


def test_apostrophes_never_open_anything():
    assert words("The ministers' cars weren't there in the summer of '69, and 'tis a pity.") == []


def test_a_double_mark_of_another_shape_nests():
    text = '"He told me “never again” and I believed him," Anna Berg said.'

    assert words(text) == ["He told me “never again” and I believed him,"]


def test_single_marks_are_quotations_where_the_text_uses_them():
    text = (
        "‘We don’t know the ministers’ plans,’ Anna Berg said.\n"
        "‘They said “wait” and left,’ she added.\n"
        "‘We have waited long enough,’ said Karl Holm."
    )

    assert words(text) == [
        "We don’t know the ministers’ plans,",
        "They said “wait” and left,",
        "We have waited long enough,",
    ]


@pytest.mark.parametrize("measure", ["6'3\" tall and", 'a 12" pipe and', 'a 32" screen and'])
def test_inches_are_no_marks(measure):
    assert words(f"He is {measure} “very glad to be here,” Anna Berg said.") == [
        "very glad to be here,"
    ]


def test_a_mark_that_closes_nothing_is_ignored():
    assert words('The review of systems" was short, Anna Berg said.') == []


def test_a_typing_slip_between_two_marks_does_not_join_two_quotations():
    text = "“We are ready, said Anna Berg. “We have been for weeks.”"

    assert words(text)[-1] == "We have been for weeks."
