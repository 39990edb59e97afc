"""Which lines of a plain text are no sentences of the article, and into which field they go.

Every function takes a line and returns it cut into pieces, in order and without losing a word, or
nothing where the line is something else.
"""

import re
from dataclasses import dataclass

from articles import prose

from .dates import RELATIVE, day_alone, day_at_start

LEFT_OUT = ""
LABEL = "It only says what follows it."
FURNITURE = "It belongs to the page, not to the text."
RELATIVE_TIME = "A time counted from when the page was read gives no date."
_LONGEST_LINE = 20

_DATE_HEADER = re.compile(r"date:?(?=\s+[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\S))", re.IGNORECASE)
_WHEN = re.compile(
    r"(?:last |first )?(?P<what>updated|modified|published|posted)(?: on| at)?:?(?= )",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:image|photo|photograph|picture|file photo|file image|caption|pic)s?:(?=\s*\S)",
    re.IGNORECASE,
)
_CREDIT_LABEL = re.compile(
    r"(?<=\s)(?:photograph|photo credit|photo|image credit|image|picture|credit|courtesy|pic)s?:"
    r"(?=\s*\S)",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(r"\((?=[A-Z])(?:[\w.&’'/-]+[ ,/]*){1,6}\)\Z")
#: How wires sign: “(AFP)”. Elsewhere brackets at the end of a sentence are part of it.
_AGENCY = re.compile(
    r"\((?:[A-Z]{2,6}(?:[/, -]+[A-Z]{2,6}){0,3}|Reuters|Xinhua|Interfax|Bloomberg|Agencies|dpa|"
    r"Kyodo|Yonhap|Anadolu)\)\.?\Z"
)
_CREDIT_LINE = re.compile(
    r"""
      [(\[]?with\ (?:(?:additional|agency|further|some)\ )*(?:inputs?|reporting|reports?)\b
    | [(\[]?(?:additional\ )?reporting\ by\ [A-Z]
    | [(\[]?(?:edited|writing|compiled)\ by\ [A-Z]
    | sources?:\ [A-Z]
    | [(\[]?inputs?\ from\ [A-Z]
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FROM = re.compile(r"\b(?:from|sources?:)\s+(?P<names>.+)\Z", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?P<by>(?:text |story |reported |written )?by:?) (?=[A-Z])(?P<names>[^.!?:;“”\"]{3,100})\Z",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•·▪‣◦●■*–-]\s+(?=\S)")
_NAMES = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s*[;/&]\s*")
_NAME_ENDS = " .)]"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of the source, in a field of the article or left out (and then why)."""

    words: str
    home: str = LEFT_OUT
    why: str = ""


def date_header(line: str) -> list[Piece]:
    """“date 2025-09-04 …”: the label and the day, without the rest of the line."""
    if not (label := _DATE_HEADER.match(line)):
        return []
    rest = line[label.end() :].lstrip()
    day, end = day_at_start(rest)
    if day is None:
        return [Piece(label[0], why=LABEL), Piece(rest[:end], why="There is no such day.")]
    return [Piece(label[0], why=LABEL), Piece(rest[:end], "source_date")]


def times(line: str) -> list[Piece]:
    """“Updated 01 September 2025”, “Published 6 sec ago”."""
    if not (label := _WHEN.match(line)) or len(line.split()) > _LONGEST_LINE:
        return []
    home = "source_updated" if label["what"].lower() in ("updated", "modified") else "source_date"
    when = line[label.end() :].strip()
    if day_alone(when):
        return [Piece(label[0], why=LABEL), Piece(when, home)]
    if RELATIVE.match(when):
        return [Piece(line, why=RELATIVE_TIME)]
    return []


def caption(line: str) -> list[Piece]:
    """“IMAGE: Two people in a car. Photograph: ANI Photo”, “Photo: Reuters”."""
    if not (label := _CAPTION.match(line)):
        return []
    rest = line[label.end() :].strip()
    if parts := _with_credit(rest):
        return [Piece(label[0], why=LABEL), *parts]
    is_credit = len(rest.split()) <= 4 and not rest.endswith(".")
    home = "image_credit" if is_credit else "image_caption"
    return [Piece(label[0], why=LABEL), Piece(rest, home)]


def unlabelled_caption(line: str) -> list[Piece]:
    """“Two people in a car on Monday. (AFP)”; the caller knows that it stands by the headline."""
    return _with_credit(line) if _CREDIT_AT_END.search(line) else []


def _with_credit(text: str) -> list[Piece]:
    """Cut a caption from its credit; nothing where it has none."""
    if label := _CREDIT_LABEL.search(text):
        return [
            Piece(text[: label.start()].strip(), "image_caption"),
            Piece(label[0], why=LABEL),
            Piece(text[label.end() :].strip(), "image_credit"),
        ]
    if (credit := _CREDIT_AT_END.search(text)) and text[: credit.start()].strip():
        return [
            Piece(text[: credit.start()].strip(), "image_caption"),
            Piece(credit[0], "image_credit"),
        ]
    return []


def credit_line(line: str) -> list[Piece]:
    """“With inputs from PTI”, “(Reuters)”."""
    is_one = _CREDIT_LINE.match(line) or _AGENCY.fullmatch(line)
    return [Piece(line, "credit_line")] if is_one and len(line.split()) <= _LONGEST_LINE else []


def final_credit(paragraph: str) -> list[Piece]:
    """Cut “(AFP)” from the end of a text's last sentence."""
    found = _AGENCY.search(paragraph)
    if not found or not paragraph[: found.start()].rstrip(" ”\"'’").endswith((".", "!", "?")):
        return []
    return [Piece(paragraph[: found.start()].strip(), "body"), Piece(found[0], "credit_line")]


def byline(line: str) -> list[Piece]:
    """“By Ana Orlova and Mira Holt”."""
    found = _BYLINE.fullmatch(line)
    if not found:
        return []
    names = [word for word in found["names"].split() if word not in ("and", "in", "of", "for")]
    if len(names) > 10 or not all(word[:1].isupper() for word in names):
        return []
    return [Piece(found["by"], why=LABEL), Piece(found["names"], "byline")]


def highlight(line: str) -> list[Piece]:
    """“• What matters most”."""
    if not (mark := _BULLET.match(line)):
        return []
    return [
        Piece(mark[0].strip(), why="It marks a highlight."),
        Piece(line[mark.end() :].strip(), "highlights"),
    ]


def day(line: str) -> list[Piece]:
    """“1 September 2025” on a line of its own."""
    return [Piece(line, "source_date")] if day_alone(line) else []


def furniture(line: str) -> list[Piece]:
    """“Short Url”, “Follow”, “Read more: …”: nothing of the text."""
    if not prose.is_boilerplate(line) or len(line.split()) > _LONGEST_LINE:
        return []
    return [] if _WHEN.match(line) else [Piece(line, why=FURNITURE)]


def names_in(credit: str) -> list[str]:
    """Return who is named in a credit: “With inputs from PTI and ANI” names two."""
    found = _FROM.search(credit.strip(" ()[]."))
    names = found["names"] if found else credit
    return [name for part in _NAMES.split(names) if (name := part.strip(" ()[]."))]
