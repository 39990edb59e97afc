"""What reads wrong in a text, said in a sentence. Pure functions on strings, no database.

The one home of these sentences: preflight says them of an article on its way to print, and taking
in a text says them of what arrived. The patterns themselves are in ``prose``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from . import prose
from .verbatim import DOUBLE_MARKS, Span

_SHOWN = 80
_MARKS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    '"': '"',
    "”": "”",
    "＂": "＂",
    "〝": "〞〟",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that reads wrong: the check's code, what it is, and what to do about it.

    ``key`` are the words it is about.
    """

    code: str
    sentence: str
    hint: str
    key: str


def shortened(text: str, length: int = _SHOWN) -> str:
    """Return a text that fits into a sentence."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def glued_subheads(line: str) -> Iterator[Remark]:
    """A01: a subhead that was run into the paragraph under it."""
    if subhead := prose.glued_subhead(line):
        yield Remark(
            "A01",
            f"“{subhead}” reads like a subhead that ran into its paragraph.",
            "Put it on a line of its own behind ##, with an empty line after it.",
            subhead,
        )


def boilerplate(line: str) -> Iterator[Remark]:
    """A02: furniture of the page that the text came from."""
    if prose.is_boilerplate(line):
        yield Remark(
            "A02",
            f"“{shortened(line)}” belongs to the page the text came from, not to the text.",
            "Delete it, or move it to its field: date, caption, credit line.",
            line,
        )


def missing_spaces(line: str) -> Iterator[Remark]:
    """A05: words that run into each other."""
    for word in prose.missing_spaces(line):
        yield Remark("A05", f"A space is missing in “{shortened(word)}”.", "Part the words.", word)


def doubled_articles(line: str) -> Iterator[Remark]:
    """A06: “a key a platform”."""
    for words in prose.doubled_articles(line):
        yield Remark(
            "A06",
            f"“{shortened(words)}” has one “a” or “the” too many.",
            "Take one of them out.",
            words,
        )


def missing_final_stops(paragraph: str) -> Iterator[Remark]:
    """A07: a long paragraph that breaks off."""
    if prose.lacks_final_stop(paragraph):
        end = " ".join(paragraph.split()[-4:])
        yield Remark(
            "A07",
            f"The paragraph breaks off after “{shortened(end)}”.",
            "Finish the sentence, or add the full stop.",
            end,
        )


def stray_prepositions(line: str) -> Iterator[Remark]:
    """A11: “has revealed on what”."""
    for verb, preposition, rest in prose.stray_prepositions(line):
        words = f"{verb} {preposition} {rest}"
        yield Remark(
            "A11",
            f"“{words}” has one “{preposition}” too many.",
            f"Write “{verb} {rest}”, unless the words are somebody's own.",
            words,
        )


def missing_ofs(line: str) -> Iterator[Remark]:
    """A12: “on the sidelines the summit”."""
    for phrase, follows in prose.missing_ofs(line):
        yield Remark(
            "A12",
            f"“Of” is missing in “{phrase} {follows}”.",
            f"Write “{phrase} of {follows}”.",
            f"{phrase} {follows}",
        )


def terms_as_if_over(line: str) -> Iterator[Remark]:
    """A13: “first meeting after Trump's second presidency”."""
    for words in prose.terms_as_if_over(line):
        yield Remark(
            "A13",
            f"“{shortened(words)}” speaks of a term of office as if it were over.",
            "If it is not, write “since … began” or “in …”.",
            words,
        )


def mixed_apostrophes(paragraphs: Iterable[str]) -> Iterator[tuple[int, Remark]]:
    """A14: straight and curly apostrophes in one text; with the paragraph where they meet."""
    if found := prose.mixed_apostrophes(paragraphs):
        number, first, second = found
        yield (
            number,
            Remark(
                "A14",
                f"The text mixes two kinds of apostrophes: “{first}” and “{second}”.",
                "Use one kind throughout.",
                f"{first} {second}",
            ),
        )


def odd_marks(spans: Iterable[Span], unclosed: Iterable[Span]) -> Iterator[tuple[int, Remark]]:
    """Q05: marks that do not agree or never close; with the paragraph of each."""
    for span in spans:
        if span.opens in DOUBLE_MARKS and span.closes not in _MARKS.get(span.opens, ""):
            sentence = f"The quotation opens with {span.opens} and closes with {span.closes}."
            yield span.paragraph, Remark("Q05", sentence, "Use one kind of marks.", span.text)
    for span in unclosed:
        begin = " ".join(span.text.split()[:6])
        yield (
            span.paragraph,
            Remark(
                "Q05",
                f"The quotation that begins with “{begin}” is never closed.",
                "Put the closing mark where the speaker's words end.",
                f"open {begin}",
            ),
        )


LineCheck = Callable[[str], Iterator[Remark]]

#: What is looked for in any line, and what only English words show.
IN_A_LINE: tuple[LineCheck, ...] = (missing_spaces,)
IN_AN_ENGLISH_LINE: tuple[LineCheck, ...] = (
    doubled_articles,
    stray_prepositions,
    missing_ofs,
    terms_as_if_over,
)
