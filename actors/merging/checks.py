"""What speaks against a merge: said before anything moves, or found once everything has."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from actors.models.base import Slugged, leads_to, stored_model

from .rows import Key, all_rows, batches, key_of

#: What is wrong with rows: their names and the sentences, by their keys.
Problems = dict[Key, tuple[str, set[str]]]


def merge_permission(model: type[models.Model]) -> str:
    """Return the permission that merging rows of the model takes; empty: they are not merged."""
    options = stored_model(model)._meta
    codename = f"merge_{options.model_name}"
    known = {name for name, _ in options.permissions}
    return f"{options.app_label}.{codename}" if codename in known else ""


def refusal(model: type[models.Model], by: Any) -> str:
    """Return why this editor cannot merge rows of the model; empty: they can."""
    permission = merge_permission(model)
    things = stored_model(model)._meta.verbose_name_plural
    if not permission:
        return f"There is no merging of {things}."
    if not by.has_perm(permission):
        return f"You may not merge {things}. Ask a desk editor or an administrator."
    return ""


def objections(gone: Slugged, kept: Slugged) -> Iterator[str]:
    """Yield why the two cannot be the same, each a sentence."""
    if gone.pk == kept.pk:
        yield f"“{kept}” cannot be merged into itself. Choose another one."
        return
    for field in type(kept)._meta.concrete_fields:
        if field.related_model is type(kept):
            for part, whole in ((gone, kept), (kept, gone)):
                if leads_to(getattr(part, field.name), whole, field.name):
                    yield (
                        f"“{part}” is part of “{whole}”, so the two are not the same. "
                        "Remove that link first if it is wrong."
                    )
    yield from kept.why_not_merge(gone)


def problems_of(rows: Iterable[models.Model]) -> Problems:
    """Return what the rules say against each row as it is stored now."""
    found: Problems = {}
    for row in rows:
        fresh = all_rows(row._meta.model).filter(pk=row.pk).first()
        if fresh is None:
            continue
        try:
            fresh.full_clean(validate_unique=False)
        except ValidationError as error:
            found[key_of(fresh)] = (str(fresh), set(error.messages))
    return found


def refuse_new(before: Problems, after: Problems) -> None:
    """Refuse what breaks a rule that held before."""
    nothing: tuple[str, set[str]] = ("", set())
    sentences = [
        f"“{name}”: {sentence}"
        for key, (name, problems) in after.items()
        for sentence in sorted(problems - before.get(key, nothing)[1])
    ]
    if sentences:
        raise ValidationError(sentences)


def published_keys(model: type[models.Model], keys: Collection[Any]) -> set[Any]:
    """Return which of these rows readers may see; of a model without that question, none."""
    manager: Any = model._default_manager
    if not hasattr(manager, "published"):
        return set()
    return {
        key
        for some in batches(keys)
        for key in manager.published().filter(pk__in=some).values_list("pk", flat=True)
    }
