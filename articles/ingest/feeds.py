"""RSS and Atom: one article for each entry, read by feedparser, which is loaded when needed."""

import datetime
import io
import re
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import Any

from .dates import day_at_start, moment
from .fields import made_of
from .languages import language_tag
from .markup import blocks_of_html
from .plain import pieces_of
from .taken import MOST_ARTICLES, Found, LeftOut, Refused, TakenIn

_DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]{0,1000}(?P<subset>\[)?", re.IGNORECASE)
_ENTITY_OF_ITS_OWN = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,300}\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_OF_XML = {"amp;", "lt;", "gt;", "quot;", "apos;"}
#: Signs that begin a tag or a letter's name: each costs time.
_MOST_SIGNS = 250_000
#: A hundred attributes in one tag; the parser's time grows with the square of their number.
_CROWDED_TAG = re.compile(
    r"""<[^\s<>!?/][^\s<>]*+(?:\s++[^\s=<>"']++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')){100}"""
)
_HARMLESS = {"CharacterEncodingOverride", "NonXMLContentType"}
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)\b")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


def read_feed(text: str, *, name: str = "") -> list[TakenIn]:
    """Return the articles of a feed."""
    if (number := len(_ENTRY.findall(text))) > MOST_ARTICLES:
        raise Refused(
            f"The feed has {number:,} entries, and at most {MOST_ARTICLES} are taken in at once. "
            "Cut it into smaller files."
        )
    if text.count("<") + text.count("&") > _MOST_SIGNS or _CROWDED_TAG.search(text):
        raise Refused(
            "The feed has far more markup than articles have. Cut it into smaller files, or paste "
            "the text."
        )
    feed = _parsed(_without_traps(text))
    if not feed.entries:
        raise Refused("The feed has no entries. There is nothing to take in.")
    return [_article(entry, feed.feed, name) for entry in feed.entries]


def _without_traps(text: str) -> str:
    """Refuse entities that a feed declares itself; drop the declarations that nobody needs."""
    prolog = text[: _root_at(text)]
    doctype = _DOCTYPE.search(prolog)
    if _ENTITY_OF_ITS_OWN.search(prolog) or (doctype and doctype["subset"]):
        raise Refused(
            "The feed declares entities of its own, with which a few lines can fill a whole "
            "computer. It was not read. Ask for a feed without them."
        )
    bare = _DECLARATION.sub("", text)
    if doctype:
        bare = re.sub(r"<!DOCTYPE\b[^>]{0,1000}>", "", bare, count=1, flags=re.IGNORECASE)
    parts = _CDATA.split(bare)
    return "".join(part if n % 2 else _NAMED.sub(_letter, part) for n, part in enumerate(parts))


def _root_at(text: str) -> int:
    found = re.search(r"<(?:rss|feed|rdf:RDF|\w+:feed)\b", text, re.IGNORECASE)
    return found.start() if found else len(text)


def _letter(found: re.Match[str]) -> str:
    """Return the letter of an entity that HTML knows and XML does not, such as &nbsp;."""
    known = html5.get(found[1]) if found[1] not in _OF_XML else None
    return known or found[0]


def _parsed(text: str) -> Any:
    import feedparser

    # A stream: bytes or text might be taken for the name of a file or an address.
    feed = feedparser.parse(
        io.BytesIO(text.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
    )
    problem = feed.get("bozo_exception")
    if feed.bozo and type(problem).__name__ not in _HARMLESS:
        line = getattr(problem, "getLineNumber", lambda: None)()
        where = f" at line {line}" if line else ""
        raise Refused(
            f"The feed is damaged or breaks off{where}. Nothing of it was taken in; fetch it anew."
        )
    return feed


def _article(entry: Any, feed: Any, name: str) -> TakenIn:
    content = "\n".join(part.get("value", "") for part in entry.get("content", ()))
    summary = entry.get("summary", "")
    is_whole = bool(content.strip())
    blocks = blocks_of_html(content if is_whole else summary)
    headline = _line(entry.get("title", ""))
    standfirst = _line(summary) if is_whole else ""
    if any(standfirst == block.text or block.text.startswith(standfirst) for block in blocks):
        standfirst = ""
    published, updated = (
        _day(entry[name]) if name in entry else None for name in ("published", "updated")
    )
    given = {
        "format": "feed",
        "headline": headline,
        "standfirst": standfirst,
        "byline": _line(entry.get("author", "")),
        "outlet": _line((entry.get("source") or {}).get("title", "") or feed.get("title", "")),
        "language": language_tag(
            (entry.get("title_detail") or {}).get("language") or feed.get("language") or ""
        ),
        "source_url": _address(entry.get("link", "")),
        "source_ref": entry.get("id", "") or name,
        "source_date": published or updated,
        "source_updated": updated if published and updated != published else None,
        "findings": [] if is_whole or not blocks else [_ONLY_A_SUMMARY],
        "left_out": _left_out(entry),
    }
    source = "\n\n".join(part for part in (headline, summary if is_whole else "", content) if part)
    return made_of(pieces_of(blocks, headline), source or summary, given)


_ONLY_A_SUMMARY = Found(
    "T08",
    "The feed gives only a summary, which stands in the body.",
    "Get the whole text from its address, or write on from here.",
    "Body",
)


def _line(html: str) -> str:
    return " ".join(block.text for block in blocks_of_html(html))


def _address(link: str) -> str:
    return link if re.match(r"https?://", link) else ""


def _day(printed: str) -> datetime.date | None:
    """Return the day on the clock of whoever wrote it."""
    if at := moment(printed):
        return at.date()
    try:
        return parsedate_to_datetime(printed).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return day_at_start(printed)[0]


def _left_out(entry: Any) -> list[LeftOut]:
    files = [row.get("href", "") for row in entry.get("enclosures", ())]
    files += [row.get("url", "") for row in entry.get("media_content", ())]
    tags = [row.get("term") or "" for row in entry.get("tags", ())]
    found = [LeftOut(file, "A picture or recording is added by hand.") for file in files if file]
    if any(tags):
        joined = ", ".join(tag for tag in tags if tag)
        found.append(LeftOut(joined, "Topics are chosen at the desk."))
    return list(dict.fromkeys(found))
