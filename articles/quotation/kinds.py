"""Direct or mixed: are the words all the speaker's own, or a fragment inside a paraphrase?"""

import re

from .attribution import Attribution
from .cues import TIMES
from .found import Kind
from .lexicon import words
from .marks import Marked
from .sentences import Sentence

_WORD = re.compile(r"[^\W_][\w’'.-]*")
_LIGHT = TIMES | words("light")


def kind_of(
    text: str, sentence: Sentence, span: Marked, low: int, high: int, made: Attribution | None
) -> Kind:
    """Tell the kind; ``low`` and ``high`` are where the neighbouring quotations end and begin."""
    if span.continues or not span.closes or made is None:
        return "direct"
    ended = text[span.end - 1] in ".,!?…—–-’'" or text[span.end + 1 : span.end + 2] in (
        ",",
        ".",
        "?",
    )
    before = max(sentence.start, low)
    if before <= made.cue_end <= span.start:
        between = text[made.cue_end : span.start - 1]
        return "mixed" if _says_more(between, most=6) or not ended else "direct"
    between = text[before : span.start - 1]
    if _says_more(between, most=0) and not between.rstrip().endswith((":", ",")):
        return "mixed"
    if not ended and not text[span.end : high].lstrip("”\"»’' ").startswith(("—", "–", "-")):
        return "mixed"
    return "direct"


def _says_more(between: str, *, most: int) -> bool:
    """Tell whether words beyond the attribution stand before the mark."""
    words = [word for word in _WORD.findall(between) if word.lower() not in _LIGHT]
    if between.rstrip().endswith((":", ",")) and len(words) <= 4:
        return False
    if most and between.rstrip().lower().endswith(" that") and len(words) <= most:
        return False
    return bool(words)
