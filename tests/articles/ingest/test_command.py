"""``manage.py import_articles``: what it says, and its exit status."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from newsroom.roles import REPORTER
from tests.articles.ingest.samples import FEED, PARAGRAPHS, TITLE
from tests.factories import make_member

pytestmark = pytest.mark.django_db

SLUG = "neighbours-reopen-three-crossings-after-a-year-of-talks"


@pytest.fixture
def wire(tmp_path):
    path = tmp_path / "wire.txt"
    path.write_text("\n\n".join((TITLE, "Follow", *PARAGRAPHS, "They met in the the hall.")))
    return path


def run(*arguments, **options):
    said, wrong = io.StringIO(), io.StringIO()
    call_command(
        "import_articles", *map(str, arguments), stdout=said, stderr=wrong, no_color=True, **options
    )
    return said.getvalue()


def test_it_says_what_was_made_and_what_looks_wrong(wire) -> None:
    assert run(wire) == (
        f"{wire}: draft {SLUG}\n"
        "  A06 Paragraph 4: “the the” has one “a” or “the” too many.\n"
        "1 taken in, 0 already there.\n"
    )


def test_with_more_words_it_says_what_to_do_and_what_was_left_out(wire) -> None:
    said = run(wire, verbosity=2)

    assert "      Take one of them out.\n" in said
    assert "  T00 left out: “Follow”\n      It belongs to the page, not to the text.\n" in said


def test_a_text_that_is_there_already_is_no_error(wire) -> None:
    run(wire)

    said = run(wire)

    assert f"{wire}: already there since " in said
    assert said.endswith(f" as {SLUG}\n0 taken in, 1 already there.\n")
    assert Article.objects.count() == 1


def test_a_bad_file_is_named_and_stops_no_other(wire, tmp_path) -> None:
    picture, feed = tmp_path / "a.png", tmp_path / "cut.xml"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    feed.write_text(FEED[:-80])
    said, wrong = io.StringIO(), io.StringIO()
    files = [str(path) for path in (picture, feed, tmp_path, tmp_path / "none.txt", wire)]

    with pytest.raises(CommandError, match="1 taken in, 0 already there, 4 refused") as error:
        call_command("import_articles", *files, stdout=said, stderr=wrong, no_color=True)

    assert error.value.returncode == 1
    assert wrong.getvalue().splitlines() == [
        f"{picture}: This is a picture, not a text. Copy the words out of it and paste them.",
        (
            f"{feed}: The feed is damaged or breaks off at line 14. Nothing of it was taken in; "
            "fetch it anew."
        ),
        f"{tmp_path}: This is a folder. Name the files in it.",
        f"{tmp_path / 'none.txt'}: It cannot be read: No such file or directory.",
    ]
    assert said.getvalue().startswith(f"[5/5] {wire}: draft {SLUG}\n")


def test_a_large_file_is_refused_without_reading_it_all(tmp_path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    wrong = io.StringIO()

    with pytest.raises(CommandError):
        call_command("import_articles", str(path), stderr=wrong, no_color=True)

    assert wrong.getvalue().startswith(f"{path}: It has 50.0 MB, and at most 5 MB are read.")


def test_standard_input_is_read(monkeypatch) -> None:
    data = io.BytesIO("\n\n".join((TITLE, *PARAGRAPHS)).encode())
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=data))

    assert run("-").startswith(f"standard input: draft {SLUG}\n")


def test_the_author_is_named_or_the_command_is_refused(wire) -> None:
    user = make_member(REPORTER)

    with pytest.raises(CommandError, match="No active user is called nobody") as error:
        run(wire, by="nobody")
    run(wire, by=user.username)

    assert error.value.returncode == 2
    assert Article.objects.get().created_by == user


def test_the_format_may_be_stated(wire) -> None:
    with pytest.raises(CommandError, match="1 refused"):
        run(wire, format="ninjs")
