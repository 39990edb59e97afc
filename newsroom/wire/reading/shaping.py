"""Fewer fields, and whole things in place of their names: cut and joined from stored documents."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from newsroom.problems import InvalidParameters
from newsroom.wire.models import Resource

from .resources import Served
from .resources import served as all_served
from .rows import asked
from .statements import SLUGS, things_statement

#: So deep things are joined into things, and so many of them into one answer.
DEPTH, MOST_JOINED, MOST_PATHS = 2, 500, 10


def read_fields(text: str | None, served: Served, problems: dict[str, list[str]]) -> frozenset[str]:
    """Return the fields that are asked for; the slug always comes along."""
    if text is None:
        return frozenset()
    names = frozenset(text.split(","))
    if unknown := sorted(names - served.field_names):
        known = ", ".join(sorted(served.field_names))
        problems["fields"] = [
            f"There is no field “{name[:100]}” here. Use: {known}." for name in unknown[:5]
        ]
    return names | {"slug"}


def read_expand(
    text: str | None,
    served: Served,
    problems: dict[str, list[str]],
    fields: frozenset[str],
) -> tuple[str, ...]:
    """Return the paths at which names give way to whole things, each after those above it."""
    if text is None:
        return ()
    paths = sorted(set(text.split(",")))
    if len(paths) > MOST_PATHS:
        problems["expand"] = [f"These are {len(paths)} paths. Use at most {MOST_PATHS}."]
        return ()
    wrong = [sentence for path in paths if (sentence := _wrong_path(path, served))]
    cut_off = [path for path in paths if fields and path.split(".")[0] not in fields]
    if wrong or cut_off:
        problems["expand"] = wrong or [
            f"“{path}” is left out by fields=. Add “{path.split('.')[0]}” there."
            for path in cut_off
        ]
    return tuple(paths)


def _wrong_path(path: str, served: Served) -> str:
    """Say what is wrong with a path; walk it through the resources that it leads to."""
    here, rest, joined = served, path, 0
    while rest:
        step = _longest(rest, here.references)
        if not step:
            known = ", ".join(sorted(here.references)) or "nothing"
            return f"“{path[:100]}” leads to no other thing. In {here.resource.label}: {known}."
        here, rest = all_served()[here.references[step]], rest[len(step) + 1 :]
        joined += 1
        if joined > DEPTH:
            return (
                f"“{path[:100]}” goes too deep: at most {DEPTH} things are joined one into another."
            )
    return "" if path and not path.endswith(".") else "Write paths with commas between."


def _longest(path: str, references: Iterable[str]) -> str:
    fitting = [name for name in references if path == name or path.startswith(f"{name}.")]
    return max(fitting, key=len, default="")


def shaped(
    documents: list[bytes], served: Served, fields: frozenset[str], expand: tuple[str, ...]
) -> list[bytes]:
    """Return the documents with whole things joined in and the other fields cut off."""
    if not fields and not expand:
        return documents
    things = [orjson.loads(document) for document in documents]
    for path in expand:
        _join(things, path, served)
    if fields:
        things = [{name: thing[name] for name in thing if name in fields} for thing in things]
    return [orjson.dumps(thing) for thing in things]


def _join(things: list[Any], path: str, served: Served) -> None:
    """Put whole things at a path, and at each name above it that is still a name."""
    here, rest, places = served, path, things
    while rest:
        step = _longest(rest, here.references)
        resource, rest = here.references[step], rest[len(step) + 1 :]
        places = [found for place in places for found in _at(place, step.split("."))]
        _fill(places, resource)
        here = all_served()[resource]


def _at(place: Any, steps: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the things at a path below another one; lists are walked through, nulls passed by."""
    if isinstance(place, list):
        for one in place:
            yield from _at(one, steps)
    elif place is not None and not steps:
        yield place
    elif place is not None:
        yield from _at(place.get(steps[0]), steps[1:])


def _fill(names: list[dict[str, Any]], resource: str) -> None:
    """Add to each name what is known of the thing; a name stays where readers see no more."""
    slugs = sorted({name["slug"] for name in names})
    if len(slugs) > MOST_JOINED:
        sentence = (
            f"This joins {len(slugs)} {resource}, more than {MOST_JOINED}. "
            "Ask for fewer rows with limit=, or leave out a path."
        )
        raise InvalidParameters({"expand": [sentence]})
    whole = {
        slug.decode(): orjson.loads(body)
        for _, slug, body, *_ in asked(
            Resource[resource.upper()],
            things_statement(resource),
            {SLUGS: orjson.dumps(slugs).decode()},
            flags=(2, 3, 4),
        )
        if body is not None
    }
    for name in names:
        name |= whole.get(name["slug"], {}) | name  # noqa: PLW2901 - in place, on purpose
