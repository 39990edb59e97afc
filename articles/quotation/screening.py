"""Which marked words are no quotation: titles of works, scare quotes, nicknames, markup."""

import re

from .attribution import Attribution
from .lexicon import words
from .marks import Marked
from .sentences import Sentence

_GIVEN = re.compile(r"\b[^\W\d_a-z][\w.’'-]* \Z")
_WORD = re.compile(r"\w[\w’'.-]*")
_FEW, _SPACIOUS = 200, 60  # quotations that any text may have; characters to each beyond
_FARTHEST = 60  # characters between the title of a work and a verb that belongs to it
_SMALL = words("small")
_WORKS = (
    "songs?|films?|movies?|books?|shows?|albums?|plays?|novels?|memoirs?|documentary|program(?:me)?s?"
    "|series|ballad|hymn|anthem|commentary|essays?|poems?|columns?|episodes?|broadcasts?|painting"
)
_NAMING = re.compile(
    r"(?:\b(?:so-called|titled|entitled|known as|nicknamed|dubbed|headlined|labell?ed|host of"
    rf"|the (?:words?|term|phrase)|(?:{_WORKS})(?: of| called)?"
    r"|(?:on|of|tells?|told|to)(?: \S+){0,5}(?:’s|'s|s’|s')))[,:]?\s*\Z",
    re.I,
)
_CONTRACTED = re.compile(r"[’'](?:re|m|ve|ll)\b|n[’']t\b", re.I)
# “attacked him as a “con artist””, “the claim that people “learn nothing””
_FRAMED = re.compile(r"\b(?:as|as an?|calling for|said (?:it|he|she) (?:was|is))\s*\Z")


def is_markup(text: str, span: Marked) -> bool:
    """Tell the value of an attribute: <a href="...">."""
    return text[span.start - 2 : span.start - 1] == "="


def without_noise(text: str, spans: list[Marked]) -> list[Marked]:
    """Leave out the shortest spans of a text with more marks than any prose has."""
    if len(spans) <= _FEW + len(text) // _SPACIOUS:
        return spans
    return [span for span in spans if text.count(" ", span.start, span.end) >= 2]


def is_nickname(text: str, span: Marked) -> bool:
    """Tell the second name of Robert “Bobby” Scott."""
    if not span.closes or span.end - span.start > 15 or span.start < 3:
        return False
    inside = text[span.start : span.end]
    behind = text[span.end + 1 : span.end + 3]
    before = text[max(0, span.start - 24) : span.start - 1]
    return (
        inside.isalpha() and inside[0].isupper() and behind[:1] == " " and behind[1:].isupper()
        and _GIVEN.search(before) is not None
    )  # fmt: skip


def is_quotation(
    text: str, span: Marked, sentence: Sentence, attribution: Attribution | None
) -> bool:
    """Tell a quotation from other marked words."""
    words = _WORD.findall(text, span.start, span.end)
    if not words:
        return False
    if text[span.start] == "(" and text[span.end - 1] in ").":
        return False
    before = text[max(sentence.start, span.start - 60) : span.start - 1]
    is_shouted = attribution is not None and text[span.end - 1] in "!?" and len(words) >= 3
    is_far = _is_far(span, attribution) and not is_shouted
    if _is_title(words) and (is_far or _NAMING.search(before)):
        return False
    if _is_title(words) and len(words) > 1 and words[0].istitle() and before.endswith(" on "):
        return False
    if attribution is None and len(words) <= 4 and not _FRAMED.search(before):
        return (
            text[span.end - 1] in ".!?,…"
            and len(words) >= 2
            and span.start - 1 <= sentence.start + 1
        )
    return True


def _is_far(span: Marked, attribution: Attribution | None) -> bool:
    """Tell whether no verb right beside the words gives them to anybody."""
    if attribution is None or attribution.how != "beside":
        return True
    return attribution.cue_start - span.end > _FARTHEST


def _is_title(words: list[str]) -> bool:
    if any(_CONTRACTED.search(word) for word in words):
        return False
    big = [word for word in words if word.lower() not in _SMALL]
    return all(word[0].isupper() or word[0].isdigit() for word in big) and len(words) <= 7
