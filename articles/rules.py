"""The desk's rules R1-R5 about one quote or one citation, each with its one home here.

Every rule answers with problems, so that forms, services and ``check_rules`` say the same
sentences. A rule fails only where it certainly fails: an open or uncertain date is given the
benefit of the doubt. Nothing here imports the models, which call these functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from actors.dates import is_before
from actors.models.base import leads_to
from actors.moments import say_moment

from .choices import STRENGTH, ArticleStatus, QuoteKind, QuoteStatus, Terms
from .verbatim import is_excerpt, stands_between_marks

if TYPE_CHECKING:
    from .models import Article, Citation, Quote


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: its number, the field concerned and a sentence that says what to do."""

    rule: str
    field: str
    sentence: str


def as_validation_error(problems: Iterable[Problem]) -> ValidationError:
    """Return the problems as an error that a form shows at their fields."""
    placed: dict[str, list[ValidationError]] = {}
    for problem in problems:
        error = ValidationError(problem.sentence, code=problem.rule)
        placed.setdefault(problem.field, []).append(error)
    return ValidationError(placed)


def quote_problems(quote: Quote) -> list[Problem]:
    """Return what is wrong with a quote by itself (R2, R3, R4, R5 and its chain)."""
    checks = (
        _marks_behind_a_new_kind,
        _office_of_the_speaker,
        _event_had_taken_place,
        _said_before_its_articles,
        _nothing_hidden_is_in_print,
        _chain_of_one_speaker,
    )
    return [problem for check in checks for problem in check(quote)]


def citation_problems(citation: Citation) -> list[Problem]:
    """Return what is wrong with how an article carries a quote (R1, R2, R4, R5)."""
    if not hasattr(citation, "article") or not hasattr(citation, "quote"):
        return []  # a form without them says so itself
    checks = (_verbatim, _no_stronger_than_its_quote, _said_by_then, _fit_for_print)
    return [problem for check in checks for problem in check(citation)]


def printing_problems(citation: Citation) -> list[Problem]:
    """Return what keeps a quote out of print in this article, published or not yet (R1-R5).

    What is wrong between the quote and other articles is theirs to mend: it does not count here.
    """
    article, quote = citation.article, citation.quote
    return [
        *_verbatim(citation),
        *_no_stronger_than_its_quote(citation),
        *_office_of_the_speaker(quote),
        *_event_had_taken_place(quote),
        *_said_by_then(citation),
        *unfit_for_print(article, quote),
    ]


def _verbatim(citation: Citation) -> Iterator[Problem]:
    """R1: what is printed is an excerpt of the quote and stands in the body between marks."""
    if citation.kind == QuoteKind.INDIRECT or not citation.as_printed.strip():
        return
    if not is_excerpt(citation.as_printed, citation.quote.text):
        yield Problem(
            "R1",
            "as_printed",
            "These are not the quote's words. Copy them from the quote, with … for words left out "
            "and [brackets] around words put in.",
        )
    if not stands_between_marks(citation.as_printed, citation.article.body):
        yield Problem(
            "R1",
            "as_printed",
            "The body does not print these words between quotation marks. Correct the body or "
            "copy the words as they stand there.",
        )


def _no_stronger_than_its_quote(citation: Citation) -> Iterator[Problem]:
    """R2: an indirect statement is not printed as a direct quotation."""
    if citation.kind not in STRENGTH or citation.quote.kind not in STRENGTH:
        return
    if STRENGTH[QuoteKind(citation.kind)] > STRENGTH[QuoteKind(citation.quote.kind)]:
        yield Problem(
            "R2",
            "kind",
            f"The quote is {citation.quote.kind}, so it cannot be cited as {citation.kind}. "
            f"Choose {citation.quote.kind}.",
        )


def _marks_behind_a_new_kind(quote: Quote) -> Iterator[Problem]:
    """R2: a quote rises from indirect only where a body prints its words between marks."""
    if quote.pk is None or quote.kind == QuoteKind.INDIRECT:
        return
    before = type(quote).objects.filter(pk=quote.pk).values_list("kind", flat=True).first()
    bodies = [article.body for article in quote.articles.all()]
    if before != QuoteKind.INDIRECT or not bodies:
        return
    if not any(stands_between_marks(quote.text, body) for body in bodies):
        yield Problem(
            "R2",
            "kind",
            "No article prints these words between quotation marks, so the quote stays indirect. "
            "Enter the marked words as a quote of their own.",
        )


def _office_of_the_speaker(quote: Quote) -> Iterator[Problem]:
    """R3: the office's holder is the speaker, and the office is possible on that day."""
    if quote.office is None or quote.speaker_id is None:
        return  # a constraint says that only a named speaker has an office
    if quote.office.holder_id != quote.speaker_id:
        yield Problem(
            "R3",
            "office",
            f"This office belongs to {quote.office.holder}. Choose an office of the speaker.",
        )
    elif not quote.office.is_possible_on(quote.said_on):
        yield Problem(
            "R3",
            "office",
            f"{quote.office.holder} did not hold this office on the day of the quote. "
            "Choose another office or correct the date.",
        )


def _event_had_taken_place(quote: Quote) -> Iterator[Problem]:
    """R4: nobody is quoted at an event that had not been held or reported."""
    if quote.said_at is None:
        return
    if not quote.said_at.has_taken_place:
        yield Problem(
            "R4",
            "said_at",
            f"“{quote.said_at.title}” is {quote.said_at.status}: nothing was said there yet. "
            "Put it under “about”, or mark the event as held.",
        )
    elif is_before(quote.said_on, quote.said_at.date):
        yield Problem(
            "R4",
            "said_on_edtf",
            f"“{quote.said_at.title}” came later ({quote.said_at.date_edtf}). "
            "Correct the date or the event.",
        )


def _said_by_then(citation: Citation) -> Iterator[Problem]:
    """R4: nobody is quoted after the article's own date."""
    day, said = citation.article.own_date, citation.quote.said_on
    if day is not None and said.earliest is not None and said.earliest > day:
        yield Problem(
            "R4",
            "quote",
            f"The quote was said on {citation.quote.said_on_edtf}, after the article's own date "
            f"({day.isoformat()}). Correct one of the two dates.",
        )


def _said_before_its_articles(quote: Quote) -> Iterator[Problem]:
    """R4, seen from the quote: its date does not move past the articles that carry it."""
    earliest = quote.said_on.earliest
    if quote.pk is None or earliest is None:
        return
    for article in quote.articles.all():
        if article.own_date is not None and earliest > article.own_date:
            yield Problem(
                "R4",
                "said_on_edtf",
                f"“{article}” of {article.own_date.isoformat()} carries this quote, so it was "
                "said by then. Correct the date.",
            )


def _nothing_hidden_is_in_print(quote: Quote) -> Iterator[Problem]:
    """R5: no embargo and no off-record terms while a published article cites the quote."""
    embargo = quote.embargo_until
    if quote.pk is None or (embargo is None and quote.terms != Terms.OFF_RECORD):
        return
    for article in quote.articles.filter(status=ArticleStatus.PUBLISHED):
        if quote.terms == Terms.OFF_RECORD:
            yield Problem(
                "R5",
                "terms",
                f"“{article}” prints this quote. Withdraw the article before the quote goes off "
                "the record.",
            )
        elif embargo and article.published_at and embargo > article.published_at:
            yield Problem(
                "R5",
                "embargo_until",
                f"“{article}” prints this quote before that embargo ends. Withdraw the article "
                "or choose an earlier time.",
            )


def _fit_for_print(citation: Citation) -> Iterator[Problem]:
    """R5: a published article cites only verified quotes, on terms and past their embargo."""
    if citation.article.status == ArticleStatus.PUBLISHED:
        yield from unfit_for_print(citation.article, citation.quote)


def unfit_for_print(article: Article, quote: Quote) -> Iterator[Problem]:
    """Yield what keeps a quote out of a published article (R5)."""
    if quote.terms == Terms.OFF_RECORD:
        yield Problem("R5", "quote", f"“{quote}” is off the record. Take it out of the article.")
    elif quote.status != QuoteStatus.VERIFIED:
        yield Problem("R5", "quote", f"“{quote}” is not verified. Verify it first.")
    yield from _under_embargo(article, quote)


def too_early(citation: Citation) -> list[Problem]:
    """Return what stands against the article's publication time as far as this quote goes."""
    return [*_said_by_then(citation), *_under_embargo(citation.article, citation.quote)]


def _under_embargo(article: Article, quote: Quote) -> Iterator[Problem]:
    if quote.embargo_until and article.published_at and article.published_at < quote.embargo_until:
        yield Problem(
            "R5",
            "quote",
            f"“{quote}” is under embargo until {say_moment(quote.embargo_until)}. "
            "Publish later or take it out of the article.",
        )


def _chain_of_one_speaker(quote: Quote) -> Iterator[Problem]:
    """A quote continues one of the same speaker, and never itself by way of others."""
    if quote.pk is not None:
        for following in quote.continued_by.exclude(speaker=quote.speaker_id):
            yield Problem(
                "chain",
                "speaker",
                f"“{following}” continues this quote and is by somebody else. Unlink it first.",
            )
    previous = quote.continues
    if previous is None or previous.pk == quote.pk:
        return
    if previous.speaker_id != quote.speaker_id:
        yield Problem(
            "chain",
            "continues",
            f"That quote is by {previous.speaker or previous.source_description}. "
            "A quote continues one of the same speaker.",
        )
    elif leads_to(previous, quote, "continues"):
        yield Problem(
            "chain", "continues", "That quote continues this one already. Choose an earlier one."
        )
