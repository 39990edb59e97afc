import pytest

from actors.keys import as_number, as_numbers


@pytest.mark.parametrize(
    "text", ["", " 1", "+1", "-1", "1_0", "1\n", "²", "٣", "9" * 19, "9" * 5000, "one"]
)
def test_what_no_column_could_hold_is_no_number(text):
    assert as_number(text) is None


def test_digits_are_a_number():
    assert [as_number(text) for text in ("0", "007", "9" * 18)] == [0, 7, 10**18 - 1]


def test_of_several_texts_the_numbers_are_kept_in_their_order():
    assert as_numbers(["3", "x", "", "1", "99999999999999999999"]) == [3, 1]
