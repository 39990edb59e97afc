"""What the finder hands back."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["direct", "mixed", "indirect"]
Evidence = Literal["named", "inherited", "pronoun", "anonymous", "none"]


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quotation in a text, and who the words around it say it came from.

    Places count code points; ``text[start:end]`` of the article is ``text``, marks left out. A
    mention that is not there has an empty text and the place -1.
    """

    start: int
    end: int
    text: str
    kind: Kind
    opens: str = ""
    closes: str = ""
    cue: str = ""
    cue_start: int = -1
    cue_end: int = -1
    speaker_as_printed: str = ""
    speaker_start: int = -1
    speaker_end: int = -1
    speaker: str = ""
    speaker_keys: tuple[str, ...] = ()
    evidence: Evidence = "none"
    why: str = ""
    title_as_printed: str = ""
    addressee: str = ""
    channel: str = ""
    platform: str = ""
    carrier: str = ""
    carrier_keys: tuple[str, ...] = ()
    context_start: int = -1
    context_end: int = -1
    continues: int | None = None
