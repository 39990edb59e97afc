"""Q03, Q05, Q07: what stands between quotation marks."""

import re
from collections.abc import Iterator

from articles import remarks
from articles.quotations import uncovered
from articles.remarks import shortened
from articles.verbatim import Span, marked_spans
from articles.words import CUES

from .examined import Examined
from .misquotes import nearest
from .registry import (
    ERROR,
    WARNING,
    Finding,
    Place,
    at_field,
    at_paragraph,
    error,
    register,
    warning,
)

_MOST_COMPARED = 20
_SCARE_QUOTE = 3
_NEAR = 60
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@register("Q03", ERROR, WARNING)
def uncited_quotations(examined: Examined) -> Iterator[Finding]:
    """Words between quotation marks stand in no cited quote (a scare quote only warns)."""
    marked: dict[str, tuple[Place, Span | None]] = {}
    for span in examined.spans:
        marked.setdefault(span.text.strip(), (at_paragraph(span.paragraph), span))
    for field, words in examined.around_the_body:
        for text in marked_spans(words):
            marked.setdefault(text.strip(), (at_field(field), None))
    cited = [(row.as_printed, row.quote.text) for row in examined.marked]
    compared = 0
    for text in uncovered(marked, cited):
        place, where = marked[text]
        if _is_scare_quote(examined, text, where):
            yield _scare_quote(text, place)
        else:
            compared += 1
            hint = _hint(examined, text) if compared <= _MOST_COMPARED else ""
            yield _uncited(text, place, hint)


def _is_scare_quote(examined: Examined, text: str, span: Span | None) -> bool:
    return len(text.split()) <= _SCARE_QUOTE and not (span and _has_a_speaker(examined, span))


def _scare_quote(text: str, place: Place) -> Finding:
    return warning(
        "Q03",
        f"“{shortened(text)}” stands between quotation marks and in no quote that is cited.",
        "If somebody said it, cite the quote; if not, see whether the marks are needed.",
        place,
        text,
    )


def _uncited(text: str, place: Place, hint: str) -> Finding:
    return error(
        "Q03",
        f"“{shortened(text, 120)}” stands between quotation marks and in no quote that is cited.",
        hint or "Cite the quote that these words come from, or take the marks off.",
        place,
        text,
    )


def _has_a_speaker(examined: Examined, span: Span) -> bool:
    """Tell whether a cue verb or somebody's name stands right before or behind the marks."""
    if span.paragraph != span.last_paragraph:
        return True
    text = examined.paragraphs[span.paragraph - 1]
    before = _WORD.findall(text[max(0, span.start - _NEAR) : span.start])[-3:]
    after = _WORD.findall(text[span.end + 1 : span.end + 1 + _NEAR])[:3]
    near = [*before, *after]
    return any(word.lower() in CUES or word in examined.surnames for word in near)


def _hint(examined: Examined, text: str) -> str:
    """Say which words differ, where a quote on file has nearly the same."""
    cited = [row.quote for row in examined.citations]
    quotes = [*cited, *examined.other_quotes]
    if not (found := nearest(text, [quote.text for quote in quotes])):
        return ""
    quote, differences = quotes[found[0]], found[1]
    if not differences:
        if quote in cited:
            return f"These are words of {quote.slug}: correct what the citation says is printed."
        return f"These are the words of {quote.slug}: cite it."
    listed = "; ".join(str(difference) for difference in differences[:4])
    return (
        f"Nearly the words of {quote.slug}, but {listed}. Correct the words or take the marks off."
    )


@register("Q05", WARNING)
def odd_marks(examined: Examined) -> Iterator[Finding]:
    """A quotation opens with one kind of mark and closes with another, or never closes."""
    for number, remark in remarks.odd_marks(examined.spans, examined.unclosed):
        yield warning("Q05", remark.sentence, remark.hint, at_paragraph(number), remark.key)


@register("Q07", WARNING)
def bare_quotations(examined: Examined) -> Iterator[Finding]:
    """A paragraph is only a quotation: nobody is named in it."""
    for number, paragraph in enumerate(examined.paragraphs, start=1):
        if number in examined.wholly_quoted:
            begin = " ".join(paragraph.split()[:6])
            yield warning(
                "Q07",
                "The paragraph is only a quotation, so that nobody is named in it.",
                "Say in the paragraph who said it.",
                at_paragraph(number),
                begin,
            )
