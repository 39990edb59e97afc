"""What counts as a code and what counts as blank, on every database alike."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actors.models import Actor
from tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_event,
    make_name,
    make_quote,
    make_series,
    make_topic,
)

pytestmark = pytest.mark.django_db


def refused_by_update(row, **change) -> bool:
    """Tell whether the database itself refuses the change, whatever Python thinks of it."""
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)
    except IntegrityError:
        return True
    return False


CODES = {
    "a QID": (make_actor, "wikidata", "Q7747"),
    "an actor's slug": (make_actor, "slug", "xi-jinping"),
    "a language": (lambda: make_name(make_actor()), "lang", "ru-Cyrl"),
    "an attribute": (lambda: make_claim(make_article()), "attribute", "tariff_rate"),
    "a Media Topic": (lambda: make_topic(scheme="medtop", code="10000000"), "code", "20000640"),
    "an article's slug": (make_article, "slug", "leaders-meet"),
}
SPOILT = [
    "{}\n",
    "\n{}",
    "{}\r",
    "{}\u2028",
    " {}",
    "{} ",
    "{}\u00a0",
    "{}\u200b",
    "x\n{}",
    "{}\nx",
]


@pytest.mark.parametrize(("make", "field", "code"), CODES.values(), ids=CODES)
@pytest.mark.parametrize("spoilt", SPOILT, ids=ascii)
def test_a_code_has_nothing_around_it(make, field, code, spoilt) -> None:
    row = make()

    assert refused_by_update(row, **{field: spoilt.format(code)})
    assert not refused_by_update(row, **{field: code})


@pytest.mark.sqlite
@pytest.mark.parametrize("make", [make_actor, make_event])
@pytest.mark.parametrize("country", ["RU\n", "RU ", "\nRU", "RU\u200b"], ids=ascii)
def test_a_country_has_nothing_around_it(make, country) -> None:
    assert refused_by_update(make(), country=country)


@pytest.mark.parametrize("make", [make_actor, make_event])
@pytest.mark.parametrize("country", ["ru", "Ru", "R\n", "R", "R1", "ÅÄ", "РУ"], ids=ascii)
def test_a_country_is_two_plain_capitals(make, country) -> None:
    assert refused_by_update(make(), country=country)
    assert not refused_by_update(make(), country="RU")


def test_a_form_takes_only_countries_that_exist() -> None:
    with pytest.raises(ValidationError) as refusal:
        Actor(name="x", kind="state", country="QQ").full_clean()

    assert refusal.value.message_dict == {
        "country": ["“QQ” is no country code. Write two capitals, such as IN for India."]
    }


@pytest.mark.parametrize("country", ["IN", "XK", "EU", "HK"])
def test_territories_that_a_desk_writes_of_are_countries(country) -> None:
    Actor(name="x", kind="state", country=country).full_clean()


BLANK = {
    "nothing": "",
    "spaces": "   ",
    "tab and newlines": "\t\r\n",
    "no-break space": "\u00a0",
    "narrow no-break space": "\u202f",
    "thin space": "\u2009",
    "ideographic space": "\u3000",
    "next line": "\u0085",
    "separators of records": "\x1c\x1d\x1e\x1f",
    "line separator": "\u2028",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "direction marks": "\u200e\u200f\u202a\u202e\u2066\u2069",
    "Mongolian separator": "\u180e",
    "Braille blank": "\u2800",
    "all together": " \u00a0\u200b\ufeff\n",
}
TEXTS: dict[str, tuple[Callable[..., Any], str]] = {
    "actor": (make_actor, "name"),
    "another name": (lambda: make_name(make_actor()), "name"),
    "series": (make_series, "title"),
    "event": (make_event, "title"),
    "topic": (make_topic, "label"),
    "published body": (lambda: make_article(published=True), "body"),
    "quote": (make_quote, "text"),
    "claim": (lambda: make_claim(make_article()), "value"),
}


@pytest.mark.parametrize("blank", BLANK.values(), ids=BLANK)
def test_blank_texts_are_refused_everywhere(blank) -> None:
    accepted = [
        what
        for what, (make, field) in TEXTS.items()
        if not refused_by_update(make(), **{field: blank})
    ]

    assert accepted == []


@pytest.mark.parametrize("blank", BLANK.values(), ids=BLANK)
def test_full_clean_names_the_field_of_a_blank_text(blank) -> None:
    series = make_series()
    series.title = blank
    with pytest.raises(ValidationError) as refusal:
        series.full_clean()

    sentence = "Give it a title." if blank else "This field cannot be blank."
    assert refusal.value.message_dict == {"title": [sentence]}


@pytest.mark.parametrize("text", ["x", " x ", "\u200bx", "习", "ш", "-", "…", "٣", "𝐱", "🙂"])
def test_one_visible_character_is_enough(text) -> None:
    assert not refused_by_update(make_series(), title=text)
