"""One row of every model that the desk edits, with all relations that its pages show."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model

from actors.merging import merge
from actors.models import Actor, ActorName, Merge, Office
from articles.models import (
    Article,
    Citation,
    Claim,
    Correction,
    Coverage,
    Notice,
    Quote,
    Revision,
    Topic,
)
from articles.revisions import plain, snapshot_of
from newsroom.models import User
from summits.models import Event, Participation, Series, Summit
from tests import factories as make


def actor() -> Actor:
    row = make.make_actor(parent=make.make_organisation())
    make.make_name(row)
    make.make_office(row)
    make.make_quote(speaker=row)
    return row


def event(**fields: Any) -> Event:
    fields = {"series": make.make_series(), "parent": make.make_event(), **fields}
    row = make.make_event(date_edtf="2025-08-31", locality="Tianjin", **fields)
    make.make_participation(row)
    make.make_quote(said_at=row)
    return row


def summit() -> Summit:
    return Summit.objects.get(pk=event(kind="summit").pk)


def series() -> Series:
    row = make.make_series()
    event(series=row)
    return row


def quote(**fields: Any) -> Quote:
    office = make.make_office()
    return make.make_quote(
        **{"speaker": office.holder, "office": office, "said_at": event(), **fields}
    )


def article() -> Article:
    row = make.make_article(created_by=make.make_user(), outlet=make.make_organisation())
    row.topics.add(make.make_topic())
    make.make_citation(row, quote())
    make.make_coverage(row, make.make_event())
    return row


def claim() -> Claim:
    return make.make_claim(
        article(), event=make.make_event(), attributed_to=make.make_organisation()
    )


def revision() -> Revision:
    row = make.make_article()
    return Revision.objects.create(
        article=row, seq=1, action="saved", by=make.make_user(), snapshot=plain(snapshot_of(row))
    )


def merged(**fields: Any) -> Merge:
    return merge(make.make_actor(**fields), make.make_actor(), by=make.make_user())


def correction(**fields: Any) -> Correction:
    changed = make.make_quote(verified=True, **fields)
    article = make.make_citation(make.make_article(published=True), changed).article
    return Correction.objects.create(
        article=article,
        quote=changed,
        changes={"text": ["Old words", changed.text]},
        opened_by=make.make_user(),
    )


ROWS: dict[type[Model], Callable[[], Model]] = {
    Group: lambda: Group.objects.create(name=f"Group {Group.objects.count()}"),
    User: make.make_user,
    Actor: actor,
    ActorName: lambda: make.make_name(make.make_actor()),
    Merge: merged,
    Office: make.make_office,
    Series: series,
    Event: event,
    Summit: summit,
    Participation: lambda: make.make_participation(
        make.make_event(), delegation_of=make.make_organisation()
    ),
    Topic: lambda: make.make_topic(parent=make.make_topic()),
    Article: article,
    Quote: quote,
    Citation: lambda: make.make_citation(make.make_article(), quote()),
    Correction: correction,
    Coverage: lambda: make.make_coverage(make.make_article(), make.make_event()),
    Claim: claim,
    Notice: lambda: make.make_notice(make.make_article()),
    Revision: revision,
}


#: Where each model has the words by which the desk searches for it.
WORDED: dict[type[Model], str] = {
    Group: "name",
    User: "username",
    Actor: "name",
    ActorName: "name",
    Office: "title",
    Series: "title",
    Event: "title",
    Summit: "title",
    Participation: "title_as_printed",
    Topic: "label",
    Article: "headline",
    Quote: "text",
    Citation: "speaker_as_printed",
    Claim: "value",
}


def make_worded(model: type[Model], words: str) -> Model:
    """Make a row that holds the words where the desk searches for it."""
    if model is Notice:
        return make.make_notice(make.make_article(), text=words)
    if model is Revision:
        return Revision.objects.create(
            article=make.make_article(), seq=1, action="saved", reason=words, snapshot={}
        )
    if model is Coverage:
        return make.make_coverage(make.make_article(headline=words), make.make_event())
    if model is Correction:
        return correction(text=words)
    if model is Merge:
        return merged(name=words)
    row = ROWS[model]()
    setattr(row, WORDED[model], words)
    row.save()
    return row


def add_inline_rows(row: Model) -> None:
    """Add one row to each group of rows on the page of this one."""
    match row:
        case Actor():
            make.make_name(row)
            make.make_office(row)
        case Event():
            make.make_participation(row, delegation_of=make.make_organisation())
            make.make_event(parent=row)
            quote(said_at=row, about=[row])
            make.make_coverage(make.make_article(), row)
        case Article():
            cited = quote()
            make.make_citation(row, cited)
            make.make_coverage(row, make.make_event())
            make.make_claim(
                row, event=make.make_event(), attributed_to=make.make_actor(), quote=cited
            )
        case Quote():
            make.make_claim(make.make_citation(make.make_article(), row).article, quote=row)
