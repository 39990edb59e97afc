"""What waits for somebody: the same rows as a filter of a list and as a box of the front page."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


@dataclass(frozen=True)
class Waiting:
    """Rows of a model that wait for somebody, by one of its QuerySet's own methods."""

    name: str
    label: str
    #: The method that says which rows wait.
    method: str
    #: Whether they wait for one member of the desk, whom the method then asks for.
    own: bool = False

    def narrow(self, rows: Any, user: Any) -> QuerySet[Any]:
        """Return those of the rows that wait for this member of the desk."""
        found: QuerySet[Any] = getattr(rows, self.method)(*([user] if self.own else []))
        return found


class WaitingFilter(admin.SimpleListFilter):
    """What of a model waits, as it is counted on the front page."""

    title = "what waits"
    parameter_name = "waiting"
    offered: ClassVar[tuple[Waiting, ...]] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(waiting.name, waiting.label) for waiting in self.offered]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        for waiting in self.offered:
            if waiting.name == self.value():
                return waiting.narrow(queryset, request.user)
        return None
