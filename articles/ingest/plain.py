"""Plain text, as pasted from a page or sent by a wire: cut into articles, fields and paragraphs.

Every word of the source ends up in exactly one piece, in order; a piece is in a field of the
article or left out, with the reason.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles import prose
from articles.verbatim import fold_typography

from . import furniture
from .fields import MOST_PARAGRAPHS, made_of
from .furniture import Piece
from .taken import Block, Refused, TakenIn

#: How far behind a headline it may be printed again.
_REPEATED_WITHIN = 8
_LONGEST_HEADLINE = 200
#: Of a whole file, broken lines counted each, and of one article with all that stands around it.
_MOST_LINES = 60_000
_MOST_LINES_OF_ONE = 2 * MOST_PARAGRAPHS
_WORDS_OF_A_PARAGRAPH = 12
#: A text broken into lines of about the same length, as in a mail.
_WRAPPED_WIDTH = range(40, 101)
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_STOPS = (".", "!”", ".”", '."', "?”", ",", ":", ";", "…", "।", "。", ".’", ".)")
_BY_THE_HEADLINE: tuple[Callable[[str], list[Piece]], ...] = (
    furniture.day,
    furniture.byline,
    furniture.highlight,
)
_ANYWHERE: tuple[Callable[[str], list[Piece]], ...] = (
    furniture.times,
    furniture.credit_line,
    furniture.caption,
    furniture.furniture,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as printed: one line, or several that were broken to a width."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a text: its lines, cut into pieces, and its part of the source."""

    pieces: tuple[Piece, ...]
    source: str


def read_plain(text: str, *, name: str = "") -> list[TakenIn]:
    """Return the articles of a plain text; one without any words gives none."""
    if (number := sum(not row.isspace() for row in _LINE_END.split(text) if row)) > _MOST_LINES:
        raise Refused(
            f"It has {number:,} lines, and at most {_MOST_LINES:,} are read. Cut it into smaller "
            "files."
        )
    found = parts(text)
    return [
        made_of(part.pieces, part.source, {"source_ref": name}, parts=len(found)) for part in found
    ]


def parts(text: str) -> list[Part]:
    """Return the articles of a text, each cut into pieces."""
    lines = list(_paragraphs(text))
    starts = [0, *_further_starts(lines)]
    cut = []
    for first, last in zip(starts, [*starts[1:], len(lines)], strict=True):
        own = lines[first:last]
        if own:
            until = lines[last].start if last < len(lines) else len(text)
            source = text[own[0].start if first else 0 : until]
            cut.append(Part(tuple(_pieces(own)), source.strip("\r\n")))
    return cut


# Lines


def _paragraphs(text: str) -> Iterator[Line]:
    """Yield the lines that are not empty; those broken to a width are put together again."""
    block: list[Line] = []
    position = 0
    for row in [*_LINE_END.split(text), ""]:
        end = position + len(row)
        if row.strip(" \t\xa0\ufeff\u200b"):
            block.append(Line(row.strip("\ufeff \t\xa0\u200b").strip(), position, end))
        else:
            yield from _unwrapped(block)
            block = []
        position = end + (2 if text[end : end + 2] == "\r\n" else 1)
    yield from _unwrapped(block)


def _unwrapped(block: list[Line]) -> list[Line]:
    if not _is_wrapped([line.text for line in block]):
        return block
    return [Line(" ".join(line.text for line in block), block[0].start, block[-1].end)]


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether each line was broken where the next word had no more room."""
    width = max(map(len, lines), default=0)
    if len(lines) < 2 or width not in _WRAPPED_WIDTH or any(_is_apart(line) for line in lines):
        return False
    pairs = list(pairwise(lines))
    if len(lines) == 2 and lines[0].endswith(_STOPS):
        return False
    if sum(line.endswith(_STOPS) for line in lines[:-1]) > len(pairs) / 2:
        return False
    return all(len(line) + 1 + len(after.split()[0]) > width for line, after in pairs)


def _is_apart(line: str) -> bool:
    """Tell whether a line stands for itself: a label, a highlight, a dateline."""
    makers = (*_ANYWHERE, *_BY_THE_HEADLINE, furniture.date_header)
    return any(make(line) for make in makers)


# Articles


def _further_starts(lines: list[Line]) -> Iterator[int]:
    """Yield where a second, a third article begins: a headline behind a text."""
    first, has_text, has_dateline = 0, False, False
    for number, line in enumerate(lines):
        if number > first and has_text and _begins_an_article(lines, number, has_dateline):
            yield number
            first, has_text, has_dateline = number, False, False
        has_dateline = has_dateline or bool(prose.dateline(line.text))
        is_text = len(line.text.split()) >= _WORDS_OF_A_PARAGRAPH and not _is_apart(line.text)
        has_text = has_text or (is_text and number > first)


def _begins_an_article(lines: list[Line], number: int, has_dateline: bool) -> bool:
    text = lines[number].text
    if furniture.date_header(text):
        return True
    if not _is_headline(text) or number + 1 >= len(lines):
        return False
    following = [line.text for line in lines[number + 1 : number + 1 + _REPEATED_WITHIN]]
    if has_dateline and prose.dateline(following[0]):
        return True
    is_furnished = False
    for other in following:
        if _same(other, text):
            return True
        if is_furnished and prose.dateline(other):
            return True
        is_furnished = is_furnished or bool(furniture.times(other) or furniture.furniture(other))
        if not _is_apart(other) and not furniture.unlabelled_caption(other):
            return False
    return False


def _is_headline(text: str) -> bool:
    """Tell whether a line reads like a headline: short, and no sentence with its full stop."""
    return (
        len(text.split()) >= 3
        and len(text) <= _LONGEST_HEADLINE
        and not text.endswith(_STOPS)
        and not prose.dateline(text)
        and not _is_apart(text)
        and not furniture.unlabelled_caption(text)
    )


def _same(one: str, other: str) -> bool:
    return fold_typography(one) == fold_typography(other)


# Pieces


def _pieces(lines: list[Line]) -> Iterator[Piece]:
    """Cut the lines of one article into pieces."""
    texts = [line.text for line in lines]
    if header := furniture.date_header(texts[0]):
        yield from header
        texts[0] = _behind(texts[0], header)
    yield from pieces_of([Block(text) for text in texts if text])


def pieces_of(blocks: list[Block], headline: str | None = None) -> Iterator[Piece]:
    """Cut paragraphs into pieces; a headline is looked for where it is not given."""
    if len(blocks) > _MOST_LINES_OF_ONE:
        raise Refused(
            f"“{blocks[0].text[:40]}…” has {len(blocks):,} lines, and an article has at most "
            f"{_MOST_LINES_OF_ONE:,}. Cut it into several texts."
        )
    body_begins = False
    texts = [block.text for block in blocks]
    last = max((n for n, text in enumerate(texts) if not _is_apart(text)), default=-1)
    for number, block in enumerate(blocks):
        text, following = block.text, "".join(texts[number + 1 : number + 2])
        if block.is_subhead and not _same(text, headline or ""):
            yield Piece(text, "subhead")
        elif pieces := _of_any_line(text):
            yield from pieces
        elif not body_begins and (pieces := _by_the_headline(text, following, headline)):
            yield from pieces
            if pieces[0].home == "headline":
                headline = text
        else:
            yield from _of_the_body(text, is_first=not body_begins, is_last=number == last)
            body_begins = True


def _of_any_line(text: str) -> list[Piece]:
    return next((pieces for make in _ANYWHERE if (pieces := make(text))), [])


def _by_the_headline(text: str, following: str, headline: str | None) -> list[Piece]:
    """Cut a line that stands before the body; nothing where the body begins with it."""
    if headline and _same(text, headline):
        return [Piece(text, why="The headline is printed twice.")]
    for make in _BY_THE_HEADLINE:
        if pieces := make(text):
            is_too_early = headline is None and pieces[-1].home == "highlights"
            return [] if is_too_early else pieces
    if headline is None and following and _is_headline(text):
        return [Piece(text, "headline")]
    is_still_above = following and (
        _is_apart(following) or _same(following, headline or "") or prose.dateline(following)
    )
    is_known = headline is not None
    return furniture.unlabelled_caption(text) if is_known and is_still_above else []


def _of_the_body(text: str, *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    if is_first and (dateline := prose.printed_dateline(text)):
        yield Piece(dateline, "dateline")
        text = text[len(dateline) :].strip()
    if is_last and (pieces := furniture.final_credit(text)):
        yield from pieces
    else:
        yield Piece(text, "body")


def _behind(text: str, pieces: list[Piece]) -> str:
    for piece in pieces:
        text = text[len(piece.words) :].lstrip()
    return text
