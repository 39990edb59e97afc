"""Whom “he”, “she” and “they” take up."""

import pytest

from articles.quotation import find_quotes

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("In an interview with Paul Lind, Karl Holm made his doubts clear.", "Karl Holm"),
        ("On Tuesday, Karl Holm blamed harbour pilot Paul Lind for the delay.", "Karl Holm"),
        ("Karl Holm met Paul Lind in May. He praised the port.", "Karl Holm"),
        (
            "The Lind Aviation hangar burned. Karl Holm saw it from the Paul Lind bridge.",
            "Karl Holm",
        ),
        (
            "Senate leader Karl Holm objected to Paul Lind. The leader said it was late.",
            "Karl Holm",
        ),
    ],
)
def test_he_is_the_subject_of_the_sentence_before(before, speaker):
    found = find_quotes(f"{before}\n\n“It is over,” he told the host.")

    assert (found[-1].speaker, found[-1].evidence) == (speaker, "pronoun")


def test_a_last_name_that_the_text_never_explains_may_be_he():
    found = find_quotes("Holm, in a talk on Friday, denied it. Holm left. “It is over,” he said.")

    assert found[-1].speaker == "Holm"


@pytest.mark.parametrize("name", ["Israelis", "Norwegians", "Initial"])
def test_a_people_or_a_common_word_is_not_he(name):
    found = find_quotes(f"{name} reports were few. “It is over,” he said.")

    assert found[-1].speaker_keys == ()
    assert found[-1].speaker == "he"


@pytest.mark.parametrize(
    ("before", "group"),
    [
        ("Officials warned of a storm.", "Officials"),
        ("“Stay in,” two aides said.", "two aides"),
        ("Police said the road was shut.", "Police"),
    ],
)
def test_they_stands_for_people_without_a_name_who_just_spoke(before, group):
    quote = find_quotes(f"{before} “It is coming,” they said.")[-1]

    assert (quote.speaker_as_printed, quote.speaker) == ("they", group)
    assert (quote.evidence, quote.speaker_keys) == ("anonymous", ())
    assert quote.why == f"“they” beside “said” most likely means “{group}”, unnamed."


def test_they_stands_for_nobody_when_others_came_between():
    quote = find_quotes("Officials left. It rained. It froze. “It is coming,” they said.")[-1]

    assert (quote.speaker, quote.evidence) == ("they", "pronoun")


def test_the_man_is_nobody_whom_the_text_names():
    text = "Cmdr. Karl Holm described the chase. The man told officers he “had enough” of it."

    assert find_quotes(text)[-1].evidence == "anonymous"


def test_an_opened_paragraph_is_said_by_whoever_says_the_next():
    text = "Karl Holm resigned.\n\n“It was an honour.\n\n“I thank you all,” Anna Berg said."

    assert [quote.speaker for quote in find_quotes(text)] == ["Anna Berg", "Anna Berg"]
