"""What tells browsers and a CDN how long to keep an answer, and what it is made of."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.utils.http import http_date, parse_http_date_safe

#: As much of a Surrogate-Key header as is sent; CDNs take 8 to 16 kB.
LONGEST_KEYS = 8_000
#: What nobody keeps: previews, refusals, a long poll.
NOT_KEPT = {"Cache-Control": "no-store"}


def cache_headers(max_age: int | None = None) -> dict[str, str]:
    """Return the headers of what everybody may keep for so long, API_MAX_AGE unless told."""
    seconds = settings.API_MAX_AGE if max_age is None else max_age
    return {"Cache-Control": f"public, max-age={seconds}"}


def surrogate_key(things: Iterable[tuple[str, str]], *resources: str) -> str:
    """Return the keys by which a CDN forgets an answer: “quotes quotes/putin-no-secret-alaska”.

    ``things`` are (resource, slug) of what the answer shows. A list names its own resource too,
    which it has even while it is empty. Above LONGEST_KEYS bytes only the resources are named:
    the answer is then forgotten more often than it must be, never less.
    """
    shown = list(things)
    kinds = list(dict.fromkeys([*resources, *(resource for resource, _slug in shown)]))
    keys = " ".join([*kinds, *dict.fromkeys(f"{resource}/{slug}" for resource, slug in shown)])
    return keys if len(keys.encode()) <= LONGEST_KEYS else " ".join(kinds)


def last_modified(moment: datetime.datetime) -> str:
    """Return a moment as the Last-Modified header, which knows whole seconds."""
    return http_date(moment.timestamp())


def not_modified_since(header: str, changed_at: datetime.datetime) -> bool:
    """Tell whether nothing changed since the moment in If-Modified-Since.

    A header that is no date is ignored. Ask only where there is no If-None-Match, which is the
    stronger of the two and then decides alone (RFC 9110, 13.1.3).
    """
    since = parse_http_date_safe(header)
    return since is not None and int(changed_at.timestamp()) <= since
