"""R1: what is printed is an excerpt of the quote, and stands between marks in the body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.verbatim import is_excerpt, stands_between_marks

pytestmark = pytest.mark.once

QUOTE = (
    "We don't want a well-known war—not in 2025, not ever; 1,500 people (and more) asked "
    "“why?” The answer is 2.5 per cent [sic] of nothing…"
)

EXCERPTS = [
    QUOTE,
    "We don’t want a well‑known war–not in 2025",
    "not ever",
    "not ever,",
    "not ever.",
    "1,500 people (and more) asked",
    "people",
    "and more",
    "asked “why?”",
    "asked 'why?'",
    "«why?»",
    "why",
    "The answer is\u00a02.5\u2009per\n cent",
    "The\u200b answer",
    "of nothing…",
    "of nothing...",
    "of nothing . . .",
    "“1,500 people”",
    "We … not ever",
    "We don't want ... not ever",
    "We don’t want […] not ever",
    "We don’t want … 1,500 people … nothing",
    "[W]e don't want",
    "[w]e don't want",
    "[They] don't want",
    "1,500 people [there] asked",
    "[About] 1,500 people",
    "[…] not ever",
    "answer is 2.5 per cent [sic] of nothing",
]
NO_EXCERPTS = [
    "",
    "…",
    "[peace]",
    "“”",
    ",",
    "We do not want",
    "we don't want",
    "WE DON'T WANT",
    "We don't wants",
    "e don't want",
    "We don't wan",
    "We dont want",
    "We want a well-known war",
    "a well known war",
    "well",
    "known",
    "don",
    "not in 2026",
    "not in 202",
    "500 people",
    "1500 people",
    "1,50",
    "2.5 percent",
    "2",
    "5 per cent",
    "not ever … We don't want",
    "nothing … 2025",
    "people asked",
    "1,500 people [there] answered",
    "We don't want [any] peace",
]


@pytest.mark.parametrize("printed", EXCERPTS)
def test_r1_excerpt_of_whole_words(printed) -> None:
    assert is_excerpt(printed, QUOTE)


@pytest.mark.parametrize("printed", NO_EXCERPTS)
def test_r1_no_excerpt(printed) -> None:
    assert not is_excerpt(printed, QUOTE)


def test_r1_quotation_that_begins_and_ends_with_quoted_words() -> None:
    text = "“Yes” is what he meant by “no”"

    assert is_excerpt("“Yes” is what he meant", text)
    assert is_excerpt("meant by ‘no’", text)
    assert is_excerpt("“Yes”", text)
    assert is_excerpt(text, text)


def test_r1_bracket_may_replace_the_beginning_of_a_word() -> None:
    assert is_excerpt("[t]he answer", "The answer")
    assert not is_excerpt("[t]he question", "The answer")


# Properties

WORDS = st.lists(
    st.text(alphabet="abcdeABCDEéüжЖ0123456789𝐱", min_size=1, max_size=8), min_size=1, max_size=12
)
JOINTS = st.sampled_from(
    [" ", ", ", ". ", "; ", " – ", "—", "-", " (", ") ", "’s ", " “", "” ", "! "]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of words with punctuation of all kinds between them."""
    words = draw(WORDS)
    return words[0] + "".join(draw(JOINTS) + word for word in words[1:])


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, str]:
    """A text and a run of its words, cut at spaces."""
    text = draw(texts())
    words = text.split()
    start = draw(st.integers(0, len(words) - 1))
    stop = draw(st.integers(start + 1, len(words)))
    return text, " ".join(words[start:stop])


def has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


@pytest.mark.property
@given(slices())
def test_r1_any_run_of_whole_words_is_an_excerpt(text_and_slice) -> None:
    text, run = text_and_slice

    assert is_excerpt(run, text) is has_words(run)


@pytest.mark.property
@given(slices(), st.data())
def test_r1_typography_never_breaks_an_excerpt(text_and_slice, data) -> None:
    text, run = text_and_slice
    swaps = {
        " ": [" ", "\u00a0", "\u2009", "\n", "  ", "\u202f"],
        "–": ["-", "—", "−", "‑"],
        "—": ["-", "–", "―"],
        "-": ["‐", "–", "—"],
        "’": ["'", "‘", "ʼ", "`"],
        "“": ['"', "«", "„", "‘", "'"],
        "”": ['"', "»", "“", "’", "'"],
    }
    printed = "".join(data.draw(st.sampled_from(swaps.get(letter, [letter]))) for letter in run)
    final = data.draw(st.sampled_from(["", ",", "."])) if run[-1].isalnum() else ""

    assert is_excerpt(printed + final, text) is has_words(run)


@pytest.mark.property
@given(slices(), st.data())
def test_r1_another_letter_or_digit_is_no_excerpt(text_and_slice, data) -> None:
    text, run = text_and_slice
    places = [place for place, letter in enumerate(run) if letter.isalnum()]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    foreign = data.draw(st.sampled_from(["z", "Q", "٣", "ß"]))  # none of them in the alphabet

    assert not is_excerpt(run[:place] + foreign + run[place + 1 :], text)


@pytest.mark.property
@given(WORDS.map(lambda words: "x" + " ".join(words)), st.data())
def test_r1_another_case_is_no_excerpt(text, data) -> None:
    places = [place for place, letter in enumerate(text) if letter.swapcase() != letter]
    place = data.draw(st.sampled_from(places))

    assert not is_excerpt(text[:place] + text[place].swapcase() + text[place + 1 :], text)


@pytest.mark.property
@given(st.text(), st.text())
def test_r1_answers_for_any_two_texts(printed, text) -> None:
    assert is_excerpt(printed, text) in (True, False)
    assert stands_between_marks(printed, text) in (True, False)


@pytest.mark.parametrize(
    "piece", ["“", "”", "'", "'a ", "[", "]", "[] ", ".", ". ", "! ", "- ", "…", "a ", "\0", "*"]
)
def test_r1_answers_for_100_kb_of_one_thing(piece) -> None:
    hostile = piece * (100_000 // len(piece))

    assert not is_excerpt(f"{hostile} missing", hostile)
    assert not stands_between_marks("missing words", hostile)


# Between marks

MARKS = ["“”", '""', "„“", "„”", "«»", "»«", "‘’", "''", "‚‘", "‹›", "＂＂", "〝〞"]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    "body",
    [
        "He said: {0}We met in Tianjin.{1}",
        "{0}We met in Tianjin,{1} he said.",
        "{0}We met in Tianjin{1}, he said.",
        "Old.\n\nNew: {0}We met in Tianjin{1} (he said).",
        "> {0}We met in Tianjin{1}",
        "- one\n- {0}We met in Tianjin{1}",
        "## {0}Not this{1}\n\nHe said {0}We met in Tianjin{1}.",
        "{0}We **met** in [Tianjin](https://example.org/a){1}",
        "**{0}We met in Tianjin{1}**",
        "{0}We met\nin Tianjin{1}",
        "{0}No,{1} he said. {0}We met in Tianjin.{1} And {0}yes{1}.",
        "{0}Today we say: We met in Tianjin — and parted{1}, he said.",
    ],
)
def test_r1_words_between_marks_are_found(marks, body) -> None:
    assert stands_between_marks("We met in Tianjin", body.format(*marks))


@pytest.mark.parametrize(
    "body",
    [
        "We met in Tianjin, he said.",
        "He said that “we” met in Tianjin. We met in Tianjin.",
        "“Yes,” he said. We met in Tianjin. “No,” he said.",
        "He doesn't say so. We met in Tianjin. They don't either.",
        "The leaders’ words: We met in Tianjin, the dogs’ too.",
        "The summer of ’69: We met in Tianjin. The leaders’ words.",
        "It’s the world’s peace. We met in Tianjin. It’s ours.",
        "5'10\" tall. We met in Tianjin.",
        "“We met in Beijing.”",
        "“We met\n\nin Tianjin.”",
        "“We met in Tianjins”",
        "## “We met in Tianjin”",
        "`“`We met in Tianjin",
        "",
    ],
)
def test_r1_words_without_marks_are_not_found(body) -> None:
    assert not stands_between_marks("We met in Tianjin", body)


def test_r1_a_paragraph_that_begins_with_a_mark_continues_the_quotation() -> None:
    body = "He said: “First we spoke.\n\n“Then we met in Tianjin.\n\n“Then we left.” That was all."

    assert stands_between_marks("First we spoke", body)
    assert stands_between_marks("Then we met in Tianjin", body)
    assert stands_between_marks("Then we left", body)
    assert not stands_between_marks("That was all", body)


def test_r1_a_quotation_left_open_ends_with_its_paragraph() -> None:
    body = "He said: “First we spoke.\n\nThen we met in Tianjin. “Yes,” he said."

    assert not stands_between_marks("Then we met in Tianjin", body)
    assert stands_between_marks("Yes", body)


def test_r1_marks_inside_a_quotation_do_not_end_it() -> None:
    body = "“He called it a ‘great day’ for all,” she said."

    assert stands_between_marks("He called it a “great day” for all", body)
    assert stands_between_marks("great day", body)


def test_r1_what_is_printed_may_be_copied_with_its_marks() -> None:
    assert stands_between_marks("“We met,”", "“We met,” he said.")
    assert is_excerpt("“We met,”", "We met")


@pytest.mark.property
@given(texts(), st.sampled_from(["“”", "«»", "„“", '""']))
def test_r1_any_words_put_between_marks_are_found(text, marks) -> None:
    bare = "".join(letter for letter in text if letter not in "“”")

    assert stands_between_marks(bare, f"He said: {marks[0]}{bare}{marks[1]} and left.")
    assert not stands_between_marks(bare + " zz", f"He said: {marks[0]}{bare}{marks[1]}.")
