"""Pages of a list by keyset: the cost of a page does not grow with its depth, and nothing counts.

A view's ``ordering`` names one key and the id. A cursor says behind or before which row a page
lies: its key, which may be null, and its id. It is signed, and bound to the ordering it came from.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from .problems import InvalidParameters

DEFAULT_LIMIT, MAX_LIMIT = 20, 100
_LIMIT = re.compile(r"[1-9][0-9]{0,2}\Z")
_SIGNER = Signer(salt="newsroom.pagination", sep=".")
FOREIGN = "This is no cursor of this list. Follow next and previous as they are given."


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: behind a row (or before it, backward); inclusive takes the row along."""

    key: Any
    id: int
    backward: bool = False
    inclusive: bool = False


class Ordering:
    """One key, ascending or descending with nulls last, and the id as tie-break."""

    def __init__(self, model: type[models.Model], terms: Sequence[str]) -> None:
        *keys, tie = terms
        self.name = f"{model._meta.label_lower}:{','.join(terms)}"
        self.key = keys[0].lstrip("-") if keys else ""
        self.key_descends = bool(keys) and keys[0].startswith("-")
        self.id_descends = tie.startswith("-")
        self.field = model._meta.get_field(self.key) if keys else None
        self.has_nulls = bool(self.field and self.field.null)

    def sorted(self, queryset: QuerySet[Any], *, backward: bool) -> QuerySet[Any]:
        """Sort the rows, nulls last, or the whole the other way round."""
        terms = [self._term("id", descends=self.id_descends != backward)]
        if self.key:
            descends = self.key_descends != backward
            terms.insert(0, self._term(self.key, descends=descends, nulls_first=backward))
        return queryset.order_by(*terms)

    def _term(self, name: str, *, descends: bool, nulls_first: bool = False) -> Any:
        where: dict[str, Any] = {}
        if name == self.key and self.has_nulls:
            where = {"nulls_first": True} if nulls_first else {"nulls_last": True}
        return F(name).desc(**where) if descends else F(name).asc(**where)

    def beyond(self, cursor: Cursor) -> Q:
        """Return the condition that a row lies beyond the cursor, in the cursor's direction."""
        side = "lt" if self.id_descends != cursor.backward else "gt"
        tie = Q(**{f"id__{side}{'e' if cursor.inclusive else ''}": cursor.id})
        if not self.key:
            return tie
        is_null = Q(**{f"{self.key}__isnull": True})
        if cursor.key is None:
            return ~is_null | (is_null & tie) if cursor.backward else is_null & tie
        side = "lt" if self.key_descends != cursor.backward else "gt"
        beyond = Q(**{f"{self.key}__{side}": cursor.key}) | (Q(**{self.key: cursor.key}) & tie)
        if not self.has_nulls:
            # The same bound once more, in the form that lets a database enter an index at it.
            return Q(**{f"{self.key}__{side}e": cursor.key}) & beyond
        return beyond if cursor.backward else beyond | is_null

    def at(self, row: Any, *, backward: bool) -> Cursor:
        """Return the cursor that leads away from a row."""
        return Cursor(getattr(row, self.key) if self.key else None, row.pk, backward)

    def write(self, cursor: Cursor) -> str:
        """Return the cursor as signed text."""
        key = cursor.key.isoformat() if hasattr(cursor.key, "isoformat") else cursor.key
        return _SIGNER.sign_object(
            [self.name, key, cursor.id, int(cursor.backward), int(cursor.inclusive)]
        )

    def read(self, text: str) -> Cursor:
        """Return the cursor that a text stands for; refuse what this list has not written."""
        try:
            name, key, row_id, backward, inclusive = _SIGNER.unsign_object(text)
            if name != self.name or type(row_id) is not int:
                raise ValueError
            if self.field is not None:
                key = self._read_key(key)
        except (BadSignature, ValueError, TypeError, AttributeError, ValidationError):
            raise InvalidParameters({"cursor": [FOREIGN]}) from None
        return Cursor(key, row_id, bool(backward), bool(inclusive))

    def _read_key(self, key: Any) -> Any:
        if key is None and self.has_nulls:
            return None
        if not isinstance(key, str):
            raise TypeError
        assert isinstance(self.field, models.Field)
        return self.field.to_python(key)


class KeysetPagination(BasePagination):
    """Serves ``limit`` rows with the addresses of the next and the previous page."""

    def paginate_queryset(  # type: ignore[override]  # keysets need a queryset, not any sequence
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        """Return the rows of the page that the request asks for."""
        self.ordering = Ordering(queryset.model, view.ordering)
        self.request = request
        self.limit = _read_limit(request.query_params.get("limit"))
        text = request.query_params.get("cursor")
        cursor = self.ordering.read(text) if text is not None else None
        backward = cursor is not None and cursor.backward

        rows = self.ordering.sorted(queryset, backward=backward)
        if cursor is not None:
            rows = rows.filter(self.ordering.beyond(cursor))
        found = list(rows[: self.limit + 1])
        page = found[: self.limit]
        onward = self.ordering.at(page[-1], backward=backward) if found[self.limit :] else None
        back = self._back(queryset, page, cursor)
        self.next, self.previous = (back, onward) if backward else (onward, back)
        return page[::-1] if backward else page

    def _back(
        self, queryset: QuerySet[Any], page: list[Any], cursor: Cursor | None
    ) -> Cursor | None:
        """Return the cursor that leads to where we came from, if anything is left there."""
        if cursor is None:
            return None
        back = (
            self.ordering.at(page[0], backward=not cursor.backward)
            if page
            else Cursor(cursor.key, cursor.id, backward=not cursor.backward, inclusive=True)
        )
        there = queryset.order_by().prefetch_related(None).filter(self.ordering.beyond(back))
        return back if there.exists() else None

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page with its neighbours' addresses."""
        return Response(
            {
                "results": data,
                "next": self._address(self.next),
                "previous": self._address(self.previous),
            }
        )

    def _address(self, cursor: Cursor | None) -> str | None:
        if cursor is None:
            return None
        here = remove_query_param(self.request.build_absolute_uri(), "cursor")
        return replace_query_param(here, "cursor", self.ordering.write(cursor))

    def get_results(self, data: Any) -> Any:
        """Return the rows of an answer, as the browsable API asks for them."""
        return data["results"]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": schema,
                "next": {**link, "description": "The next page, null on the last one."},
                "previous": {**link, "description": "The page before, null on the first one."},
            },
        }

    def get_schema_operation_parameters(self, view: object) -> list[dict[str, Any]]:  # noqa: ARG002 - DRF passes it
        """Describe the two parameters of paging."""
        return [
            {
                "name": "limit",
                "in": "query",
                "required": False,
                "description": f"How many rows, 1 to {MAX_LIMIT}; without it {DEFAULT_LIMIT}.",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MAX_LIMIT,
                    "default": DEFAULT_LIMIT,
                },
                "example": DEFAULT_LIMIT,
            },
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "Where the page begins. Never made by hand: follow next.",
                "schema": {"type": "string"},
            },
        ]


def _read_limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not _LIMIT.match(text) or int(text) > MAX_LIMIT:
        raise InvalidParameters({"limit": [f"Use a whole number from 1 to {MAX_LIMIT}."]})
    return int(text)
