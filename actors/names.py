"""Names: folding for search and sorting. Pure Python, no database."""

import unicodedata

# Letters that Unicode does not decompose, folded as a newsroom types them on a plain keyboard.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ħ": "h", "ı": "i", "ŋ": "n", "ĸ": "k", "ŧ": "t", "ə": "e",
    }
)  # fmt: skip
# Apostrophes of all kinds and what prints nothing: “O’Neill” is found as “oneill”.
_SILENT = dict.fromkeys(
    map(ord, "'’ʼʻʽʾʿʹʺ`´′\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"), ""
)


#: So many characters are remembered; no desk writes more, and nobody fills the memory with them.
_MOST_REMEMBERED = 10_000


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        # Twice: styled letters turn capital only when taken apart, some capitals only when folded.
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
        kept = bare.translate(_SILENT).translate(_LETTERS)
        folded = "".join(letter if _is_of_a_word(letter) else " " for letter in kept)
        if len(self) < _MOST_REMEMBERED:
            self[code] = folded
        return folded


_FOLDED = _Folding()


def fold_name(text: str) -> str:
    """Fold a name for comparison: no case, accents, punctuation or repeated spaces.

    >>> fold_name("  Recep Tayyip ERDOĞAN ")
    'recep tayyip erdogan'
    """
    return unicodedata.normalize("NFC", " ".join(text.translate(_FOLDED).split()))


def _is_of_a_word(letter: str) -> bool:
    """Tell letters, digits and vowel signs (as of Hindi or Thai) from everything between words."""
    return letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc")
