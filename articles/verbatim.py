"""R1: a quotation is printed word for word, modulo typography only. Pure Python, no database.

Quotation marks and apostrophes fold to one, dashes to one, spaces and the ellipsis are folded,
white space collapses and one final comma or full stop is ignored. In what is printed, an ellipsis
may skip words and [brackets] may insert or replace some. Words, case and digits must agree.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from .markdown import paragraphs

DOUBLE_MARKS = '"“”„‟«»＂〝〞'
SINGLE_MARKS = "'‘’‚‛‹›＇"
_APOSTROPHES = "`´ʼʹ′"
_DASHES = "‐‑‒–—―−﹘﹣－"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FOLDED = str.maketrans(
    dict.fromkeys(DOUBLE_MARKS + SINGLE_MARKS + _APOSTROPHES, "'")
    | dict.fromkeys(_DASHES, "-")
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
_BEGINS = r"(?<![^\s'(\[])(?<!\w['(\[])"
_ENDS = r"(?=['.,;:!?)\]]*(?:\s|\Z))"
_FINAL = re.compile(r"[,.]\Z")
_DOUBLE = re.compile(f"[{re.escape(DOUBLE_MARKS)}]")
# ’ opens nothing: “the summer of ’69” holds an apostrophe.
_SINGLE_OPENS = re.compile(rf"(?<!\w)[{SINGLE_MARKS.replace('’', '')}](?=\S)")
_SINGLE_CLOSES = re.compile(rf"(?<=\S)[{SINGLE_MARKS}](?!\w)")
_MOST_GAPS = 3


def fold_typography(text: str) -> str:
    """Fold marks, dashes, spaces and ellipses, and collapse white space."""
    return _ELLIPSIS.sub("...", " ".join(text.translate(_FOLDED).split()))


def same_words(first: str, second: str) -> bool:
    """Tell whether two texts are the same modulo typography."""
    return _FINAL.sub("", fold_typography(first)) == _FINAL.sub("", fold_typography(second))


def is_excerpt(printed: str, text: str) -> bool:
    """Tell whether what is printed is an excerpt of whole words of the text (R1)."""
    words = fold_typography(text)
    as_copied, whole = fold_typography(printed), fold_typography(_unwrapped(printed))
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
    wanted = fold_typography(_unwrapped(printed))
    if not wanted:
        return False
    return any(_end_of(wanted, fold_typography(span), 0) is not None for span in marked_spans(body))


def marked_spans(body: str) -> Iterator[str]:
    """Yield what stands between quotation marks in the body's plain text.

    Double marks open and close in turn, whatever their shape. A paragraph that begins with a mark
    while one is still open continues the quotation. Single marks count only at the edges of
    words, so that an apostrophe never opens or closes anything.
    """
    yield from _double_spans(paragraphs(body))
    for paragraph in paragraphs(body):
        yield from _single_spans(paragraph)


def _double_spans(texts: tuple[str, ...]) -> Iterator[str]:
    inside: list[str] | None = None
    for text in texts:
        begins_with_mark = _DOUBLE.match(text) is not None
        if inside is not None and not begins_with_mark:
            inside = None
        first, *rest = _DOUBLE.split(text[1:] if inside is not None else text)
        if inside is not None:
            inside.append(first)
        for part in rest:
            if inside is None:
                inside = [part]
            else:
                yield " ".join(inside)
                inside = None


def _single_spans(text: str) -> Iterator[str]:
    opens = [match.end() for match in _SINGLE_OPENS.finditer(text)]
    for start, stop in pairwise([*opens, len(text)]):
        closes = [match.start() for match in _SINGLE_CLOSES.finditer(text, start, stop)]
        if closes:
            yield text[start : closes[-1]]


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
    parts = re.split(f"{_GAP}+", _FINAL.sub("", run))
    if len(parts) > _MOST_GAPS:
        return None
    pattern = r"[^\s]*".join(re.escape(part) for part in parts)
    found = re.compile(f"{_BEGINS}{pattern}{_ENDS}").search(words, start)
    return found.end() if found else None
