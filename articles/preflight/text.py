"""A01-A08 and A10-A14: what is wrong with the words of the body by themselves."""

from collections.abc import Iterator

from actors.names import fold_name
from articles import prose, remarks
from articles.remarks import LineCheck, Remark

from .examined import Examined
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


@register("A01", WARNING)
def glued_subheads(examined: Examined) -> Iterator[Finding]:
    """A subhead was run into the paragraph under it."""
    if examined.is_english:
        yield from _in_the_body(examined, remarks.glued_subheads)


@register("A02", WARNING)
def boilerplate(examined: Examined) -> Iterator[Finding]:
    """A line is furniture of the page that the text came from."""
    yield from _in_the_body(examined, remarks.boilerplate)


@register("A05", WARNING)
def missing_spaces(examined: Examined) -> Iterator[Finding]:
    """A space is missing between two words."""
    yield from _in_the_body(examined, remarks.missing_spaces)


@register("A06", WARNING)
def doubled_articles(examined: Examined) -> Iterator[Finding]:
    """“A” or “the” stands twice: “a key a platform”."""
    if examined.is_english:
        yield from _in_the_body(examined, remarks.doubled_articles)


@register("A07", WARNING)
def missing_final_stops(examined: Examined) -> Iterator[Finding]:
    """A long paragraph ends without a full stop."""
    for number, paragraph in enumerate(examined.paragraphs, start=1):
        lines = [line.strip() for line in paragraph.split("\n")]
        text = "\n".join(line for line in lines if not prose.is_furniture(line))
        for remark in remarks.missing_final_stops(text):
            yield _finding(remark, at_paragraph(number))


@register("A08", WARNING)
def unresolved_times(examined: Examined) -> Iterator[Finding]:
    """“Today” or “last week” has no date in a quote, claim or event linked there."""
    if not examined.is_english:
        return
    dated = _dated_paragraphs(examined)
    printed = [
        f" {fold_name(row.event.date_as_printed)} "
        for row in examined.coverage
        if row.event.date_edtf
    ]
    for number, paragraph in enumerate(examined.paragraphs, start=1):
        if number in dated:
            continue
        seen: set[str] = set()
        for words, context in prose.relative_times(paragraph):
            key = fold_name(words).removeprefix("on ")
            if key not in seen and not any(f" {key} " in text for text in printed):
                seen.add(key)
                yield warning(
                    "A08",
                    f"“{words}” is not tied to a date.",
                    "Write the date, or link the event or the quote that it is about.",
                    at_paragraph(number),
                    " ".join(context.split()[-6:]),
                )


def _dated_paragraphs(examined: Examined) -> set[int]:
    """Return the paragraphs in which a quote or a claim with a date stands."""
    quoted = {row.paragraph for row in examined.citations if row.quote.said_on_edtf}
    claimed = {row.paragraph for row in examined.claims if row.event and row.event.date_edtf}
    return {number for number in quoted | claimed if number}


@register("A10", ERROR, WARNING)
def characters(examined: Examined) -> Iterator[Finding]:
    """The text holds characters that cannot be printed, or that turn letters round."""
    texts = [("body", examined.article.body), *examined.around_the_body]
    for field, text in texts:
        if found := prose.control_characters(text):
            yield error(
                "A10",
                f"The {field.replace('_', ' ')} holds characters that cannot be printed: "
                f"{', '.join(found[:5])}.",
                "They came along with a copied text. Delete them and type the words around anew.",
                at_field(field),
                field,
            )
        if turned := prose.direction_overrides(text):
            yield warning(
                "A10",
                f"The {field.replace('_', ' ')} turns the direction of letters: "
                f"{', '.join(turned)}. Readers see other words than a search finds.",
                "Delete the characters, unless a text from right to left needs them.",
                at_field(field),
                f"{field} direction",
            )


@register("A11", WARNING)
def stray_prepositions(examined: Examined) -> Iterator[Finding]:
    """A preposition stands before words that need none: “revealed on what”."""
    if examined.is_english:
        yield from _anywhere(examined, remarks.stray_prepositions)


@register("A12", WARNING)
def missing_ofs(examined: Examined) -> Iterator[Finding]:
    """“Of” is missing: “on the sidelines the summit”."""
    if examined.is_english:
        yield from _anywhere(examined, remarks.missing_ofs)


@register("A13", WARNING)
def terms_as_if_over(examined: Examined) -> Iterator[Finding]:
    """A term of office is spoken of as if it were over: “first … after her presidency”."""
    if examined.is_english:
        yield from _anywhere(examined, remarks.terms_as_if_over)


@register("A14", WARNING)
def mixed_apostrophes(examined: Examined) -> Iterator[Finding]:
    """The text mixes straight and curly apostrophes."""
    for number, remark in remarks.mixed_apostrophes(examined.paragraphs):
        yield _finding(remark, at_paragraph(number))


def _in_the_body(examined: Examined, check: LineCheck) -> Iterator[Finding]:
    for number, line in examined.lines:
        for remark in check(line):
            yield _finding(remark, at_paragraph(number))


def _anywhere(examined: Examined, check: LineCheck) -> Iterator[Finding]:
    yield from _in_the_body(examined, check)
    for field, text in examined.around_the_body:
        for remark in check(text):
            yield _finding(remark, at_field(field))


def _finding(remark: Remark, place: Place) -> Finding:
    return warning(remark.code, remark.sentence, remark.hint, place, remark.key)
