"""Which words say who spoke."""

import pytest

from articles.quotation import find_quotes

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“It is over,” Anna Berg said.", "Anna Berg", "said"),
        ("“It is over,” said Anna Berg.", "Anna Berg", "said"),
        ("“It is over,” said Anna Berg, a farmer who left in May.", "Anna Berg", "said"),
        ("“It is over,” Anna Berg, a farmer from the north, told reporters.", "Anna Berg", "told"),
        ("“It is over,” Sen. Anna Berg (D-Ohio) said.", "Anna Berg", "said"),
        ("“It is over,” Mayor Anna Berg, R-Ky., said Tuesday.", "Anna Berg", "said"),
        ("“It is over,” Karl's niece, Anna Berg, said.", "Anna Berg", "said"),
        ("“It is over,” Anna Berg of the Harbour Union said.", "Anna Berg", "said"),
        ("“It is over,” a spokeswoman for the port, Anna Berg, said.", "Anna Berg", "said"),
        ("“It is over,” said a spokeswoman for the port, Anna Berg.", "Anna Berg", "said"),
        ("“Is it over?” Anna Berg asked.", "Anna Berg", "asked"),
        ("Anna Berg said: “It is over.”", "Anna Berg", "said"),
        ("Anna Berg told the court, “It is over.”", "Anna Berg", "told"),
        ("In a short speech on Monday, Anna Berg said, “It is over.”", "Anna Berg", "said"),
        ("Anna Berg left early, saying, “It is over.”", "Anna Berg", "saying"),
        ("The film shows Anna Berg asking, “Is it over?”", "Anna Berg", "asking"),
        ("Anna Berg, who runs the port, said that “it is over.”", "Anna Berg", "said"),
        ("Harbour lawyer Anna Berg said “it is over.”", "Anna Berg", "said"),
        ("Anna Berg called the plan “a mistake.”", "Anna Berg", "called"),
        ("According to Anna Berg, it is “over.”", "Anna Berg", "According to"),
        ("“It is over.” — Anna Berg", "Anna Berg", "—"),
        ("Anna Berg went on:\n“It is over.”", "Anna Berg", ""),
        ("“It is over,” Anna Kelly said.", "Anna Kelly", "said"),
        ("“It is over,” said Kelly Berg, who left.", "Kelly Berg", "said"),
        ("“It is over,” Theresa May said.", "Theresa May", "said"),
        ("“It is over,” Mr. Jan said.", "Jan", "said"),
        ("“It is over,” Anna Berg, 59, of Ashton, Md., who saw it, said.", "Anna Berg", "said"),
        ("“Why did you wait?” Anna Berg prodded.", "Anna Berg", "prodded"),
        ("“Is it over?” Anna Berg shrugged. She left.", "Anna Berg", "shrugged"),
        ("Anna Berg chimed in, “It is over.”", "Anna Berg", "chimed in"),
        ("Anna Berg shot back: “It is over.”", "Anna Berg", "shot back"),
        ("Anna Berg went after Karl Holm saying, “It is over.”", "Anna Berg", "saying"),
        (
            "Anna Berg countered that Holm will say “anything, true or not.”",
            "Anna Berg",
            "countered",
        ),
        ("Berg had somehow urged Holm to “have an excuse” in May.", "Berg", "urged"),
        ("OSLO — Anna Berg said “it is over.”", "Anna Berg", "said"),
        (
            "Anna Berg, who spoke of a “hard time” in May, added: “It is over.”",
            "Anna Berg",
            "spoke",
        ),
        ("Harbour Airport Anna Berg said “it is over.”", "Anna Berg", "said"),
    ],
)
def test_a_named_speaker_is_found(text, speaker, cue):
    quote = find_quotes(text)[0]

    assert (quote.speaker, quote.cue) == (speaker, cue)


def test_a_quotation_in_what_explains_the_speaker_does_not_part_her_from_her_verb():
    text = "Anna Berg, who spoke of a “hard time” around Harbour Day, added: “It is over.”"

    assert [quote.speaker for quote in find_quotes(text)] == ["Anna Berg", "Anna Berg"]


def test_the_place_behind_a_leading_name_is_not_an_apposition():
    quote = find_quotes("In a talk with Anna Berg, the senator called it “a mistake.”")[0]

    assert quote.speaker_as_printed == "the senator"


def test_the_places_of_speaker_and_cue_are_exact():
    text = "“It is over,” Kremlin spokesman Ivan Orlov told Channel One."

    quote = find_quotes(text)[0]

    assert text[quote.speaker_start : quote.speaker_end] == quote.speaker_as_printed == "Ivan Orlov"
    assert text[quote.cue_start : quote.cue_end] == "told"
    assert quote.title_as_printed == "Kremlin spokesman"
    assert quote.addressee == "Channel One"


def test_a_name_beside_the_verb_is_the_strongest_evidence():
    quote = find_quotes("“It is over,” Anna Berg said.")[0]

    assert quote.evidence == "named"
    assert quote.why == "“Anna Berg” stands beside “said”."


def test_a_quotation_without_a_verb_inherits_from_the_one_before():
    text = "“It is over,” Anna Berg said. She left.\n\n“Nobody expected that.”"

    quote = find_quotes(text)[1]

    assert (quote.speaker, quote.evidence) == ("Anna Berg", "inherited")


@pytest.mark.parametrize("who", ["a senior official", "police", "people close to the talks"])
def test_who_has_no_name_is_anonymous(who):
    quote = find_quotes(f"“It is over,” {who} said.")[0]

    assert (quote.evidence, quote.speaker_as_printed) == ("anonymous", who)
    assert quote.speaker_keys == ()


def test_without_any_word_on_the_speaker_nobody_is_proposed():
    quote = find_quotes("“It is over and nobody knows why.”")[0]

    assert (quote.evidence, quote.speaker, quote.speaker_start) == ("none", "", -1)


def test_a_subordinate_clause_behind_a_quotation_is_no_attribution():
    text = "Karl Holm boasted, “That is clever,” when Anna Berg attacked him."

    assert find_quotes(text)[0].speaker == "Karl Holm"


def test_the_labels_of_a_transcript_are_speakers_and_no_words():
    text = '"BERG: Let me ask you about the harbour.\n\n"HOLM: Please do, by all means.'

    found = find_quotes(text)

    assert [(quote.speaker, quote.text) for quote in found] == [
        ("BERG", "Let me ask you about the harbour."),
        ("HOLM", "Please do, by all means."),
    ]


def test_a_question_that_its_verb_leads_up_to_is_not_the_next_sentences():
    text = "Anna Berg first asked, “Is it over?” The ABC anchor Karl Holm answered, “It is.”"

    assert [quote.speaker for quote in find_quotes(text)] == ["Anna Berg", "Karl Holm"]


def test_the_man_of_a_channel_is_not_the_channel():
    quote = find_quotes("The ABC journalist said it was “over” by noon.")[0]

    assert quote.speaker_as_printed == "The ABC journalist"
