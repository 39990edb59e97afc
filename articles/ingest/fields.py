"""From the pieces of a text to the fields of an article, and what is to be said of them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from articles.markdown import MAX_BODY, escaped

from . import furniture
from .checks import remarks_on
from .dates import day_alone, day_at_start
from .encodings import broken_letters
from .furniture import Piece
from .languages import UNKNOWN, language_of
from .taken import Block, Found, LeftOut, Refused, TakenIn

#: More than any article has; each costs time on every page that shows it.
MOST_PARAGRAPHS = 3_000
#: The longest text that a field of an article holds.
LONGEST = {
    "headline": 300,
    "dateline": 100,
    "byline": 200,
    "credit_line": 300,
    "image_credit": 200,
    "source_url": 500,
    "source_ref": 200,
    "image_alt": 300,
}
#: Fields that an article has once: what comes second is left out.
_FULL = "An article has one of these, and it is stated elsewhere."
_ONCE = ("source_date", "source_updated", "image_caption", "image_credit", "byline")


def made_of(
    pieces: Iterable[Piece],
    source: str,
    given: Mapping[str, Any],
    *,
    parts: int = 1,
) -> TakenIn:
    """Return the article that pieces of a text make; what is ``given`` goes before them.

    Texts of ``left_out``, ``credits`` and ``findings`` are added to those of the pieces.
    """
    stated = {name: value for name, value in given.items() if value}
    kept, left_out = _once(pieces, stated)
    words: dict[str, list[str]] = defaultdict(list)
    for piece in kept:
        words[piece.home].append(piece.words)
    fields: dict[str, Any] = {
        "format": "plain",
        "blocks": _blocks(kept),
        "highlights": tuple(words["highlights"]),
        "source_date": _day(words["source_date"]),
        "source_updated": _day(words["source_updated"]),
        "credit_line": "; ".join(words["credit_line"]),
        "image_credit": _unbracketed(" ".join(words["image_credit"])),
        **{
            name: " ".join(words[name])
            for name in ("headline", "dateline", "byline", "image_caption")
        },
    } | stated
    names = [name for line in words["credit_line"] for name in furniture.names_in(line)]
    credited = [*stated.get("credits", ()), *names, fields["image_credit"]]
    fields["credits"] = tuple(dict.fromkeys(name for name in credited if name))
    fields["left_out"] = (*left_out, *stated.get("left_out", ()))
    fields["findings"] = (*(_split(parts) if parts > 1 else ()), *stated.get("findings", ()))
    refuse_long(fields["blocks"])
    text = TakenIn(text=source, **fields)
    if not stated.get("language"):
        text = replace(text, language=language_of(" ".join(text.paragraphs) or text.words))
    return finished(text)


def refuse_long(blocks: Sequence[Block]) -> None:
    """Refuse what no body can hold, before anything looks at it."""
    size = sum(len(escaped(block.text)) + 5 for block in blocks)
    if size > MAX_BODY or len(blocks) > MOST_PARAGRAPHS:
        many = f"{size:,} characters in {len(blocks):,} paragraphs"
        raise Refused(
            f"“{blocks[0].text[:40]}…” has {many}, and an article has at most {MAX_BODY:,} in "
            f"{MOST_PARAGRAPHS:,}. Cut it into several texts."
        )


def _blocks(kept: Iterable[Piece]) -> tuple[Block, ...]:
    return tuple(
        Block(piece.words, is_subhead=piece.home == "subhead")
        for piece in kept
        if piece.home in ("body", "subhead") and piece.words
    )


def _unbracketed(words: str) -> str:
    return words[1:-1] if words.startswith("(") and words.endswith(")") else words


def finished(text: TakenIn) -> TakenIn:
    """Return the text with what is to be said of its words, and without what no field can hold."""
    text = _fitted(text)
    found = [*text.findings, *broken_letters(f"{text.headline} {text.words}"), *remarks_on(text)]
    if text.language == UNKNOWN:
        found.append(
            Found("T05", "Its language is not English and is not stated.", "Choose the language.")
        )
    return replace(text, findings=tuple(found))


def _once(
    pieces: Iterable[Piece], stated: Mapping[str, Any]
) -> tuple[list[Piece], tuple[LeftOut, ...]]:
    """Part what goes into a field from what is left out."""
    kept: list[Piece] = []
    left_out = []
    full = {name for name in (*_ONCE, "headline", "dateline") if name in stated}
    for piece in pieces:
        if not piece.home:
            left_out.append(LeftOut(piece.words, piece.why))
        elif piece.home in full:
            left_out.append(LeftOut(piece.words, _FULL))
        else:
            kept.append(piece)
            if piece.home in _ONCE:
                full.add(piece.home)
    return kept, tuple(left_out)


def _day(words: Sequence[str]) -> datetime.date | None:
    return (day_alone(words[0]) or day_at_start(words[0])[0]) if words else None


def _split(parts: int) -> list[Found]:
    return [
        Found(
            "T01",
            f"The file holds {parts} articles; this is one of them.",
            "See that it begins and ends where it should.",
        )
    ]


def _emptied(field: str) -> dict[str, Any]:
    return {field: ""}


def _fitted(text: TakenIn) -> TakenIn:
    """Leave out what is longer than its field, and say so."""
    for field, longest in LONGEST.items():
        words = getattr(text, field)
        if len(words) <= longest:
            continue
        label = field.replace("_", " ")
        note = Found(
            "T07",
            f"The {label} has {len(words)} characters, and at most {longest} fit.",
            "It was left out. Write a shorter one.",
            label.capitalize(),
        )
        text = replace(
            text,
            **_emptied(field),
            findings=(*text.findings, note),
            left_out=(*text.left_out, LeftOut(words, f"It is too long for the {label}.")),
        )
    return text
