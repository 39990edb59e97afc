"""The desk's names in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.names import fold_name
from articles.quotation import KnownName, Names, find_quotes, names

pytestmark = pytest.mark.once

PUTIN = KnownName("Vladimir Putin", "vladimir-putin")
ERDOGAN = KnownName("Recep Tayyip Erdoğan", "recep-tayyip-erdogan")


def keys(text: str, *known: KnownName) -> tuple[str, ...]:
    return find_quotes(text, known)[0].speaker_keys


@pytest.mark.parametrize(
    "printed", ["Vladimir Putin", "President Vladimir Putin", "Putin", "Mr. Putin"]
)
def test_the_actor_is_proposed_by_full_and_by_last_name(printed):
    assert keys(f"“It is over,” {printed} said.", PUTIN) == ("vladimir-putin",)


def test_accents_and_case_do_not_matter():
    assert keys("“It is over,” said RECEP TAYYIP ERDOGAN.", ERDOGAN) == ("recep-tayyip-erdogan",)


def test_a_known_name_with_a_title_is_still_the_person_named_in_full():
    text = "Anna Berg arrived on Monday.\n“It is over,” Prime Minister Berg said."

    quote = find_quotes(text, [KnownName("Prime Minister Berg", "anna-berg")])[0]

    assert (quote.speaker, quote.speaker_keys) == ("Anna Berg", ("anna-berg",))


def test_a_pronoun_leads_to_the_actor():
    text = "Vladimir Putin arrived on Monday. “It is over,” he said."

    assert keys(text, PUTIN) == ("vladimir-putin",)


def test_a_name_of_two_actors_proposes_both():
    other = KnownName("Anna Berg", "anna-berg-1970")

    assert keys("“It is over,” Anna Berg said.", KnownName("Anna Berg", "anna-berg"), other) == (
        "anna-berg",
        "anna-berg-1970",
    )


def test_a_last_name_of_two_actors_proposes_both():
    known = [KnownName("Anna Berg", "anna-berg"), KnownName("Karl Berg", "karl-berg")]

    assert keys("“It is over,” Berg said.", *known) == ("anna-berg", "karl-berg")


def test_descriptive_names_are_never_matched():
    known = KnownName("the president", "vladimir-putin", name_kind="descriptive")

    assert keys("“It is over,” the president said.", known) == ()


def test_a_body_whose_name_has_small_words_is_one_name():
    known = KnownName("Ministry of External Affairs", "mea", "organisation")

    assert keys("“It is over,” the Ministry of External Affairs said.", known) == ("mea",)


def test_only_whole_words_are_names():
    assert Names([KnownName("Ali", "ali")]).find("Alice and Natali and alight") == []


def test_an_abbreviation_is_no_common_word():
    who = Names([KnownName("WHO", "world-health-organization", "organisation")])

    assert who.find("Those who said so. Who knows?") == []
    assert [(hit.start, hit.end) for hit in who.find("The WHO said so.")] == [(4, 7)]


def test_places_count_code_points_of_the_text_as_it_is():
    text = "𝕏 ﬁrst: Straße, Erdoğan’s aide met O’Neill"
    known = Names([KnownName("Erdogan", "erdogan"), KnownName("ONeill", "oneill")])

    assert [text[hit.start : hit.end] for hit in known.find(text)] == ["Erdoğan", "O’Neill"]


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_the_short_way_to_fold_is_the_same_as_the_long_one(text):
    assert names._folded(text) == fold_name(text)


def test_a_text_alone_is_a_person_known_by_it():
    (quote,) = find_quotes("“We are ready,” Anna Berg said.", ["Anna Berg"])

    assert quote.speaker_keys == ("Anna Berg",)
