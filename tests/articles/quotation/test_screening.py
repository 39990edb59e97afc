"""What stands between marks and is no quotation."""

import pytest

from articles.quotation import find_quotes

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "text",
    [
        "She appeared on Channel One’s “Good Morning Harbour” on Monday.",
        "Her book, “The Long Way Home,” came out in May.",
        "On Sunday’s broadcast of “Harbour Weekly,” Anna Berg looked tired.",
        "Anna Berg told Channel One’s “Good Morning” nothing new.",
        "Anna Berg told Karl Holm on “The Harbour Hour” nothing new.",
        "On Friday’s edition of the Harbour News Channel’s “First Days,” Anna Berg looked tired.",
        "The so-called “harbour clause” was dropped in May.",
        "Robert “Bobby” Holm arrived on Monday.",
        "The bill is known as the “Harbour Safety Act” in the north.",
        '<a href="https://example.org/a-page">A page</a> has more.',
        'The "" and “ ” are empty.',
    ],
)
def test_titles_nicknames_scare_quotes_and_markup_are_left_out(text):
    assert find_quotes(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It is over,” Anna Berg said.", "direct"),
        ("Anna Berg said: “It is over.”", "direct"),
        ("Anna Berg said that “it is over and nobody won.”", "direct"),
        ("“It is over.”", "direct"),
        ("“We all won,” Anna Berg said. “We’re Harbour.”", "direct"),
        ("The crowd chanted “Hands Down! Shoot!” and “No Fish, No Peace!”", "direct"),
        ("Holm attacked her as a “con artist” in May.", "mixed"),
        ("Anna Berg said the talks were “over” by noon.", "mixed"),
        ("Anna Berg said they had an “excellent meeting” and left.", "mixed"),
        ("Anna Berg called the plan a “mistake” on Monday.", "mixed"),
        ("The visit sent a “clear and loud message” to the port, Anna Berg said.", "mixed"),
    ],
)
def test_direct_is_all_the_speakers_own_and_mixed_is_a_fragment(text, kind):
    assert {quote.kind for quote in find_quotes(text)} == {kind}


def test_the_context_of_a_fragment_is_its_sentence():
    text = "They met. Anna Berg said they had an “excellent meeting” in May. They left."

    quote = find_quotes(text)[0]

    assert text[quote.context_start : quote.context_end] == (
        "Anna Berg said they had an “excellent meeting” in May."
    )
