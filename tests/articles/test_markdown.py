"""The body's Markdown: safe HTML for readers, plain words for the rules."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.markdown import paragraphs, plain_text, render

pytestmark = pytest.mark.once

ALLOWED = {"p", "h2", "h3", "h4", "em", "strong", "a", "ul", "ol", "li", "blockquote", "br"}
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")


def test_render_the_whole_subset() -> None:
    body = (
        "First *para* with **bold** and a [link](https://example.org/a).\n\n## Subhead\n\n"
        "- one\n- two\n\n1. first\n2. second\n\n> quoted"
    )

    assert render(body).replace("\n", "") == (
        "<p>First <em>para</em> with <strong>bold</strong> and a "
        '<a href="https://example.org/a" rel="noopener noreferrer">link</a>.</p>'
        "<h2>Subhead</h2><ul><li>one</li><li>two</li></ul>"
        "<ol><li>first</li><li>second</li></ol><blockquote><p>quoted</p></blockquote>"
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](&#106;avascript:alert(1))",
    "<javascript:alert(1)>",
    '[x](https://example.org/"onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    "<a href='javascript:alert(1)'>x</a>",
    "[x]: javascript:alert(1)\n\n[x]",
    "</p><iframe src=//x></iframe>",
    "<svg/onload=alert(1)>",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_body_is_harmless(body) -> None:
    assert_harmless(render(body))


def assert_harmless(html: str) -> None:
    assert {name.lower() for name in TAG.findall(html)} <= ALLOWED
    for tag in re.findall(r"<[a-zA-Z][^<>]*>", html):
        assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', tag))
        for address in re.findall(r'href="([^"]*)"', tag):
            assert re.match(r"(https?:|mailto:|[^:]*\Z|[^:]*[/?#])", address, re.IGNORECASE)


PIECES = [*"<>[]()!*_#-`&;:\"'/\\ \n\tabjs=", "javascript:", "<script>", "](", "onerror=", "data:"]
MARKUP = st.lists(st.sampled_from([*PIECES, "&#x6a;", "http://a.b", "www.a.b"])).map("".join)
BODIES = st.one_of(st.text(), MARKUP)


@pytest.mark.property
@given(BODIES)
def test_render_never_leaves_the_subset(body) -> None:
    assert_harmless(render(body))


WORDS = st.lists(st.from_regex(r"[a-zA-Zé0-9]{1,8}", fullmatch=True), min_size=1, max_size=8)


@st.composite
def marked_up(draw: st.DrawFn) -> tuple[list[str], str]:
    """Words, and the same words with markup around each."""
    words = draw(WORDS)
    wraps = ["{}", "*{}*", "**{}**", "[{}](https://example.org/x)", "***{}***", "*[{}](/y)*"]
    return words, " ".join(draw(st.sampled_from(wraps)).format(word) for word in words)


@pytest.mark.property
@given(marked_up(), st.sampled_from(["", "## ", "> ", "- ", "1. "]))
def test_plain_text_keeps_the_words_and_drops_the_markup(words_and_body, opening) -> None:
    words, body = words_and_body

    assert plain_text(opening + body) == " ".join(words)


@pytest.mark.property
@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1))
def test_plain_text_of_plain_letters_is_the_text(text) -> None:
    assert plain_text(text) == text


@pytest.mark.property
@given(BODIES)
def test_readers_see_the_words_of_the_plain_text(body) -> None:
    def letters(text: str) -> str:
        return "".join(letter for letter in text if letter.isalpha())

    import html

    shown = html.unescape(TAG.sub("", render(body)))

    assert letters(shown) == letters(plain_text(body))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a **b** c", "a b c"),
        ("a\nb", "a\nb"),
        ("a\n\nb", "a\n\nb"),
        ("## Sub\n\na", "Sub\n\na"),
        ("a [b](https://example.org/) c", "a b c"),
        (r"\*a\*", "*a*"),
        ("&amp; &lt;b&gt;", "& <b>"),
        ("<b>a</b>", "<b>a</b>"),
        ("𝐱 — é", "𝐱 — é"),
        ("https://example.org/a", "https://example.org/a"),
        ("", ""),
    ],
)
def test_plain_text(body, text) -> None:
    assert plain_text(body) == text


def test_paragraphs_are_counted_without_subheads() -> None:
    body = "one\n\n## Subhead\n\ntwo\n\n- three\n- four\n\n> five"

    assert paragraphs(body) == ("one", "two", "three", "four", "five")


def test_a_body_begins_at_the_second_level_of_headings():
    assert render("# Talks\n\n## Tea") == "<h2>Talks</h2>\n<h2>Tea</h2>"
