"""Plain text into fields: each rule on texts of our own, and its neighbour that it leaves alone."""

import datetime

import pytest

from articles.ingest import read
from articles.ingest.plain import parts

pytestmark = pytest.mark.once

BODY = (
    "Two neighbours reopened three crossings on Monday after talks that took most of a year, "
    "officials of both sides said.\n\nThe first lorries passed at noon."
)
LATER = (
    "Farmers in the north wait for rain, and the harvest is late by three weeks this year, the "
    "ministry of agriculture said."
)
TITLE = "Neighbours reopen three crossings after a year of talks"
OTHER = "Harvest is late in the north after a summer without rain"


def only(text):
    (one,) = read(text)
    return one


def left_out(text):
    return [part.words for one in read(text) for part in one.left_out]


def test_a_date_header_is_the_source_date_and_the_lead_goes_on_behind_it() -> None:
    one = only(f" date 2025-09-04 {BODY}")

    assert one.source_date == datetime.date(2025, 9, 4)
    assert one.headline == ""
    assert one.paragraphs[0].startswith("Two neighbours")


def test_a_headline_may_stand_behind_the_date_header() -> None:
    one = only(f"date 2025-09-04 {TITLE}\n\n{BODY}")

    assert (one.headline, len(one.paragraphs)) == (TITLE, 2)


def test_a_day_that_there_is_not_is_left_out() -> None:
    one = only(f"date 2025-02-30 {BODY}")

    assert one.source_date is None
    assert [(part.words, part.why) for part in one.left_out][1:] == [
        ("2025-02-30", "There is no such day.")
    ]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated 01 September 2025", datetime.date(2025, 9, 1)),
        ("Last updated on September 1, 2025 18:30 IST", datetime.date(2025, 9, 1)),
        ("Updated: Sept. 1, 2025, 6:30 p.m.", datetime.date(2025, 9, 1)),
        ("Modified Mon, 1 Sep 2025", datetime.date(2025, 9, 1)),
        ("Updated 2025-09-01T18:30:00Z", datetime.date(2025, 9, 1)),
        ("Updated 6 sec ago", None),
        ("Updated just now", None),
    ],
)
def test_an_update_line_gives_its_day_if_it_says_one(line, day) -> None:
    one = only(f"{TITLE}\n{line}\nFollow\n\n{BODY}")

    assert (one.headline, one.source_updated, one.paragraphs) == (
        TITLE, day, tuple(BODY.split("\n\n")),
    )  # fmt: skip


@pytest.mark.parametrize("line", ["Updated 01/02/2025", "Updated maps were shown to the guests."])
def test_a_line_that_names_no_one_day_is_no_update_line(line) -> None:
    one = only(f"{TITLE}\n\n{line}\n\n{BODY}")

    assert one.source_updated is None
    assert line in one.paragraphs


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("IMAGE: A lorry at noon. Photograph: ANI Photo", "A lorry at noon.", "ANI Photo"),
        ("Photo: Reuters", "", "Reuters"),
        ("Caption: A lorry at noon (Mira Holt/AP)", "A lorry at noon", "Mira Holt/AP"),
        ("Picture: A lorry passes the gate at noon.", "A lorry passes the gate at noon.", ""),
    ],
)
def test_a_labelled_caption_is_cut_from_its_credit(line, caption, credit) -> None:
    lead, rest = BODY.split("\n\n")

    one = only(f"{lead}\n\n{line}\n\n{rest}")

    assert (one.image_caption, one.image_credit, one.paragraphs) == (caption, credit, (lead, rest))


def test_a_caption_without_a_label_stands_by_the_headline_and_ends_with_its_credit() -> None:
    caption = "A lorry passes the gate at noon on Monday, the first in two years."

    one = only(f"{TITLE}\n\n{caption} (AFP)\nShort Url\n\n{TITLE}\n\n{BODY}")

    assert (one.image_caption, one.image_credit) == (caption, "AFP")
    assert one.credits == ("AFP",)
    assert left_out(f"{TITLE}\n\n{caption} (AFP)\nShort Url\n\n{TITLE}\n\n{BODY}") == [
        "Short Url", TITLE,
    ]  # fmt: skip


def test_brackets_at_the_end_of_a_sentence_stay_in_it() -> None:
    body = f"{TITLE}\n\nThey met in the hall of the town (Vienna).\n\n{BODY} (They had waited.)"

    assert only(body).paragraphs[0] == "They met in the hall of the town (Vienna)."
    assert only(body).credit_line == ""


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("With inputs from PTI", ("PTI",)),
        ("(With inputs from PTI and ANI)", ("PTI", "ANI")),
        ("With agency inputs", ("With agency inputs",)),
        ("Source: Reuters", ("Reuters",)),
    ],
)
def test_a_credit_line_is_kept_as_printed_with_whom_it_names(line, names) -> None:
    one = only(f"{BODY}\n\n{line}")

    assert (one.credit_line, one.credits, len(one.paragraphs)) == (line, names, 2)


def test_an_agency_behind_the_last_sentence_is_the_credit_line() -> None:
    one = only(f"{BODY} (AFP)")

    assert (one.credit_line, one.credits) == ("(AFP)", ("AFP",))
    assert one.paragraphs[-1] == "The first lorries passed at noon."


def test_bullets_above_the_body_are_highlights_and_in_it_they_stay() -> None:
    one = only(f"{TITLE}\n\n  • Lorries pass\n  • More in spring\n\n{BODY}\n\n• A point of it.")

    assert one.highlights == ("Lorries pass", "More in spring")
    assert one.paragraphs[-1] == "• A point of it."


def test_a_byline_stands_by_the_headline() -> None:
    one = only(f"{TITLE}\n\nBy Ana Orlova and Mira Holt\n\n{BODY}\n\nBy noon all had passed")

    assert one.byline == "Ana Orlova and Mira Holt"
    assert one.paragraphs[-1] == "By noon all had passed"


@pytest.mark.parametrize(
    ("printed", "dateline"),
    [
        ("NEW DELHI: They met.", "NEW DELHI:"),
        ("VIENNA (Reuters) - They met.", "VIENNA (Reuters) -"),
        ("DHAKA, Sept 1 (AFP) — They met.", "DHAKA, Sept 1 (AFP) —"),
        ("NOTE: They met.", ""),
    ],
)
def test_a_dateline_is_cut_off_as_printed(printed, dateline) -> None:
    one = only(f"{TITLE}\n\n{printed}\n\n{BODY}")

    assert one.dateline == dateline
    assert f"{one.dateline} {one.paragraphs[0]}".strip() == printed


def test_one_paragraph_a_line_with_or_without_empty_lines_is_the_same() -> None:
    lines = [*BODY.split("\n\n"), LATER]

    assert only("\n".join(lines)).paragraphs == only("\n\n\n".join(lines)).paragraphs
    assert only("\r\n".join(lines)).paragraphs == tuple(lines)


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    broken = (
        "Two neighbours reopened three crossings on Monday after talks that\n"
        "took most of a year, officials of both sides said, and the first of\n"
        "the lorries passed at noon."
    )

    assert only(f"{TITLE}\n\n{broken}\n\n{LATER}").paragraphs == (broken.replace("\n", " "), LATER)


def test_lines_of_their_own_are_not_put_together() -> None:
    lines = ("He came, and it was late in the year, as it always is.", "She left.", "They wrote.")

    assert only("\n".join(lines)).paragraphs == lines


@pytest.mark.parametrize(
    "second",
    [
        f"{OTHER}\n\nUpdated 6 sec ago\nFollow\n\n{OTHER}\n\n{LATER}",
        f"{OTHER}\n\nUpdated 6 sec ago\n\nNEW DELHI: {LATER}",
        f"date 2025-09-05 {OTHER}\n\n{LATER}",
        f"date 2025-09-05 {LATER}",
    ],
)
def test_a_second_article_begins_at_its_headline_or_date(second) -> None:
    first, other = read(f"{TITLE}\n\n{BODY}\n\n\n{second}")

    assert (first.headline, len(first.paragraphs)) == (TITLE, 2)
    assert other.paragraphs == (LATER,)
    assert [found.code for found in other.findings] == ["T01"]
    assert other.text == second


def test_a_headline_with_a_dateline_under_it_begins_another_behind_one_with_a_dateline() -> None:
    first, other = read(f"{TITLE}\n\nVIENNA: {BODY}\n\n{OTHER}\n\nNEW DELHI: {LATER}")

    assert (first.headline, other.headline) == (TITLE, OTHER)


def test_a_subhead_is_no_second_article_and_is_reported() -> None:
    one = only(f"{TITLE}\n\n{BODY}\n\nWhat comes next\n\n{LATER}")

    assert len(one.paragraphs) == 4
    assert [(found.code, found.place) for found in one.findings] == [("T02", "Paragraph 3")]


def test_a_long_paragraph_that_begins_like_furniture_stays() -> None:
    line = f"Read more widely, he told them, and then he told them again. {LATER}"

    assert only(f"{BODY}\n\n{line}").paragraphs[-1] == line


def test_a_second_caption_is_left_out_and_said_to_be() -> None:
    text = f"{BODY}\n\nIMAGE: One gate. Photo: AP\n\nIMAGE: Another gate. Photo: ANI"

    assert only(text).image_caption == "One gate."
    assert "Another gate." in left_out(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("दोनों पड़ोसी देशों ने सोमवार को तीन सीमा चौकियाँ फिर से खोल दीं।", "und"),
        ("Die Nachbarn öffneten am Montag drei Übergänge, sagten Beamte nach Gesprächen.", "und"),
        ("They met.", "en"),
    ],
)  # fmt: skip
def test_only_english_is_recognised_and_no_other_language_guessed(text, language) -> None:
    one = only(text)

    assert one.language == language
    assert ("T05" in {found.code for found in one.findings}) is (language == "und")


def test_the_same_words_have_one_fingerprint_whatever_stands_around_them() -> None:
    furnished = only(f"{TITLE}\nUpdated 6 sec ago\nFollow\n\n{BODY}")
    bare = only(f"{TITLE}\n\n{BODY}\n\nWith inputs from PTI")

    assert furnished.fingerprint == bare.fingerprint
    assert bare.fingerprint != only(f"{TITLE}\n\n{BODY.replace('noon', 'one')}").fingerprint


def test_a_headline_that_no_field_can_hold_is_left_out() -> None:
    title = " ".join(["crossing"] * 60)

    one = only(f"<article><h1>{title}</h1><p>{BODY}</p></article>")

    assert one.headline == ""
    assert [found.code for found in one.findings] == ["T07"]
    assert title in {part.words for part in one.left_out}


def test_a_text_of_nothing_but_empty_lines_has_no_parts() -> None:
    assert parts("\n \n\t\n") == []
