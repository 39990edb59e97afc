"""R1, where quotations begin and end: marks of every shape, missing ones, inches and dashes."""

import unicodedata

import pytest

from articles.verbatim import is_excerpt, stands_between_marks

pytestmark = pytest.mark.once

UNCLOSED = "He said “peace now, and the army marched on. He called it “a joke”."
INCHES = 'The 12" shell hit. He said “peace is near” today.'
DECADE = "In the ‘90s it was clear to the ministers’ aides."
UNCLOSED_PARAGRAPH = "“We agree.\n\nThe army marched on. “Yes,” he said."
GERMAN = "Er sagte: „Frieden jetzt“ und ging. „Ja“, rief er."
REVERSED = "»Frieden jetzt« sagte er und rief »gut«."
SWEDISH = "Han ropade ”hej” och ”bra” ute."
FRENCH = "Il a dit « la paix », puis « rien »."
STRAIGHT = 'He said "one two" and "three" then.'
MIXED = '“The way took 45 minutes," the radio said. “More”, it said.'


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("a joke", UNCLOSED),
        ("peace is near", INCHES),
        ("Yes", UNCLOSED_PARAGRAPH),
        ("Frieden jetzt", GERMAN),
        ("Ja", GERMAN),
        ("gut", REVERSED),
        ("hej", SWEDISH),
        ("bra", SWEDISH),
        ("la paix", FRENCH),
        ("rien", FRENCH),
        ("three", STRAIGHT),
        ("45 minutes", MIXED),
        ("More", MIXED),
        ("20 men died", "‘20 men died’ he said."),
        ("[t]he deal", "He called “[t]he deal” off."),
        ("$5 billion", 'It was the "$5 billion" deal.'),
    ],
)
def test_r1_words_between_marks_are_found(printed, body):
    assert stands_between_marks(printed, body)


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("and the army marched on. He called it", UNCLOSED),
        ("shell hit. He said", INCHES),
        ("it was clear to the ministers", DECADE),
        ("The army marched on.", UNCLOSED_PARAGRAPH),
        ("und ging.", GERMAN),
        ("sagte er und rief", REVERSED),
        ("och", SWEDISH),
        ("puis", FRENCH),
        ("and", STRAIGHT),
        ("the radio said.", MIXED),
    ],
)
def test_r1_narration_between_two_quotations_is_not_quoted(printed, body):
    assert not stands_between_marks(printed, body)


@pytest.mark.parametrize("dash", ["—", "–", " - ", " — ", "…"])
@pytest.mark.parametrize("printed", ["We want peace", "not war"])
def test_r1_a_dash_or_an_ellipsis_parts_words(printed, dash):
    assert is_excerpt(printed, f"We want peace{dash}not war")


def test_r1_a_hyphen_joins_words():
    assert not is_excerpt("known things", "These are well-known things")
    assert is_excerpt("well—known things", "These are well-known things")


def test_r1_composed_and_decomposed_letters_are_the_same():
    assert is_excerpt(unicodedata.normalize("NFD", "Erdoğan came"), "Erdoğan came")
