"""EDTF dates: which texts the desk reads, what they mean."""

import datetime
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from actors.dates import NOT_KNOWN, PartialDate, contains, is_before, overlaps, read_edtf

pytestmark = pytest.mark.once

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
QUALIFIERS = st.sampled_from(["", "?", "~", "%"])

READABLE = {
    "": (None, None, "unknown"),
    "2025": (date(2025, 1, 1), date(2025, 12, 31), "year"),
    "2025?": (date(2025, 1, 1), date(2025, 12, 31), "year"),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29), "month"),
    "2025-12~": (date(2025, 12, 1), date(2025, 12, 31), "month"),
    "2025-08-31": (date(2025, 8, 31), date(2025, 8, 31), "day"),
    "2025-08-31%": (date(2025, 8, 31), date(2025, 8, 31), "day"),
    "0001-01-01": (date(1, 1, 1), date(1, 1, 1), "day"),
    "9999-12-31": (date(9999, 12, 31), date(9999, 12, 31), "day"),
    "2025-08-31/2025-09-01": (date(2025, 8, 31), date(2025, 9, 1), "day"),
    "2025-08-31/2025-08-31": (date(2025, 8, 31), date(2025, 8, 31), "day"),
    "2024/2025-03": (date(2024, 1, 1), date(2025, 3, 31), "year"),
    "2025-08?/2025-09-01": (date(2025, 8, 1), date(2025, 9, 1), "month"),
    "2025-08-31/..": (date(2025, 8, 31), None, "day"),
    "2025-08-31/": (date(2025, 8, 31), None, "day"),
    "../2025-09": (None, date(2025, 9, 30), "month"),
    "/2025-09": (None, date(2025, 9, 30), "month"),
    "[2025-08-01..2025-08-07]": (date(2025, 8, 1), date(2025, 8, 7), "range"),
    "[..2025-09-01]": (None, date(2025, 9, 1), "range"),
    "[2025-08-07..]": (date(2025, 8, 7), None, "range"),
    "[2024..2025]": (date(2024, 1, 1), date(2025, 12, 31), "range"),
}
UNREADABLE = [
    "2025-13",
    "2025-00",
    "2025-02-29",
    "2025-04-31",
    "2025-08-00",
    "0000",
    "0000-01-01",
    "-2025",
    "202X",
    "2025-XX",
    "2025-21",
    "2025-24",
    "Y20250",
    "20250",
    "25",
    "2025-8-1",
    "20250831",
    "2025-08-31T12:00:00",
    "2025-?08",
    "?2025",
    "2025??",
    "2025~?",
    "2025 - 08",
    "2025-08-31 / 2025-09-01",
    "2025-08-31/2025-09-01/2025-09-02",
    "2025-09-01/2025-08-31",
    "2025-09/2025-08",
    "[2025-08-07..2025-08-01]",
    "[2025-08..2025-08-07]",
    "[2025..2025-08]",
    "[2025-08-01]",
    "[2025-08-01,2025-08-07]",
    "{2025-08-01..2025-08-07}",
    "[2025-08-01?..2025-08-07]",
    "[..]",
    "..",
    "/",
    "../..",
    "../",
    "/..",
    "٢٠٢٥",
    "２０２５",
    "2025-08-31\n2025-09-01",
    "yesterday",
    "31 August 2025",
    "12/05/2026",
    "\x00",
    "2025\x00",
]


@pytest.mark.parametrize(("text", "meaning"), READABLE.items())
def test_readable_date_gives_its_bounds_and_precision(text, meaning) -> None:
    read = read_edtf(text)

    assert (read.earliest, read.latest, read.precision) == meaning


@pytest.mark.parametrize("text", UNREADABLE)
def test_unreadable_date_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"Write|Leave the date empty"):
        read_edtf(text)


@pytest.mark.parametrize("text", ["2025\n", " 2025", "2025-08-31\r\n", "\u00a02025"])
def test_space_around_a_date_is_no_part_of_it(text) -> None:
    with pytest.raises(ValueError, match="is not a date this desk can read"):
        read_edtf(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2025-09-01/2025-08-31", "ends before it begins. Write the earlier date first."),
        ("[2025..2025-08]", "mixes days, months and years. Write both sides alike."),
        ("../..", "is open on both sides. Leave the date empty if it is not known."),
    ],
)
def test_refusal_says_what_to_do(text, sentence) -> None:
    with pytest.raises(ValueError, match="“") as refusal:
        read_edtf(text)

    assert str(refusal.value) == f"“{text}” {sentence}"


def test_refusal_of_a_day_that_does_not_exist_shows_the_forms() -> None:
    with pytest.raises(ValueError, match="calendar") as refusal:
        read_edtf("2025-13")

    assert str(refusal.value) == (
        "“2025-13” is not in the calendar. Write 2025, 2025-08 or 2025-08-31 (add ? for "
        "uncertain, ~ for approximate), 2025-08-31/2025-09-01 for a span, or "
        "[2025-08-01..2025-08-07] for one day within a span."
    )


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("2025-08-31", True),
        ("2025-08-31/2025-09-01", True),
        ("2025-08-31?", False),
        ("2025-08", False),
        ("2025", False),
        ("2025-08-31/2025-09-01~", False),
        ("2025-08-31/..", False),
        ("2025-08/2025-09", False),
        ("[2025-08-01..2025-08-07]", False),
        ("", False),
    ],
)
def test_only_plain_days_and_spans_of_days_are_exact(text, exact) -> None:
    assert read_edtf(text).exact is exact


# Properties


@st.composite
def simple_dates(draw: st.DrawFn) -> str:
    length = draw(st.sampled_from([4, 7, 10]))
    return draw(DAYS).isoformat()[:length]


@st.composite
def readable_dates(draw: st.DrawFn) -> str:
    """Every form that the desk reads, both sides in order."""
    form = draw(st.sampled_from(["single", "interval", "open", "set", "open set"]))
    if form == "single":
        return draw(simple_dates()) + draw(QUALIFIERS)
    if form == "open":
        side = draw(simple_dates()) + draw(QUALIFIERS)
        blank = draw(st.sampled_from(["", ".."]))
        return draw(st.sampled_from([f"{side}/{blank}", f"{blank}/{side}"]))
    if form == "open set":
        side = draw(simple_dates())
        return draw(st.sampled_from([f"[{side}..]", f"[..{side}]"]))
    length = draw(st.sampled_from([4, 7, 10]))
    start, end = (day.isoformat()[:length] for day in sorted((draw(DAYS), draw(DAYS))))
    if form == "set":
        return f"[{start}..{end}]"
    return f"{start}{draw(QUALIFIERS)}/{end}{draw(QUALIFIERS)}"


@pytest.mark.property
@given(readable_dates())
def test_generated_date_is_read_with_ordered_bounds(text) -> None:
    read = read_edtf(text)

    assert read.earliest or read.latest
    assert read.earliest is None or read.latest is None or read.earliest <= read.latest


@pytest.mark.property
@given(DAYS)
def test_a_day_is_read_as_itself(day) -> None:
    assert read_edtf(day.isoformat()) == PartialDate(day, day, "day", exact=True)


@pytest.mark.property
@given(DAYS, DAYS)
def test_a_span_of_days_is_read_as_its_two_days(one, other) -> None:
    start, end = sorted((one, other))

    read = read_edtf(f"{start.isoformat()}/{end.isoformat()}")

    assert read == PartialDate(start, end, "day", exact=True)


@pytest.mark.property
@given(DAYS, QUALIFIERS)
def test_a_qualifier_never_moves_the_bounds(day, qualifier) -> None:
    plain, qualified = read_edtf(day.isoformat()), read_edtf(day.isoformat() + qualifier)

    assert (plain.earliest, plain.latest) == (qualified.earliest, qualified.latest)


@pytest.mark.property
@given(DAYS)
def test_a_coarser_date_contains_the_finer_one(day) -> None:
    year, month, exact = (read_edtf(day.isoformat()[:length]) for length in (4, 7, 10))

    assert contains(year, month)
    assert contains(month, exact)
    assert overlaps(year, exact)


@pytest.mark.property
@given(readable_dates())
def test_what_the_desk_reads_the_edtf_library_reads_with_the_same_days(text) -> None:
    parsed, read = parse_edtf(text), read_edtf(text)

    for mine, theirs in (
        (read.earliest, parsed.lower_strict()),
        (read.latest, parsed.upper_strict()),
    ):
        if mine is not None:
            assert mine == datetime.date(*tuple(theirs)[:3])


ODD_TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="0123456789-/.[]?~%XYuS \n\x00"),
    st.text(alphabet="٠١٢٣٤٥٦٧٨٩۰۱۲𝟐𝟎𝟓\u200f\u202e-/"),
    readable_dates().map(lambda text: text + "\n"),
    readable_dates().map(lambda text: text.replace("0", "٠")),
)


@pytest.mark.property
@given(ODD_TEXTS)
def test_any_text_is_read_or_refused_with_a_value_error(text) -> None:
    try:
        read = read_edtf(text)
    except ValueError:
        return
    assert text.isascii()
    assert read == NOT_KNOWN or read.earliest or read.latest


@pytest.mark.property
@given(readable_dates(), readable_dates())
def test_two_dates_overlap_unless_one_is_before_the_other(one, other) -> None:
    first, second = read_edtf(one), read_edtf(other)

    assert overlaps(first, second) is overlaps(second, first)
    assert overlaps(first, second) is not (is_before(first, second) or is_before(second, first))
