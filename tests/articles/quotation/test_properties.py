"""What holds of any text: places are exact, spans do not overlap, nothing raises."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.quotation import FoundQuote, KnownName, Names, find_quotes

pytestmark = [pytest.mark.once, pytest.mark.property]

NAMES = Names(
    [
        KnownName("Anna Berg", "anna-berg"),
        KnownName("Recep Tayyip Erdoğan", "erdogan"),
        KnownName("TASS", "tass", "organisation"),
        KnownName("Ministry of External Affairs", "mea", "organisation"),
    ]
)
WHO = ["Anna Berg", "Mr. Holm", "she", "he", "a source", "the president", "O’Neill", "BERG", "who"]
CUES = ["said", "told reporters", "wrote on X", "saying", "called it", "according to TASS", "that"]
SAID = ["It is over", "“no”", "6'3\"", "don’t", "‘Never’", "the workers’ plan", "U.S. talks", "…"]
MARKS = ["“", "”", '"', "'", "‘", "’", "«", "»", "„", "\u201f", "＂", "``", "''"]
BETWEEN = [
    " ",
    ", ",
    ". ",
    ": ",
    "\n",
    "\n\n",
    " — ",
    " -- ",
    " (",
    ") ",
    "? ",
    "",
    "\u2028",
    "\r\n",
]
NEWS = st.lists(st.sampled_from(WHO + CUES + SAID + MARKS + BETWEEN), max_size=60).map("".join)
SPACED = st.lists(st.sampled_from(WHO + CUES + SAID + MARKS + BETWEEN), max_size=60).map(" ".join)
TEXTS = st.one_of(
    NEWS, SPACED, st.text(max_size=300), st.lists(st.one_of(NEWS, st.text())).map("".join)
)

# Ten minutes of one processor for the six properties in `make soak`, seconds otherwise.
_BY_PROFILE = {"soak": 18_000, "ci": 100}
_NUMBER = _BY_PROFILE.get(settings.get_current_profile_name(), 50)
many = settings(max_examples=_NUMBER)


def is_exact(text: str, quote: FoundQuote) -> bool:
    """Whether every place of a quote is where its words stand."""
    places = [
        (quote.start, quote.end, quote.text),
        (quote.cue_start, quote.cue_end, quote.cue),
        (quote.speaker_start, quote.speaker_end, quote.speaker_as_printed),
    ]
    return all(
        (start, end, words) == (-1, -1, "") or (0 <= start < end and text[start:end] == words)
        for start, end, words in places
    )


@many
@given(TEXTS)
def test_every_place_is_exact(text):
    assert all(is_exact(text, quote) for quote in find_quotes(text, NAMES, indirect=True))


@many
@given(TEXTS)
def test_spans_come_in_order_and_never_overlap(text):
    found = find_quotes(text, NAMES, indirect=True)

    assert all(one.end <= other.start for one, other in pairwise(found))


@many
@given(TEXTS)
def test_every_quotation_lies_within_one_paragraph_and_its_context(text):
    for quote in find_quotes(text, NAMES, indirect=True):
        assert "\n" not in quote.text
        assert quote.text == quote.text.strip()
        assert quote.context_start <= quote.start
        assert quote.end <= quote.context_end


@many
@given(TEXTS)
def test_a_quotation_only_continues_an_earlier_one(text):
    found = find_quotes(text, NAMES, indirect=True)

    assert all(
        quote.continues is None or 0 <= quote.continues < number
        for number, quote in enumerate(found)
    )


@many
@given(TEXTS)
def test_the_same_text_gives_the_same_quotations(text):
    assert find_quotes(text, NAMES) == find_quotes(text, NAMES)


@many
@given(TEXTS)
def test_asking_for_indirect_statements_leaves_the_others_alone(text):
    both = find_quotes(text, indirect=True)

    assert [q.text for q in both if q.kind != "indirect"] == [q.text for q in find_quotes(text)]
