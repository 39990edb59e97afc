"""ninjs 3.x, the IPTC's news in JSON: one object, or a list of them."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .dates import moment
from .fields import made_of
from .languages import language_tag
from .markup import blocks_of_html
from .ninjs_shape import check
from .plain import pieces_of
from .taken import Block, Found, LeftOut, Refused, TakenIn

#: What says something about the article and is chosen at the desk, or stays with the sender.
_NOT_TAKEN = {
    "subjects": "Topics are chosen at the desk.",
    "people": "People are linked at the desk.",
    "organisations": "Organisations are linked at the desk.",
    "places": "Places are linked at the desk.",
    "events": "Events are linked at the desk.",
    "objects": "It has no field here.",
    "renditions": "A file is added by hand.",
}


def read_ninjs(text: str, *, name: str = "") -> list[TakenIn]:
    """Return the articles of a ninjs file."""
    data = _loaded(text)
    rows = data if isinstance(data, list) else [data]
    for number, row in enumerate(rows, start=1):
        check(row, f"Object {number}" if isinstance(data, list) else "The file")
    return [_article(row, name) for row in rows]


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        breaks_off = error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg
        what = "breaks off" if breaks_off else "is damaged"
        raise Refused(
            f"The JSON {what} at line {error.lineno}, column {error.colno}. Nothing of it was "
            "taken in; get the file anew."
        ) from None
    except (RecursionError, ValueError):  # the second: a number of thousands of digits
        raise Refused("The JSON is not ninjs: it is nested too deep, or too long.") from None


def _article(row: dict[str, Any], name: str) -> TakenIn:
    headline = _chosen(row, "headlines", "main")
    standfirst = _chosen(row, "descriptions", "standfirst", "summary", "abstract", but=_NOT_PROSE)
    highlights = [_words(part) for part in row.get("descriptions", ()) if _role(part) in _POINTS]
    body = _part(row, "bodies", "main")
    picture = _picture(row)
    names = [part["name"] for part in row.get("infoSources", ()) if part.get("name")]
    first, latest = row.get("firstCreated", ""), row.get("versionCreated", "")
    day, later = moment(first or latest), moment(latest)
    given = {
        "format": "ninjs",
        "headline": headline,
        "standfirst": standfirst,
        "highlights": tuple(highlights),
        "byline": row.get("by", ""),
        "outlet": row.get("copyrightHolder", ""),
        "language": language_tag(row.get("language", "")),
        "genre": next((g["name"] for g in row.get("genres", ()) if g.get("name")), ""),
        "source_ref": row.get("uri", "") or name,
        "source_date": day.date() if day else None,
        "source_updated": later.date() if later and day and later.date() != day.date() else None,
        "embargo_until": moment(row.get("embargoedUntil", "")),
        "credit_line": ", ".join(names),
        "credits": tuple(names),
        **picture,
        "note": "\n".join(_notes(row)),
        "findings": list(_findings(row)),
        "left_out": list(_left_out(row)),
    }
    source = json.dumps(row, ensure_ascii=False, indent=1)
    text = made_of(pieces_of(_blocks(body), headline), source, given)
    if row.get("located") and not text.dateline:
        return replace(text, dateline=row["located"][:100])
    return text


_POINTS = ("highlight", "highlights", "bullet", "keypoint")
_NOT_PROSE = (*_POINTS, "caption", "alt", "alttext")


def _role(part: dict[str, Any]) -> str:
    return str(part.get("role", "")).lower()


def _part(row: dict[str, Any], name: str, *roles: str, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the entry with the first of the roles, else the first entry."""
    parts = [part for part in row.get(name, ()) if _role(part) not in but]
    by_role = {_role(part): part for part in reversed(parts)}
    found = next((by_role[role] for role in roles if role in by_role), None)
    return found or (parts[0] if parts else {})


def _chosen(row: dict[str, Any], name: str, *roles: str, but: tuple[str, ...] = ()) -> str:
    return _words(_part(row, name, *roles, but=but))


def _words(part: dict[str, Any]) -> str:
    """Return the words of an entry, on one line and without markup."""
    return " ".join(block.text for block in _blocks(part))


def _blocks(part: dict[str, Any]) -> list[Block]:
    value = part.get("value", "")
    if "html" in part.get("contentType", ""):
        return blocks_of_html(value)
    return [Block(" ".join(line.split())) for line in value.splitlines() if line.strip()]


def _picture(row: dict[str, Any]) -> dict[str, str]:
    """Return caption, credit and description of the first picture that goes with it."""
    for other in row.get("associations", ()):
        if other.get("type") == "picture":
            alt = [_words(p) for p in other.get("descriptions", ()) if "alt" in _role(p)]
            return {
                "image_caption": _chosen(other, "descriptions", "caption", but=("alt", "alttext")),
                "image_credit": other.get("by", "") or other.get("copyrightHolder", ""),
                "image_alt": alt[0] if alt else "",
            }
    return {}


def _notes(row: dict[str, Any]) -> Iterator[str]:
    """Yield what the sender says to the desk, for its internal note."""
    for field, label in (
        ("edNote", "Note of the sender"),
        ("usageTerms", "Usage terms"),
        ("copyrightNotice", "Copyright"),
    ):
        if words := row.get(field, "").strip():
            yield f"{label}: {words}"


def _findings(row: dict[str, Any]) -> Iterator[Found]:
    if until := moment(row.get("embargoedUntil", "")):
        yield Found(
            "T09",
            f"The sender holds it until {until.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC.",
            "The embargo is entered; nobody can publish the article before.",
            "Embargo until",
        )
    if row.get("pubStatus") == "withheld":
        yield Found("T09", "The sender withholds it.", "Ask before it is used.", "Status")
    for field, label in (("edNote", "a note"), ("usageTerms", "usage terms")):
        if row.get(field, "").strip():
            yield Found(
                "T09", f"The sender adds {label}.", "Read the internal note.", "Internal note"
            )


def _left_out(row: dict[str, Any]) -> Iterator[LeftOut]:
    for field, why in _NOT_TAKEN.items():
        names = [part.get("name") or part.get("href") or "" for part in row.get(field, ())]
        if joined := ", ".join(name for name in names if name):
            yield LeftOut(joined, why)
    yield from _second_ones(row)
    pictures = [other for other in row.get("associations", ()) if other.get("type") == "picture"]
    for other in row.get("associations", ()):
        label = other.get("name") or _chosen(other, "headlines", "main") or other.get("uri", "")
        if other not in pictures[:1] and label:
            yield LeftOut(str(label), "What goes with the text is added by hand.")
    for field in ("title", "slugline"):
        if words := row.get(field, "").strip():
            yield LeftOut(words, "It is a name for the sender's own use.")


def _second_ones(row: dict[str, Any]) -> Iterator[LeftOut]:
    """Yield the headlines, bodies and descriptions beside those that were taken."""
    summary = _part(row, "descriptions", "standfirst", "summary", "abstract", but=_NOT_PROSE)
    taken = (_part(row, "headlines", "main"), _part(row, "bodies", "main"), summary)
    for field in ("headlines", "bodies", "descriptions"):
        for part in row.get(field, ()):
            is_taken = any(part is one for one in taken) or _role(part) in _POINTS
            if not is_taken and (words := _words(part)):
                yield LeftOut(words, f"The article has one of its {field} already.")
