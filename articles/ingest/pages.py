"""Web pages: the article among menus, banners and scripts, found by trafilatura.

Of what was tried on pages of our own it alone kept lists and left the newsletter box out; see
docs/taking-in.md. It is loaded when the first page is read, since it takes 31 MB.
"""

import re
from collections.abc import Iterator
from typing import Any

from .dates import day_at_start
from .fields import made_of, refuse_long
from .languages import language_tag
from .markup import blocks_of, tree_of
from .plain import pieces_of
from .taken import Block, Found, LeftOut, Refused, TakenIn

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
_FEW_LETTERS = 20
#: Tags of both kinds: what finds the article takes ever longer with more.
_MOST_TAGS = 40_000
_MOST_SHOWN = 100
_LONGEST_SHOWN = 200
_NOTHING = (
    "No article was found on the page. Open it, copy the words of the article and paste them."
)


def read_page(text: str, *, name: str = "") -> list[TakenIn]:
    """Return the article of a web page."""
    if text.count("<") > _MOST_TAGS:
        raise Refused(
            "The page has far more markup than an article. Open it, copy the words of the article "
            "and paste them."
        )
    page = _parsed(_DECLARATION.sub("", text))
    extracted = _extracted(page)
    seen = blocks_of(page)
    words_seen = " ".join(block.text for block in seen)
    blocks = blocks_of(extracted.body) if extracted is not None else _fallback(page)
    if not blocks or sum(len(block.text) for block in blocks) < _FEW_LETTERS:
        raise Refused(_NOTHING)
    refuse_long(blocks)
    stated = _stated(extracted, page, words_seen) if extracted is not None else {}
    headline = stated.get("headline", "")
    if not headline and blocks[0].is_subhead:
        headline = blocks[0].text
    caption, credit = _caption(page)
    findings = [*_changed(blocks, words_seen)]
    given = {
        "format": "html",
        "source_ref": name,
        "language": language_tag(page.get("lang") or ""),
        "image_caption": caption,
        "image_credit": credit,
        **stated,
        "headline": headline,
        "findings": findings,
        "left_out": _left_out(seen, [*blocks, Block(headline), Block(caption)]),
    }
    return [made_of(pieces_of(blocks, headline or None), text, given)]


def _parsed(text: str) -> Any:
    from lxml import etree

    try:
        return tree_of(text)
    except (etree.LxmlError, ValueError) as error:
        raise Refused(_NOTHING) from error


def _extracted(page: Any) -> Any:
    """Return what trafilatura makes of a page, or None where it finds no article."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            deepcopy(page),
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ):  # odd pages; none of ours to mend
        return None
    body = getattr(found, "body", None)
    return found if body is not None and blocks_of(body) else None


def _fallback(page: Any) -> list[Block]:
    """Return the words of the one element that says it is the article."""
    for tag in ("article", "main"):
        found = page.findall(f".//{tag}")
        if len(found) == 1:
            return blocks_of(found[0])
    return []


def _stated(extracted: Any, page: Any, words_seen: str) -> dict[str, Any]:
    """Return what the page says of itself, only in words that stand on it."""
    known = f"{words_seen} {' '.join(_metadata(page))}"

    def as_printed(words: str | None) -> str:
        joined = " ".join((words or "").split())
        return joined if joined in known else ""

    return {
        "headline": as_printed(extracted.title),
        "byline": as_printed(extracted.author),
        "outlet": as_printed(extracted.sitename),
        "source_url": extracted.url or "",
        "source_date": day_at_start(extracted.date or "")[0],
    }


def _metadata(page: Any) -> Iterator[str]:
    for element in page.iter("meta"):
        yield " ".join((element.get("content") or "").split())
    for element in page.iter("title"):
        yield " ".join(element.text_content().split())


def _caption(page: Any) -> tuple[str, str]:
    """Return the caption of the first picture that has one, and its credit."""
    for element in page.iter("figcaption"):
        text = " ".join(block.text for block in blocks_of(element))
        if text:
            pieces = {piece.home: piece.words for piece in _cut(text)}
            return pieces.get("image_caption", text), pieces.get("image_credit", "").strip("()")
    return "", ""


def _cut(caption: str) -> list[Any]:
    from . import furniture

    return furniture.caption(f"IMAGE: {caption}") if caption else []


def _changed(blocks: list[Block], words_seen: str) -> list[Found]:
    """Report a paragraph that does not stand on the page as it was read (R10)."""
    solid = re.sub(r"\s+", "", words_seen)
    return [
        Found(
            "T13",
            f"“{block.text[:60]}…” does not stand on the page like that.",
            "Compare it with the page.",
        )
        for block in blocks
        if re.sub(r"\s+", "", block.text) not in solid
    ]


def _left_out(seen: list[Block], kept: list[Block]) -> list[LeftOut]:
    """Return the lines of the page that are no part of the article, each once."""
    solid = {re.sub(r"\s+", "", block.text) for block in kept}
    shown: dict[str, LeftOut] = {}
    for block in seen:
        if re.sub(r"\s+", "", block.text) not in solid:
            line = block.text[:_LONGEST_SHOWN]
            shown[line] = LeftOut(line, "It stands on the page, outside the article.")
        if len(shown) > _MOST_SHOWN:
            return [*list(shown.values())[:_MOST_SHOWN], LeftOut("…", "And more of the page.")]
    return list(shown.values())
