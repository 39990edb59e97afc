"""A03: another article stands under this one."""

from collections import Counter
from collections.abc import Iterator

from articles import prose
from articles.remarks import shortened
from articles.verbatim import fold_typography

from .examined import Examined
from .registry import ERROR, Finding, at_paragraph, error, register


@register("A03", ERROR)
def appended_articles(examined: Examined) -> Iterator[Finding]:
    """A long line is printed twice, or a second dateline begins another article."""
    yield from _repeated_lines(examined)
    yield from _second_datelines(examined)


def _repeated_lines(examined: Examined) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, line in examined.lines:
        if not prose.is_long(line):
            continue
        folded = fold_typography(line)
        if folded in seen:
            yield error(
                "A03",
                f"“{shortened(line)}” is printed twice.",
                "Take one of the two out; if another article follows, make it one of its own.",
                at_paragraph(number),
                line,
            )
        seen.add(folded)


def _second_datelines(examined: Examined) -> Iterator[Finding]:
    found = [(n, place) for n, line in examined.lines if (place := prose.dateline(line))]
    often = Counter(place for _, place in found)
    own = prose.dateline(f"{examined.article.dateline.strip().rstrip(':—–-').strip()}: ")
    # A name in capitals that recurs before a colon is the speaker of an interview.
    places = [(number, place) for number, place in found if often[place] == 1]
    first = own or (places[0][1] if places else "")
    for number, place in places:
        if place != first:
            yield error(
                "A03",
                f"“{place}” is a second dateline: another article seems to begin here.",
                "Cut the text here and make the rest an article of its own.",
                at_paragraph(number),
                place,
            )
