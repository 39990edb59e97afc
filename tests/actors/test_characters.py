import pytest

from actors.characters import problem_with_characters


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Two lines\nand\ta tab\r\n",
        "“Zażółć” — Erdoğan…",
        "𝕏 and 👩\u200d👧",
        "שלום\u200f, مرحبا\u061c",
        "नमस्\u200cते",
        "no\u00a0break, soft\u00adhyphen",
    ],
)
def test_ordinary_text_of_any_script_is_fine(text):
    assert problem_with_characters(text) == ""


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\0", "a control character (U+0000)"),
        ("\x0b", "a control character (U+000B)"),
        ("\x1b", "a control character (U+001B)"),
        ("\x7f", "a control character (U+007F)"),
        ("\x85", "a control character (U+0085)"),
        ("\ud800", "half a character (U+D800)"),
        ("\u202e", "a mark that turns the reading direction around (U+202E)"),
        ("\u2066", "a mark that turns the reading direction around (U+2066)"),
    ],
)
def test_what_nobody_sees_is_named_with_its_place(character, name):
    problem = problem_with_characters(f"He said{character} so")

    assert problem == (
        f"Character 8 (after “He said”) is {name}, which nobody sees. "
        "Delete it there, or type those words again."
    )


def test_a_line_end_counts_once_however_it_was_sent():
    assert "Character 4 " in problem_with_characters("a\r\nb\x07")
    assert "Character 1 is" in problem_with_characters("\x07")
