"""What reading a text gives: the fields of an article, what was left out, and what looks wrong."""

import datetime
import hashlib
import unicodedata
from dataclasses import dataclass

#: As many as one file may hold.
MOST_ARTICLES = 200


class Refused(Exception):  # noqa: N818 - it is what the reader says, not a fault of the program
    """A text that cannot be taken in; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that looks wrong in what arrived: what, where, and what to do about it."""

    code: str
    sentence: str
    hint: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the source that stand in no field of the article, and why."""

    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the body, or a subhead where the source marks it as one."""

    text: str
    is_subhead: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One article as it arrived. ``text`` is its part of the source, unchanged.

    ``outlet`` and ``credits`` are names as printed; whose they are is found by who stores it.
    """

    format: str
    text: str
    blocks: tuple[Block, ...]
    headline: str = ""
    standfirst: str = ""
    highlights: tuple[str, ...] = ()
    dateline: str = ""
    language: str = "en"
    genre: str = ""
    byline: str = ""
    outlet: str = ""
    source_url: str = ""
    source_ref: str = ""
    source_date: datetime.date | None = None
    source_updated: datetime.date | None = None
    embargo_until: datetime.datetime | None = None
    credit_line: str = ""
    credits: tuple[str, ...] = ()
    image_caption: str = ""
    image_credit: str = ""
    image_alt: str = ""
    note: str = ""
    findings: tuple[Found, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs, subheads left out."""
        return tuple(block.text for block in self.blocks if not block.is_subhead)

    @property
    def words(self) -> str:
        """Return the words by which the article is known again: headline, standfirst and body."""
        texts = (self.headline, self.standfirst, *(block.text for block in self.blocks))
        return " ".join(unicodedata.normalize("NFC", " ".join(texts)).split())

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of its words: the same whatever file and furniture they came in."""
        return hashlib.sha256(self.words.encode()).hexdigest()
