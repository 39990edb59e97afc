"""Which quotes on file have the words of a found quotation, or hold them (R1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Left

from actors.models import Actor
from actors.names import fold_name
from articles.choices import STRENGTH, QuoteKind, QuoteStatus
from articles.models import Quote
from articles.models.quote import BEGINNING
from articles.verbatim import is_excerpt

from .quotations import INDIRECT, Quotation

#: Fewer words than these say nothing about who said them before: they count whole, and by the
#: same speaker.
FEWEST_WORDS = 4
#: As many quotes as are offered for one quotation.
MOST_OFFERED = 5
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

    Found by the index on how quotes begin, among the quotes of the proposed speakers, and among
    those of sources without a name.
    """
    known = list(_candidates(waiting)) if waiting else []
    offered = {}
    for row in waiting:
        matches = [match for quote in known if (match := _matches(row, quote)) is not None]
        matches.sort(key=lambda match: _order(row, match))
        if matches:
            offered[row.key] = matches[:MOST_OFFERED]
    return offered


def _order(row: Quotation, match: OnFile) -> tuple[bool | int, ...]:
    """Return what sorts the offers: the same source first, then as they came on file."""
    is_alike = _is_of_the_speaker(row, match.quote) or _is_described_alike(row, match.quote)
    return (not match.is_fit, not match.is_whole, not is_alike, match.quote.pk)


def _candidates(waiting: Sequence[Quotation]) -> Iterable[Quote]:
    found: dict[int, Quote] = {}
    quotes = (
        Quote.objects.exclude(status=QuoteStatus.WITHDRAWN)
        .annotate(beginning=Left("folded", BEGINNING))
        .select_related("speaker", "office__body")
        .order_by("pk")
    )
    for start in range(0, len(waiting), _AT_ONCE):
        for condition in _searches(waiting[start : start + _AT_ONCE]):
            for quote in quotes.filter(condition)[:_MOST_ROWS]:
                found[quote.pk] = quote
    return found.values()


def _searches(some: Sequence[Quotation]) -> Iterable[Q]:
    """Yield what to search by; a few words that many say are sought at their speaker only."""
    telling = [row for row in some if not _is_short(row)]
    short = [row for row in some if _is_short(row)]
    if telling:
        yield Q(beginning__in={text for row in telling for text in _beginnings(row)})
        yield _held_by_its_speaker(telling)
    if short:
        slugs = {slug for row in short for slug in row.found.speaker_keys}
        speakers = Actor.objects.filter(slug__in=slugs).values("pk")
        beginnings = {text for row in short for text in _beginnings(row)}
        yield Q(beginning__in=beginnings) & (Q(speaker=None) | Q(speaker__in=speakers))
    # A description follows the words of a source without a name, where the index ends later.
    words = {text for row in telling if len(text := fold_name(row.words)) < BEGINNING and text}
    if words:
        begins = (Q(folded__startswith=f"{text} ") for text in sorted(words))
        yield Q(speaker=None) & reduce(or_, begins)


def _is_short(row: Quotation) -> bool:
    return len(row.words.split()) < FEWEST_WORDS


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
    is_same = _is_of_the_speaker(row, quote) or _is_described_alike(row, quote)
    if _is_short(row) and not (is_whole and is_same):
        return None
    is_other = bool(row.found.speaker_keys) and not _is_of_the_speaker(row, quote)
    if is_other:
        by = quote.speaker or "a source that is not named"
        why = f"The same words are on file, but by {by}."
    elif is_whole:
        why = "The same words are on file."
    else:
        why = "These words are part of a quote on file."
    return OnFile(quote, is_whole, why, not is_other and quote.status != QuoteStatus.DISPUTED)


def _is_of_the_speaker(row: Quotation, quote: Quote) -> bool:
    return quote.speaker is not None and quote.speaker.slug in row.found.speaker_keys


def _is_described_alike(row: Quotation, quote: Quote) -> bool:
    """Tell whether neither names the source, and both describe it in the same words."""
    if quote.speaker is not None or row.found.speaker_keys:
        return False
    return fold_name(quote.source_description) == fold_name(row.found.speaker)
