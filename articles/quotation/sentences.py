"""Sentences, read as an editor reads them: a quotation belongs to the sentence that attributes it.

A full stop inside the closing mark ends the sentence, unless what follows says who spoke. The
length of a sentence is capped, so that a text without any full stop costs no more than another.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from .cues import PLAIN, SAYING
from .lexicon import words
from .marks import Marked, Paragraph
from .tokens import ABBREVIATIONS

LONGEST_GAP = 1200
MOST_QUOTES = 24
_END = re.compile(
    r"[.!?…]+[)\]]?(?=\s+[\"“„«‘'(\[]?[^\W_a-z])|[.!?…]+[)\]]?(?=\s*\Z)|(?<=[\w)])\s+(?=●|•|_{3})"
)
_STOPS = re.compile(rf"(?:\b(?:{ABBREVIATIONS})|(?<![^\W_])[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.\Z")
_SIGNATURE = re.compile(r"\s*(?:--|[—–―])\s*[^\W\d_a-z](?:[^.!?]|\b[A-Z]\.){1,80}[.!?]?\s*\Z")
_RARE_VERB = re.compile(r"\s*(?:He|She|(?:[A-Z][\w.’'-]+ ){1,4})\s?[a-z]+ed(?:[.,]| (?:at|to|in) )")
_INTRODUCED = re.compile(rf"\b(?:{'|'.join(sorted(SAYING))})(?: [^\s.?!;]+){{0,5}}[,:]\s*\Z")
_WORD = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Prof|Rev|\b[A-Z])\.|[\w’'-]+|[^\w\s]")
#: “WASHINGTON (AP) — ”, which begins a report and belongs to no sentence.
DATELINE = re.compile(
    r"[A-Z][A-Z.’'\- ]{2,30}(?:, [A-Z][\w.]{1,12}){0,2}(?: ?\([A-Za-z ]{2,12}\))?"
    r"(?::| ?[—–-]{1,2}) "
)
_FINITE_GOES_ON = words("finite_goes_on")


@dataclass(slots=True)
class Sentence:
    """A sentence, the quotations in it (by their numbers) and its paragraph."""

    start: int
    end: int
    paragraph: int
    quotes: list[int]


def sentences(text: str, lines: list[Paragraph], spans: list[Marked]) -> list[Sentence]:
    """Split every paragraph into sentences around its quotations."""
    starts = [span.start for span in spans]
    found: list[Sentence] = []
    at = 0
    for number, line in enumerate(lines):
        last = bisect_right(starts, line.end)
        _split(text, line, number, spans, at, last, found)
        at = last
    return found


def _split(
    text: str, line: Paragraph, number: int, spans: list[Marked], at: int, last: int,
    found: list[Sentence],
) -> None:  # fmt: skip
    begin = place = line.start
    inside: list[int] = []
    for index in range(at, last):
        span = spans[index]
        opening = max(place, span.start - len(span.opens))
        for cut in _boundaries(text, place, opening):
            found.append(Sentence(begin, cut, number, inside))
            begin, inside = cut, []
        inside = [*inside, index]
        place = min(line.end, span.end)
        while place < line.end and (text[place].isspace() or text[place] == span.closes):
            place += 1
            if text[place - 1] == span.closes:
                break
        following = spans[index + 1].start - 1 if index + 1 < last else line.end
        introduced = _INTRODUCED.search(text, max(begin, opening - 60), opening) is not None
        if len(inside) >= MOST_QUOTES or _ends_with(
            text, span, place, following, introduced=introduced
        ):
            found.append(Sentence(begin, place, number, inside))
            begin, inside = place, []
    for cut in _boundaries(text, place, line.end):
        found.append(Sentence(begin, cut, number, inside))
        begin, inside = cut, []
    if inside or text[begin : line.end].strip():
        found.append(Sentence(begin, line.end, number, inside))


def _boundaries(text: str, start: int, end: int) -> list[int]:
    """Return where sentences end between two places outside all quotations."""
    cuts = []
    previous = start
    stretch = text[start : min(len(text), end + 2)]
    for match in _END.finditer(stretch):
        place = start + match.end()
        if place > end:
            break
        if match[0] == "." and _STOPS.search(text, max(previous, place - 14), place):
            continue
        cuts += _forced(previous, place)
        cuts.append(place)
        previous = place
    return cuts + _forced(previous, end)


def _forced(start: int, end: int) -> list[int]:
    return list(range(start + LONGEST_GAP, end, LONGEST_GAP))


def _ends_with(text: str, span: Marked, place: int, following: int, *, introduced: bool) -> bool:
    """Tell whether the sentence ends with the quotation that ends here.

    ``introduced`` tells that a verb of saying leads up to it: “Berg asked, “Why?””.
    """
    inner = text[max(span.start, span.end - 3) : span.end].rstrip("'’)] ")
    if not inner or inner[-1] not in ".!?…—–-":
        return False
    rest = text[place : min(following, place + 160)]
    if _SIGNATURE.match(rest):
        return False
    if not rest.strip() or not rest[0].isspace() or inner[-1] in "—–-":
        return not rest.strip() and following - place <= 2
    if introduced and rest.lstrip()[:1].isupper():
        return True
    return not attributes(rest, certain=inner[-1] != ".")


def attributes(rest: str, *, certain: bool) -> bool:
    """Tell whether what follows a quotation says who spoke: “... ” Vitter demanded."""
    first = rest.lstrip()[:1]
    if first.islower() or (certain and _RARE_VERB.match(rest)):
        return True
    return _says_soon(rest, certain=certain)


def _says_soon(rest: str, *, certain: bool) -> bool:
    """Look for the first verb of saying among the next words, before the sentence ends."""
    words = _WORD.findall(rest[:160])
    for position, word in enumerate(words[:22]):
        if word in '.?!;:“"' and word:
            return False
        if word.lower() in (PLAIN if not certain else SAYING):
            after = words[position + 1].lower() if position + 1 < len(words) else ""
            if position == 0 or after in _FINITE_GOES_ON or after in ("“", '"'):
                return False
            return certain or after in (".", ",", "") or not after.isalpha() or after in _TIME_WORDS
        if position and word.lower() in _OTHER_VERBS:
            return False
    return False


_TIME_WORDS = words("time_words")
_OTHER_VERBS = words("other_verbs")
