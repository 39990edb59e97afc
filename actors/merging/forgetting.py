"""The log of merges forgets who a source is once that must not be known."""

from collections.abc import Iterable

from django.db import models

from actors.models import Merge

from .rows import key_of


def forget_rows(rows: Iterable[models.Model]) -> None:
    """Remove what merges noted of these rows: an anonymous quote had a speaker before.

    Such a merge can no longer be undone, as after any other change.
    """
    forgotten = {key_of(row) for row in rows}
    for merge in Merge.objects.all():
        touched = [
            change
            for change in merge.what["changed"]
            if (change["model"], change["pk"]) in forgotten and "seen" in change
        ]
        for change in touched:
            change.update(before={}, after={})
            del change["seen"]
        if touched:
            merge.save(update_fields=["what"])
