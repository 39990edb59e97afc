"""What a notice to readers says first, for the desk editor to read and change.

No sentence holds what stood in print of a speaker who is not named now: that name may be the one
that must not be known.
"""

from collections.abc import Iterator

from .choices import Attribution, QuoteKind, QuoteStatus
from .models import Citation, Correction, Quote
from .services.corrections import SOMEBODY

_LONGEST = 300


def suggested_notice(correction: Correction, citation: Citation | None) -> str:
    """Return a text for the notice: a sentence for each kind of change."""
    printed = citation.as_printed if citation else ""
    return " ".join(_sentences(correction.quote, correction.changes, printed))


def _sentences(quote: Quote, changes: dict[str, list[str]], printed: str) -> Iterator[str]:
    if "status" in changes and quote.status != QuoteStatus.VERIFIED:
        yield _unsettled(quote, printed)
        return
    if {"speaker", "attribution"} & changes.keys():
        yield _other_speaker(quote, changes, printed)
    if "text" in changes:
        yield _other_words(quote)
    elif "kind" in changes:
        yield _other_kind(quote)


def _other_words(quote: Quote) -> str:
    if quote.kind == QuoteKind.INDIRECT:
        return (
            f"An earlier version of this article misreported what {_who(quote)} said: "
            f"{_shortened(quote.text)}"
        )
    return (
        f"An earlier version of this article misquoted {_who(quote)}: "
        f"the words were {_marked(quote.text)}."
    )


def _other_speaker(quote: Quote, changes: dict[str, list[str]], printed: str) -> str:
    words = _marked(printed) if printed else "a statement"
    if quote.attribution == Attribution.NAMED and _was_named(changes):
        return (
            f"An earlier version of this article attributed {words} to {changes['speaker'][0]}. "
            f"The speaker was {_who(quote)}."
        )
    return (
        f"An earlier version of this article did not give the right source of {words}. "
        f"The source is {_who(quote)}."
    )


def _was_named(changes: dict[str, list[str]]) -> bool:
    """Tell whether it was a name that stood in print, and one that may be said."""
    before = changes.get("attribution", [Attribution.NAMED])[0]
    return before == Attribution.NAMED and changes.get("speaker", [SOMEBODY])[0] != SOMEBODY


def _other_kind(quote: Quote) -> str:
    if quote.kind == QuoteKind.INDIRECT:
        return (
            "An earlier version of this article put in quotation marks what was a paraphrase of "
            f"{_who(quote)}."
        )
    return (
        f"An earlier version of this article did not show which words were {_who(quote)}'s own: "
        f"{_marked(quote.text)}."
    )


def _unsettled(quote: Quote, printed: str) -> str:
    words = f"as saying {_marked(printed)}" if printed else "in a statement"
    outcome = {
        QuoteStatus.WITHDRAWN: "We have withdrawn this quotation.",
        QuoteStatus.DISPUTED: "The quotation is disputed, and we are looking into it.",
    }.get(QuoteStatus(quote.status), "We are checking this quotation again.")
    return f"This article quoted {_who(quote)} {words}. {outcome}"


def _who(quote: Quote) -> str:
    return str(quote.speaker) if quote.speaker else quote.source_description


def _marked(words: str) -> str:
    return f"“{_shortened(words)}”"


def _shortened(words: str) -> str:
    line = " ".join(words.split()).rstrip(",")
    if len(line) <= _LONGEST:
        return line
    beginning, _space, _cut = line[:_LONGEST].rpartition(" ")
    return f"{beginning or line[:_LONGEST]} …"
