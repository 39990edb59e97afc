"""Which marked words stand in a citation? Pure Python, no database."""

import re
from collections.abc import Iterable, Sequence

from .verbatim import fold_typography, is_excerpt

_WORD = re.compile(r"\w+")
_MOST_BRACKETED = 200


def uncovered(spans: Iterable[str], cited: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the spans whose words are not all carried by the citations.

    Each citation is given by the texts it answers for: what is printed, and the quote itself. A
    span is carried by one citation whose words it is an excerpt of, or by several that make it
    up together. Words are compared first, so that the exact comparison stays rare.
    """
    known = [(text, _words(text)) for texts in cited for text in texts if text.strip()]
    printed = [(texts[0], _words(texts[0])) for texts in cited if texts[0].strip()]
    found, bracketed = [], 0
    for span in dict.fromkeys(span.strip() for span in spans):
        words = _words(span)
        has_brackets = "[" in span
        bracketed += has_brackets
        is_tried = has_brackets and bracketed <= _MOST_BRACKETED
        if not words or any(
            (is_tried or words <= others) and is_excerpt(span, text) for text, others in known
        ):
            continue
        parts = sum(
            len(text.split())
            for text, others in printed
            if others <= words and is_excerpt(text, span)
        )
        if parts < len(span.split()):
            found.append(span)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold_typography(text)))
