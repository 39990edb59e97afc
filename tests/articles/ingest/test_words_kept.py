"""R10: whatever text comes in, every word of it is in one place, in order, and none is changed."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingest import Refused, read
from articles.ingest.plain import parts
from articles.markdown import escaped, paragraphs, plain_text
from articles.services.intake import body_of

pytestmark = [pytest.mark.once, pytest.mark.property]

LINES = st.sampled_from(
    [
        "date 2025-09-04 Leaders met in the town hall on Monday.",
        "Leaders meet in the town hall for the first time in years",
        "IMAGE: Two leaders in a car. Photograph: ANI Photo",
        "Two leaders at the gate of the hall on Monday. (AFP)",
        "Short Url", "Follow", "Updated 01 September 2025", "Updated 6 sec ago", "",
        "• A point", "- another", "NEW DELHI: They met.", "By Ana Orlova", "With inputs from PTI",
        "They left after an hour, and nobody said a word to those who waited outside.",
        "(AFP)", "1. One", "## Not a subhead", "> said", "\ufeff", "\xa0", "(((", "IMAGE:", "By ",
    ]
)  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
MARKUP = st.text(st.sampled_from("ab1 *_\\[]()<>#-+.!&;`~|'\":/@=\t\r\n\xa0é"), max_size=40)
TEXTS = st.lists(st.one_of(LINES, ANY), max_size=14).map("\n".join)
WORD_ENDS = re.compile(r"[\s\ufeff\u200b]+")


def solid(text):
    return WORD_ENDS.sub("", text)


@given(TEXTS)
def test_every_word_is_in_one_piece_in_order(text) -> None:
    pieces = [piece for part in parts(text) for piece in part.pieces]

    assert solid("".join(piece.words for piece in pieces)) == solid(text)
    assert all(piece.home or piece.why for piece in pieces)


@given(TEXTS)
def test_no_text_makes_the_reader_fail(text) -> None:
    with suppress(Refused):
        assert all(one.words for one in read(text, format="plain"))


@given(TEXTS)
def test_the_body_says_what_was_read(text) -> None:
    try:
        found = read(text, format="plain")
    except Refused:
        return
    for one in found:
        assert paragraphs(body_of(one.blocks)) == one.paragraphs


@given(MARKUP)
def test_an_escaped_paragraph_is_that_paragraph(text) -> None:
    lines = [line.strip() for line in re.split("\r\n|\r|\n", text)]
    words = "\n".join(line for line in lines if line)

    assert list(paragraphs(escaped(text))) == ([words] if words else [])


@given(MARKUP)
def test_an_escaped_subhead_is_that_subhead(text) -> None:
    lines = [line.strip() for line in re.split("\r\n|\r|\n", text)]
    words = " ".join(line for line in lines if line)
    body = escaped(text, as_subhead=True)

    assert plain_text(body) == words
    assert paragraphs(body) == ()


def test_what_needs_no_escape_gets_none() -> None:
    text = "He said: “[The] deal – 3.5 per cent (a first) – is here!” It's #1, A&B & 2+2. -- x_"

    assert escaped(text) == text.replace("x_", r"x\_")
