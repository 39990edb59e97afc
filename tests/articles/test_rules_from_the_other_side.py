"""R3, R4 and the chain hold from whichever side a change comes."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Quote
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_event,
    make_office,
    make_quote,
)

pytestmark = pytest.mark.django_db


def errors(row) -> dict[str, list[str]]:
    """Return what is wrong with a row, by field."""
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    return error.value.message_dict


def test_r3_an_office_that_a_quote_names_keeps_its_holder():
    office = make_office(make_actor(name="Ana"))
    make_quote(speaker=office.holder, office=office)
    office.holder = make_actor(name="Ben")

    assert errors(office) == {
        "holder": ["A quote of Ana names this office. Add another office for another holder."]
    }


def test_r3_an_office_does_not_end_before_a_quote_that_names_it():
    office = make_office(make_actor(name="Ana"))
    make_quote(speaker=office.holder, office=office, said_on_edtf="2025-09-01")
    office.end_edtf = "2024"

    assert errors(office) == {
        "end_edtf": [
            "A quote of 2025-09-01 names this office. Correct the dates, or the quote first."
        ]
    }


def test_r4_an_event_does_not_move_behind_what_was_said_at_it():
    event = make_event(date_edtf="2025-09-01")
    make_quote(said_at=event, said_on_edtf="2025-09-01")
    event.date_edtf = "2026"

    assert errors(event) == {
        "date_edtf": [
            (
                "A quote of 2025-09-01 was said at this event, so it was no later. "
                "Correct the date, or the quote first."
            )
        ]
    }


def test_r4_an_event_at_which_something_was_said_is_not_planned_again():
    event = make_event()
    make_quote(said_at=event)
    event.status, event.occurrence = "planned", "eos5"

    assert errors(event) == {
        "status": ["Quotes on file were said at this event, so it was held or reported."]
    }


def test_a_quote_that_another_continues_keeps_its_speaker():
    first = make_quote()
    second = make_quote(speaker=first.speaker, continues=first)
    first.speaker = make_actor()

    assert errors(first) == {
        "speaker": [f"“{second}” continues this quote and is by somebody else. Unlink it first."]
    }


def test_a_claim_on_an_anonymous_quote_names_nobody():
    article = make_article()
    quote = make_quote(attribution="anonymous", terms="background", kind="indirect")
    make_citation(article, quote)
    claim = make_claim(article, quote=quote)
    claim.attributed_to = make_actor()

    assert errors(claim) == {
        "attributed_to": ["The quote is anonymous: write its description as the label."]
    }


def test_the_address_of_a_quote_does_not_name_its_speaker():
    quote = make_quote(speaker=make_actor(name="Ana"), text="The deal is dead")

    assert quote.slug == "the-deal-is-dead"


@pytest.mark.parametrize("language", ["not a language!!", "EN", "e", "en_GB", "en\n"])
@pytest.mark.parametrize("make", [make_article, make_quote])
def test_a_language_is_a_tag(make, language):
    row = make()
    row.language = language

    assert errors(row) == {
        "language": ["Write the language as a BCP 47 tag, such as en or ru-Cyrl."]
    }


def test_the_place_of_a_picture_cannot_be_guessed():
    make_path = type(make_article())._meta.get_field("image").generate_filename
    first, second = (make_path(make_article(), "handshake.jpg") for _ in range(2))

    assert first.endswith("/handshake.jpg")
    assert second.endswith("/handshake.jpg")
    assert first != second
    assert len(first) == len("articles/") + 22 + len("/handshake.jpg")


def test_a_quote_whose_words_are_corrected_keeps_its_address():
    quote = make_quote(text="The deal is dead")
    quote.text = "The deal is alive"
    quote.full_clean()
    quote.save()

    assert Quote.objects.get().slug == "the-deal-is-dead"
