"""Undoing a merge: everything goes back exactly, for as long as nothing else changed."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ForeignKey
from django.utils import timezone

from actors.locks import lock_rows
from actors.models import Merge, RetiredSlug
from actors.signals import unmerged

from .checks import problems_of, refusal, refuse_new
from .references import references
from .rows import (
    Key,
    all_rows,
    batches,
    fingerprint,
    key_of,
    model_of,
    stored_rows,
    value_of,
)
from .service import spoken_errors, write_history

MISSING_TARGET = (
    "Something that “{}” belonged to was deleted since, so the merge can no longer be undone."
)


def undo_merge(merge: Merge, *, by: Any) -> models.Model:
    """Put back everything as it was before the merge, and return the row that is back."""
    with spoken_errors(), transaction.atomic():
        merge = _locked(merge)
        if sentence := refusal(model_of(merge.model), by) or changes_since([merge])[merge.pk]:
            raise ValidationError(sentence)
        return _undo(merge, by)


def why_not_undo(merge: Merge, *, by: Any) -> list[str]:
    """Return why the merge cannot be undone, by trying it and taking it back; empty: it can."""
    try:
        with spoken_errors(), transaction.atomic():
            if sentence := refusal(model_of(merge.model), by) or changes_since([merge])[merge.pk]:
                return [sentence]
            _restore(merge)
            transaction.set_rollback(True)
    except ValidationError as error:
        return list(error.messages)
    return []


def changes_since(merges: Iterable[Merge]) -> dict[Any, str]:
    """Return for each merge what was changed since, as a sentence; empty where nothing was.

    All of them together cost one query for each model, however many they are.
    """
    merges = list(merges)
    wanted: dict[str, set[Any]] = {}
    for merge in merges:
        wanted.setdefault(merge.model, set()).add(merge.what["kept_pk"])
        for entry in _left(merge):
            wanted.setdefault(entry["model"], set()).add(entry["pk"])
    now = {
        key_of(row): row
        for label, keys in wanted.items()
        for row in stored_rows(model_of(label), keys)
    }
    return {merge.pk: _change_since(merge, now) for merge in merges}


def _left(merge: Merge) -> list[dict[str, Any]]:
    return [*merge.what["changed"], *merge.what["added"]]


def _change_since(merge: Merge, now: dict[Key, models.Model]) -> str:
    if merge.undone_at is not None:
        return "This merge is undone already."
    if (merge.model, merge.what["kept_pk"]) not in now:
        return _where_kept_went(merge)
    for entry in _left(merge):
        row = now.get((entry["model"], entry["pk"]))
        kind = model_of(entry["model"])._meta.verbose_name
        if row is None:
            return f"A row that the merge touched ({kind}) was deleted since."
        if entry.get("seen") != fingerprint(row):
            return f"“{row}” ({kind}) was changed since, so the merge can no longer be undone."
    return ""


def _where_kept_went(merge: Merge) -> str:
    later = Merge.objects.filter(model=merge.model, gone=merge.kept, undone_at=None).first()
    if later is not None:
        return f"“{merge.kept}” was merged into “{later.kept}” since. Undo that merge first."
    return f"“{merge.kept}” was deleted since, so the merge can no longer be undone."


def _locked(merge: Merge) -> Merge:
    lock_rows(Merge.objects.filter(pk=merge.pk))
    merge = Merge.objects.get(pk=merge.pk)
    for label in dict.fromkeys(entry["model"] for entry in _left(merge)):
        keys = [entry["pk"] for entry in _left(merge) if entry["model"] == label]
        for some in batches(keys):
            lock_rows(all_rows(model_of(label)).filter(pk__in=some))
    return merge


def _undo(merge: Merge, by: Any) -> models.Model:
    gone = _restore(merge)
    kept = all_rows(type(gone)).get(pk=merge.what["kept_pk"])
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    write_history(by, gone, f"Undid the merge into “{kept}” ({merge.kept}).")
    write_history(by, kept, f"Undid the merge with “{gone}” ({merge.gone}).")
    touched = [row for entry in _came_back(merge) for row in entry]
    unmerged.send(sender=type(gone), merge=merge, kept=kept, gone=gone, touched=touched, by=by)
    return gone


def _came_back(merge: Merge) -> list[list[models.Model]]:
    keys: dict[str, list[Any]] = {}
    for entry in [*merge.what["changed"], *merge.what["deleted"]]:
        keys.setdefault(entry["model"], []).append(entry["pk"])
    return [list(stored_rows(model_of(label), pks)) for label, pks in keys.items()]


def _restore(merge: Merge) -> models.Model:
    """Put every row back and return the one that had gone."""
    model, kept_pk = model_of(merge.model), merge.what["kept_pk"]
    kept = all_rows(model).get(pk=kept_pk)
    near = [kept, *_joined_since(merge, kept)]
    before = problems_of(near)
    for entry in reversed(merge.what["added"]):
        all_rows(model_of(entry["model"])).filter(pk=entry["pk"]).delete()
    RetiredSlug.objects.filter(model=merge.model, slug=merge.gone).delete()
    _put_back(merge.what["changed"])
    for entry in reversed(merge.what["deleted"]):
        _insert(entry)
    gone = all_rows(model).get(pk=merge.what["gone_pk"])
    _check_targets(merge, str(gone))
    refuse_new(before, problems_of([gone, *near]))
    return gone


def _put_back(changes: list[dict[str, Any]]) -> None:
    by_columns: dict[tuple[str, tuple[str, ...]], list[models.Model]] = {}
    for label in dict.fromkeys(change["model"] for change in changes):
        old = {change["pk"]: change["before"] for change in changes if change["model"] == label}
        for row in stored_rows(model_of(label), old):
            for column, stored in old[row.pk].items():
                setattr(row, column, value_of(type(row), column, stored))
            by_columns.setdefault((label, tuple(sorted(old[row.pk]))), []).append(row)
    for (label, names), rows in by_columns.items():
        fields = [model_of(label)._meta.get_field(name).name for name in names]
        all_rows(model_of(label)).bulk_update(rows, fields, batch_size=100)


def _insert(entry: dict[str, Any]) -> None:
    model = model_of(entry["model"])
    values = {name: value_of(model, name, stored) for name, stored in entry["row"].items()}
    model(**values).save_base(raw=True, force_insert=True)


def _check_targets(merge: Merge, name: str) -> None:
    """Refuse a reference to something that was deleted since; the database asks at its end only."""
    labels = {entry["model"] for entry in [*merge.what["changed"], *merge.what["deleted"]]}
    try:
        connection.check_constraints([model_of(label)._meta.db_table for label in labels])
    except IntegrityError:
        raise ValidationError(MISSING_TARGET.format(name)) from None


def _joined_since(merge: Merge, kept: models.Model) -> list[models.Model]:
    """Return what was added since and binds the kept row to something that goes back.

    A quote in an office of whoever returns would then name the office of somebody else.
    """
    moved: dict[str, list[Any]] = {}
    for change in merge.what["changed"]:
        moved.setdefault(change["model"], []).append(change["pk"])
    mine: dict[type[models.Model], list[ForeignKey]] = {}
    for reference in references(type(kept)):
        mine.setdefault(reference.model, []).append(reference)
    found: list[models.Model] = []
    for label, keys in moved.items():
        if model_of(label) is type(kept):
            continue
        for link in references(model_of(label)):
            for reference in mine.get(link.model, ()):
                for some in batches(keys):
                    rows = all_rows(link.model).filter(
                        **{f"{link.name}__in": some, reference.name: kept}
                    )
                    found.extend(rows.exclude(pk__in=moved.get(link.model._meta.label_lower, ())))
    return found
