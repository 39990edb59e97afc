"""``python -m articles.quotation``."""

import io
import json
import subprocess
import sys

import pytest
from django.conf import settings

from articles.quotation.__main__ import main

pytestmark = pytest.mark.once

LINE = '{"id": "1", "text": "“It is over,” Anna Berg said."}\n'


@pytest.fixture
def run(monkeypatch, capsys):
    def run_with(given, *arguments):
        stdin = io.TextIOWrapper(io.BytesIO(given.encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        status = main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run_with


def test_a_line_is_written_for_each_line_read(run):
    status, out, err = run(LINE + "\n" + LINE)

    found = [json.loads(line) for line in out.splitlines()]
    assert (status, err, [record["id"] for record in found]) == (0, "", ["1", "1"])
    quote = found[0]["quotes"][0]
    assert {key: quote[key] for key in ("start", "end", "kind", "speaker", "speaker_start")} == {
        "start": 1,
        "end": 12,
        "kind": "direct",
        "speaker": "Anna Berg",
        "speaker_start": 14,
    }


def test_what_is_not_there_is_null(run):
    _, out, _ = run('{"id": 7, "text": "“It is over and nobody knows why.”"}')

    quote = json.loads(out)["quotes"][0]
    assert (quote["speaker_start"], quote["speaker_end"], quote["cue_start"]) == (None,) * 3


def test_indirect_statements_can_be_left_out(run):
    line = '{"id": "1", "text": "Anna Berg said that the talks would go on."}'

    assert [
        len(json.loads(run(line)[1])["quotes"]),
        len(json.loads(run(line, "--no-indirect")[1])["quotes"]),
    ] == [1, 0]


@pytest.mark.parametrize(
    "names",
    [
        "Anna Berg\tanna-berg\n",
        "Anna Berg\tanna-berg\tperson\n",
        '{"name": "Anna Berg", "key": "anna-berg", "kind": "person"}\n',
    ],
)
def test_names_are_read_from_a_file(run, tmp_path, names):
    file = tmp_path / "names"
    file.write_text(names, encoding="utf-8")

    _, out, _ = run(LINE, "--names", file)

    assert json.loads(out)["quotes"][0]["speaker_keys"] == ["anna-berg"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "Line 2 of standard input is not JSON"),
        ("[]", "Line 2 of standard input is not a JSON object."),
        ('{"id": "1"}', 'Line 2 of standard input needs an "id" and a "text"'),
        ('{"id": "1", "text": 5}', 'Line 2 of standard input needs an "id" and a "text"'),
        ("[" * 100_000, "Line 2 of standard input is not JSON"),
    ],
)
def test_a_bad_line_ends_the_run_and_says_which(run, line, complaint):
    status, out, err = run(LINE + line)

    assert status == 2
    assert err.startswith(complaint)
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        ("\tanna-berg", "needs a name, a key and a kind, or a person's name alone"),
        ("Anna Berg\tanna-berg\tghost", "has the kind “ghost”; the kinds are person, state"),
        ("{", "is not JSON"),
    ],
)
def test_a_bad_name_is_refused_before_anything_is_written(run, tmp_path, names, complaint):
    file = tmp_path / "names"
    file.write_text(names, encoding="utf-8")

    status, out, err = run(LINE, "--names", file)

    assert (status, out) == (2, "")
    assert complaint in err
    assert err.startswith("Line 1 of")


def test_a_file_of_names_that_is_not_there_is_told(run, tmp_path):
    status, _, err = run(LINE, "--names", tmp_path / "nowhere")

    assert status == 2
    assert (
        err == f"The names in {tmp_path / 'nowhere'} cannot be read: No such file or directory.\n"
    )


def test_a_name_alone_is_a_person_known_by_it(run, tmp_path):
    file = tmp_path / "names"
    file.write_text("Anna Berg\n", encoding="utf-8")

    _, out, _ = run(LINE, "--names", file)

    assert json.loads(out)["quotes"][0]["speaker_keys"] == ["Anna Berg"]


def test_a_reader_who_has_enough_ends_it_quietly():
    command = f"{sys.executable} -m articles.quotation | head -1"

    ended = subprocess.run(
        ["sh", "-c", command], input=LINE.encode() * 5_000, capture_output=True, check=True
    )

    assert len(ended.stdout.splitlines()) == 1
    assert ended.stderr == b""


def test_it_runs_as_a_module_without_settings_and_refuses_what_is_not_text():
    ended = subprocess.run(
        [sys.executable, "-m", "articles.quotation"],
        input=LINE.encode() + b"\xff\xfe\n",
        capture_output=True,
        cwd=settings.BASE_DIR,
        env={"PATH": ""},
    )

    assert ended.returncode == 2
    assert ended.stderr.decode() == "Line 2 of standard input is not UTF-8 text.\n"


def test_the_package_needs_no_django():
    statement = "import sys, articles.quotation; sys.exit('django' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", statement], cwd=settings.BASE_DIR)

    assert ended.returncode == 0
