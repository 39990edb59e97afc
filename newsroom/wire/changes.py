"""The change log as front ends read it: every change after the last one they know, in order.

A front end that begins with ``after=0``, fetches what is published or updated and drops the rest
holds exactly the public state. Nothing is missing before ``last``: numbers are given under a lock,
in the order in which changes become visible.
"""

import re
import time
from dataclasses import dataclass
from threading import Lock
from typing import Any

import orjson
from django.http import HttpRequest, QueryDict

from newsroom.problems import InvalidParameters

from .caching import NOT_KEPT
from .models import Change, Resource, Sequence
from .reading.answers import Answer
from .reading.parameters import check_names
from .reading.resources import ALWAYS
from .settle import settle, settle_waiting

DEFAULT_LIMIT, MAX_LIMIT, LONGEST_WAIT = 100, 1000, 25
#: So many documents that wait are rendered by who asks for changes, should no worker run.
AT_ONCE = 100
#: Seconds between two looks while a request waits.
PAUSE = 0.5
_NUMBER = re.compile(r"[0-9]{1,19}\Z")
PARAMETERS = ("after", "resource", "limit", "wait", *ALWAYS)
#: Held by the one thread of this process that waits for changes: the others go on answering.
_WAITING = Lock()


@dataclass(frozen=True, slots=True)
class Question:
    """Which changes are asked for, and how many seconds may pass until there are some."""

    after: int = 0
    resource: Resource | None = None
    limit: int = DEFAULT_LIMIT
    wait: int = 0


def changes_answer(request: HttpRequest) -> Answer:
    """Return the changes that a request asks for, waiting for them if it says so."""
    question = read_question(request.GET)
    found = changes_after(question)
    if not found["results"] and question.wait and _WAITING.acquire(blocking=False):
        try:
            found = _wait(question)
        finally:
            _WAITING.release()
    return Answer(orjson.dumps(found), "", headers=dict(NOT_KEPT))


def read_question(query: QueryDict) -> Question:
    """Return what is asked for, or refuse the parameters by name."""
    given, problems = check_names(query, PARAMETERS)
    most = {"after": 2**63 - 1, "limit": MAX_LIMIT, "wait": LONGEST_WAIT}
    numbers = {}
    for name in [name for name in most if name in given]:
        text, least = given[name], 1 if name == "limit" else 0
        if _NUMBER.match(text) and least <= int(text) <= most[name]:
            numbers[name] = int(text)
        else:
            problems[name] = [f"Use a whole number from {least} to {most[name]}."]
    resource = given.get("resource")
    names = {one.label: one for one in Resource}
    if resource is not None and resource not in names:
        problems["resource"] = [f"Use one of: {', '.join(sorted(names))}."]
    if problems:
        raise InvalidParameters(problems)
    return Question(resource=names.get(resource or ""), **numbers)


def changes_after(question: Question) -> dict[str, Any]:
    """Return the changes after a number, and the number up to which nothing is missing."""
    settle()
    settle_waiting(AT_ONCE)
    last = Sequence.objects.values_list("last", flat=True).get()
    if question.after > last:
        sentence = (
            f"There is no change {question.after} yet, the last one is {last}. "
            "If you had it from here, start anew with after=0."
        )
        raise InvalidParameters({"after": [sentence]})
    # Up to the number that was read first: what comes meanwhile is for the next question.
    changes = Change.objects.filter(seq__gt=question.after, seq__lte=last)
    if question.resource is not None:
        changes = changes.filter(resource=question.resource)
    found = list(changes[: question.limit])
    is_cut = len(found) == question.limit
    return {
        "results": [_shown(change) for change in found],
        "last": found[-1].seq if is_cut else last,
    }


def _shown(change: Change) -> dict[str, Any]:
    return {
        "seq": change.seq,
        "resource": Resource(change.resource).label,
        "slug": change.slug,
        "action": change.action,
        "version": change.version,
        "at": change.at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
    }


def _wait(question: Question) -> dict[str, Any]:
    """Look again and again until there is a change or the time is over."""
    until = time.monotonic() + question.wait
    while True:
        time.sleep(max(0.0, min(PAUSE, until - time.monotonic())))
        found = changes_after(question)
        if found["results"] or time.monotonic() >= until:
            return found
