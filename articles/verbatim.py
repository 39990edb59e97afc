"""R1: a quotation is printed word for word, modulo typography only. Pure Python, no database.

Quotation marks and apostrophes fold to one, dashes to one, spaces and the ellipsis are folded,
white space collapses and one final comma or full stop is ignored. In what is printed, an ellipsis
may skip words and [brackets] may insert or replace some. Words, case and digits must agree.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .markdown import paragraphs

DOUBLE_MARKS = '"“”„‟«»＂〝〞'
SINGLE_MARKS = "'‘’‚‛‹›＇"
_APOSTROPHES = "`´ʼʹ′"
_HYPHENS = "‐‑﹣－"
_DASHES = "‒–—―−﹘"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_MATCHED = str.maketrans(
    dict.fromkeys(DOUBLE_MARKS + SINGLE_MARKS + _APOSTROPHES, "'")
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_DASHES, "—")
    | dict.fromkeys(_INVISIBLE)
    | {"…": "..."}
)
_GAP = "\0"
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_ELLIPSIS = re.compile(r"\.(?: ?\.){2,}")
# A bracket of its own with the punctuation around it; bounded, so that hostile input stays cheap.
_SKIPS = re.compile(
    r"\.\.\.|(?<!\S)(?:[^\w\s]{1,3} )?[^\w\s]{0,9}\0[^\w\s]{0,9}(?: [^\w\s]{1,3})?(?!\S)"
)
# Where a word begins and ends: punctuation may stand between it and the space, as in “(peace;”.
# A dash or an ellipsis parts words without any space, “peace—not war”; a hyphen does not.
_BEGINS = r"(?:(?<![^\s'(\[—])(?<!\w['(\[])|(?<=\.\.\.))"
_ENDS = r"(?=['.,;:!?)\]]*(?:\s|\Z|—|\.\.\.))"
_FINAL = re.compile(r"[,.]\Z")
_DOUBLE = re.compile(f"[{re.escape(DOUBLE_MARKS)}]")
_OPENING = "“„«"
_BEFORE_A_QUOTATION = re.compile(r"[\s(\[—–-]\Z")
_BEGINS_A_QUOTATION = re.compile(rf"[\w\[(…{SINGLE_MARKS}$€£#@¿¡-]")
# ’ opens nothing: “the summer of ’69” holds an apostrophe; and so does ‘90s, however it is typed.
_SINGLE_OPENS = re.compile(rf"(?<!\w)[{SINGLE_MARKS.replace('’', '')}](?=\S)(?!\d\ds\b)")
_SINGLE_CLOSES = re.compile(rf"(?<=\S)[{SINGLE_MARKS}](?!\w)")
_DASH = re.compile(r"\\-|—")
_MOST_GAPS = 3


@dataclass(frozen=True, slots=True)
class Span:
    """What stands between two quotation marks, and where: paragraphs count from one.

    ``start`` and ``end`` are the places of the marks in their paragraphs. A quotation that is
    never closed has no closing mark.
    """

    text: str
    opens: str
    closes: str
    paragraph: int
    start: int
    last_paragraph: int
    end: int


def fold_typography(text: str) -> str:
    """Fold marks, dashes, spaces, ellipses and composed letters, and collapse white space."""
    return _fold(text).replace("—", "-")


def _fold(text: str) -> str:
    """Fold likewise, but keep dashes apart from hyphens: the ones part words, the others join."""
    folded = unicodedata.normalize("NFC", text).translate(_MATCHED)
    return _ELLIPSIS.sub("...", " ".join(folded.split()))


def is_excerpt(printed: str, text: str) -> bool:
    """Tell whether what is printed is an excerpt of whole words of the text (R1)."""
    words = _fold(text)
    as_copied, whole = _fold(printed), _fold(_unwrapped(printed))
    if not re.search(r"\w", _BRACKET.sub("", whole)):
        return False
    if any(_end_of(run, words, 0) is not None for run in (as_copied, whole)):
        return True
    position = 0
    for segment in _segments(whole):
        found = _end_of(segment, words, position)
        if found is None:
            return False
        position = found
    return True


def stands_between_marks(printed: str, body: str) -> bool:
    """Tell whether the body (Markdown) prints these words between quotation marks (R1)."""
    wanted = _fold(_unwrapped(printed))
    if not wanted:
        return False
    pattern = _pattern_of(wanted)
    return pattern is not None and any(pattern.search(span) for span in _folded_spans(body))


def marked_spans(body: str) -> Iterator[str]:
    """Yield what stands between quotation marks in the body's plain text."""
    return (span.text for span in spans(body))


@lru_cache(maxsize=64)
def spans(body: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks in the body's plain text, with its place.

    Double marks open before a word and close behind one, whatever their shape; one that opens
    while another is still open begins anew, since the first was never closed; one behind a figure
    is inches. A paragraph that begins with a mark while one is open continues the quotation.
    Single marks count only at the edges of words, so that an apostrophe never opens anything.
    """
    singles = (
        span
        for number, paragraph in enumerate(paragraphs(body), start=1)
        for span in _single_spans(paragraph, number)
    )
    doubles = (span for span in _double_spans(paragraphs(body)) if span.closes)
    return (*doubles, *singles)


def unclosed_spans(body: str) -> list[Span]:
    """Return what follows a double mark that opens a quotation and is never closed."""
    return [span for span in _double_spans(paragraphs(body)) if not span.closes]


@lru_cache(maxsize=64)
def _folded_spans(body: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_fold(span.text) for span in spans(body)))


def _double_spans(texts: tuple[str, ...]) -> Iterator[Span]:
    opened: tuple[str, int, int] | None = None
    inside: list[str] = []
    for number, text in enumerate(texts, start=1):
        if opened and not _DOUBLE.match(text):
            yield _unclosed(opened, inside)
            opened = None
        start = 1 if opened else 0
        for mark in _DOUBLE.finditer(text, start):
            if _opens(mark, is_open=opened is not None):
                if opened:
                    yield _unclosed(opened, [*inside, text[start : mark.start()]])
                opened, inside, start = (mark[0], number, mark.start()), [], mark.end()
            elif opened:
                words = " ".join([*inside, text[start : mark.start()]])
                yield Span(words, opened[0], mark[0], *opened[1:], number, mark.start())
                opened = None
        if opened:
            inside.append(text[start:])
    if opened:
        yield _unclosed(opened, inside)


def _unclosed(opened: tuple[str, int, int], inside: list[str]) -> Span:
    mark, number, start = opened
    return Span(" ".join(inside), mark, "", number, start, number, start)


def _opens(mark: re.Match[str], *, is_open: bool) -> bool:
    """Tell whether a double mark opens a quotation, by its shape and what stands around it."""
    text, place = mark.string, mark.start()
    before, after = text[place - 1 : place] if place else "", text[mark.end() : mark.end() + 1]
    if is_open:
        begins = mark[0] in _OPENING or _BEGINS_A_QUOTATION.match(after) is not None
        return begins and (not before or _BEFORE_A_QUOTATION.match(before) is not None)
    return (mark[0] in _OPENING or bool(after.strip())) and not before.isalnum()


def _single_spans(text: str, number: int) -> Iterator[Span]:
    opens = [match.end() for match in _SINGLE_OPENS.finditer(text)]
    for start, stop in pairwise([*opens, len(text)]):
        closes = [match.start() for match in _SINGLE_CLOSES.finditer(text, start, stop)]
        if closes:
            words, marks = text[start : closes[-1]], (text[start - 1], text[closes[-1]])
            yield Span(words, *marks, number, start - 1, number, closes[-1])


def _unwrapped(text: str) -> str:
    """Drop the quotation marks around the whole text, which an editor may have copied along."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] in DOUBLE_MARKS and bare[-1] in DOUBLE_MARKS:
        return bare[1:-1]
    return bare


def _segments(whole: str) -> Iterator[str]:
    """Yield the runs of words between what an ellipsis or a bracket of its own may skip."""
    for segment in _SKIPS.split(_BRACKET.sub(_GAP, whole)):
        if segment.strip():
            yield segment.strip()


def _end_of(run: str, words: str, start: int) -> int | None:
    """Return where a run of whole words ends in the text, or None where it is not found."""
    pattern = _pattern_of(run)
    found = pattern.search(words, start) if pattern else None
    return found.end() if found else None


def _pattern_of(run: str) -> re.Pattern[str] | None:
    """Return what finds a run of whole words; None where it has too many gaps."""
    parts = re.split(f"{_GAP}+", _FINAL.sub("", run))
    if len(parts) > _MOST_GAPS:
        return None
    pattern = r"[^\s]*".join(_DASH.sub("[-—]", re.escape(part)) for part in parts)
    return re.compile(f"{_BEGINS}{pattern}{_ENDS}")
