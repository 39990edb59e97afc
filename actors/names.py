"""Names: folding for search and sorting. Pure Python, no database."""

import re
import unicodedata

# Letters that Unicode does not decompose, folded as a newsroom types them on a plain keyboard.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ħ": "h", "ı": "i", "ŋ": "n", "ĸ": "k", "ŧ": "t", "ə": "e",
    }
)  # fmt: skip
_APART = re.compile(r"[^\w]+")


def fold_name(text: str) -> str:
    """Fold a name for comparison: no case, accents, punctuation or repeated spaces.

    >>> fold_name("  Recep Tayyip ERDOĞAN ")
    'recep tayyip erdogan'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    spaced = _APART.sub(" ", bare.translate(_LETTERS).replace("'", "").replace("’", ""))
    return unicodedata.normalize("NFC", spaced.replace("_", " ")).strip()
