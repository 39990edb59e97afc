from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from actors.moments import clock_of, meanings, offset_of, read_moment, say_moment
from actors.widgets import MomentField, MomentInput
from tests.newsroom.page_form import read_fields

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
KOLKATA = ZoneInfo("Asia/Kolkata")
ZONES = sorted(available_timezones())


class OneMoment(forms.Form):
    at = MomentField(required=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def typed(text: str, zone: ZoneInfo, **others: str) -> datetime:
    with timezone.override(zone):
        form = OneMoment({"at": text, **others})
        if not form.is_valid():
            raise ValidationError(list(form.errors["at"]))
        return form.cleaned_data["at"].astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "local", "sentence"),
    [
        (
            BERLIN,
            "2026-03-29T02:30",
            (
                "The clocks in Europe/Berlin go forward then, so 02:30 does not exist. "
                "Choose 01:30 or 03:30."
            ),
        ),
        (
            NEW_YORK,
            "2026-03-08T02:00",
            (
                "The clocks in America/New_York go forward then, so 02:00 does not exist. "
                "Choose 01:00 or 03:00."
            ),
        ),
        (
            BERLIN,
            "2026-10-25T02:30",
            (
                "The clocks in Europe/Berlin go back then, so 02:30 happens twice: first in CEST "
                "(UTC+2), then in CET (UTC+1). Choose which of the two is meant."
            ),
        ),
        (
            NEW_YORK,
            "2026-11-01T01:59:59",
            (
                "The clocks in America/New_York go back then, so 01:59 happens twice: first in EDT "
                "(UTC-4), then in EST (UTC-5). Choose which of the two is meant."
            ),
        ),
    ],
)
def test_a_time_that_is_skipped_or_happens_twice_is_asked_about(zone, local, sentence) -> None:
    with pytest.raises(ValidationError) as refusal:
        typed(local, zone)

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(
    ("zone", "local", "offset", "moment"),
    [
        (BERLIN, "2026-10-25T02:30", "+02:00", "2026-10-25T00:30+00:00"),
        (BERLIN, "2026-10-25T02:30", "+01:00", "2026-10-25T01:30+00:00"),
        (NEW_YORK, "2026-11-01T01:30", "-04:00", "2026-11-01T05:30+00:00"),
        (NEW_YORK, "2026-11-01T01:30", "-05:00", "2026-11-01T06:30+00:00"),
    ],
)
def test_either_meaning_of_a_repeated_time_is_chosen_or_typed(zone, local, offset, moment) -> None:
    assert typed(local, zone, **{"at-offset": offset}) == at(moment)
    assert typed(local + offset, zone) == at(moment)


def test_a_choice_left_from_an_earlier_time_does_not_count_for_another() -> None:
    moment = typed("2026-10-25T14:00", BERLIN, **{"at-offset": "+02:00"})

    assert moment == at("2026-10-25T13:00+00:00")


def test_a_choice_that_is_none_of_the_two_is_asked_again() -> None:
    with pytest.raises(ValidationError, match="happens twice"):
        typed("2026-10-25T02:30", BERLIN, **{"at-offset": "+05:30"})


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2026-07-01T12:00", KOLKATA, "2026-07-01T06:30+00:00"),
        ("2026-07-01T12:00", BERLIN, "2026-07-01T10:00+00:00"),
        ("2026-01-01T12:00", BERLIN, "2026-01-01T11:00+00:00"),
        ("2026-07-01 12:00+03:00", KOLKATA, "2026-07-01T09:00+00:00"),
        ("01/07/2026 12:00", KOLKATA, "2026-07-01T06:30+00:00"),
    ],
)
def test_a_time_is_read_on_the_editors_clock_unless_it_says_another(text, zone, moment) -> None:
    assert typed(text, zone) == at(moment)


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01T10:00", "2026-07-01T25:00", "1"])
def test_what_is_no_time_is_refused(text) -> None:
    with pytest.raises(ValidationError, match="Enter a valid date/time"):
        typed(text, BERLIN)


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59"])
@pytest.mark.parametrize("zone", [KOLKATA, NEW_YORK])
def test_the_ends_of_the_calendar_are_refused_or_read_but_never_crash(text, zone) -> None:
    with timezone.override(zone):
        form = OneMoment({"at": text})
        form.is_valid()

        assert text in str(form["at"])


@pytest.mark.parametrize(
    ("zone", "moment", "clock"),
    [
        (KOLKATA, None, "Asia/Kolkata, UTC+5:30"),
        (BERLIN, None, "Europe/Berlin, now UTC+1"),
        (BERLIN, at("2026-07-01T10:00+00:00"), "Europe/Berlin, UTC+2"),
        (ZoneInfo("UTC"), None, "UTC"),
    ],
)
def test_the_clock_of_a_box_is_printed_beside_it(zone, moment, clock) -> None:
    assert clock_of(zone, moment, at("2026-11-22T10:00+00:00")) == clock
    with timezone.override(zone):
        drawn = str(OneMoment(initial={"at": moment})["at"])
    assert clock in drawn.replace("now UTC+2", "now UTC+1")  # whatever season the test runs in
    assert 'aria-describedby="id_at_clock"' in drawn


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        ("2026-10-25T00:30+00:00", BERLIN, "2026-10-25 02:30 CEST (UTC+2)"),
        ("2026-10-25T01:30+00:00", BERLIN, "2026-10-25 02:30 CET (UTC+1)"),
        ("2026-07-01T06:30+00:00", KOLKATA, "2026-07-01 12:00 IST (UTC+5:30)"),
        ("2026-07-01T06:30+00:00", ZoneInfo("UTC"), "2026-07-01 06:30 UTC"),
        ("2026-07-01T06:30+00:00", ZoneInfo("America/Sao_Paulo"), "2026-07-01 03:30 UTC-3"),
    ],
)
def test_a_moment_in_words_cannot_be_misread(moment, zone, words) -> None:
    assert say_moment(at(moment), zone) == words


def test_a_repeated_time_is_shown_with_its_choice_made() -> None:
    with timezone.override(BERLIN):
        drawn = str(OneMoment(initial={"at": at("2026-10-25T01:30+00:00")})["at"])

    assert 'value="2026-10-25T02:30:00"' in drawn
    assert '<option value="+01:00" selected>The second: CET, UTC+1</option>' in drawn
    assert ">Europe/Berlin, UTC+1</span>" in drawn


def test_a_repeated_time_without_a_choice_shows_no_offset_yet() -> None:
    with timezone.override(BERLIN):
        drawn = str(OneMoment({"at": "2026-10-25T02:30"})["at"])

    assert ">Europe/Berlin</span>" in drawn


def test_a_plain_field_with_the_same_box_shows_the_same_time() -> None:
    class Plain(forms.Form):
        at = forms.DateTimeField(widget=MomentInput)

    with timezone.override(KOLKATA):
        drawn = str(Plain(initial={"at": at("2026-07-01T06:30+00:00")})["at"])

    assert 'value="2026-07-01T12:00:00"' in drawn


FIRST, LAST = at("1900-01-01"), at("2200-01-01")
instants = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC))


def near_a_change(zone: ZoneInfo, year: int, shift: timedelta) -> datetime:
    """Return an instant close to a change of the zone's offset in that year, if it has one."""
    moment = datetime(year, 1, 1, tzinfo=UTC)
    offset = moment.astimezone(zone).utcoffset()
    for _ in range(366):
        moment += timedelta(days=1)
        if moment.astimezone(zone).utcoffset() != offset:
            return moment - timedelta(days=1) + shift
    return moment + shift


@pytest.mark.property
@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    moment=instants.map(lambda moment: moment.replace(microsecond=0)),
)
def test_what_is_shown_reads_as_the_same_instant(zone, moment) -> None:
    assert_kept(zone, moment)


@pytest.mark.property
@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    year=st.integers(1916, 2037),
    minutes=st.integers(0, 2 * 24 * 60),
)
def test_what_is_shown_around_a_change_of_clocks_reads_as_the_same_instant(
    zone, year, minutes
) -> None:
    assert_kept(zone, near_a_change(zone, year, timedelta(minutes=minutes)))


def assert_kept(zone: ZoneInfo, moment: datetime) -> None:
    with timezone.override(zone):
        shown = OneMoment(initial={"at": moment})
        sent = read_fields(f'<form id="x_form">{shown["at"]}</form>')
        read = OneMoment(sent, initial={"at": moment})

        assert read.is_valid(), (read.errors, sent)
        assert read.cleaned_data["at"] == moment
        assert not read.has_changed()


@pytest.mark.property
@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    local=st.datetimes(min_value=FIRST, max_value=LAST),
)
def test_a_local_time_means_what_each_of_its_moments_shows(zone, local) -> None:
    local = local.replace(microsecond=0)
    possible = meanings(local, zone)

    assert len(possible) <= 2
    assert all(moment.astimezone(zone).replace(tzinfo=None) == local for moment in possible)
    if len(possible) == 1:
        assert read_moment(local, zone) == possible[0]
    else:
        with pytest.raises(ValueError, match="happens twice" if possible else "does not exist"):
            read_moment(local, zone)
    assert len({offset_of(moment) for moment in possible}) == len(possible)
