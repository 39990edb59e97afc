"""Linking quotations: what an editor confirmed becomes quotes and citations, in one revision."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from actors.locks import lock_rows
from actors.models import Actor, ActorKind, ActorName, NameKind
from actors.names import fold_name
from articles.linking.decisions import Decision
from articles.linking.quotations import fingerprint_of
from articles.models import (
    Article,
    Citation,
    Coverage,
    CoverageRel,
    Quote,
    RejectedQuotation,
    Revision,
)
from articles.revisions import restore, snapshot_of
from articles.rules import as_validation_error, citation_problems
from articles.stale import meanwhile
from articles.workflow import refusal, saving

from .link_quotes import (
    Problems,
    cited_as,
    new_quote,
    quote_on_file,
    save_as_constrained,
)
from .proposals import finish_save, propose_revision
from .trail import lock_article, log

#: What linking takes beyond changing the article.
PERMISSIONS = ("articles.add_citation", "articles.add_quote")
NOT_YOURS = "Your role adds no quotes, so it links none."


@dataclass(slots=True)
class Linked:
    """What came of it."""

    made: list[Quote] = field(default_factory=list)
    cited: list[Quote] = field(default_factory=list)
    added_actors: list[Actor] = field(default_factory=list)
    covered: list[Any] = field(default_factory=list)
    rejected: int = 0
    restored: int = 0
    is_proposed: bool = False

    @property
    def number(self) -> int:
        """Return how many quotations the article carries more than before."""
        return len(self.made) + len(self.cited)


class LinkingError(ValidationError):
    """Some quotations cannot be linked as decided: ``by_key`` says which, at which field, why."""

    def __init__(self, by_key: dict[str, dict[str, list[str]]]) -> None:
        self.by_key = by_key
        placed = [texts for at in by_key.values() for texts in at.values()]
        super().__init__([text for texts in placed for text in texts])


def linking_refusal(article: Article, by: Any) -> str:
    """Return why this person may not link quotations of the article now, or an empty text."""
    if sentence := refusal(saving(article), article, by):
        return sentence
    return "" if all(map(by.has_perm, PERMISSIONS)) else NOT_YOURS


def link_quotations(
    article: Article,
    decisions: Sequence[Decision],
    *,
    by: Any,
    edit_counter: int,
    covers_events: bool = True,
    rejected: Iterable[str] = (),
    restored: Collection[int] = (),
) -> Linked:
    """Make the decided quotes and cite them; remember what was rejected, forget what is restored.

    All or nothing, on the version of the article that the editor saw (R11). On a published
    article the citations become a proposed revision (R8). New quotes are drafts, and new speakers
    are not public. ``rejected`` are words, ``restored`` keys of rejections.
    """
    linked = Linked()
    with transaction.atomic():
        locked = lock_article(article)
        if sentence := linking_refusal(locked, by):
            raise ValidationError(sentence)
        if since := meanwhile(locked, edit_counter):
            raise ValidationError(since.sentence, code="R11")
        linked.rejected = sum(_reject(locked, words, by) for words in rejected)
        linked.restored = _forget(locked, restored)
        quotes = _quotes(locked, decisions, by, linked) if decisions else {}
        if quotes:
            _record(locked, decisions, quotes, by, linked, covers_events=covers_events)
    article.refresh_from_db()
    return linked


def reject_quotation(article: Article, words: str, *, by: Any) -> None:
    """Remember that words between marks are no quotation to keep: they are proposed no more."""
    link_quotations(article, (), by=by, edit_counter=article.edit_counter, rejected=[words])


def restore_quotation(rejection: RejectedQuotation, *, by: Any) -> None:
    """Propose rejected words again."""
    article = rejection.article
    link_quotations(article, (), by=by, edit_counter=article.edit_counter, restored=[rejection.pk])


def _reject(article: Article, words: str, by: Any) -> int:
    _row, is_new = RejectedQuotation.objects.get_or_create(
        article=article,
        fingerprint=fingerprint_of(words),
        defaults={"words": words, "rejected_by_id": by.pk},
    )
    return int(is_new)


def _forget(article: Article, restored: Collection[int]) -> int:
    if not restored:
        return 0
    return article.rejected_quotations.filter(pk__in=restored).delete()[0]


def _quotes(
    article: Article, decisions: Sequence[Decision], by: Any, linked: Linked
) -> dict[str, Quote]:
    """Return the quote of each decision, made or on file; refuse all where one is refused."""
    problems = Problems()
    # Who links words of the same speaker waits here: two never make the same quote at once.
    speakers = {decision.speaker.pk for decision in decisions if decision.speaker}
    lock_rows(Actor.objects.filter(pk__in=speakers))
    added: dict[str, Actor] = {}
    quotes: dict[str, Quote] = {}
    for decision in decisions:
        with problems.of(decision):
            if decision.quote is not None:
                quotes[decision.key] = quote_on_file(decision.quote)
                linked.cited.append(quotes[decision.key])
                continue
            speaker = decision.speaker
            if decision.new_speaker:
                speaker = _speaker_named(decision.new_speaker, added, by, linked)
            quote = new_quote(article, decision, speaker, quotes, by)
            quotes[decision.key] = quote
            linked.made.append(quote)
    if problems.by_key:
        raise LinkingError(problems.by_key)
    return quotes


def _speaker_named(name: str, added: dict[str, Actor], by: Any, linked: Linked) -> Actor:
    """Return the person of that name: added now, or by a colleague while the page was open."""
    folded = fold_name(name)
    if folded in added:
        return added[folded]
    if not by.has_perm("actors.add_actor"):
        raise ValidationError({"new_speaker": "Your role adds no actors. Choose one on file."})
    people = list(Actor.objects.filter(folded=folded, kind=ActorKind.PERSON)[:2])
    if len(people) > 1:
        raise ValidationError({"new_speaker": f"Several people are called {name}. Choose one."})
    if not people:
        _refuse_another_name(name, folded)
        person = Actor(name=" ".join(name.split()), kind=ActorKind.PERSON)
        try:
            person.full_clean()
        except ValidationError as error:
            raise ValidationError({"new_speaker": error.messages}) from None
        person.save()
        log(person, by, "Added as the speaker of a quotation.")
        linked.added_actors.append(person)
        people = [person]
    added[folded] = people[0]
    return people[0]


def _refuse_another_name(name: str, folded: str) -> None:
    """Refuse to add an actor under a name that one on file goes by."""
    by_another = ActorName.objects.filter(folded=folded).exclude(kind=NameKind.DESCRIPTIVE)
    same = Q(folded=folded) | Q(pk__in=by_another.values("actor"))
    if (known := Actor.objects.filter(same).order_by("pk").first()) is not None:
        sentence = f"“{name}” is a name of {known}, on file. Choose {known}, or write a full name."
        raise ValidationError({"new_speaker": sentence})


def _record(
    article: Article,
    decisions: Sequence[Decision],
    quotes: dict[str, Quote],
    by: Any,
    linked: Linked,
    *,
    covers_events: bool,
) -> None:
    """Cite the quotes in one revision: of the article, or proposed where it is published."""
    # A quote on file keeps its own event: the one proposed for a new quote was picked by nobody.
    picked = [decision.said_at for decision in decisions if decision.quote is None]
    events = [event for event in picked if event and covers_events]
    reason = f"Linked {linked.number} quotation{'' if linked.number == 1 else 's'}."
    if article.status == Article.Status.PUBLISHED:
        _propose(article, decisions, quotes, events, by, linked, reason)
    else:
        _cite(article, decisions, quotes)
        linked.covered = _cover(article, events)
        finish_save(article, by=by, reason=reason)
    log(article, by, reason)


def _propose(
    article: Article,
    decisions: Sequence[Decision],
    quotes: dict[str, Quote],
    events: Sequence[Any],
    by: Any,
    linked: Linked,
    reason: str,
) -> None:
    """Add to the proposal that waits, or begin one; the article stays as readers have it (R8)."""
    with transaction.atomic():
        changed = Article.objects.get(pk=article.pk)
        if waiting := Revision.objects.open_proposal(article):
            restore(changed, waiting.snapshot)
        _cite(changed, decisions, quotes)
        linked.covered = _cover(changed, events)
        snapshot = snapshot_of(changed)
        transaction.set_rollback(True)
    linked.is_proposed = propose_revision(article, snapshot, by=by, reason=reason) is not None


def _cite(article: Article, decisions: Sequence[Decision], quotes: dict[str, Quote]) -> None:
    problems = Problems()
    cited = set(article.citations.values_list("quote", flat=True))
    for decision in decisions:
        with problems.of(decision):
            quote = quotes[decision.key]
            if quote.pk in cited:
                raise ValidationError({"quote": "The article cites this quote already."})
            cited.add(quote.pk)
            citation = Citation(article=article, quote=quote, **cited_as(decision, quote))
            citation.clean_fields(exclude=["article", "quote"])  # both are there, and locked
            _hold_the_rules(citation)
            save_as_constrained(citation)
    if problems.by_key:
        raise LinkingError(problems.by_key)


def _hold_the_rules(citation: Citation) -> None:
    """Refuse what no later step can mend; R1 and R5 bind in print, where preflight holds them."""
    problems = [one for one in citation_problems(citation) if one.rule not in ("R1", "R5")]
    if problems:
        raise as_validation_error(problems)


def _cover(article: Article, events: Sequence[Any]) -> list[Any]:
    """Add the events to what the article covers, as its background; return the new ones."""
    covered = set(article.coverage.values_list("event", flat=True))
    fresh = [event for event in dict.fromkeys(events) if event.pk not in covered]
    for event in fresh:
        Coverage.objects.create(article=article, event=event, rel=CoverageRel.BACKGROUND)
    return fresh
