"""The quote finder against the annotated texts: no figure falls below what is committed."""

import pytest

from . import quotation_measures as measures
from .evaluate import GOALS

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def found() -> measures.Figures:
    return measures.figures(measures.DEVELOPMENT)


@pytest.mark.parametrize("name", GOALS)
def test_no_figure_falls_below_its_floor(name, found):
    assert found[name] >= GOALS[name]["floor"]


def test_every_quotation_of_the_seed_texts_is_found_and_attributed():
    found = measures.figures(measures.SEEDS)

    assert found["direct + mixed span F1"] == 1
    assert found["direct + mixed speaker right"] == 1


def test_the_finder_costs_a_bounded_multiple_of_cutting_the_text_into_words():
    assert measures.yardsticks() < 40


@pytest.mark.parametrize("name", measures.hostile(10))
def test_twice_the_text_takes_about_twice_the_time(name):
    once, twice = measures.hostile(50_000)[name], measures.hostile(100_000)[name]

    first = measures.seconds(lambda: measures.find_in_all([once]))
    second = measures.seconds(lambda: measures.find_in_all([twice]))

    assert second < 4 * first + 0.05


def test_the_finder_takes_little_memory():
    assert measures.memory_over_bare() < 12
