"""Where quotations open and close.

What stands around a mark decides before its shape does: a mark with a space before it and a letter
behind it opens, one behind a letter or a full stop closes. The shape decides where both or neither
hold. Every mark is looked at once, so the time is proportional to the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_DOUBLE = re.compile('["“”„‟«»＂〝〞]')
_SINGLE = re.compile("[‘’‚‛‹›'＇]")
_OPENING_SHAPES = "“„‟«〝‘‚‛‹"
_CLOSING_SHAPES = "”»〞’›"
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x1c-\x1e\x85]+")
_BEFORE_AN_OPENING = "([{—–―-/…:;‘'“„«\"<>*_|"
_BEHIND_A_CLOSING = ".,;:!?)]}—–―-/…’'”»\"<>*_|"
# A figure, the mark, and a unit's company: 6'3" tall, a 12" pipe.
_INCHES_BEHIND = re.compile(
    r'"\s?(?:x\b|by\b|tall|wide|long|thick|deep|high|pipe|screen|gun|monitor|display|diameter|of\b)'
)
_FEET = re.compile(r"\d['’′]\s?\d{1,2}$")
# Words that begin with an apostrophe: ’tis, ’em, the ’90s.
_ELISION = re.compile(
    r"['’‘](?:\d\ds?\b|(?:tis|twas|em|til|cause|cuz|bout|round|n|nuff|ere|neath|nother)\b)", re.I
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text with something on it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands between two marks, in one paragraph, marks left out."""

    start: int
    end: int
    opens: str
    closes: str
    paragraph: int
    continues: bool = False  # it goes on from the end of the paragraph before


def paragraphs(text: str) -> list[Paragraph]:
    """Return the lines that hold more than white space, without the space at their ends."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        line = match[0]
        left = len(line) - len(line.lstrip())
        right = len(line.rstrip())
        if right > left:
            found.append(Paragraph(match.start() + left, match.start() + right))
    return found


def marked(text: str, lines: list[Paragraph]) -> list[Marked]:
    """Return what stands between marks: double ones, or single ones where the text uses those."""
    doubles = list(_double_spans(text, lines))
    singles = list(_single_spans(text, lines))
    if not singles:
        return doubles
    outer = [span for span in singles if not _stands_inside(span, doubles)]
    if len(outer) >= 3 and len(outer) > 2 * len(doubles):
        nested = [span for span in doubles if not _stands_inside(span, outer)]
        return sorted(outer + nested, key=lambda span: span.start)
    if not doubles:
        return [span for span in outer if _is_a_sentence_of_single_marks(text, span)]
    return doubles


def _is_a_sentence_of_single_marks(text: str, span: Marked) -> bool:
    """Without any double mark, single ones count where they hold more than a word or two."""
    return text.count(" ", span.start, span.end) >= 3


def _stands_inside(span: Marked, others: list[Marked]) -> bool:
    """Tell whether a span lies within another one; both lists are in the order of the text."""
    low, high = 0, len(others)
    while low < high:
        middle = (low + high) // 2
        if others[middle].end < span.start:
            low = middle + 1
        else:
            high = middle
    return low < len(others) and others[low].start <= span.start


@dataclass(slots=True)
class _Open:
    """A quotation that has been opened and not closed yet."""

    mark: str
    start: int
    paragraph: int
    continues: bool = False
    inner: str = ""  # the mark of a quotation nested inside, of another shape


def _double_spans(text: str, lines: list[Paragraph]) -> Iterator[Marked]:
    pending: _Open | None = None
    for number, line in enumerate(lines):
        marks = [match.start() for match in _DOUBLE.finditer(text, line.start, line.end)]
        opened = _carried_over(text, line, number, pending, marks)
        if pending and pending.paragraph == number - 1:
            kept = _unclosed(text, pending, lines[number - 1], goes_on=opened is not None)
            if kept:
                yield kept
        pending = None
        if opened and marks and marks[0] < opened.start:
            marks = marks[1:]
        spans, pending = _scan(text, line, number, marks, opened)
        yield from spans
    if pending:
        kept = _unclosed(text, pending, lines[pending.paragraph], goes_on=False)
        if kept:
            yield kept


def _carried_over(
    text: str, line: Paragraph, number: int, pending: _Open | None, marks: list[int]
) -> _Open | None:
    """Return the quotation that the paragraph goes on with, if the one before left it open."""
    if pending is None or not marks:
        return None
    if marks[0] == line.start and _role(text, marks[0], line) != "closes":
        return _Open(text[marks[0]], line.start + 1, number, continues=True)
    if _role(text, marks[0], line) == "closes" and pending.start - 1 != marks[0]:
        return _Open(pending.mark, line.start, number, continues=True)
    return None


def _unclosed(text: str, opened: _Open, line: Paragraph, *, goes_on: bool) -> Marked | None:
    """Return what an unclosed mark holds: to the end of its paragraph, if it is a quotation."""
    before = text[line.start : opened.start - 1].rstrip()
    begins = not before or opened.continues or before[-1] in ",:" or goes_on
    if begins and line.end > opened.start:
        return _span(text, opened, line.end, "")
    return None


def _scan(
    text: str, line: Paragraph, number: int, marks: list[int], opened: _Open | None
) -> tuple[list[Marked], _Open | None]:
    """Pair the double marks of one paragraph; return the spans and what stays open."""
    spans: list[Marked] = []
    closers_left = sum(_role(text, place, line) == "closes" for place in marks)
    for place in marks:
        role = _role(text, place, line)
        closers_left -= role == "closes"
        if opened is None:
            if _may_open(text, place, role):
                opened = _Open(text[place], place + 1, number)
            continue
        if _is_inches(text, place):
            continue
        if role == "opens":
            if _is_nested(opened, closers_left):
                opened.inner = text[place]
            elif place - opened.start >= 1:
                opened = _Open(text[place], place + 1, number)
            continue
        if opened.inner and closers_left >= 1 and _pair(opened.inner, text[place]):
            opened.inner = ""
            continue
        spans.append(_span(text, opened, place, text[place]))
        opened = None
    return [span for span in spans if span.end > span.start], opened


def _pair(opens: str, closes: str) -> bool:
    """Tell whether two marks are of one kind: curly with curly, straight with straight."""
    return (opens in '"＂') == (closes in '"＂')


def _is_nested(opened: _Open, closers_left: int) -> bool:
    """Tell whether a mark that opens inside an open quotation opens one within it."""
    if opened.inner:
        return False
    return closers_left >= 2


def _may_open(text: str, place: int, role: str) -> bool:
    if role == "opens":
        return True
    if role == "closes":
        return False
    before = text[place - 1] if place else " "
    return not before.isdigit() and text[place] not in _CLOSING_SHAPES


def _is_inches(text: str, place: int) -> bool:
    """Tell whether a straight mark behind a figure stands for inches."""
    if text[place] != '"' or not place or not text[place - 1].isdigit():
        return False
    if _FEET.search(text[max(0, place - 8) : place]):
        return True
    return _INCHES_BEHIND.match(text, place) is not None


def _role(text: str, place: int, line: Paragraph) -> str:
    """Tell what a mark does by what stands around it, then by its shape."""
    before = text[place - 1] if place > line.start else " "
    after = text[place + 1] if place + 1 < line.end else " "
    may_open = (before.isspace() or before in _BEFORE_AN_OPENING) and not after.isspace()
    may_close = not before.isspace() and (after.isspace() or after in _BEHIND_A_CLOSING)
    if may_open != may_close:
        return "opens" if may_open else "closes"
    if text[place] in _OPENING_SHAPES:
        return "opens"
    if text[place] in _CLOSING_SHAPES:
        return "closes"
    return "either"


def _span(text: str, opened: _Open, end: int, closes: str) -> Marked:
    start = opened.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Marked(start, end, text[opened.start - 1] if opened.start else "", closes,
                  opened.paragraph, opened.continues)  # fmt: skip


def _single_spans(text: str, lines: list[Paragraph]) -> Iterator[Marked]:
    """Yield what stands between single marks; an apostrophe is never one of them."""
    for number, line in enumerate(lines):
        places = [match.start() for match in _SINGLE.finditer(text, line.start, line.end)]
        opens = [place for place in places if _single_opens(text, place, line)]
        closes = [place for place in places if _single_closes(text, place, line)]
        yield from _paired_singles(text, number, opens, closes, line.end)


def _paired_singles(
    text: str, number: int, opens: list[int], closes: list[int], end: int
) -> Iterator[Marked]:
    at = 0
    for start, stop in pairwise([*opens, end]):
        while at < len(closes) and closes[at] <= start:
            at += 1
        chosen = -1
        while at < len(closes) and closes[at] < stop:
            place = closes[at]
            at += 1
            chosen = place
            if not _may_be_possessive(text, place):
                break
        while at < len(closes) and closes[at] < stop:
            at += 1
        if chosen > start + 1:
            yield _span(text, _Open(text[start], start + 1, number), chosen, text[chosen])


def _single_opens(text: str, place: int, line: Paragraph) -> bool:
    before = text[place - 1] if place > line.start else " "
    after = text[place + 1] if place + 1 < line.end else " "
    if not (before.isspace() or before in '([{—–-"“„«') or not (
        after.isalnum() or after in '[($£€…“"'
    ):
        return False
    return text[place] not in "›" and _ELISION.match(text, place) is None


def _single_closes(text: str, place: int, line: Paragraph) -> bool:
    before = text[place - 1] if place > line.start else " "
    after = text[place + 1] if place + 1 < line.end else " "
    return not before.isspace() and not after.isalnum() and text[place] not in "‘‚‹"


def _may_be_possessive(text: str, place: int) -> bool:
    """Tell whether a mark may be the apostrophe of “the workers’ rights”."""
    return text[place - 1] in "sS" and text[place + 1 : place + 2] == " "
