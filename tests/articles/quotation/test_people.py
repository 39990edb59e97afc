"""Which mention means whom."""

import pytest

from articles.quotation import find_quotes

pytestmark = pytest.mark.once


def last_speaker(text: str) -> str:
    return find_quotes(text)[-1].speaker


@pytest.mark.parametrize("mention", ["Berg", "Ms. Berg", "Minister Berg", "Anna Berg"])
def test_a_last_name_means_the_person_named_in_full(mention):
    assert last_speaker(f"Anna Berg arrived on Monday.\n“It is over,” {mention} said.") == (
        "Anna Berg"
    )


@pytest.mark.parametrize(
    ("title", "speaker"), [("Mr.", "Karl Berg"), ("Mrs.", "Anna Berg"), ("Ms.", "Anna Berg")]
)
def test_a_title_tells_husband_from_wife(title, speaker):
    text = f"Anna Berg and Karl Berg arrived on Monday.\n“It is over,” {title} Berg said."

    assert last_speaker(text) == speaker


@pytest.mark.parametrize(("pronoun", "speaker"), [("she", "Anna Berg"), ("he", "Karl Holm")])
def test_a_pronoun_means_somebody_of_its_gender(pronoun, speaker):
    text = f"Anna Berg met Karl Holm on Monday.\n“It is over,” {pronoun} said."

    quote = find_quotes(text)[-1]

    assert (quote.speaker, quote.evidence) == (speaker, "pronoun")
    assert "most likely means" in quote.why


def test_a_pronoun_means_who_spoke_last_rather_than_who_was_spoken_of():
    text = "“I saw Paul Lind there,” Karl Holm said.\n\n“It is over,” he added."

    assert last_speaker(text) == "Karl Holm"


def test_he_behind_a_paraphrase_is_not_the_one_it_speaks_of():
    text = (
        "“It is over,” Karl Holm told the paper.\n\n"
        "Lind’s visit sent a “clear message” to the port, he said."
    )

    assert last_speaker(text) == "Karl Holm"


def test_a_modifier_is_not_the_subject():
    text = "Berg spokeswoman Clara Lund denied it on Monday. “It is untrue,” she said."

    assert last_speaker(text) == "Clara Lund"


def test_an_office_means_who_holds_it():
    text = "President Karl Holm arrived on Monday.\n“It is over,” the president said."

    assert last_speaker(text) == "Karl Holm"


@pytest.mark.parametrize(
    "name", ["Ursula von der Meer", "Jean-Luc Lévy", "Siobhán O’Neill", "J. R. Holm", "Łukasz Żak"]
)
def test_names_of_every_shape_are_read_whole(name):
    assert last_speaker(f"“It is over,” said {name}.") == name
