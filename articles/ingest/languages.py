"""Is it English? Enough to know which checks make sense; no other language is guessed."""

import re

_LETTERS = re.compile(r"[^\W\d_]+")
_COMMON = re.compile(
    r"(?:the|of|and|to|in|a|is|that|for|it|was|on|with|as|be|by|at|from|his|her|he|they|are|this|an"
    r"|which|not|have|had|has|or|but|were|been|their|its|who|will|said|after|would|about)\Z"
)
_FEW_WORDS = 10
_SHARE = 0.15
_LOOKED_AT = 4000
UNKNOWN = "und"
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def language_of(text: str) -> str:
    """Return “en”, or “und” (undetermined) where the words are not English."""
    words = _LETTERS.findall(text[:_LOOKED_AT].lower())
    if not words:
        return "en"
    latin = sum(word.isascii() for word in words)
    if latin < len(words) / 2:
        return UNKNOWN
    if len(words) < _FEW_WORDS:
        return "en"
    share = sum(_COMMON.match(word) is not None for word in words) / len(words)
    return "en" if share >= _SHARE else UNKNOWN


def language_tag(stated: str) -> str:
    """Return a BCP 47 tag as the desk writes it (“en-GB”), or nothing for what is none."""
    parts = stated.strip().replace("_", "-").split("-")
    rest = [part.upper() if len(part) == 2 else part for part in parts[1:]]
    tag = "-".join([parts[0].lower(), *rest])
    return tag if len(tag) <= 20 and _TAG.match(tag) else ""
