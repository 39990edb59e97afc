"""Is this article fit to print? A registry of small checks, in the manner of Django's own.

    findings = preflight(article, at=moment)

Errors block publishing; a warning is acknowledged by its name. Each family of checks has a module
here; ``registry`` says how to add one, ``examined`` what a check may look at.
"""

import datetime
from collections.abc import Iterable

from articles.models import Article

from . import appended, events, hidden, marks, people, quotes, text
from . import article as article_itself
from .examined import Examined
from .registry import ERROR, WARNING, Finding, Place, checks, named_apart, register, run_all

#: Each registers its checks when it is imported.
FAMILIES = (text, appended, article_itself, quotes, marks, events, people, hidden)

__all__ = [
    "ERROR",
    "FAMILIES",
    "WARNING",
    "Examined",
    "Finding",
    "Place",
    "checks",
    "errors_of",
    "preflight",
    "register",
    "warnings_of",
]


def preflight(article: Article, *, at: datetime.datetime | None = None) -> list[Finding]:
    """Return what is wrong with an article that is to be published at that time: errors first.

    Without a time, its own publication time counts, and without that the present moment or, where
    its embargo still holds, the end of the embargo: when publishing now would publish it.
    """
    examined = Examined(article, at)
    found = named_apart(run_all(examined))
    return sorted(found, key=lambda finding: (finding.level != ERROR, finding.place.order))


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that block publishing."""
    return [finding for finding in findings if finding.is_error]


def warnings_of(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are to be acknowledged by name."""
    return [finding for finding in findings if not finding.is_error]
