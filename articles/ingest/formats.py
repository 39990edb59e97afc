"""One file or paste to the articles in it: decoded, recognised, read by its format, checked."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace

from .encodings import checked, decode
from .feeds import read_feed
from .ninjs import read_ninjs
from .pages import read_page
from .plain import read_plain
from .taken import MOST_ARTICLES, Found, Refused, TakenIn

#: The largest file of each format, in bytes. A feed holds many articles.
LIMITS = {"plain": 2_000_000, "ninjs": 2_000_000, "html": 2_000_000, "feed": 5_000_000}
LARGEST = max(LIMITS.values())

READERS = {"plain": read_plain, "ninjs": read_ninjs, "feed": read_feed, "html": read_page}
_START = 2_000
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\}|\Z)|\[\s*\{)")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|\w+:feed)\b", re.IGNORECASE)
_OTHER_XML = re.compile(r"<(?![?!])([\w:.-]{1,60})")
_PAGE = re.compile(r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAGS = re.compile(r"\s*<(?:article|main|div|p|h1|h2|section|header|table)\b[^<>]*>", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:article|main|div|p|h1|section|table)>", re.IGNORECASE)
_SUFFIXES = {
    "json": "ninjs", "ninjs": "ninjs", "htm": "html", "html": "html", "xhtml": "html",
    "rss": "feed", "atom": "feed",
}  # fmt: skip


def read(
    data: bytes | str,
    *,
    name: str = "",
    size: int = 0,
    format: str = "",  # noqa: A002 - what it is called everywhere else
) -> list[TakenIn]:
    """Return the articles of a file, or of a pasted text.

    ``size`` is that of the whole file, where no more of it was read than is needed to refuse it.
    ``format`` is one of plain, ninjs, feed and html; empty: it is recognised. Raises ``Refused``
    where there is nothing to take in, or not all of it can be.
    """
    _refuse_large(max(size, len(data)), LARGEST)
    text, guessed = decode(data) if isinstance(data, bytes) else (data, [])
    text = checked(text).removeprefix("\ufeff")
    if not text.strip():
        raise Refused("It is empty. There is nothing to take in.")
    kind = format or format_of(text, name)
    _refuse_large(len(data) if isinstance(data, bytes) else len(text.encode()), LIMITS[kind])
    found = READERS[kind](text, name=name)
    return [_fit(replace(one, findings=(*guessed, *one.findings))) for one in _some(found)]


def format_of(text: str, name: str = "") -> str:
    """Return what a text is written in, by how it begins and then by the file's name."""
    start = text[:_START]
    if _JSON.match(start):
        return "ninjs"
    if _PAGE.match(start):
        return "html"
    if start.lstrip().startswith("<?xml") or _FEED.match(start.lstrip()):
        return _kind_of_xml(text)
    if _TAGS.match(start) and _CLOSED.search(text):
        return "html"
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    return _SUFFIXES.get(suffix, "plain")


def _kind_of_xml(text: str) -> str:
    if _FEED.search(text[:_START]):
        return "feed"
    root = _OTHER_XML.search(re.sub(r"<!--.*?-->", "", text[:_START], flags=re.DOTALL))
    if root and root[1].lower() == "html":
        return "html"
    if root is None and "<!DOCTYPE" in text[:_START]:
        return "feed"  # its reader says what is wrong with so long a beginning
    called = f"<{root[1]}>" if root else "no element that is known"
    raise Refused(
        f"It is XML that begins with {called}, which is neither a feed nor a web page. "
        "Ask for ninjs, RSS or Atom, or paste the text."
    )


def _refuse_large(size: int, limit: int) -> None:
    if size > limit:
        raise Refused(
            f"It has {size / 1e6:.1f} MB, and at most {limit / 1e6:.0f} MB are read. "
            "Cut it into smaller files, or paste only the text."
        )


def _some(found: list[TakenIn]) -> list[TakenIn]:
    kept = [one for one in found if one.words]
    if not kept:
        raise Refused("There are no words of an article in it. Paste the text itself.")
    if len(kept) > MOST_ARTICLES:
        raise Refused(
            f"It holds {len(kept)} articles, and at most {MOST_ARTICLES} are taken in at once. "
            "Cut it into smaller files."
        )
    return kept


def _texts(one: TakenIn) -> Iterator[str]:
    """Yield every text that would be stored: JSON and markup can spell any character."""
    for field in fields(one):
        value = getattr(one, field.name)
        yield from (value,) if isinstance(value, str) else ()
        yield from (
            (row for row in value if isinstance(row, str)) if isinstance(value, tuple) else ()
        )
    yield from (block.text for block in one.blocks)
    yield from (part.words for part in one.left_out)


def _fit(one: TakenIn) -> TakenIn:
    """Refuse what no article can hold."""
    for words in _texts(one):
        checked(words)
    if not one.blocks:
        missing = Found("T08", "It has a headline and no text.", "Write or paste the text.", "Body")
        return replace(one, findings=(*one.findings, missing))
    return one
