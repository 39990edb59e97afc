"""Finds quotations in a text and proposes who said them. Pure Python: no database, no settings."""

from collections.abc import Iterable

from .found import Evidence, FoundQuote, Kind
from .indirect import statement_in
from .marks import Marked
from .names import KnownName, Names
from .reader import Draft, Reader
from .report import Report

__all__ = ["Evidence", "FoundQuote", "Kind", "KnownName", "Names", "find_quotes"]

_NOBODY = Names()


def find_quotes(
    text: str, names: Names | Iterable[KnownName | str] = (), *, indirect: bool = False
) -> list[FoundQuote]:
    """Return the quotations of a text in order, each with who is proposed to have said it.

    ``names`` are the desk's names; build a ``Names`` once to use it for many texts. Indirect
    statements (“X said that ...”) are proposals of a weaker kind and only come when asked for.
    """
    if not isinstance(names, Names):
        names = Names(names) if names else _NOBODY
    reader = Reader(text, names.find(text), whole=indirect)
    drafts = reader.read()
    if indirect:
        drafts = sorted([*drafts, *_statements(reader)], key=lambda draft: draft.span.start)
    return Report(reader, names).quotes(drafts)


def _statements(reader: Reader) -> list[Draft]:
    """Return the indirect statements of the sentences that hold no quotation."""
    drafts = []
    for number, sentence in enumerate(reader.sentences):
        if sentence.quotes:
            continue
        found = statement_in(reader.text, sentence, reader.register)
        if found is None:
            continue
        span = Marked(found.start, found.end, "", "", sentence.paragraph)
        draft = Draft(span, number, found.attribution, is_indirect=True)
        reader.resolve(draft)
        drafts.append(draft)
    return drafts
