"""Words and punctuation, with their places. One pass, nothing remembered."""

import re
from dataclasses import dataclass, field

from .lexicon import words

#: What ends with a full stop and ends no sentence.
ABBREVIATIONS = "|".join(sorted(words("abbreviations"), key=len, reverse=True))
_ABBREVIATION = rf"(?:{ABBREVIATIONS}|a\.m|p\.m|e\.g|i\.e|etc)\."
_TOKEN = re.compile(
    rf"\b{_ABBREVIATION}"
    r"|\b(?:[^\W\d_]\.)+(?=\s|[^\w\s]|$|\w)"
    r"|(?:’|')(?:s|d|ll|ve|re)\b"
    r"|\w+(?:[-&.](?=\w)\w+)*(?:['’](?!s\b|d\b|ll\b|ve\b|re\b)\w+(?:[-&]\w+)*)*"
    r"(?:\.(?=,|\)| [a-z]))?"
    r"|--+|\.{2,}|[^\w\s]"
)
QUOTE = "\ue000"
_NOUNS_IN_LY = frozenset(["ally", "assembly", "bully", "family", "monopoly", "rally", "reply"])


@dataclass(slots=True)
class Tokens:
    """The tokens of a stretch of text; a quotation is one token, QUOTE."""

    words: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def is_adverb(self, at: int) -> bool:
        """Tell “repeatedly” from Kelly, and from the family."""
        low = self.low[at]
        return low.endswith("ly") and self.words[at][0].islower() and low not in _NOUNS_IN_LY

    def add(self, word: str, start: int, end: int) -> None:
        """Put one token at the end."""
        self.words.append(word)
        self.low.append(word.lower())
        self.starts.append(start)
        self.ends.append(end)

    def read(self, text: str, start: int, end: int) -> None:
        """Put the tokens of a stretch of the text at the end."""
        for match in _TOKEN.finditer(text, start, end):
            self.add(match[0], *match.span())
