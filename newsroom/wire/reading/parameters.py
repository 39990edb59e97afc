"""Reads the query parameters of a request, and refuses every one that cannot be used, by name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from actors.filters import read_values
from actors.models.base import SLUG_LENGTH
from actors.resources import SLUG_IN_URLS
from newsroom.problems import InvalidParameters

from .ordering import Cursor, Ordering
from .resources import ALWAYS, SHAPING, Served
from .shaping import read_expand, read_fields

DEFAULT_LIMIT, MAX_LIMIT, MAX_SLUGS = 20, 100, 100
_LIMIT = re.compile(r"[1-9][0-9]{0,2}\Z")
_SLUG = re.compile(rf"{SLUG_IN_URLS}\Z")

Problems = dict[str, list[str]]


@dataclass(slots=True)
class Asked:
    """What a request asks of a list."""

    ordering: Ordering
    values: dict[str, Any]
    limit: int = DEFAULT_LIMIT
    cursor: Cursor | None = None
    slugs: tuple[str, ...] = ()
    count: bool = False
    fields: frozenset[str] = frozenset()
    expand: tuple[str, ...] = ()
    problems: Problems = field(default_factory=dict)


def check_names(query: QueryDict, known: Iterable[str]) -> tuple[dict[str, str], Problems]:
    """Return each parameter's one value, and what is wrong with the others, by name."""
    problems: Problems = {}
    values: dict[str, str] = {}
    for name, given in query.lists():
        if sentence := _problem(name, given, known):
            problems[name.replace("\0", "\N{REPLACEMENT CHARACTER}")] = [sentence]
        else:
            values[name] = given[0]
    return values, problems


def _problem(name: str, given: list[Any], known: Iterable[str]) -> str:
    if name not in known:
        return f"There is no such parameter here. Use: {', '.join(sorted(known))}."
    if len(given) > 1:
        return "This parameter is given more than once. Give it once."
    if given[0] == "":
        return "This parameter is empty. Give it a value or leave it out."
    if "\0" in given[0]:
        return "This value holds a NUL character. Leave that out."
    return ""


def check_parameters(query: QueryDict, known: Iterable[str]) -> dict[str, str]:
    """Return each parameter's one value, or refuse those that cannot be used."""
    values, problems = check_names(query, known)
    if problems:
        raise InvalidParameters(problems)
    return values


def read_list(query: QueryDict, served: Served) -> Asked:
    """Return what a request asks of a list; what is wrong with it stands in ``problems``."""
    if not query:
        return Asked(served.orderings[served.default_ordering], {})
    given, problems = check_names(query, served.parameters)
    values, wrong = read_values(served.filters, given)
    problems |= wrong
    asked = Asked(_ordering(given, served, problems), values, problems=problems)
    asked.limit = _limit(given, problems)
    asked.slugs = _slugs(given, problems)
    asked.count = _count(given, problems)
    asked.fields = read_fields(given.get("fields"), served, problems)
    asked.expand = read_expand(given.get("expand"), served, problems, asked.fields)
    asked.cursor = _cursor(given, asked.ordering, problems)
    return asked


def read_detail(query: QueryDict, served: Served, more: tuple[str, ...] = ()) -> Asked:
    """Return what a request asks of one thing."""
    asked = Asked(served.orderings[served.default_ordering], {})
    if query:
        known = (*ALWAYS, *SHAPING, *more)
        given, problems = check_names(query, known)
        asked.fields = read_fields(given.get("fields"), served, problems)
        asked.expand = read_expand(given.get("expand"), served, problems, asked.fields)
        if problems:
            raise InvalidParameters(problems)
    return asked


def _ordering(given: Mapping[str, str], served: Served, problems: Problems) -> Ordering:
    name = given.get("ordering", served.default_ordering)
    if name not in served.orderings:
        names = ", ".join(sorted(served.orderings))
        problems["ordering"] = [f"“{name}” is no order of this list. Use one of: {names}."]
        name = served.default_ordering
    return served.orderings[name]


def _limit(given: Mapping[str, str], problems: Problems) -> int:
    text = given.get("limit")
    if text is None:
        return DEFAULT_LIMIT
    if not _LIMIT.match(text) or int(text) > MAX_LIMIT:
        problems["limit"] = [f"Use a whole number from 1 to {MAX_LIMIT}."]
        return DEFAULT_LIMIT
    return int(text)


def _slugs(given: Mapping[str, str], problems: Problems) -> tuple[str, ...]:
    if "slug" not in given:
        return ()
    slugs = tuple(dict.fromkeys(given["slug"].split(",")))
    if len(slugs) > MAX_SLUGS:
        problems["slug"] = [f"These are {len(slugs)} slugs. Ask for at most {MAX_SLUGS} at once."]
    elif bad := [slug for slug in slugs if not _SLUG.match(slug) or len(slug) > SLUG_LENGTH]:
        problems["slug"] = [
            f"“{bad[0][:SLUG_LENGTH]}” is no slug. Write slugs with commas between."
        ]
    return slugs


def _count(given: Mapping[str, str], problems: Problems) -> bool:
    text = given.get("count", "false")
    if text not in ("true", "false"):
        problems["count"] = ["Use true or false."]
    return text == "true"


def _cursor(given: Mapping[str, str], ordering: Ordering, problems: Problems) -> Cursor | None:
    if "cursor" not in given:
        return None
    try:
        return ordering.read(given["cursor"])
    except InvalidParameters as error:
        problems |= error.problems
        return None
