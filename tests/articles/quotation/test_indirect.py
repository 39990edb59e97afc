"""Indirect statements, which are proposals and off until asked for."""

import pytest

from articles.quotation import find_quotes

pytestmark = pytest.mark.once

TEXT = "Anna Berg said that the talks would go on in May."


def test_they_are_off_until_asked_for():
    assert find_quotes(TEXT) == []


@pytest.mark.parametrize(
    ("text", "statement", "speaker"),
    [
        (TEXT, "the talks would go on in May", "Anna Berg"),
        ("Anna Berg said the talks would go on.", "the talks would go on", "Anna Berg"),
        (
            "The talks will go on in May, Anna Berg said.",
            "The talks will go on in May",
            "Anna Berg",
        ),
        ("The talks will go on in May, police said.", "The talks will go on in May", "police"),
        ("According to Anna Berg, the talks will go on.", "the talks will go on", "Anna Berg"),
        ("The talks will go on, according to Anna Berg.", "The talks will go on", "Anna Berg"),
        ("Anna Berg told reporters that the talks go on.", "the talks go on", "Anna Berg"),
        (
            "The talks go on in May, said Anna Berg, a farmer.",
            "The talks go on in May",
            "Anna Berg",
        ),
        ("Anna Berg said the talks were on, according to Lind.", "the talks were on", "Anna Berg"),
        ("OSLO: The talks will go on, Anna Berg said.", "The talks will go on", "Anna Berg"),
    ],
)
def test_the_plain_shapes_are_proposed(text, statement, speaker):
    found = find_quotes(text, indirect=True)

    assert [(q.kind, q.text, q.speaker) for q in found] == [("indirect", statement, speaker)]
    assert (found[0].opens, found[0].closes) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg declined to say whether the talks would go on.",
        "The report said little.",
        "The talks went on in May.",
        "She said goodbye to the ministers.",
    ],
)
def test_what_states_nothing_is_not_proposed(text):
    assert find_quotes(text, indirect=True) == []


def test_a_sentence_that_goes_on_behind_the_verb_is_not_cut_at_it():
    text = "When Congress cut the funds in May, Anna Berg explained why."

    assert find_quotes(text, indirect=True) == []


def test_a_sentence_with_a_quotation_gives_only_that():
    found = find_quotes("Anna Berg said that the talks were “over” by noon.", indirect=True)

    assert [quote.kind for quote in found] == ["mixed"]
