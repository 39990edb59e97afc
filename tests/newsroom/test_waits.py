from datetime import date, timedelta

import pytest

from newsroom.desk.waits import say_ago, say_day, say_wait

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=-1), "now"),
        (timedelta(0), "now"),
        (timedelta(seconds=59.9), "in 59 s"),
        (timedelta(minutes=1), "in 1 min"),
        (timedelta(minutes=59, seconds=59), "in 59 min"),
        (timedelta(hours=2), "in 2 h"),
        (timedelta(hours=2, minutes=5), "in 2 h 5 min"),
        (timedelta(hours=23, minutes=59), "in 23 h 59 min"),
        (timedelta(days=1), "in 1 day"),
        (timedelta(days=3, hours=4), "in 3 days 4 h"),
        (timedelta(days=7, hours=4), "in 7 days"),
    ],
)
def test_a_wait_is_said_in_few_words(wait, words):
    assert say_wait(wait) == words


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3, minutes=50), "3 h ago"),
        (timedelta(days=1, hours=5), "1 day ago"),
        (timedelta(days=40), "40 days ago"),
    ],
)
def test_a_past_is_said_in_few_words(past, words):
    assert say_ago(past) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 8, 27), "4 days ago"),
        (date(2025, 8, 30), "yesterday"),
        (date(2025, 8, 31), "today"),
        (date(2025, 9, 1), "tomorrow"),
        (date(2025, 9, 5), "in 5 days"),
    ],
)
def test_a_day_is_said_from_today(day, words):
    assert say_day(day, date(2025, 8, 31)) == words
