"""The forms of events: what follows from what is typed, and a programme that moves along."""

from typing import Any

from actors.forms import DeskModelForm
from actors.keys import as_number

from .choices import DateBasis, EventStatus, Occurrence

#: As many rows as Django reads of one page.
MOST_ROWS = 2000
#: The likelihood that follows from a status where an editor chose none.
LIKELIHOOD: dict[str, str] = {
    EventStatus.PLANNED: Occurrence.PLANNED_ONLY,
    EventStatus.CANCELLED: Occurrence.CANCELLED,
}


def fill_basis(form: DeskModelForm, cleaned: dict[str, Any], date: str, basis: str) -> None:
    """Take a typed date for stated, and none for an emptied one, where the basis was left alone."""
    if basis not in form.fields or basis in form.changed_data or date not in cleaned:
        return
    if not cleaned[date]:
        cleaned[basis] = DateBasis.NONE
    elif cleaned.get(basis) == DateBasis.NONE:
        cleaned[basis] = DateBasis.STATED


class EventForm(DeskModelForm):
    """An event; likelihood and basis of the date need not be chosen where they follow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "occurrence" in self.fields:
            status = self.initial.get("status") or EventStatus.PLANNED
            self.initial.setdefault("occurrence", LIKELIHOOD.get(status, ""))

    def clean(self) -> dict[str, Any] | None:
        """Fill in what follows; let the dates of programme rows on the page check themselves."""
        cleaned = super().clean() or self.cleaned_data
        fill_basis(self, cleaned, "date_edtf", "date_basis")
        self._fill_likelihood(cleaned)
        self.instance.moving_parts = self._moving_parts()
        return cleaned

    def _fill_likelihood(self, cleaned: dict[str, Any]) -> None:
        """Follow a status, unless an editor chose a likelihood that fits it or breaks with it."""
        if "occurrence" not in self.fields or "status" not in cleaned:
            return
        follows = LIKELIHOOD.get(cleaned["status"], "")
        left_alone = "occurrence" not in self.changed_data and "status" in self.changed_data
        if (follows and not cleaned.get("occurrence")) or (left_alone and not self._fits(cleaned)):
            cleaned["occurrence"] = follows

    def _fits(self, cleaned: dict[str, Any]) -> bool:
        is_cancelled = cleaned.get("occurrence") == Occurrence.CANCELLED
        if cleaned["status"] == EventStatus.PLANNED:
            return bool(cleaned.get("occurrence")) and not is_cancelled
        return is_cancelled if cleaned["status"] == EventStatus.CANCELLED else False

    def _moving_parts(self) -> frozenset[int]:
        """Return the programme's rows on this page whose date is changed along with the event's.

        They are checked against the new date themselves, row by row.
        """
        if self.instance.pk is None or self.prefix:
            return frozenset()
        typed = dict(self._programme_dates())
        stored = self.instance.children.filter(pk__in=typed).values_list("pk", "date_edtf")
        return frozenset(key for key, date in stored if typed[key] != date)

    def _programme_dates(self) -> list[tuple[int, str]]:
        count = as_number(str(self.data.get("children-INITIAL_FORMS", ""))) or 0
        rows = [
            (str(self.data.get(f"children-{place}-id", "")), f"children-{place}-date_edtf")
            for place in range(min(count, MOST_ROWS))
        ]
        return [
            (number, str(self.data[name]).strip())
            for key, name in rows
            if (number := as_number(key)) is not None and name in self.data
        ]
