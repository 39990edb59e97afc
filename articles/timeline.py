"""The revisions of an article in words: what each of them changed, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from actors.models import Actor, RetiredSlug
from summits.models import Event

from .comparison import compare, summary
from .matching import Allowance
from .models import Article, Quote, Revision, RevisionAction, Topic
from .models.record import ENDS_A_PROPOSAL

#: So many newer revisions are told one by one to whoever saves over them.
MOST_NEWER = 20
#: What the lines of one page may weigh in all, however long the bodies are.
PAGE_PAIRS, PAGE_PARTS = 1_000_000, 50_000


@dataclass(frozen=True, slots=True)
class Line:
    """One revision in the history: what it changed in what stood before."""

    revision: Revision
    changes: str
    #: The revision that stood before it; None: it is the first on record.
    before: Revision | None
    #: Of a proposal: the revision that applied it, rejected it or took its place, if one did.
    outcome: Revision | None = None

    @property
    def is_proposal(self) -> bool:
        """Tell whether readers did not get it by this step."""
        return self.revision.action == RevisionAction.PROPOSED

    @property
    def is_waiting(self) -> bool:
        """Tell whether it is a proposal that is still to be applied."""
        return self.is_proposal and self.outcome is None

    @property
    def fate(self) -> str:
        """Say what the outcome was to the proposal."""
        words = {
            RevisionAction.APPLIED: "applied",
            RevisionAction.REJECTED: "rejected",
            RevisionAction.PROPOSED: "replaced",
        }
        return words.get(RevisionAction(self.outcome.action), "dropped") if self.outcome else ""


def recorded(slug: str) -> QuerySet[Revision]:
    """Return the revisions of an article, even of a deleted one, the latest first."""
    return Revision.objects.filter(article__slug=slug).select_related("by").order_by("-seq")


def lines_of(revisions: Iterable[Revision]) -> list[Line]:
    """Return neighbouring revisions of an article, the latest first, as lines of its history."""
    shown = list(revisions)
    if not shown:
        return []
    slug, oldest = shown[-1].article_id, shown[-1].seq
    standing = standing_before(slug, oldest)
    outcomes = _outcomes(slug, oldest)
    allowance = Allowance(PAGE_PAIRS, PAGE_PARTS)
    lines = []
    for revision in reversed(shown):
        changes = ""
        if standing:
            changes = summary(compare(standing.snapshot, revision.snapshot, allowance=allowance))
        lines.append(Line(revision, changes, standing, outcomes.get(revision.seq)))
        if revision.action != RevisionAction.PROPOSED:
            standing = revision
    return lines[::-1]


def standing_before(slug: str, seq: int) -> Revision | None:
    """Return what stood before a revision: the one before it that was not a mere proposal."""
    earlier = recorded(slug).filter(seq__lt=seq)
    return earlier.exclude(action=RevisionAction.PROPOSED).first()


def changed_since(article: Article, seq: int) -> list[tuple[Revision, str]]:
    """Return what was recorded after the revision of that number, the latest first (R11).

    Each with what it changed on the article's page, which shows a waiting proposal in place of
    what readers have. At most MOST_NEWER.
    """
    newer = list(recorded(article.slug).filter(seq__gt=seq)[:MOST_NEWER])[::-1]
    shown, waits = _on_the_page(article.slug, newer[0].seq - 1 if newer else seq)
    allowance = Allowance()
    found = []
    for revision in newer:
        before = shown
        if revision.action in ENDS_A_PROPOSAL:
            shown, waits = revision.snapshot, revision.action == RevisionAction.PROPOSED
        elif not waits:
            shown = revision.snapshot
        changes = summary(compare(before, shown, allowance=allowance)) if before else ""
        found.append((revision, changes))
    return found[::-1]


def names_in(*snapshots: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return what the topics, actors and events of snapshots are called now, by their slugs.

    Quotes stay slugs: a snapshot says as much about who said them as may be known.
    """
    slugs: dict[str, set[str]] = {"topic": set(), "actor": set(), "event": set()}
    for snapshot in snapshots:
        article = snapshot["article"]
        slugs["topic"] |= set(article["topics"])
        slugs["actor"] |= {*article["credits"], *filter(None, [article["outlet"]])}
        slugs["event"] |= {row["event"] for row in snapshot["coverage"]}
    models: dict[str, type[Model]] = {"topic": Topic, "actor": Actor, "event": Event}
    return {
        (link, slug): str(row)
        for link, model in models.items()
        for slug, row in _rows(model, slugs[link]).items()
    }


def quotes_in(snapshot: Mapping[str, Any]) -> dict[str, int]:
    """Return the keys of the snapshot's quotes that there still are, by the slugs it holds."""
    rows = _rows(Quote, {row["quote"] for row in snapshot["citations"]})
    return {slug: row.pk for slug, row in rows.items()}


def _rows(model: type[Model], slugs: set[str]) -> dict[str, Any]:
    """Return the rows by slug, those that were merged since by what took their place."""
    now = RetiredSlug.objects.current(model, slugs)
    rows = model._default_manager.in_bulk(set(now.values()), field_name="slug")
    return {slug: rows[current] for slug, current in now.items() if current in rows}


def _outcomes(slug: str, oldest: int) -> dict[int, Revision]:
    """Return what ended each proposal from the oldest on, by the number of the proposal."""
    steps = recorded(slug).filter(seq__gte=oldest, action__in=ENDS_A_PROPOSAL)
    found: dict[int, Revision] = {}
    waiting: Revision | None = None
    for revision in steps.defer("snapshot").order_by("seq"):
        if waiting:
            found[waiting.seq] = revision
        waiting = revision if revision.action == RevisionAction.PROPOSED else None
    return found


def _on_the_page(slug: str, seq: int) -> tuple[Any, bool]:
    """Return what the article's page showed at that revision, and whether it is a proposal."""
    until = recorded(slug).filter(seq__lte=seq)
    ended = until.filter(action__in=ENDS_A_PROPOSAL).first()
    if ended and ended.action == RevisionAction.PROPOSED:
        return ended.snapshot, True
    latest = until.first()
    return (latest.snapshot if latest else None), False
