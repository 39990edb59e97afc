"""Merging: two rows that are the same thing become one, in one transaction, logged and undoable."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, models, transaction

from actors.models import Merge, RetiredSlug, Slugged
from actors.models.base import stored_model
from actors.refusals import sentence_of
from actors.signals import merged

from .absorb import Absorption
from .checks import objections, problems_of, published_keys, refusal, refuse_new
from .journal import Journal
from .references import references, referring_twice
from .rows import all_rows

UNSEEN = (
    "“{}” is public and “{}” is not, so readers will see more or less than now. "
    "Confirm that, or make both public or neither first."
)


@dataclass
class Outcome:
    """What a merge does, for the preview and for the log."""

    gone: Any
    kept: Any
    absorption: Absorption = field(default_factory=Absorption)
    filled: list[str] = field(default_factory=list)
    #: How many rows of each model readers see afterwards and did not before, and the reverse.
    shown: dict[type[models.Model], int] = field(default_factory=dict)
    hidden: dict[type[models.Model], int] = field(default_factory=dict)

    @property
    def journal(self) -> Journal:
        """Return what the merge noted of every row."""
        return self.absorption.journal

    @property
    def changes_what_readers_see(self) -> bool:
        """Tell whether one of the two is public and the other is not."""
        return _is_public(self.gone) != _is_public(self.kept)


def merge(gone: Slugged, kept: Slugged, *, by: Any, confirmed: bool = False) -> Merge:
    """Merge a row into another one that is the same thing; the kept one keeps its own words.

    Every reference moves, what would be said twice is dropped, the old address leads to the kept
    row. ``confirmed`` says that the editor knows what readers will see or lose, where one of the
    two is public and the other is not.
    """
    with spoken_errors(), transaction.atomic():
        outcome = perform(gone, kept, by=by)
        if outcome.changes_what_readers_see and not confirmed:
            public, other = sorted((outcome.gone, outcome.kept), key=_is_public, reverse=True)
            raise ValidationError(UNSEEN.format(public, other))
        return _log(outcome, by)


def preview(gone: Slugged, kept: Slugged, *, by: Any) -> Outcome:
    """Return what a merge would do, by doing it and taking it back."""
    with spoken_errors(), transaction.atomic():
        outcome = perform(gone, kept, by=by)
        transaction.set_rollback(True)
    return outcome


def perform(gone: Slugged, kept: Slugged, *, by: Any) -> Outcome:
    """Move everything, inside the caller's transaction; refuse with sentences."""
    gone, kept = _locked(gone, kept, by)
    outcome = Outcome(gone=all_rows(type(gone)).get(pk=gone.pk), kept=kept)
    journal = outcome.journal
    both = all_rows(type(kept)).filter(pk__in=[gone.pk, kept.pk])
    journal.touch(both)
    before = problems_of([kept, *referring_twice(type(kept), gone, kept)])
    seen = _seen(outcome, gone)
    outcome.filled = outcome.absorption.absorb(gone, kept)
    named = list(kept.take_name(outcome.gone))
    kept.save()
    for row in named:
        row.save()
        journal.add(row)
    _retire(outcome)
    journal.compare()
    twice = referring_twice(type(kept), kept)
    refuse_new(before, problems_of([kept, *outcome.absorption.grown, *twice]))
    _compare_with(seen, outcome)
    return outcome


def _locked(gone: Slugged, kept: Slugged, by: Any) -> tuple[Any, Any]:
    """Return both rows as they are now, locked, after asking what speaks against the merge."""
    model = stored_model(type(kept))
    if stored_model(type(gone)) is not model:
        raise ValidationError("Only two things of the same kind are merged.")
    if sentence := refusal(model, by):
        raise ValidationError(sentence)
    names = {gone.pk: str(gone), kept.pk: str(kept)}
    both = all_rows(model).filter(pk__in=names)
    # The whole rows, keys too: meanwhile nobody can begin to refer to what goes.
    list(both.order_by("pk").select_for_update().values_list("pk"))
    rows = {row.pk: row for row in both}
    if missing := [name for pk, name in names.items() if pk not in rows]:
        raise ValidationError(
            f"“{missing[0]}” is no longer there: somebody merged or deleted it meanwhile."
        )
    found = rows[gone.pk], rows[kept.pk]
    if sentences := list(objections(*found)):
        raise ValidationError(sentences)
    return found


def _retire(outcome: Outcome) -> None:
    """Let the old address lead to the kept row."""
    model = type(outcome.kept)._meta.label_lower
    retired = RetiredSlug.objects.get(model=model, slug=outcome.gone.slug)
    retired.moved_to = outcome.kept.slug
    retired.save(update_fields=["moved_to"])
    outcome.journal.add(retired)


def _log(outcome: Outcome, by: Any) -> Merge:
    """Keep the merge in the log and in both rows' histories, and tell whoever listens."""
    gone, kept = outcome.gone, outcome.kept
    record = Merge(
        model=type(kept)._meta.label_lower, kept=kept.slug, gone=gone.slug, by=by, what={}
    )
    record.save()
    write_history(by, gone, f"Merged into “{kept}” ({kept.slug}).")
    write_history(by, kept, f"Merged “{gone}” ({gone.slug}) into this.")
    merged.send(
        sender=type(kept), merge=record, kept=kept, touched=outcome.journal.touched(), by=by
    )
    record.what = outcome.journal.entries() | {"gone_pk": gone.pk, "kept_pk": kept.pk}
    record.save(update_fields=["what"])
    return record


def write_history(by: Any, row: models.Model, message: str) -> None:
    """Add a line to the row's history in the admin."""
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, message, single_object=True)


# ---------------------------------------------------------------- what readers see


def _is_public(row: Any) -> bool:
    return bool(row.is_published)


def _seen(outcome: Outcome, gone: Slugged) -> dict[type[models.Model], set[Any]]:
    """Return which rows that refer to what goes readers see, where the merge may change that."""
    seen: dict[type[models.Model], set[Any]] = {}
    if outcome.changes_what_readers_see:
        for reference in references(type(gone)):
            rows = all_rows(reference.model).filter(**{reference.name: gone})
            keys = list(rows.values_list("pk", flat=True))
            seen.setdefault(reference.model, set()).update(published_keys(reference.model, keys))
    return seen


def _compare_with(seen: dict[type[models.Model], set[Any]], outcome: Outcome) -> None:
    if not outcome.changes_what_readers_see:
        return
    moved: dict[type[models.Model], set[Any]] = {}
    for reference, keys in outcome.absorption.moved:
        moved.setdefault(reference.model, set()).update(keys)
    for model in dict.fromkeys([*moved, *seen]):
        before, after = seen.get(model, set()), published_keys(model, moved.get(model, set()))
        if after - before:
            outcome.shown[model] = len(after - before)
        if before - after:
            outcome.hidden[model] = len(before - after)


@contextmanager
def spoken_errors() -> Iterator[None]:
    """Say in the desk's words what the database refuses."""
    try:
        yield
    except (IntegrityError, OperationalError) as error:  # the second: a deadlock
        raise ValidationError(sentence_of(error)) from error
