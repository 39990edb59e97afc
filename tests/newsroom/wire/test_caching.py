from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsroom.wire.caching import (
    LONGEST_KEYS,
    cache_headers,
    last_modified,
    not_modified_since,
    surrogate_key,
)

CHANGED = datetime(2025, 9, 4, 12, 30, 1, tzinfo=UTC)


def test_everybody_may_keep_an_answer_as_long_as_the_desk_says(settings):
    settings.API_MAX_AGE = 25

    assert cache_headers() == {"Cache-Control": "public, max-age=25"}
    assert cache_headers(0) == {"Cache-Control": "public, max-age=0"}


def test_keys_name_the_list_and_each_thing_once():
    things = [
        ("quotes", "putin-no-secret-alaska"),
        ("quotes", "modi-ride"),
        ("quotes", "modi-ride"),
    ]

    assert surrogate_key(things) == "quotes quotes/putin-no-secret-alaska quotes/modi-ride"


def test_an_empty_list_has_its_own_key():
    assert surrogate_key([], "quotes") == "quotes"
    assert surrogate_key([("quotes", "modi-ride")], "quotes") == "quotes quotes/modi-ride"


def test_keys_beyond_the_longest_leave_the_resources():
    fits = [("quotes", f"{number:0>92}") for number in range(79)]
    more = [*fits, ("events", "sco-summit-2025")]

    assert len(surrogate_key(fits)) == 6 + 79 * 100 <= LONGEST_KEYS
    assert surrogate_key([*fits, *((k, s + "x") for k, s in fits)]) == "quotes"
    assert surrogate_key([*more, *((k, s + "x") for k, s in fits)]) == "quotes events"


def test_last_modified_is_an_http_date():
    assert last_modified(CHANGED) == "Thu, 04 Sep 2025 12:30:01 GMT"
    kolkata = CHANGED.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert last_modified(kolkata) == "Thu, 04 Sep 2025 12:30:01 GMT"


@pytest.mark.parametrize(
    ("header", "unchanged"),
    [
        ("Thu, 04 Sep 2025 12:30:01 GMT", True),
        ("Thu, 04 Sep 2025 12:30:00 GMT", False),
        ("Fri, 05 Sep 2025 00:00:00 GMT", True),
        ("Thursday, 04-Sep-25 12:30:01 GMT", True),
        ("Thu Sep  4 12:30:01 2025", True),
        ("2025-09-04T12:30:01Z", False),
        ("Thu, 99 Sep 2025 12:30:01 GMT", False),
        ("", False),
        ("\x00" * 9_000, False),
    ],
)
def test_only_a_date_from_the_last_change_on_means_unchanged(header, unchanged):
    assert not_modified_since(header, CHANGED) is unchanged


def test_fractions_of_a_second_count_for_nothing():
    assert not_modified_since(last_modified(CHANGED), CHANGED + timedelta(microseconds=999_999))
