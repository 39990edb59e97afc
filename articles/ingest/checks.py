"""What looks wrong in a text that was taken in: said, never mended (R10)."""

from collections.abc import Iterator

from articles import remarks
from articles.markdown import escaped
from articles.remarks import Remark
from articles.verbatim import spans, unclosed_spans

from .taken import Found, TakenIn

#: Of one kind; whoever has so many starts with these.
MOST = 50
_SUBHEAD_WORDS = range(2, 10)


def remarks_on(text: TakenIn) -> list[Found]:
    """Return what reads wrong, from top to bottom, of each kind the first only."""
    found = [*_around(text), *sorted(_in_the_body(text), key=lambda row: row[0])]
    counts: dict[str, int] = {}
    kept = []
    for number, remark, label in found:
        counts[remark.code] = counts.get(remark.code, 0) + 1
        if counts[remark.code] <= MOST:
            place = label or f"Paragraph {number}"
            kept.append(Found(remark.code, remark.sentence, remark.hint, place))
    return kept


Row = tuple[int, Remark, str]


def _around(text: TakenIn) -> Iterator[Row]:
    """Yield what reads wrong in the texts around the body."""
    others = [
        ("Headline", text.headline),
        ("Standfirst", text.standfirst),
        *(("Highlights", line) for line in text.highlights),
        ("Image caption", text.image_caption),
    ]
    for label, line in others:
        for remark in _in_a_line(text, line):
            yield 0, remark, label


def _in_the_body(text: TakenIn) -> Iterator[Row]:
    paragraphs = text.paragraphs
    for number, paragraph in enumerate(paragraphs, start=1):
        for line in paragraph.split("\n"):
            for remark in (*_glued(text, line), *_in_a_line(text, line)):
                yield number, remark, ""
        for remark in (*remarks.boilerplate(paragraph), *remarks.missing_final_stops(paragraph)):
            yield number, remark, ""
        if _is_short_line(paragraph) and 1 < number < len(paragraphs):
            yield number, _reads_like_a_subhead(paragraph), ""
    body = "\n\n".join(escaped(paragraph) for paragraph in paragraphs)
    for number, remark in remarks.mixed_apostrophes(paragraphs):
        yield number, remark, ""
    for number, remark in remarks.odd_marks(spans(body), unclosed_spans(body)):
        yield number, remark, ""


def _glued(text: TakenIn, line: str) -> Iterator[Remark]:
    if _is_english(text):
        yield from remarks.glued_subheads(line)


def _in_a_line(text: TakenIn, line: str) -> Iterator[Remark]:
    for check in remarks.IN_A_LINE:
        yield from check(line)
    for check in remarks.IN_AN_ENGLISH_LINE if _is_english(text) else ():
        yield from check(line)


def _is_english(text: TakenIn) -> bool:
    return text.language.split("-")[0] == "en"


def _is_short_line(paragraph: str) -> bool:
    words = paragraph.split()
    return (
        len(words) in _SUBHEAD_WORDS
        and paragraph[:1].isupper()
        and paragraph[-1:].isalnum()
        and not paragraph.startswith(("“", '"', "‘"))
    )


def _reads_like_a_subhead(paragraph: str) -> Remark:
    return Remark(
        "T02",
        f"“{remarks.shortened(paragraph)}” on a line of its own reads like a subhead.",
        "Put ## and a space before it, if it is one.",
        paragraph,
    )
