"""What cannot be taken in is refused with a sentence, in time; nothing makes the reader fail."""

import datetime
import json
import re
import time
from contextlib import suppress

import pytest

from articles.ingest import LIMITS, Refused, read
from tests.articles.ingest.samples import FEED, NINJS, PAGE

pytestmark = pytest.mark.once

BOMB = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<rss version="2.0"><channel><item><title>&c;</title></item></channel></rss>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>"""
#: Deeper than the parser follows: it drops the rest, and “The end.” with it.
DEEP = "<div>" * 300 + "They met." + "</div>" * 300 + "<p>The end.</p>"
DEEP_PAGE = f"<html><body><article>{DEEP}</article></body></html>"
CROWD = " ".join(f'a{n}=">"' for n in range(600))
TRAPS = "The feed declares entities of its own"


def refusal(data, **options):
    with pytest.raises(Refused) as refused:
        read(data, **options)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n0000", "This is a picture, not a text."),
        (b"%PDF-1.7 ...", "This is a PDF, not a text."),
        (b"PK\x03\x04....", "This is a Word document or another packed file, not a text."),
        (b"{\\rtf1 They met.}", "This is an RTF document, not a text."),
        (b"abc\x00\xff\xfe def", "It holds zero bytes, so it is no text."),
        ("They met.\0", "It holds a character that no text has (U+0000)"),
        ("They met. \ud800", "It holds a character that no text has (U+D800)"),
        ("\x01\x02\x03\x04\x05\x06 met", "It is full of control characters"),
        (b"\xff\xfeT\x00h", "It says that it is UTF-16-LE, but it is damaged at byte 3."),
        ("", "It is empty."),
        (" \n\t", "It is empty."),
        ("Follow\n\nShare", "There are no words of an article in it."),
        (b"a" * 50_000_000, "It has 50.0 MB, and at most 5 MB are read."),
        (b"a " * 1_500_000, "It has 3.0 MB, and at most 2 MB are read."),
        ("word. " * 60_000, "“word. word."),
        ("a\n" * 60_000, "“a…” has"),
        ("• a\n" * 7_000, "“• a…” has 7,000 lines, and an article has at most 6,000."),
        ("a\n" * 60_001, "It has 60,001 lines, and at most 60,000 are read."),
        (
            json.dumps({**NINJS, "bodies": [{"value": "a\n" * 300_000}]}),
            "“a…” has 300,000 lines, and an article has at most 6,000.",
        ),
        (
            json.dumps({**NINJS, "embargoedUntil": "0001-01-01T00:00:00+14:00"}),
            "The file: /embargoedUntil is “0001-01-01T00:00:00+14:00”, which is no time",
        ),
        (
            json.dumps({**NINJS, "embargoedUntil": "9999-12-31T23:59:59Z"}),
            "The file: /embargoedUntil is “9999-12-31T23:59:59Z”, which is no time",
        ),
        (json.dumps(NINJS)[:150], "The JSON breaks off at line 1"),
        (json.dumps(NINJS).replace('"bodies"', "bodies"), "The JSON is damaged at line 1"),
        ('[{"a":' + "[" * 100_000, "The JSON is not ninjs: it is nested too deep"),
        ('{"a": 1}', "The file has no “uri”, so it is not ninjs."),
        ('{"uri": "u", "body_text": "x"}', "The file is ninjs 1 or 2 (it has “body_text”)."),
        (json.dumps([NINJS, 3]), "Object 2 is not a ninjs object but a number."),
        (json.dumps({**NINJS, "bodies": "x"}), "The file is not ninjs 3: /bodies is a text"),
        (json.dumps({**NINJS, "bodies": [1]}), "The file is not ninjs 3: /bodies/0 is a number"),
        (json.dumps({**NINJS, "bodies": [{}]}), "The file is not ninjs 3: /bodies/0 has no"),
        (json.dumps({**NINJS, "by": None}), "The file is not ninjs 3: /by is null"),
        (json.dumps({**NINJS, "versionCreated": "now"}), "The file: /versionCreated is “now”"),
        (json.dumps({**NINJS, "pubStatus": "canceled"}), "The file was cancelled by its sender"),
        (json.dumps({"uri": "u", "type": "picture"}), "u is a ninjs picture without a text"),
        (json.dumps({**NINJS, "by": "\0"}), "It holds a character that no text has"),
        (BOMB, TRAPS),
        (BOMB.encode("utf-16"), TRAPS),
        (OUTSIDE, TRAPS),
        (FEED[:-80], "The feed is damaged or breaks off at line"),
        ("<rss><channel></channel></rss>", "The feed has no entries."),
        ("<rss>" + "<item>" * 5_000, "The feed has 5,000 entries, and at most 200"),
        ("<?xml version='1.0'?><nitf><body/></nitf>", "It is XML that begins with <nitf>"),
        ("<html><body><nav><a>Home</a></nav></body></html>", "No article was found on the page."),
        ("<html>" + "<b>" * 50_000, "The page has far more markup than an article."),
        (f"<html><body><p {CROWD}>They met.</p>", "It has a tag with hundreds of attributes"),
        (DEEP_PAGE, "Its markup is nested so deep that a part of the text would be lost."),
        (
            json.dumps({**NINJS, "bodies": [{"value": DEEP, "contentType": "text/html"}]}),
            "Its markup is nested so deep that a part of the text would be lost.",
        ),
        (
            FEED + "<!-- " * 300_000,
            "The feed has far more markup than articles have.",
        ),
        (
            FEED.replace("<channel>", f"<channel {CROWD}>"),
            "The feed has far more markup than articles have.",
        ),
    ],
)
def test_it_is_refused_with_a_sentence(data, sentence) -> None:
    said = refusal(data)

    assert said.startswith(sentence)
    assert said.endswith((".", "?"))


def test_a_large_file_is_refused_by_its_size_before_it_is_read() -> None:
    assert refusal(b"They met.", size=50_000_000).startswith("It has 50.0 MB")
    assert LIMITS == {"plain": 2_000_000, "ninjs": 2_000_000, "html": 2_000_000, "feed": 5_000_000}


@pytest.mark.parametrize(
    "data",
    [
        "A" * 190_000,
        "A " * 95_000,
        "(A" * 90_000,
        "IMAGE: " * 25_000,
        "Updated 6 sec ago\n" * 10_000,
        "date 2025-09-04 " * 12_000,
        "first a a a a a a a a after " * 7_000,
        "Leaders meet in the hall again today\n" * 5_000,
        "“a " * 60_000,
        "told Aaa Bbb " * 14_000,
        "• a\n" * 40_000,
        " " * 1_900_000 + "a",
        "<html><body>" + "<div>" * 30_000 + "They met in the hall of the town.",
        "<html><body>" + "<p>They met in the hall.</p>" * 2_500,
        "<?xml " + "<!-- " * 300_000,
        "<!DOCTYPE " * 150_000,
    ],
    ids=lambda data: data[:24].strip(),
)
def test_no_text_takes_long(data) -> None:
    began = time.process_time()

    with suppress(Refused):
        read(data)

    assert time.process_time() - began < 10


def test_scripts_and_styles_of_a_page_are_not_taken_in() -> None:
    (one,) = read(PAGE)

    assert "leak" not in one.words
    assert not any("leak" in part.words for part in one.left_out)


def test_words_in_many_tags_that_never_close_are_kept() -> None:
    unclosed = "<b>They left. " * 200
    page = f"<html><body><article>{unclosed}<p>The end of it all.</p></article></body></html>"

    (one,) = read(page)

    assert one.words.count("They left.") == 200
    assert one.words.endswith("The end of it all.")


def test_a_time_that_no_computer_can_hold_leaves_the_day() -> None:
    crooked = re.sub(r"(<pubDate>).*?(</pubDate>)", rf"\1Mon, 1 Sep 2025 {'9' * 20}:00\2", FEED)

    assert read(crooked)[0].source_date == datetime.date(2025, 9, 1)


@pytest.mark.parametrize("name", ["undefined", "unicode_escape", "punycode", "idna"])
def test_an_encoding_that_no_text_is_written_in_is_not_believed(name) -> None:
    (one,) = read(f"<meta charset={name}>They met at the caf\xe9 \\x41.".encode("cp1252"))

    assert "They met at the caf\xe9 \\x41." in one.words
