"""A waiting proposal on its article's page: the form shows what it says, to be edited further."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from actors.forms import DeskInlineFormSet
from actors.models import Actor
from actors.overwriting import dispute
from articles.models import Article, Citation, Coverage, Quote, Revision, Topic
from articles.revisions import CONTENT, found
from summits.models import Event

from .stale import Dispute, take_over_rows

#: Rows of a snapshot: their key in it, what they link to, and the model of that.
ROWS: dict[type[models.Model], tuple[str, str, type[models.Model]]] = {
    Citation: ("citations", "quote", Quote),
    Coverage: ("coverage", "event", Event),
}


def show_proposal(article: Article, proposal: Revision) -> None:
    """Let the unsaved article carry the words of the proposal, for a form to show."""
    kept = proposal.snapshot["article"]
    for name in CONTENT:
        field: Any = Article._meta.get_field(name)
        setattr(article, name, field.to_python(kept[name]))
    article.outlet = found(Actor, filter(None, [kept["outlet"]])).get(kept["outlet"])
    article.proposal = proposal  # type: ignore[attr-defined]  # for this page only


def proposed_choices(article: Article) -> dict[str, list[Any]]:
    """Return the topics and credits that a form begins with, none where no proposal is shown."""
    proposal = getattr(article, "proposal", None)
    if proposal is None:
        return {}
    kept = proposal.snapshot["article"]
    return {
        "topics": list(found(Topic, kept["topics"]).values()),
        "credits": list(found(Actor, kept["credits"]).values()),
    }


def new_rows(article: Any, model: type[models.Model]) -> list[dict[str, Any]]:
    """Return what the form's new rows begin with: those that only the proposal has."""
    proposed = _proposed(article, model)
    stored = set(_stored(article, model)) if proposed else set()
    link = ROWS[model][1] if model in ROWS else ""
    return [
        {**row, link: target.pk} for target, row in proposed.values() if target.pk not in stored
    ]


class ArticleRows(DeskInlineFormSet):
    """Citations or coverage on an article's page.

    They show a waiting proposal: changed, and ticked for deletion where it has none. Saved over a
    newer version, they take over what only the colleague changed (R11).
    """

    def get_queryset(self) -> Any:
        """Return the stored rows with the proposal's values."""
        rows = super().get_queryset()
        proposed = _proposed(self.instance, self._row)
        if not proposed or self.is_bound:
            return rows
        link = ROWS[self._row][1]
        for row in rows:
            _target, values = proposed.get(getattr(row, f"{link}_id"), (None, {}))
            for name, value in values.items():
                if name != link:
                    setattr(row, name, value)
        return rows

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Where a colleague changed what is changed here, too, and what they wrote (R11).
        self.disputes: list[Dispute] = []
        if self.initial_extra:
            self.extra = len(self.initial_extra)
        since = getattr(self.instance, "meanwhile", None)
        if self.is_bound and since is not None:
            name, link, _target = ROWS[self._row]
            self.data, self.disputes = take_over_rows(self, since, name, link)

    def clean(self) -> None:
        """Name at its field what both changed; the next save is over what is shown now."""
        super().clean()
        for place, name, words in self.disputes:
            self.forms[place].add_error(name, ValidationError(dispute(words), code="R11"))

    def add_fields(self, form: Any, index: int | None) -> None:
        """Tick the rows that the proposal takes away."""
        super().add_fields(form, index)
        if self.is_bound or form.instance.pk is None or not hasattr(self.instance, "proposal"):
            return
        link = f"{ROWS[self._row][1]}_id"
        if getattr(form.instance, link) not in _proposed(self.instance, self._row):
            form.fields["DELETE"].initial = True


def _proposed(article: Any, model: type[models.Model]) -> dict[int, tuple[Any, dict[str, Any]]]:
    """Return the proposal's rows by the key of what they link to; loaded once a page."""
    proposal = getattr(article, "proposal", None)
    if proposal is None or model not in ROWS:
        return {}
    name, link, target = ROWS[model]
    known = article.__dict__.setdefault("_proposed", {})
    if name not in known:
        rows = proposal.snapshot[name]
        targets = found(target, [row[link] for row in rows])
        known[name] = {
            targets[row[link]].pk: (targets[row[link]], row) for row in rows if row[link] in targets
        }
    return known[name]


def _stored(article: Article, model: type[models.Model]) -> list[int]:
    name, link, _target = ROWS[model]
    return list(getattr(article, name).values_list(link, flat=True))
