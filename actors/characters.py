"""Characters that have no place in a text, because nobody sees what they do to it. Pure Python."""

import re
import unicodedata

#: Control characters but tab and line ends, half characters, and what turns the reading direction
#: around. The marks that right-to-left writing needs (U+200E, U+200F, U+061C, joiners) are fine.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
#: Enough words to find the place by.
BEFORE = 20


def problem_with_characters(text: str) -> str:
    """Say which invisible character stands where, and what to do; empty for a text in order."""
    text = text.replace("\r\n", "\n")
    found = UNWANTED.search(text)
    if found is None:
        return ""
    return (
        f"Character {found.start() + 1}{_after(text[: found.start()])} is {_name(found[0])}, "
        "which nobody sees. Delete it there, or type those words again."
    )


def _after(before: str) -> str:
    words = " ".join(before[-BEFORE:].split())
    return f" (after “{words}”)" if words else ""


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) == "Cs":
        return f"half a character ({code})"
    if unicodedata.category(character) == "Cc":
        return f"a control character ({code})"
    return f"a mark that turns the reading direction around ({code})"
