"""The answers: bytes from the store with the headers that let others keep them."""

import datetime
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpRequest

from actors.resources import address
from newsroom.wire.caching import NOT_KEPT, cache_headers, surrogate_key
from newsroom.wire.encoding import coding_held, etag_of
from newsroom.wire.preview import PARAMETER, preview_of

from . import pages
from .ordering import Cursor, Ordering
from .pages import Page, read_page
from .parameters import read_detail, read_list
from .resources import Served
from .rows import StillChanging, asked
from .running import Row
from .shaping import shaped
from .statements import SLUG, thing_statement

#: The resource whose things may be seen before they are out, by who holds a token.
PREVIEWED = "articles"


@dataclass(slots=True)
class Answer:
    """What a request gets: a body, what it is known by, and headers."""

    body: bytes
    etag: str
    changed_at: datetime.datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Moved(Exception):  # noqa: N818 - no error
    """The thing was merged into another one, whose address this is."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def list_answer(request: HttpRequest, served: Served) -> Answer:
    """Return the page of a list that a request asks for."""
    question = read_list(request.GET, served)
    page = read_page(question, served)
    rows = [row for row in page.rows if row[pages.BODY] is not None]
    documents = shaped([row[pages.BODY] for row in rows], served, question.fields, question.expand)
    rest: dict[str, Any] = _neighbours(request, question.ordering, page)
    rest |= {} if page.count is None else {"count": page.count}
    rest |= {} if page.missing is None else {"missing": page.missing}
    tail = orjson.dumps(rest)[1:]
    body = b'{"results":[' + b",".join(documents) + b"]," + tail
    # The documents' own ETags say as much as the documents, unless others were joined in.
    known_by = documents if question.expand else [row[pages.ETAG] for row in rows]
    name = served.resource.label
    keys = surrogate_key(((name, row[pages.SLUG].decode()) for row in rows), name)
    return Answer(
        body,
        etag_of(b",".join(known_by), tail, request.META["QUERY_STRING"].encode()),
        headers={**cache_headers(), "Surrogate-Key": keys},
    )


def thing_answer(request: HttpRequest, served: Served, slug: str) -> Answer:
    """Return one thing; without its body where the client has it already.

    Raises Moved, NotFound, or Retracted with its notices.
    """
    name = served.resource.label
    more = (PARAMETER,) if name == PREVIEWED else ()
    question = read_detail(request.GET, served, more)
    is_whole = not question.fields and not question.expand
    if name == PREVIEWED and (token := request.GET.get(PARAMETER)):
        draft = preview_of(slug, token)
        if draft is not None:
            [body] = shaped([draft], served, question.fields, question.expand)
            return Answer(body, "", headers=dict(NOT_KEPT))
    known = request.META.get("HTTP_IF_NONE_MATCH")
    if known and is_whole:
        rows = _thing(served, slug, with_body=False)
        if rows and coding_held(known, rows[0][1].decode()):
            return _of_thing(b"", rows[0], name, slug)
    rows = _thing(served, slug, with_body=True)
    if not rows:
        now = served.viewset.whereabouts(slug)
        query = request.META.get("QUERY_STRING", "")
        location = address(name, now)
        raise Moved(f"{location}?{query}" if query else location)
    [row] = rows
    answer = _of_thing(row[3], row, name, slug)
    if not is_whole:
        [answer.body] = shaped([row[3]], served, question.fields, question.expand)
        answer.etag, answer.changed_at = etag_of(answer.body), None
    return answer


def _thing(served: Served, slug: str, *, with_body: bool) -> list[Row]:
    statement = thing_statement(served.resource.label, with_body=with_body)
    rows = asked(served.resource, statement, {SLUG: slug}, flags=(2, 4, 5))
    if any(row[2] is None for row in rows):
        raise StillChanging
    return rows


def _of_thing(body: bytes, row: Any, name: str, slug: str) -> Answer:
    headers = {**cache_headers(), "Surrogate-Key": surrogate_key([(name, slug)])}
    return Answer(body, row[1].decode(), _moment(row[2]), headers)


def _moment(value: Any) -> datetime.datetime:
    """Return a moment as the driver gives it: SQLite's knows no time zone, and is in UTC."""
    moment: datetime.datetime = value
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _neighbours(request: HttpRequest, ordering: Ordering, page: Page) -> dict[str, str | None]:
    """Return the absolute addresses of the pages after and before this one, None for none."""
    here = f"{request.scheme}://{request.get_host()}{request.path}"
    query = {name: request.GET[name] for name in request.GET}

    def address_at(cursor: Cursor | None) -> str | None:
        if cursor is None:
            return None
        there = sorted((query | {"cursor": ordering.write(cursor)}).items())
        return f"{here}?{urlencode(there)}"

    return {"next": address_at(page.next), "previous": address_at(page.previous)}
