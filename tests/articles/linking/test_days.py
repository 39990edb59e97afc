"""The day on which words were said, as the sentence around the verb gives it."""

import datetime

import pytest

from articles.linking.days import said_on
from articles.quotation import find_quotes

THURSDAY = datetime.date(2025, 9, 4)
WORDS = "“The road stays closed,” Linda Tamm said"


def day_of(text, day=THURSDAY):
    (found,) = find_quotes(text)
    return said_on(text, found, day)


@pytest.mark.parametrize(
    ("behind", "edtf", "basis"),
    [
        ("on Monday.", "2025-09-01", "derived"),
        ("on Thursday.", "2025-09-04", "derived"),
        ("yesterday.", "2025-09-03", "derived"),
        ("today.", "2025-09-04", "derived"),
        ("on 7 August.", "2025-08-07", "stated"),
        ("on August 7, 2025.", "2025-08-07", "stated"),
        ("on Sept. 1.", "2025-09-01", "stated"),
        ("on 24 December.", "2024-12-24", "stated"),
        ("next Monday.", "[..2025-09-04]", "derived"),
        ("on 31 June.", "[..2025-09-04]", "derived"),
        ("on Monday and on Tuesday.", "[..2025-09-04]", "derived"),
        ("in the rain.", "[..2025-09-04]", "derived"),
        ("in the rain.\n\nOn Monday it snowed.", "[..2025-09-04]", "derived"),
    ],
)
def test_a_day_beside_the_verb_counts_and_nothing_else(behind, edtf, basis):
    said = day_of(f"{WORDS} {behind}")

    assert (said.edtf, said.basis) == (edtf, basis)


def test_a_day_within_the_words_is_not_the_day_they_were_said():
    assert day_of("“We open on Monday,” Linda Tamm said.").edtf == "[..2025-09-04]"


def test_a_day_before_the_verb_counts():
    assert day_of("On Tuesday, Linda Tamm said: “We open again soon.”").edtf == "2025-09-02"


@pytest.mark.parametrize(
    ("behind", "why"),
    [
        (
            "on Monday.",
            "“Monday” stands beside the verb, but the article has no date to count it from",
        ),
        (
            "on 7 August.",
            "“7 August” stands beside the verb, but the article has no date to count it from",
        ),
        ("in the rain.", "the article has no date"),
    ],
)
def test_without_a_date_of_the_article_no_day_is_counted(behind, why):
    said = day_of(f"{WORDS} {behind}", None)

    assert (said.edtf, said.basis, said.why) == ("", "none", why)


def test_without_a_date_of_the_article_a_day_with_its_year_counts():
    said = day_of(f"{WORDS} on 7 August 2025.", None)

    assert (said.edtf, said.basis) == ("2025-08-07", "stated")
