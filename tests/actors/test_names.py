"""Folding names for search: what an editor types finds what the desk has on file."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.models import Actor
from actors.names import fold_name
from tests.factories import make_actor, make_name

pytestmark = pytest.mark.once

FOLDED = {
    "Recep Tayyip ERDOĞAN": "recep tayyip erdogan",
    "Erdoğan": "erdogan",
    "İlham Əliyev": "ilham eliyev",
    "Dışişleri": "disisleri",
    "Łukasz Żółw": "lukasz zolw",
    "Søren Ærø": "soren aero",
    "Straße": "strasse",
    "STRASSE": "strasse",
    "Œuvre": "oeuvre",
    "Đặng": "dang",
    "Šefčovič": "sefcovic",
    "Владимир Путин": "владимир путин",
    "Ёлкин": "елкин",
    "Ζωή": "ζωη",
    "习近平": "习近平",
    "ﬁne": "fine",
    "Ｐｕｔｉｎ": "putin",
    "𝐏𝐮𝐭𝐢𝐧": "putin",
    "O'Neill": "oneill",
    "O’Neill": "oneill",
    "Oʻzbekiston": "ozbekiston",
    "Jean-Claude": "jean claude",
    "U.S.": "u s",
    "  Xi\u00a0 Jinping\n": "xi jinping",
    "PM_Modi": "pm modi",
    "": "",
    "—": "",
    "\u200b": "",
}


@pytest.mark.parametrize(("name", "folded"), FOLDED.items())
def test_fold_name(name, folded) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize("name", ["नरेंद्र मोदी", "ประยุทธ์", "محمد بن سلمان", "김정은"])
def test_vowel_signs_do_not_break_a_name_into_pieces(name) -> None:
    assert len(fold_name(name).split()) == len(name.split())


@pytest.mark.property
@given(st.text())
def test_folding_twice_changes_nothing(text) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.property
@given(st.text())
def test_folding_ignores_how_accents_are_composed(text) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert fold_name(composed) == fold_name(decomposed)


@pytest.mark.property
@given(st.text(alphabet=st.characters(codec="latin-1") | st.sampled_from("ğışŁøњжЯёΣς")))
def test_folding_ignores_case(text) -> None:
    assert fold_name(text.upper()) == fold_name(text.lower().upper())
    assert fold_name(text.title()) == fold_name(text.title().casefold())


@pytest.mark.property
@given(st.text())
def test_a_folded_name_is_words_apart_by_one_space(text) -> None:
    assert fold_name(text) == " ".join(fold_name(text).split())


@pytest.mark.parametrize(
    "typed", ["erdogan", "ERDOĞAN", "tayyip erdo", "erdogan recep", "Эрдоган", "president"]
)
def test_an_actor_is_found_by_any_of_its_names(db, typed) -> None:
    erdogan = make_actor(name="Recep Tayyip Erdoğan")
    make_name(erdogan, name="Реджеп Тайип Эрдоган", lang="ru")
    make_name(erdogan, name="President")
    make_actor(name="Xi Jinping")

    assert list(Actor.objects.named(typed)) == [erdogan]


def test_an_actor_of_several_fitting_names_is_found_once(db) -> None:
    putin = make_actor(name="Vladimir Putin")
    make_name(putin, name="Vladimir V. Putin")
    make_name(putin, name="Putin")

    assert list(Actor.objects.named("putin")) == [putin]


def test_one_name_may_belong_to_several_actors(db) -> None:
    first, second = make_actor(name="A"), make_actor(name="B")
    make_name(first, name="President")
    make_name(second, name="President")

    assert list(Actor.objects.named("president")) == [first, second]


def test_a_name_that_grows_when_folded_still_fits_its_column(db) -> None:
    actor = make_actor(name="ß" * 200)

    actor.refresh_from_db()
    assert actor.folded == "s" * 200
