"""What is wrong with a line by itself is said with its number, and nothing is written."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from actors.models import Actor
from newsroom.bulk import lines, sentences
from newsroom.bulk.lines import FileChangedError, LineFile
from newsroom.bulk.loading import BadLinesError, load
from tests.newsroom.bulk.files import (
    actor,
    article,
    as_bytes,
    quote,
    refusal_of,
    row,
)

pytestmark = pytest.mark.django_db
FORM = '{"model": "articles.quote", "fields": {…}}'
ONE = "Write one object a line:"
UTF_8 = "cannot be read. Convert the file to UTF-8."
NUL = "It holds a NUL character (\\u0000), which no database keeps. Remove it."
SLUG = 'Write the natural key ["slug"]'
BELOW = "Write the name of a file below MEDIA_ROOT."
FRACTION = "Write a whole number, not a number with decimals,"


def only(text: bytes) -> str:
    """Return the one thing that is said of a line between two good ones."""
    said = refusal_of(actor("ana"), text, actor("ben"))

    assert len(said) == 1
    assert not Actor.objects.exists()
    return said[0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"{", f"This is not JSON (unexpected end of data, column 2). {ONE} {FORM}"),
        (b"[1]", f"Write one object a line, not a list: {FORM}"),
        (b"[{", f"A list is no row. Write one object a line, without commas between: {FORM}"),
        (b"7", f"Write one object a line, not a number: {FORM}"),
        (b"null", f"Write one object a line, not null: {FORM}"),
        (b"{}", f"It names no model. Write {FORM}"),
        (b'{"model": 7}', f"It names no model. Write {FORM}"),
        (b'{"model": "actors.actor"}', f"Its “fields” are no object. Write {FORM}"),
        (b'{"model": "actors.actor", "pk": 1, "fields": {}}',
         "Rows are named by their natural keys. Leave “pk” out."),
        (b'{"model": "actors.actor", "fields": {}, "more": 1}',
         "Only “model” and “fields” belong here, not “more”."),
        (b"\xff\xfe{\x00}\x00", f"This is not UTF-8: byte 1 {UTF_8}"),
        (b'{"model": "caf\xe9"}',
         f"This is not UTF-8: byte 15 {UTF_8}"),
        (b"\x89PNG\x1a\x00\x00", f"This is not UTF-8: byte 1 {UTF_8}"),
        (b'{"a": "\\ud800"}',
         "Half a character (a lone surrogate) stands in it. Write the whole character."),
        (b'{"a": ["\\u0000"]}',
         NUL),
        (b'{"\\u0000": 1}',
         NUL),
        (b"[" * 1_000_001, "No row has so many lists or objects. Write one row a line."),
    ],
)  # fmt: skip
def test_a_line_that_is_no_row_is_named(text: bytes, sentence: str) -> None:
    said = only(text)

    assert said.removeprefix("Line 2: ").removeprefix("actors.actor: ") == sentence


def test_deep_nesting_is_refused() -> None:
    assert only(b"[" * 5_000 + b"]" * 5_000).startswith("Line 2: This is not JSON (")


def test_backslashes_before_u0000_are_no_nul() -> None:
    assert refusal_of(actor("ana", description="\\u0000 is NUL")) == []


def test_a_model_outside_the_desk_is_refused_with_those_there_are() -> None:
    said = only(json.dumps(row("newsroom.user", username="ana")).encode())

    assert said.startswith("Line 2: No dump holds “newsroom.user”. Choose one of: actors.actor, ")


@pytest.mark.parametrize(
    ("line", "place", "sentence"),
    [
        (actor("x", nose="long"), "nose", "There is no such field. Choose of: created_at, "),
        (actor("x", name=7), "name", "Write a text in quotation marks, not a number."),
        (actor("x", name=None), "name", "Write a text in quotation marks, not null."),
        (actor("x", name=""), "name", "This field cannot be blank."),
        (actor("x", name="x" * 201), "name", "Ensure this value has at most 200 characters"),
        (actor("x", kind="planet"), "kind", "Value 'planet' is not a valid choice."),
        (actor("x", is_public="true"), "is_public", "Write true or false, not a text."),
        (actor("x", is_public=1), "is_public", "Write true or false, not a number."),
        (actor("x", country="XX"), "country", ""),
        (actor("X y"), "slug", "Enter a valid “slug”"),
        (actor(""), "slug", "It is missing. Write the address of the row, which never changes."),
        (row("actors.actor", name="X"), "slug", "It is missing."),
        (actor("x", parent="y"), "parent", f"{SLUG}, not a text."),
        (actor("x", parent=["y", "z"]), "parent", f"{SLUG}."),
        (actor("x", parent=[7]), "parent", f"{SLUG}."),
        (actor("x", created_at="2025-09-01"), "created_at", "This is no moment with its offset."),
        (actor("x", created_at="2025-09-01T00:00:00"), "created_at", "This is no moment with its"),
        (actor("x", created_at="0001-01-01T00:00:00+14:00"), "created_at", "This is no moment"),
        (actor("x", created_at=None), "created_at", "Write a moment such as “"),
        (article("x", source_date="2025-02-30"), "source_date", ""),
        (article("x", source_date=20250201), "source_date", "Write a day such as “"),
        (article("x", version=-1), "version", "Ensure this value is greater than or equal to 0."),
        (article("x", version=True), "version", "Write a whole number, not true or false."),
        (article("x", version=10**30), "version", FRACTION),
        (article("x", version=1.5), "version", FRACTION),
        (article("x", highlights=["a", 7]), "highlights", "Write a list of texts, one a line."),
        (article("x", highlights="a"), "highlights", "Write a list of texts, not a text."),
        (article("x", topics=["a"]), "topics", "Write a list of natural keys, each a list"),
        (article("x", topics=[["a"], ["a"]]), "topics", "Name each row once."),
        (article("x", image="../../settings.py"), "image", BELOW),
        (article("x", image="/etc/passwd"), "image", BELOW),
        (article("x", image="x" * 201), "image", "The name of the file is too long: at most 200."),
        (article("x", body="x" * 200_001), "body", "The body is too long: at most 200000."),
        (quote("x", said_on_edtf="2025-13"), "said_on_edtf", "“2025-13” is not in the calendar."),
        (quote("x", source_url="javascript:x"), "source_url", "Enter a valid URL."),
        (row("articles.citation", article=["a"]), "quote", f"It is missing. {SLUG}."),
        (row("articles.notice", slug="x", article=["a"], text="t"), "kind", "It is missing."),
    ],
)  # fmt: skip
def test_a_value_that_its_field_does_not_take_is_named(
    line: dict[str, Any], place: str, sentence: str
) -> None:
    said = refusal_of(actor("y"), actor("z"), line)

    begins = f"Line 3: {line['model']}: {place}: {sentence}"
    assert [text for text in said if text.startswith(begins)], said
    assert not Actor.objects.exists()


def test_every_problem_of_a_line_is_said() -> None:
    said = refusal_of(actor("x", name="", kind="planet", nose=1))

    assert [text.split(": ")[2] for text in said] == ["name", "kind", "nose"]


def test_words_of_a_line_are_shortened_and_what_does_not_print_is_shown() -> None:
    said = refusal_of(row("\x1b[31m" + "x" * 1_000_000))

    assert said[0].startswith("Line 1: No dump holds “\N{REPLACEMENT CHARACTER}[31mxxx")
    assert len(said[0]) <= sentences.LONGEST


def test_fifty_problems_are_listed_by_line_and_the_others_counted() -> None:
    bad = [actor("x", name="", parent=["nobody"]) for _ in range(40)]

    said = refusal_of(*bad)

    assert len(said) == 51
    numbers = [int(text.split(":")[0].removeprefix("Line ")) for text in said[:50]]
    assert numbers == sorted(numbers)
    # Of each line its name and its parent, and of all but the first one its address.
    assert said[50] == f"… and {40 + 40 + 39 - 50} more."


def test_blank_lines_and_the_marks_of_editors_are_passed_over() -> None:
    text = b"\xef\xbb\xbf" + as_bytes([actor("ana")]) + b"\r\n  \n" + as_bytes([actor("ben")])

    assert refusal_of(text.replace(b"}\n", b"}\r\n")) == []
    assert Actor.objects.count() == 2


def test_a_line_of_50_megabytes_is_named_without_being_held(tmp_path: Path) -> None:
    file = tmp_path / "long.jsonl"
    with file.open("wb") as stream:
        stream.write(as_bytes([actor("ana")]))
        stream.write(b'{"model": "actors.actor", "fields": {"name": "')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}}\n' + as_bytes([actor("ben", name="")]))

    tracemalloc.start()
    with file.open("rb") as stream, pytest.raises(BadLinesError) as refused:
        load(LineFile(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert refused.value.problems.sentences() == [
        "Line 2: The line is longer than 12 MB. Divide it.",
        "Line 3: actors.actor: name: This field cannot be blank.",
    ]
    assert peak < 3 * lines.LONGEST_LINE


def test_a_file_that_grows_meanwhile_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "growing.jsonl"
    file.write_bytes(as_bytes([actor("ana")]))
    with file.open("rb") as stream:
        reader = LineFile(stream)
        first = list(reader.lines(lambda _number: None))
        with file.open("ab") as more:
            more.write(as_bytes([actor("ben")]))

        with pytest.raises(FileChangedError, match="changed while it was read"):
            list(reader.lines(lambda _number: None))

    assert len(first) == 1
