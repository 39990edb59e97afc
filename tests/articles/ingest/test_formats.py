"""ninjs, feeds and web pages into fields; encodings; which format a text is in."""

import datetime
import json
import subprocess
import sys

import pytest

from articles.choices import SourceFormat
from articles.ingest import read
from articles.ingest.encodings import decode
from articles.ingest.formats import READERS, format_of
from tests.articles.ingest.samples import ATOM, FEED, NINJS, PAGE, PARAGRAPHS, TITLE

pytestmark = pytest.mark.once

DAY = datetime.date(2025, 9, 1)


def only(text):
    (one,) = read(text)
    return one


def said(one):
    return [("## " if block.is_subhead else "") + block.text for block in one.blocks]


def test_ninjs_goes_into_the_fields() -> None:
    one = only(json.dumps(NINJS))

    assert (one.format, one.headline, one.standfirst, one.highlights) == (
        "ninjs", TITLE, "Lorries pass from noon.", ("More in spring",),
    )  # fmt: skip
    assert said(one) == [PARAGRAPHS[0], "## The hours", PARAGRAPHS[1], PARAGRAPHS[2]]
    assert (one.dateline, one.byline, one.outlet) == ("VIENNA:", "Mira Holt", "The Crossing Times")
    assert (one.language, one.genre, one.source_ref) == ("en-GB", "Current", "urn:crossing:1")
    assert (one.source_date, one.source_updated) == (DAY, DAY + datetime.timedelta(days=1))
    assert one.embargo_until == datetime.datetime(2035, 1, 1, 5, tzinfo=datetime.UTC)
    assert (one.image_caption, one.image_credit, one.image_alt) == (
        "The gate at noon.", "ANI", "A gate.",
    )  # fmt: skip
    assert one.credits == ("AFP", "ANI")
    assert one.note == "Usage terms: Not for use in archives."
    assert [part.words for part in one.left_out] == ["diplomacy", "Gates open"]


def test_ninjs_says_what_the_sender_asks() -> None:
    sentences = [found.sentence for found in only(json.dumps(NINJS)).findings]
    withheld = only(json.dumps({**NINJS, "pubStatus": "withheld"}))

    assert sentences == [
        "The sender holds it until 2035-01-01 05:00 UTC.",
        "The sender adds usage terms.",
    ]
    assert "The sender withholds it." in [found.sentence for found in withheld.findings]


def test_a_list_of_ninjs_is_as_many_articles() -> None:
    other = {"uri": "u2", "headlines": [{"value": "Other"}], "bodies": [{"value": "One.\nTwo."}]}

    first, second = read(json.dumps([NINJS, other]))

    assert (first.headline, second.headline, second.paragraphs) == (
        TITLE,
        "Other",
        ("One.", "Two."),
    )


def test_a_place_stands_for_a_dateline_that_is_not_printed() -> None:
    row = {"uri": "u", "located": "Vienna", "bodies": [{"value": "They met."}]}

    assert only(json.dumps(row)).dateline == "Vienna"


def test_a_feed_is_an_article_for_each_entry() -> None:
    first, second = read(FEED.encode())

    assert (first.headline, first.standfirst) == (f"{TITLE} & more", "Lorries pass from noon.")
    assert (first.dateline, said(first)) == ("VIENNA:", list(PARAGRAPHS[:2]))
    assert (first.source_url, first.source_ref) == ("https://crossing.example/a", "tag:a")
    assert (first.source_date, first.language, first.outlet) == (DAY, "en-GB", "The Crossing Times")
    assert said(second) == ["Only this much."]
    assert [found.code for found in second.findings] == ["T08"]
    assert [part.words for part in second.left_out] == ["https://crossing.example/a.mp3"]


def test_atom_has_both_its_days() -> None:
    one = only(ATOM)

    assert (one.headline, said(one), one.byline) == (TITLE, [PARAGRAPHS[0]], "Mira Holt")
    assert (one.source_date, one.source_updated) == (DAY, DAY + datetime.timedelta(days=1))


def test_a_page_gives_its_article_and_lists_what_stands_around_it() -> None:
    one = only(PAGE)

    assert said(one) == [
        PARAGRAPHS[0],
        "## The hours",
        PARAGRAPHS[1],
        "Three crossings open from dawn to dusk.",
        PARAGRAPHS[2],
    ]
    assert (one.headline, one.byline, one.outlet) == (TITLE, "Mira Holt", "The Crossing Times")
    assert (one.source_url, one.source_date) == ("https://crossing.example/world/reopen", DAY)
    assert (one.image_caption, one.image_credit) == ("The gate at noon.", "ANI")
    assert {"Home", "Sport", "Harvest is late", "Subscribe to our newsletter."} <= {
        part.words for part in one.left_out
    }
    assert one.findings == ()


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("They met.", "", "plain"),
        ("[Updated] They met.", "", "plain"),
        ("{They} met.", "", "plain"),
        ('{"uri": 1}', "", "ninjs"),
        ('  [ {"uri": 1}]', "a.txt", "ninjs"),
        ("They met.", "wire.json", "ninjs"),
        (FEED, "", "feed"),
        (ATOM, "a.txt", "feed"),
        (PAGE, "a.txt", "html"),
        ("<p>They met.</p>", "", "html"),
        ("<p> is how a paragraph begins.", "", "plain"),
        ("They met.", "page.html", "html"),
        ("<?xml version='1.0'?><html><p>They met.</p></html>", "", "html"),
    ],
)
def test_a_text_is_recognised_by_how_it_begins_and_then_by_its_name(text, name, expected) -> None:
    assert format_of(text, name) == expected


def test_each_format_has_its_reader() -> None:
    assert sorted(READERS) == sorted(SourceFormat.values)


TEXT = "Élan: Trump’s “deal” — done. The rest of it is here."


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (TEXT.encode(), []),
        (TEXT.encode("utf-8-sig"), []),
        (TEXT.encode("utf-16"), []),
        (TEXT.encode("utf-32"), []),
        (TEXT.encode("cp1252"), ["T03"]),
    ],
)
def test_a_text_is_read_in_its_encoding_and_a_guess_is_said(data, codes) -> None:
    text, found = decode(data)

    assert text == TEXT
    assert [one.code for one in found] == codes


def test_utf_16_without_its_mark_and_a_declared_encoding_are_read() -> None:
    russian = "<html><head><meta charset='windows-1251'></head><p>Они встретились.</p></html>"

    assert decode("They met at noon.".encode("utf-16-le"))[0] == "They met at noon."
    assert "Они встретились." in decode(russian.encode("cp1251"))[0]


def test_letters_that_were_damaged_before_are_reported_and_left() -> None:
    one = only("Trump’s plan was there, and that was it.".encode().decode("cp1252"))

    assert one.paragraphs[0].startswith("Trumpâ€™s")
    assert [found.code for found in one.findings] == ["T04"]


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    source = (
        "import sys, articles.ingest as i\n"
        "i.read('They met in the hall.')\n"
        "print(sorted({'django', 'trafilatura', 'lxml', 'feedparser', 'charset_normalizer'} & "
        "sys.modules.keys()))"
    )

    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)

    assert (done.stdout, done.stderr) == ("[]\n", "")
