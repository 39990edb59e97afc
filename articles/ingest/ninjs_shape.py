"""Does this object have the shape of ninjs 3.x, as far as it is read? Said in sentences."""

from typing import Any

from .dates import moment
from .taken import Refused

_TEXTS = (
    "uri", "type", "by", "language", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote",
    "pubStatus", "embargoedUntil", "firstCreated", "versionCreated", "title", "slugline", "located",
)  # fmt: skip
_LISTS = (
    "headlines", "bodies", "descriptions", "infoSources", "associations", "genres", "subjects",
    "people", "organisations", "places", "events", "objects", "renditions",
)  # fmt: skip
_WITH_VALUES = ("headlines", "bodies", "descriptions")
_MOMENTS = ("embargoedUntil", "firstCreated", "versionCreated")
_STATUSES = ("usable", "withheld", "canceled")
#: Names of ninjs 1 and 2, which say it otherwise.
_OLDER = ("headline", "body_text", "body_xhtml", "body_html", "versioncreated", "pubstatus")
_WITHOUT_TEXT = ("audio", "video", "picture", "graphic", "event", "planning")


def check(row: Any, label: str) -> None:
    """Refuse an object that is not ninjs 3.x or holds no text; say which part of it is wrong."""
    if not isinstance(row, dict):
        raise Refused(f"{label} is not a ninjs object but {_kind(row)}.")
    if old := next((name for name in _OLDER if name in row), ""):
        raise Refused(
            f"{label} is ninjs 1 or 2 (it has “{old}”). Ask the sender for ninjs 3, or paste the "
            "text."
        )
    _check_texts(row, label)
    _check_lists(row, label)
    if not row.get("uri"):
        raise Refused(f"{label} has no “uri”, so it is not ninjs. Is it another kind of JSON?")
    if row.get("pubStatus") == "canceled":
        raise Refused(f"{label} was cancelled by its sender (pubStatus). It is not taken in.")
    if row.get("pubStatus", "usable") not in _STATUSES:
        raise Refused(f"/pubStatus of {row['uri']} is none of: {', '.join(_STATUSES)}.")
    if not row.get("bodies") and row.get("type") in _WITHOUT_TEXT:
        raise Refused(f"{row['uri']} is a ninjs {row['type']} without a text to take in.")
    for number, other in enumerate(row.get("associations", ())):
        _check_texts(other, f"/associations/{number}")
        _check_lists(other, f"/associations/{number}")


def _check_texts(row: dict[str, Any], label: str) -> None:
    for name in _TEXTS:
        if not isinstance(row.get(name, ""), str):
            raise Refused(f"{label} is not ninjs 3: /{name} is {_kind(row[name])} instead of text.")
    for name in _MOMENTS:
        if row.get(name) and moment(row[name]) is None:
            raise Refused(
                f"{label}: /{name} is “{row[name][:40]}”, which is no time such as "
                "2025-09-01T18:00:00Z."
            )


def _check_lists(row: dict[str, Any], label: str) -> None:
    for name in _LISTS:
        parts = row.get(name, [])
        if not isinstance(parts, list):
            raise Refused(f"{label} is not ninjs 3: /{name} is {_kind(parts)} instead of a list.")
        for number, part in enumerate(parts):
            where = f"/{name}/{number}"
            if not isinstance(part, dict):
                raise Refused(f"{label} is not ninjs 3: {where} is {_kind(part)}, not an object.")
            for key in ("value", "role", "contentType", "name", "href"):
                if not isinstance(part.get(key, ""), str):
                    raise Refused(f"{label} is not ninjs 3: {where}/{key} is no text.")
            if name in _WITH_VALUES and "value" not in part:
                raise Refused(f"{label} is not ninjs 3: {where} has no “value”.")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    if value is None:
        return "null"
    return names.get(type(value), "a number")
