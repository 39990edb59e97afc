"""Q01, Q02, Q04, Q06, Q08-Q10: the quotes that an article carries, or leaks."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Q, Value
from django.db.models.functions import Replace, Substr

from actors.names import fold_name
from articles.models import Attribution, Citation, Quote, Terms
from articles.verbatim import fold_typography
from articles.words import PRONOUNS

from .examined import Examined
from .registry import ERROR, WARNING, Finding, Place, at_row, error, moment, register, warning

_BY_THE_WORDS = ("R1", "R2")
_BEGINNING = 24
#: What typography changes most, folded in Python and in the database alike.
_FOLDED = {"’": "'", "‘": "'", "“": "'", "”": "'", '"': "'", "\u00a0": " "}
_MOST_HIDDEN = 2000
_FEWEST_LEAKED_WORDS = 4


def place_of(citation: Citation, field: str = "") -> Place:
    """Return the place of a quote in the article."""
    return at_row("quote", citation.quote, number=citation.paragraph or 0, field=field)


@register("Q01", ERROR)
def verbatim(examined: Examined) -> Iterator[Finding]:
    """R1, R2, R12: printed words are not the quote's, not in the body, or no longer the quote's."""
    if examined.is_readable:
        yield from _by_rule("Q01", examined, by_the_words=True)


@register("Q02", ERROR)
def fit_for_print(examined: Examined) -> Iterator[Finding]:
    """R3, R4, R5: office, dates, embargo, terms or status keep a quote out of print."""
    yield from _by_rule("Q02", examined, by_the_words=False)


def _by_rule(code: str, examined: Examined, *, by_the_words: bool) -> Iterator[Finding]:
    for citation, problem in examined.problems:
        if (problem.rule in _BY_THE_WORDS) is by_the_words:
            head, _, tail = problem.sentence.rpartition(". ")
            sentence, hint = (f"{head}.", tail) if head else (tail, "")
            if by_the_words and citation.quote.updated_at > citation.updated_at:
                hint += " The quote was changed after it was cited."
            place = place_of(citation, problem.field)
            yield error(
                code, sentence, hint.strip(), place, f"{problem.rule} {citation.quote.slug}"
            )


@register("Q04", WARNING)
def bare_attributions(examined: Examined) -> Iterator[Finding]:
    """A quote is given to a bare pronoun, or to nobody."""
    for citation in examined.citations:
        printed = citation.speaker_as_printed.strip()
        if printed and fold_name(printed) not in PRONOUNS:
            continue
        yield warning(
            "Q04",
            f"The quote is given to “{printed}” only."
            if printed
            else "No speaker is entered for this quote as printed.",
            "Name the speaker, or make sure that the sentence before does."
            if printed
            else "Enter the speaker as your text names them, under “Speaker as printed”.",
            place_of(citation, "speaker_as_printed"),
            citation.quote.slug,
        )


@register("Q06", WARNING)
def brackets(examined: Examined) -> Iterator[Finding]:
    """A quote holds words in brackets, which somebody put in."""
    for citation in examined.marked:
        if any(bracket in citation.as_printed for bracket in "[("):
            yield warning(
                "Q06",
                "The quote holds words in brackets.",
                "Make sure that they are not the speaker's, or that they were said like this.",
                place_of(citation, "as_printed"),
                citation.quote.slug,
            )


@register("Q08", ERROR, WARNING)
def anonymous_sources(examined: Examined) -> Iterator[Finding]:
    """An anonymous quote lacks a second approver, or the reason for anonymity."""
    for citation in examined.citations:
        quote = citation.quote
        if quote.attribution != Attribution.ANONYMOUS:
            continue
        approvers = {quote.created_by_id, quote.verified_by_id}
        if None in approvers or len(approvers) < 2:
            yield error(
                "Q08",
                "The anonymous quote was not verified by a second person.",
                "Have somebody verify it who did not enter it.",
                place_of(citation),
                f"approver {quote.slug}",
            )
        if not quote.anonymity_reason.strip():
            yield warning(
                "Q08",
                "Readers are not told why the source is anonymous.",
                "Enter the reason on the quote's page, as far as readers may know it.",
                place_of(citation),
                f"reason {quote.slug}",
            )


@register("Q09", WARNING)
def same_words(examined: Examined) -> Iterator[Finding]:
    """The same words by the same speaker are on file as another quote."""
    cited = {row.quote_id: row for row in examined.marked}
    alike = defaultdict(list)
    for quote in _beginning_alike([row.quote for row in cited.values()]):
        alike[quote.speaker_id, _normalised(quote)].append(quote)
    for citation in cited.values():
        quote = citation.quote
        for other in alike[quote.speaker_id, _normalised(quote)]:
            if other.pk != quote.pk and (other.pk not in cited or other.pk > quote.pk):
                yield warning(
                    "Q09",
                    f"The same words are on file as another quote, {other.slug}.",
                    "If it is one utterance in two outlets, cite one quote in both articles.",
                    place_of(citation),
                    f"{quote.slug} {other.slug}",
                )


def _normalised(quote: Quote) -> str:
    return fold_typography(quote.text).rstrip(".,")


def _beginning_alike(quotes: list[Quote]) -> list[Quote]:
    """Return the quotes on file, by the same speakers, that begin like one of these: one query.

    The database folds what typography changes most; ``_normalised`` decides.
    """
    if not quotes:
        return []
    folded = F("text")
    for mark, plain in _FOLDED.items():
        folded = Replace(folded, Value(mark), Value(plain))  # type: ignore[assignment]  # nested
    beginnings = {_plain(quote.text)[:_BEGINNING] for quote in quotes}
    speakers = {quote.speaker_id for quote in quotes}
    by_them = Q(speaker__in=speakers - {None})
    if None in speakers:
        by_them |= Q(speaker=None)
    found = Quote.objects.exclude(kind=Quote.Kind.INDIRECT).exclude(status=Quote.Status.WITHDRAWN)
    found = found.filter(by_them).annotate(beginning=Substr(folded, 1, _BEGINNING))
    return list(found.filter(beginning__in=beginnings).order_by("pk"))


def _plain(text: str) -> str:
    for mark, plain in _FOLDED.items():
        text = text.replace(mark, plain)
    return text


@register("Q10", ERROR)
def leaked_words(examined: Examined) -> Iterator[Finding]:
    """The text prints words of a quote on file that is off the record or under embargo."""
    words = _searchable(" ".join([examined.plain_text, *(t for _, t in examined.around_the_body)]))
    if words.count(" ") < _FEWEST_LEAKED_WORDS:
        return
    hidden = Q(terms=Terms.OFF_RECORD) | Q(embargo_until__gt=examined.at)
    for quote in Quote.objects.filter(hidden).exclude(pk__in=examined.quote_ids)[:_MOST_HIDDEN]:
        text = _searchable(quote.text).strip()
        if text.count(" ") + 1 >= _FEWEST_LEAKED_WORDS and f" {text} " in words:
            why = (
                "off the record"
                if quote.terms == Terms.OFF_RECORD
                else f"under embargo until {moment(quote.embargo_until)}"
            )
            yield error(
                "Q10",
                f"The text prints words of “{quote.slug}”, which is {why}.",
                "Take the words out, or publish later.",
                at_row("quote", quote),
                quote.slug,
            )


def _searchable(text: str) -> str:
    """Return the words of a text, folded, between single spaces."""
    return f" {fold_name(text)} "
