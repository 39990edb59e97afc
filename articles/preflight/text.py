"""A01-A08 and A10: what is wrong with the words of the body by themselves."""

from collections.abc import Iterator

from actors.names import fold_name

from . import prose
from .examined import Examined
from .registry import (
    ERROR,
    WARNING,
    Finding,
    at_field,
    at_paragraph,
    error,
    register,
    shortened,
    warning,
)


@register("A01", WARNING)
def glued_subheads(examined: Examined) -> Iterator[Finding]:
    """A subhead was run into the paragraph under it."""
    if not examined.is_english:
        return
    for number, line in examined.lines:
        if subhead := prose.glued_subhead(line):
            yield warning(
                "A01",
                f"“{subhead}” reads like a subhead that ran into its paragraph.",
                "Put it on a line of its own behind ##, with an empty line after it.",
                at_paragraph(number),
                subhead,
            )


@register("A02", WARNING)
def boilerplate(examined: Examined) -> Iterator[Finding]:
    """A line is furniture of the page that the text came from."""
    for number, line in examined.lines:
        if prose.is_boilerplate(line):
            yield warning(
                "A02",
                f"“{shortened(line)}” belongs to the page the text came from, not to the text.",
                "Delete it, or move it to its field: date, caption, credit line.",
                at_paragraph(number),
                line,
            )


@register("A05", WARNING)
def missing_spaces(examined: Examined) -> Iterator[Finding]:
    """A space is missing between two words."""
    for number, line in examined.lines:
        for word in prose.missing_spaces(line):
            yield warning(
                "A05",
                f"A space is missing in “{shortened(word)}”.",
                "Part the words.",
                at_paragraph(number),
                word,
            )


@register("A06", WARNING)
def doubled_articles(examined: Examined) -> Iterator[Finding]:
    """“A” or “the” stands twice: “a key a platform”."""
    if not examined.is_english:
        return
    for number, line in examined.lines:
        for words in prose.doubled_articles(line):
            yield warning(
                "A06",
                f"“{shortened(words)}” has one “a” or “the” too many.",
                "Take one of them out.",
                at_paragraph(number),
                words,
            )


@register("A07", WARNING)
def missing_final_stops(examined: Examined) -> Iterator[Finding]:
    """A long paragraph ends without a full stop."""
    for number, paragraph in enumerate(examined.paragraphs, start=1):
        lines = [line.strip() for line in paragraph.split("\n")]
        text = "\n".join(line for line in lines if not prose.is_furniture(line))
        if prose.lacks_final_stop(text):
            end = " ".join(text.split()[-4:])
            yield warning(
                "A07",
                f"The paragraph breaks off after “{shortened(end)}”.",
                "Finish the sentence, or add the full stop.",
                at_paragraph(number),
                end,
            )


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
