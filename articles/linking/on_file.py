"""Which quotes on file have the words of a found quotation, or hold them (R1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Left

from actors.models import Actor
from actors.names import fold_name
from articles.choices import STRENGTH, QuoteKind, QuoteStatus
from articles.models import Quote
from articles.models.quote import BEGINNING
from articles.verbatim import is_excerpt

from .quotations import INDIRECT, Quotation

#: Fewer words than these say nothing about who said them before.
FEWEST_WORDS = 4
#: As many quotes of a speaker as hold the words, and as many searches as one query takes.
_MOST_ROWS = 300
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class OnFile:
    """A quote that has the words, and why it is offered."""

    quote: Quote
    is_whole: bool
    why: str
    #: Whether nothing speaks against citing it: the speaker is not another one, nobody disputes it.
    is_fit: bool


def on_file(waiting: Sequence[Quotation]) -> dict[str, list[OnFile]]:
    """Return the quotes on file for each quotation by its key, whole ones first.

    Found by the index on how quotes begin, and among the quotes of the proposed speakers.
    """
    searched = [row for row in waiting if len(row.words.split()) >= FEWEST_WORDS]
    known = list(_candidates(searched)) if searched else []
    offered = {}
    for row in searched:
        matches = [match for quote in known if (match := _matches(row, quote)) is not None]
        matches.sort(key=lambda match: (not match.is_fit, not match.is_whole, match.quote.pk))
        if matches:
            offered[row.key] = matches[:5]
    return offered


def _candidates(searched: Sequence[Quotation]) -> Iterable[Quote]:
    found: dict[int, Quote] = {}
    quotes = (
        Quote.objects.exclude(status=QuoteStatus.WITHDRAWN)
        .annotate(beginning=Left("folded", BEGINNING))
        .select_related("speaker", "office__body")
        .order_by("pk")
    )
    for start in range(0, len(searched), _AT_ONCE):
        some = searched[start : start + _AT_ONCE]
        beginnings = {text for row in some for text in _beginnings(row)}
        for quote in quotes.filter(beginning__in=beginnings)[:_MOST_ROWS]:
            found[quote.pk] = quote
        for quote in quotes.filter(_held_by_its_speaker(some))[:_MOST_ROWS]:
            found[quote.pk] = quote
    return found.values()


def _held_by_its_speaker(some: Sequence[Quotation]) -> Q:
    """Return what finds the words within longer quotes: only those of the speakers are read."""
    held, slugs = Q(pk__in=()), set[str]()
    for row in some:
        if row.found.speaker_keys and (run := _longest_run(row.words)):
            held |= Q(speaker__slug__in=row.found.speaker_keys, folded__contains=run)
            slugs.update(row.found.speaker_keys)
    return Q(speaker__in=Actor.objects.filter(slug__in=slugs).values("pk")) & held


def _beginnings(row: Quotation) -> set[str]:
    """Return how a quote of these words begins, folded: short ones end in who was the source."""
    words, source = fold_name(row.words), fold_name(row.found.speaker)
    return {words[:BEGINNING], f"{words} {source}"[:BEGINNING]}


def _longest_run(words: str) -> str:
    """Return the longest run of words that nothing was put into or left out of, folded."""
    plain = words.replace("[", "\0").replace("]", "\0").replace("…", "\0").replace("...", "\0")
    run = max((fold_name(part) for part in plain.split("\0")), key=len)
    return run if len(run.split()) >= FEWEST_WORDS else ""


def _matches(row: Quotation, quote: Quote) -> OnFile | None:
    is_spoken = row.found.kind != INDIRECT
    if is_spoken and STRENGTH[QuoteKind(quote.kind)] == 0:
        return None  # R2: what is on file without marks is not printed with them
    if not is_excerpt(row.words, quote.text):
        return None
    is_whole = is_excerpt(quote.text, row.words)
    keys = row.found.speaker_keys
    is_other = quote.speaker is not None and bool(keys) and quote.speaker.slug not in keys
    if is_other:
        why = f"The same words are on file, but by {quote.speaker}."
    elif is_whole:
        why = "The same words are on file."
    else:
        why = "These words are part of a quote on file."
    return OnFile(quote, is_whole, why, not is_other and quote.status != QuoteStatus.DISPUTED)
