"""Indirect statements: “X said that ...”, “..., X said”, “According to X, ...”.

Only the plainest shapes are proposed. A sentence with a quotation in it is left alone: its words
are proposed as that quotation already.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from .attribution import Attribution, Attributor, Cue
from .cues import PLAIN, SAYING, TAKING, TIMES
from .lexicon import words
from .people import Register
from .phrases import Phrases, Subject
from .sentences import DATELINE, Sentence
from .tokens import Tokens

_REPORTING = PLAIN | words("reporting")
_BARE = words("bare")
# Verbs of asking and vowing, each with the words that must follow it, if any.
_CALLING = {
    "called calls calling": ("for", "on"),
    "vowed vows promised promises threatened": ("to",),
    "warned warns": ("of", "against"),
    "urged urges demanded denied denies": (),
}
_BEHIND = {verb: behind for verbs, behind in _CALLING.items() for verb in verbs.split()}
_HANGING = frozenset(
    {"saying", "adding", "arguing", "claiming", "noting", "warning", "insisting", "alleging"}
    | {"stressing"}
)
_HAS_CUE = re.compile(
    r"\b(?:" + "|".join(sorted(_REPORTING | _BEHIND.keys() | _HANGING)) + r"|[Aa]ccording to)\b"
)
_SHORTEST = 4  # words


@dataclass(frozen=True, slots=True)
class Statement:
    """An indirect statement and who made it."""

    start: int
    end: int
    attribution: Attribution


def statement_in(text: str, sentence: Sentence, register: Register) -> Statement | None:
    """Return the statement that a sentence without marks reports, if it has one plain shape."""
    if not _HAS_CUE.search(text, sentence.start, sentence.end):
        return None
    tokens = Tokens()
    tokens.read(text, sentence.start, sentence.end)
    phrases = Phrases(text, tokens, register)
    attributor = Attributor(phrases, [], [])
    end = len(tokens)
    while end and tokens.words[end - 1] in (".", "!", "?", "…"):
        end -= 1
    for cue in attributor.cues[:8]:
        word = tokens.low[cue.at]
        if cue.at and tokens.low[cue.at - 1] == "to" and not tokens.low[cue.at].endswith("ing"):
            continue  # “declined to say whether ...” says nothing
        if word == "according":
            found = _according(attributor, cue, end)
        elif word in _REPORTING and not cue.participle:
            found = _between(attributor, cue, end) or _at_the_end(attributor, cue, end)
            found = found or _with_that(attributor, cue, end) or _calling(attributor, cue, end)
        elif word in _BEHIND:
            found = _calling(attributor, cue, end)
        elif word in _HANGING:
            found = _hanging(attributor, cue, end)
        else:
            continue
        if found and _is_long_enough(text, found):
            return found
    return None


def _is_long_enough(text: str, found: Statement) -> bool:
    return text.count(" ", found.start, found.end) >= _SHORTEST - 1


def _made(
    attributor: Attributor, cue: Cue, subject: Subject, begin: int, end: int
) -> Statement | None:
    tokens = attributor.tokens
    if end <= begin:
        return None
    made = Attribution(
        tokens.starts[cue.at], tokens.ends[cue.end - 1], subject, "beside", tokens.low[cue.at]
    )
    end = _cut(tokens, begin, end)
    while end > begin and tokens.words[end - 1] in (",", ";"):
        end -= 1
    if end <= begin or tokens.low[begin] in _BROKEN:
        return None
    start = tokens.starts[begin]
    dateline = DATELINE.match(attributor.phrases.text, start, tokens.ends[end - 1])
    return Statement(dateline.end() if dateline else start, tokens.ends[end - 1], made)


def _cut(tokens: Tokens, begin: int, end: int) -> int:
    """Return where the statement ends if another verb of saying follows: “... and warned”."""
    words = tokens.low
    for at in range(begin + _SHORTEST, end - 1):
        following = words[at + 1]
        if (
            words[at] in ("and", "but")
            and following in SAYING | TAKING
            and following.endswith("ed")
        ):
            return at
        if words[at] == "," and (following in _HANGING or following == "according"):
            return at
    return end


def _with_that(attributor: Attributor, cue: Cue, end: int) -> Statement | None:
    """Read “X said (Monday) (that) ...”."""
    tokens = attributor.tokens
    words = tokens.low
    subject = attributor.subject_of(cue)
    if subject is None or subject.start > tokens.starts[cue.at]:
        return None
    at = _that(words, cue, end)
    if at:
        return _made(attributor, cue, subject, at + 1, end)
    if words[cue.at] in _TELLING:
        return _told(attributor, cue, subject, end)
    if words[cue.at] not in _BARE:
        return None
    at = cue.end
    while at < end and (
        words[at] in TIMES
        or (words[at] == "on" and words[at + 1 : at + 2] and words[at + 1] in TIMES)
    ):
        at += 1
    if at >= end or words[at] in _NO_CLAUSE:
        return None
    if not _has_a_verb(words, at, end):
        return None
    return _made(attributor, cue, subject, at, end)


def _calling(attributor: Attributor, cue: Cue, end: int) -> Statement | None:
    """Read “X called for ...”, “X vowed to ...”, “X urged ...”."""
    words = attributor.tokens.low
    behind = _BEHIND.get(words[cue.at])
    if behind is None or cue.at == 0 or words[cue.at - 1] in _PASSIVE:
        return None
    if behind and words[cue.at + 1 : cue.at + 2] and words[cue.at + 1] not in behind:
        return None
    subject = attributor.phrases.before(cue.at, 0)
    if subject is None:
        return None
    begin = cue.at + 2 if behind and words[cue.at + 1 : cue.at + 2] != ["to"] else cue.at + 1
    return _made(attributor, cue, subject, begin, end)


def _hanging(attributor: Attributor, cue: Cue, end: int) -> Statement | None:
    """Read “..., saying (that) ...”."""
    words = attributor.tokens.low
    if cue.at < 2 or words[cue.at - 1] != ",":
        return None
    subject = attributor.phrases.main(0, cue.at)
    if subject is None:
        return None
    begin = cue.end + (words[cue.end : cue.end + 1] == ["that"])
    if begin >= end or words[begin] in _NO_CLAUSE:
        return None
    return _made(attributor, cue, subject, begin, end)


def _told(attributor: Attributor, cue: Cue, subject: Subject, end: int) -> Statement | None:
    """Read “X told reporters she ...”."""
    words = attributor.tokens.low
    for at in range(cue.end + 1, min(end, cue.end + 9)):
        if words[at] in ("he", "she", "it", "they", "there", "we"):
            return _made(attributor, cue, subject, at, end)
        if words[at] in ("to", ",", "that", "about", "how", "what", "when", "if", "and"):
            return None
    return None


def _between(attributor: Attributor, cue: Cue, end: int) -> Statement | None:
    """Read “..., X said, ...”: the longer side is the statement."""
    words = attributor.tokens.low
    if words[cue.end : cue.end + 1] != [","]:
        return None
    subject = attributor.phrases.before(cue.at, max(0, cue.at - 10))
    if subject is None:
        return None
    comma = cue.at
    while comma >= 0 and attributor.tokens.starts[comma] >= subject.start:
        comma -= 1
    if comma < 0 or words[comma] != ",":
        return None
    left, right = comma, end - cue.end - 1
    if left > right:
        return _made(attributor, cue, subject, 0, comma)
    return _made(attributor, cue, subject, cue.end + 1, end)


def _that(words: list[str], cue: Cue, end: int) -> int:
    """Return where “that” opens what was said, behind who was told and when; 0 if it does not."""
    placed = words[cue.end] in ("in", "on", "at", "during") if cue.end < end else False
    for at in range(cue.end, min(end, cue.end + 16)):
        if words[at] == "that":
            if at == cue.end or words[cue.at] in _TELLING:
                return at
            first = words[cue.end]
            return at if first in _WHEN_OR_WHERE or first in TIMES else 0
        if words[at] in (":", ";", "to", "—", "–") or (words[at] == "," and not placed):
            return 0
    return 0


def _has_a_verb(words: list[str], begin: int, end: int) -> bool:
    """Tell a clause from “said the president” by the look of its words."""
    return any(
        word in _VERBS or (len(word) > 4 and word.endswith("ed")) or word.endswith(("n’t", "n't"))
        for word in words[begin:end]
    )


def _at_the_end(attributor: Attributor, cue: Cue, end: int) -> Statement | None:
    """Read “..., X said (on Monday)”."""
    tokens = attributor.tokens
    words = tokens.low
    inverted = _inverted(attributor, cue, end)
    if inverted:
        return _made(attributor, cue, inverted, 0, cue.at - 1)
    if end - cue.end > 14 or not _is_all_that_follows(words, cue, end):
        return None
    subject = attributor.phrases.before(cue.at, 0)
    if subject is None:
        if tokens.words[cue.at - 1] != ",":
            return None
        subject = attributor.phrases.after(cue.end - 1, end)
        comma = cue.at - 1
    else:
        comma = cue.at
        while comma >= 0 and tokens.starts[comma] >= subject.start:
            comma -= 1
        while comma > 0 and cue.at - comma < 12 and words[comma] != ",":
            comma -= 1
    if subject is None or comma < _SHORTEST or words[comma] != ",":
        return None
    if any(
        word in ("that", "who", "which", "and", "but", "when", "if", "while", "as", "because")
        for word in words[comma + 1 : cue.at]
    ):
        return None
    rest = words[cue.end : end]
    if (rest and "that" in rest) or (rest and _has_a_verb(words, cue.end, end) and "," not in rest):
        return None
    return _made(attributor, cue, subject, 0, comma)


def _inverted(attributor: Attributor, cue: Cue, end: int) -> Subject | None:
    """Read “..., said Anna Berg, a doctor at the hospital”."""
    tokens = attributor.tokens
    if cue.at < _SHORTEST or tokens.words[cue.at - 1] != "," or tokens.low[cue.at] not in _SAID:
        return None
    subject = attributor.phrases.after(cue.end - 1, end)
    if subject is None or subject.kind != "name":
        return None
    leading = attributor.phrases.main(0, cue.at)
    at = bisect_left(tokens.starts, leading.end) if leading else 0
    if leading and tokens.words[at : at + 1] == [","]:
        return None  # “Berg, a doctor, said Holm ...”: it is Berg who said it
    behind = bisect_left(tokens.starts, subject.end)
    return subject if behind >= end or tokens.low[behind] in _BEHIND_A_SPEAKER else None


def _is_all_that_follows(words: list[str], cue: Cue, end: int) -> bool:
    """Tell “said on Monday” from “said the talks”."""
    if words[cue.at] in _TELLING or cue.end >= end:
        return True
    first = words[cue.end]
    return words[cue.at] in PLAIN and (first in TIMES or first in ("in", "on", "at", "during"))


def _according(attributor: Attributor, cue: Cue, end: int) -> Statement | None:
    """Read “According to X, ...” and “..., according to X”."""
    tokens = attributor.tokens
    subject = attributor.phrases.first(cue.end, end, inverted=True)
    if subject is None:
        return None
    if cue.at == 0:
        comma = cue.end
        while comma < end and tokens.words[comma] != ",":
            comma += 1
        return _made(attributor, cue, subject, comma + 1, end) if comma < end else None
    begin, stop = 0, cue.at
    if tokens.words[stop - 1] == ",":
        stop -= 1
    return _made(attributor, cue, subject, begin, stop)


_PASSIVE = words("passive")
_BROKEN = frozenset(
    [",", "and", "or", "was", "were", "is", "are", "has", "have", "had", "which", "who"]
)
_TELLING = frozenset(["told", "tells", "tell"])
_SAID = frozenset(["said", "says"])
_BEHIND_A_SPEAKER = frozenset([",", "of", "from", "at", "on", "in", "with"])
_WHEN_OR_WHERE = frozenset(["in", "on", "at", "during", "after", "to"])
_NO_CLAUSE = frozenset(
    [
        ",",
        "in",
        "at",
        "during",
        "to",
        "of",
        "by",
        "with",
        "after",
        "before",
        "when",
        "while",
        ".",
        ";",
        ":",
        "goodbye",
        "hello",
        "nothing",
        "something",
        "so",
        "as",
        "about",
        "yes",
        "more",
    ]
)
_VERBS = words("verbs")
