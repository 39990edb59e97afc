"""The two commands: what they print, what they leave behind, and how they end."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from actors.models import Actor
from articles import triggers
from newsroom.wire.models import Document, Touched, Waiting
from tests.factories import make_actor, make_public_quote, make_user
from tests.newsroom.bulk.files import actor, as_bytes, dumped


def written(folder: Path, *rows: Any) -> str:
    """Write a file of these lines and return its name."""
    file = folder / "desk.jsonl"
    file.write_bytes(as_bytes(rows))
    return str(file)


def loaded(name: str, *options: str, **others: Any) -> tuple[str, str]:
    """Load a file without rendering; return what is said, and what of that are errors."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("load_desk", name, "--no-render", *options, stdout=out, stderr=err, **others)
    except CommandError as error:
        err.write(f"{error} ({error.returncode})")
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_loading_says_how_many_rows_of_which_kind(tmp_path: Path) -> None:
    out, err = loaded(written(tmp_path, actor("ana"), actor("ben")))

    assert (out, err) == ("2 rows loaded (actors.actor 2).\n", "")
    assert loaded(written(tmp_path, actor("cem")), verbosity=0) == ("", "")


@pytest.mark.django_db
def test_loading_names_the_bad_lines_and_ends_with_1(tmp_path: Path) -> None:
    out, err = loaded(written(tmp_path, actor("ana"), b"{}", actor("ben", name="")))

    assert out == ""
    assert err.splitlines()[1:] == [
        "Line 3: actors.actor: name: This field cannot be blank.",
        "Nothing was loaded. Correct these lines. (1)",
    ]
    assert not Actor.objects.exists()


@pytest.mark.django_db
def test_bad_lines_that_are_skipped_are_listed(tmp_path: Path) -> None:
    out, err = loaded(written(tmp_path, actor("ana"), actor("ben", name="")), "--skip-bad")

    assert out == "1 rows loaded (actors.actor 1).\n"
    assert err == "Left out:\nLine 2: actors.actor: name: This field cannot be blank.\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nothing.jsonl", "nothing.jsonl cannot be read: No such file or directory. (1)"),
        (".", ". cannot be read: Is a directory. (1)"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(name: str, sentence: str, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    try:
        assert loaded(name) == ("", sentence)
    finally:
        os.chdir(settings.BASE_DIR)


@pytest.mark.django_db
def test_a_stand_in_who_is_no_user_is_named(tmp_path: Path) -> None:
    said = loaded(written(tmp_path, actor("ana")), "--as", "nobody")[1]

    assert said == "Nothing was loaded. No user is called “nobody”. Add the user first. (1)"


@pytest.mark.django_db
def test_standard_input_is_read_to_its_end_first(monkeypatch: pytest.MonkeyPatch) -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(write_end, "wb") as pipe:
        pipe.write(as_bytes([actor("ana")]))
    with os.fdopen(read_end, "rb") as pipe:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe))

        assert loaded("-")[0] == "1 rows loaded (actors.actor 1).\n"


@pytest.mark.django_db
def test_bars_are_drawn_on_the_error_stream_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = written(tmp_path, actor("ana"))

    loaded(name, "--check-rules", "--progress")
    drawn = capsys.readouterr().err
    call_command("dump_desk", str(tmp_path / "dump"), "--progress", verbosity=0)
    dumping = capsys.readouterr().err
    call_command("dump_desk", str(tmp_path / "dump"), verbosity=0)

    assert [step in drawn for step in ("Checking:", "Loading:", "Checking rules:")] == [True] * 3
    assert "Dumping: 100%" in dumping
    assert capsys.readouterr().err == ""


@pytest.mark.django_db
def test_a_dump_is_a_file_of_its_owner(tmp_path: Path) -> None:
    make_actor(slug="ana", name="Ana")
    file, out = tmp_path / "desk.jsonl", io.StringIO()
    file.write_text("an older one")

    call_command("dump_desk", str(file), stdout=out)

    assert file.read_bytes() == dumped()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]
    assert out.getvalue() == f"1 rows written to {file}.\n"


@pytest.mark.django_db
def test_a_dump_that_fails_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_advance: Any) -> Any:
        yield b"{}\n"
        raise RuntimeError

    file = tmp_path / "desk.jsonl"
    file.write_text("an older one")
    monkeypatch.setattr("newsroom.management.commands.dump_desk.lines", fail)

    with pytest.raises(RuntimeError):
        call_command("dump_desk", str(file))

    assert file.read_text() == "an older one"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.django_db
def test_a_dump_goes_to_standard_output_by_default(capsysbinary: Any) -> None:
    make_actor(slug="ana")

    call_command("dump_desk")

    assert capsysbinary.readouterr() == (dumped(), b"")


@pytest.mark.django_db
def test_a_dump_into_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is a folder"):
        call_command("dump_desk", str(tmp_path))
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("dump_desk", str(tmp_path / "none" / "desk.jsonl"))


@pytest.mark.once
def test_a_reader_who_leaves_early_is_no_crash() -> None:
    program = (
        "import django; django.setup()\n"
        "from newsroom.management.commands import dump_desk\n"
        "dump_desk.lines = lambda advance: (b'x' * 99_999 for _ in range(99))\n"
        "dump_desk.one_moment = __import__('contextlib').nullcontext\n"
        "dump_desk.Command().run_from_argv(['manage.py', 'dump_desk'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdout.read(1)
    process.stdout.close()

    assert process.stderr.read() == b"CommandError: Whoever read the dump stopped reading.\n"
    assert process.wait() == 1
    process.stderr.close()


@pytest.mark.django_db(transaction=True)
def test_a_dump_reads_one_moment_and_writes_nothing(tmp_path: Path) -> None:
    make_actor(slug="ana")

    call_command("dump_desk", str(tmp_path / "dump"), verbosity=0)

    assert (tmp_path / "dump").read_bytes() == dumped()
    assert not connection.in_atomic_block
    make_actor(slug="ben")  # nothing is left read-only
    assert Actor.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_loading_ends_with_every_document_rendered(tmp_path: Path) -> None:
    quote = make_public_quote(slug="said")
    users = [quote.created_by, quote.verified_by]
    article = quote.articles.get()
    users += [article.created_by, article.reviewed_by]
    dump = dumped()
    with triggers.lifted(connection):
        call_command("flush", interactive=False, verbosity=0)
    for user in users:
        assert user is not None
        make_user(username=user.username)
    file = tmp_path / "dump"
    file.write_bytes(dump)

    call_command("load_desk", str(file), verbosity=0)

    assert dumped() == dump
    assert Document.objects.filter(slug="said", body__isnull=False).exists()
    assert not Waiting.objects.exists()
    assert not Touched.objects.filter(due_at__year=1970).exists()
