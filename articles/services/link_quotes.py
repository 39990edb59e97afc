"""One decided quotation at a time: the quote that is made of it, and how the article cites it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from actors.dates import known_date
from actors.models import Actor
from actors.names import fold_name
from articles.choices import STRENGTH, Attribution, Channel, QuoteKind, QuoteStatus, Terms
from articles.linking.decisions import Decision
from articles.linking.on_file import MOST_OFFERED
from articles.models import Article, Quote
from articles.verbatim import is_excerpt
from summits.choices import DateBasis

from .quotes import propose_office
from .trail import log


class Problems:
    """What is refused, by the key of its quotation and by field."""

    def __init__(self) -> None:
        self.by_key: dict[str, dict[str, list[str]]] = {}

    @contextmanager
    def of(self, decision: Decision) -> Iterator[None]:
        """Note what the block refuses under the decision's key, and go on."""
        try:
            yield
        except ValidationError as error:
            by_field = error.message_dict if hasattr(error, "error_dict") else {}
            self.by_key[decision.key] = by_field or {str(NON_FIELD_ERRORS): error.messages}


def quote_on_file(quote: Quote) -> Quote:
    """Return the quote as it is now, locked; refuse one that went meanwhile."""
    locked = Quote.objects.select_for_update(of=("self",), no_key=True).filter(pk=quote.pk).first()
    if locked is None or locked.status == QuoteStatus.WITHDRAWN:
        raise ValidationError({"quote": "This quote is no longer there. Link it as a new one."})
    return locked


def new_quote(
    article: Article, decision: Decision, speaker: Actor | None, made: dict[str, Quote], by: Any
) -> Quote:
    """Make a draft of the decided words."""
    quote = Quote(
        text=decision.words,
        language=article.language,
        kind=decision.kind,
        context=decision.context if decision.kind == QuoteKind.MIXED else "",
        attribution=decision.attribution,
        speaker=speaker if decision.attribution == Attribution.NAMED else None,
        source_description=decision.source_description,
        channel=decision.channel or Channel.UNSTATED,
        platform=decision.platform,
        addressee=decision.addressee,
        carried_by=decision.carried_by,
        said_at=decision.said_at,
        said_on_edtf=decision.said_on,
        said_on_basis=decision.said_on_basis if decision.said_on else DateBasis.NONE,
        terms=Terms.BACKGROUND if _is_anonymous(decision) else Terms.ON_RECORD,
        created_by_id=by.pk,
    )
    if quote.speaker is not None:
        quote.office = decision.office
        if decision.office is None and decision.proposes_office:
            quote.office = propose_office(quote.speaker, known_date(decision.said_on))
    quote.continues = _earlier(decision, quote, made)
    # Who is at work is there, and a slug that two make at once is refused by the database.
    quote.full_clean(exclude=["created_by"], validate_unique=False, validate_constraints=False)
    _refuse_a_second(decision, quote)
    save_as_constrained(quote)
    log(quote, by, f"Linked from “{article}”.")
    return quote


def save_as_constrained(row: Model) -> None:
    """Save a row that is cleaned, and ask which constraint it breaks only where it breaks one.

    To ask first takes a query for each constraint: on a page of many quotations, most of the time.
    """
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.validate_constraints()
        raise


def cited_as(decision: Decision, quote: Quote) -> dict[str, Any]:
    """Return how the article carries the quote: never as more than what is on file (R2)."""
    kind = min(decision.kind, quote.kind, key=lambda name: STRENGTH[QuoteKind(name)])
    printed, title = decision.speaker_as_printed, decision.title_as_printed
    if quote.attribution == Attribution.ANONYMOUS:  # nothing that may name the source is kept
        is_described = fold_name(printed) == fold_name(quote.source_description)
        printed, title = printed if is_described else "", ""
    return {
        "kind": kind,
        "as_printed": "" if kind == QuoteKind.INDIRECT else decision.words,
        "context": decision.context if kind == QuoteKind.MIXED else "",
        "cue": decision.cue,
        "speaker_as_printed": printed,
        "title_as_printed": title,
        "paragraph": decision.paragraph,
    }


def _is_anonymous(decision: Decision) -> bool:
    return decision.attribution == Attribution.ANONYMOUS


def _earlier(decision: Decision, quote: Quote, made: dict[str, Quote]) -> Quote | None:
    """Return the quote that this one goes on from: by the same speaker, and not continued yet."""
    earlier = decision.continues or made.get(decision.continues_key)
    if earlier is None or earlier.speaker_id is None or earlier.speaker_id != quote.speaker_id:
        return None
    is_continued = Quote.objects.filter(continues=earlier).exists()
    return None if is_continued else earlier


def _refuse_a_second(decision: Decision, quote: Quote) -> None:
    """Refuse words that came on file by this speaker after the page was opened."""
    if quote.speaker is None or len(decision.seen) >= MOST_OFFERED:
        return  # who saw as many as are offered, and chose none, is not asked without end
    alike = Quote.objects.filter(speaker=quote.speaker, folded=quote.folded)
    unseen = alike.exclude(pk__in=decision.seen).exclude(status=QuoteStatus.WITHDRAWN)
    for twin in unseen.order_by("pk")[:5]:
        if is_excerpt(quote.text, twin.text):
            raise ValidationError(
                {
                    "quote": f"These words of {quote.speaker} came on file meanwhile. "
                    "Choose that quote, or keep this as a new one if they were said twice."
                }
            )
