"""Notes what a merge does to each row, while it does it."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from actors.locks import lock_rows

from .rows import Key, columns, fingerprint, key_of, model_of, stored_rows


class Journal:
    """The rows that a merge touches, as they were before it and as it left them."""

    def __init__(self) -> None:
        self.before: dict[Key, dict[str, Any]] = {}
        self.added: list[Key] = []
        self._instances: dict[Key, models.Model] = {}
        self._changes: list[dict[str, Any]] = []
        self._deleted: list[Key] = []

    def touch(self, rows: QuerySet[Any]) -> None:
        """Lock the rows and remember how they are, before anything is done to them."""
        lock_rows(rows)
        for row in rows:
            key = key_of(row)
            if key not in self.before and key not in self.added:
                self.before[key] = columns(row)
                self._instances[key] = row

    def add(self, row: models.Model) -> None:
        """Remember that the merge made this row."""
        self.added.append(key_of(row))

    def as_it_was(self, model: type[models.Model], pk: Any) -> models.Model:
        """Return a touched row as it was."""
        return self._instances[model._meta.label_lower, pk]

    def compare(self) -> None:
        """Read all rows again and note what the merge changed and deleted."""
        for label in dict.fromkeys(label for label, _ in self.before):
            keys = [pk for other, pk in self.before if other == label]
            now = {key_of(row): row for row in stored_rows(model_of(label), keys)}
            for key in ((label, pk) for pk in keys):
                if key not in now:
                    self._deleted.append(key)
                    continue
                self._instances[key] = now[key]
                before, after = self.before[key], columns(now[key])
                changed = [name for name in after if after[name] != before[name]]
                if changed:
                    self._changes.append(
                        {
                            "model": label,
                            "pk": key[1],
                            "before": {name: before[name] for name in changed},
                            "after": {name: after[name] for name in changed},
                        }
                    )

    def touched(self) -> list[models.Model]:
        """Return what was changed, dropped (as it was) and added (as it is)."""
        changed = [(change["model"], change["pk"]) for change in self._changes]
        rows = [self._instances[key] for key in [*changed, *self._deleted]]
        return [*rows, *(row for row, _ in self._with_prints(self.added))]

    def entries(self) -> dict[str, Any]:
        """Return all of it for the log, with a fingerprint of each row as it stands now."""
        keys = [(change["model"], change["pk"]) for change in self._changes]
        prints = {key_of(row): seen for row, seen in self._with_prints([*keys, *self.added])}
        return {
            "changed": [
                {**change, "seen": prints[change["model"], change["pk"]]}
                for change in self._changes
            ],
            "added": [
                {"model": label, "pk": pk, "seen": prints[label, pk]} for label, pk in self.added
            ],
            "deleted": [
                {"model": label, "pk": pk, "row": self.before[label, pk]}
                for label, pk in self._deleted
            ],
        }

    def _with_prints(self, keys: list[Key]) -> list[tuple[models.Model, str]]:
        return [
            (row, fingerprint(row))
            for label in dict.fromkeys(label for label, _ in keys)
            for row in stored_rows(model_of(label), [pk for other, pk in keys if other == label])
        ]
