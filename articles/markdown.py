"""The body's Markdown subset: rendered to safe HTML and projected to plain text.

Paragraphs, ``##`` subheads, emphasis, links, lists and block quotes; raw HTML is text. Quotations
are matched on the plain-text projection, in code points, so that bold type or a link never breaks
a citation. Pure Python, no database.
"""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: Longest body, in code points: Markdown parsers are slow on hostile input.
MAX_BODY = 200_000

_RULES = (
    "heading",
    "list",
    "blockquote",
    "paragraph",
    "emphasis",
    "link",
    "autolink",
    "newline",
    "escape",
    "entity",
    "balance_pairs",
    "fragments_join",
)
_TAGS = {"p", "h2", "h3", "h4", "em", "strong", "a", "ul", "ol", "li", "blockquote", "br"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
#: What means something inside a line: emphasis, the middle of a link, an address, an entity.
_MARKUP = re.compile(r"[\\*_]|\](?=\()|<(?=[A-Za-z])|&(?=#?[A-Za-z0-9]+;)")
#: What means something where a line begins: subhead, list, block quote.
_LINE_START = re.compile(
    r"\A(?:(?=#{1,6}(?:\s|\Z))|(?=[+-](?:\s|\Z))|(?=>)|([0-9]{1,9})(?=[.)](?:\s|\Z)))"
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_FINAL_HASHES = re.compile(r"#+\Z")
_PARSER = MarkdownIt("zero").enable(list(_RULES))


@lru_cache(maxsize=512)
def render(body: str) -> str:
    """Return the body as HTML that is safe to show to readers."""
    tokens = _PARSER.parse(body)
    for token in tokens:
        if token.tag == "h1":  # the page's own, so that a body begins at the second level
            token.tag = "h2"
    return nh3.clean(
        _PARSER.renderer.render(tokens, _PARSER.options, {}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    ).strip()


def plain_text(body: str) -> str:
    """Return the body's words: blocks apart by an empty line, without any markup."""
    return "\n\n".join(text for text, _ in _blocks(body))


@lru_cache(maxsize=512)
def paragraphs(body: str) -> tuple[str, ...]:
    """Return the plain text of each paragraph, subheads left out, as citations count them."""
    return tuple(text for text, is_heading in _blocks(body) if not is_heading)


def blocks(body: str) -> tuple[tuple[str, bool], ...]:
    """Return the plain text of each block, with whether it is a subhead."""
    return _blocks(body)


@lru_cache(maxsize=512)
def _blocks(body: str) -> tuple[tuple[str, bool], ...]:
    """Return each block of text with whether it is a subhead."""
    blocks, in_heading = [], False
    for token in _PARSER.parse(body):
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        elif token.type == "inline":
            blocks.append((_words(token.children or []), in_heading))
    return tuple(blocks)


def escaped(text: str, *, as_subhead: bool = False) -> str:
    """Return one paragraph of plain text as Markdown that projects to exactly these words.

    Only what Markdown would read as markup gets a backslash, so that the body stays easy to edit.
    White space around the lines goes, empty lines too.
    """
    lines = [_MARKUP.sub(r"\\\g<0>", line.strip()) for line in _LINE_END.split(text)]
    if as_subhead:
        words = " ".join(line for line in lines if line)
        return f"## {_FINAL_HASHES.sub(_each_escaped, words)}" if words else ""
    return "\n".join(_LINE_START.sub(r"\1\\", line) for line in lines if line)


def _each_escaped(found: re.Match[str]) -> str:
    return "".join(f"\\{letter}" for letter in found[0])


def _words(tokens: list[Token]) -> str:
    return "".join(
        "\n" if token.type in ("softbreak", "hardbreak") else token.content
        for token in tokens
        if token.type in ("text", "text_special", "softbreak", "hardbreak")
    )
