"""HTML to paragraphs and subheads: the words that readers see, no script, style or markup."""

import re
from collections.abc import Iterator
from typing import Any

from .taken import Block, Refused

_SUBHEADS = {"h1", "h2", "h3", "h4", "h5", "h6", "head"}
_BLOCKS = _SUBHEADS | {
    "address", "article", "aside", "blockquote", "body", "caption", "cell", "center", "dd", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html",
    "item", "li", "list", "main", "nav", "ol", "p", "pre", "quote", "row", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_UNSEEN = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "button",
    "select", "input", "textarea", "head-matter", "title", "meta", "link", "canvas", "audio",
    "video",
}  # fmt: skip
_BREAKS = {"br", "lb"}
#: Five hundred attributes in one tag; the parser's time grows with the square of their number.
_CROWDED_TAG = re.compile(
    r"""<[A-Za-z][^\s<>]*+(?:\s++[^\s=<>"']++
        (?:\s*+=\s*+(?:"[^"]{0,10000}+"|'[^']{0,10000}+'|[^\s"'<>]++))?+){500}""",
    re.VERBOSE,
)
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


def blocks_of_html(html: str) -> list[Block]:
    """Return the paragraphs of a fragment of HTML."""
    if not html.strip():
        return []
    return blocks_of(tree_of(f"<div>{html}</div>"))


def tree_of(html: str) -> Any:
    """Return the elements of a page or a fragment; refuse one of which a part would be lost.

    Behind markup that is nested too deep the parser drops all that follows, without a word.
    """
    from lxml import html as lxml_html  # heavy, and not needed by a web process that takes in none

    if _CROWDED_TAG.search(html):
        raise Refused(
            "It has a tag with hundreds of attributes, which no article has. Open it, copy the "
            "words of the article and paste them."
        )
    parser = lxml_html.HTMLParser()
    root = lxml_html.fromstring(html, parser=parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Refused(
            "Its markup is nested so deep that a part of the text would be lost. Open it, copy the "
            "words of the article and paste them."
        )
    return root


def blocks_of(root: Any) -> list[Block]:
    """Return the paragraphs under an element, those in a heading as subheads."""
    found: list[Block] = []
    words: list[str] = []
    is_subhead = False

    def end_block() -> None:
        parts = (" ".join(part.split()) for part in _PARAGRAPH_BREAK.split("".join(words)))
        found.extend(Block(text, is_subhead=is_subhead) for text in parts if text)
        words.clear()

    for kind, tag, text in _events(root):
        if tag in _BLOCKS:
            end_block()
            if tag in _SUBHEADS:
                is_subhead = kind == "start"
        elif tag in _BREAKS and kind == "start":
            words.append("\n")
        words.append(text)
    end_block()
    return found


def _events(root: Any) -> Iterator[tuple[str, str, str]]:
    """Yield (start, tag, text inside) and (end, tag, text behind), however deep it is nested.

    White space in the source means a space; only a break means a new line.
    """
    todo: list[tuple[str, Any]] = [("start", root)]
    while todo:
        kind, element = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if kind == "start" and tag and tag not in _UNSEEN:
            yield kind, tag, _flat(element.text)
            todo.append(("end", element))
            todo.extend(("start", child) for child in reversed(element))
        elif element is not root:
            yield "end", tag, _flat(element.tail)
        else:
            yield "end", tag, ""


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
