"""Rows that wait on the desk's front page, made quickly."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import Article, Correction, Quote, Revision
from newsroom.models import User
from summits.models import Event
from summits.models.event import todays_date
from tests import factories as make


def member(role: str, **fields: Any) -> User:
    """Make a member of the desk with one role and nothing more."""
    user = make.make_user(is_superuser=False, **fields)
    user.groups.add(Group.objects.get(name=role))
    return user


def soon(**span: float) -> Any:
    """Return a moment still to come."""
    return timezone.now() + timedelta(**span)


def step(article: Article, action: str, by: User | None = None, reason: str = "") -> Revision:
    """Put a step of the article on record."""
    seq = Revision.objects.of_article(article).count() + 1
    return Revision.objects.create(
        article=article, seq=seq, action=action, by=by, reason=reason, snapshot={}
    )


def in_review(author: User | None = None, reviewer: User | None = None, **fields: Any) -> Article:
    """Make an article in review that was submitted."""
    fields = {"created_by": author, "reviewed_by": reviewer, "status": "in_review", **fields}
    article = make.make_article(**fields)
    step(article, "submitted", by=author)
    return article


def sent_back(author: User, by: User | None = None, reason: str = "Check the date.") -> Article:
    """Make a draft that its author submitted and a reviewer sent back."""
    article = make.make_article(created_by=author)
    step(article, "submitted", by=author)
    step(article, "sent_back", by=by, reason=reason)
    return article


def proposed(by: User | None = None, reason: str = "") -> Article:
    """Make a published article to which a change is proposed."""
    article = make.make_article(published=True)
    step(article, "proposed", by=by, reason=reason)
    return article


def scheduled(**fields: Any) -> Article:
    """Make a published article that readers see in two hours."""
    return make.make_article(published=True, **{"published_at": soon(hours=2), **fields})


def correction(**fields: Any) -> Correction:
    """Make an open correction of a published article."""
    quote = make.make_public_quote(channel="document")
    return Correction.objects.create(
        article=quote.articles.get(),
        quote=quote,
        changes={"text": ["old", "new"]},
        opened_by=make.make_user(),
        **fields,
    )


def unnamed(**fields: Any) -> Quote:
    """Make a quote given to nobody by name."""
    return make.make_quote(attribution="unnamed", **fields)


def anonymous(**fields: Any) -> Quote:
    """Make a quote of an anonymous source."""
    return make.make_quote(**{"attribution": "anonymous", "terms": "background", **fields})


def day(number: int) -> date:
    """Return the day so many days from today, on the desk's clock."""
    return todays_date() + timedelta(number)


def planned(number: int, **fields: Any) -> Event:
    """Make an event planned for the day so many days from today."""
    edtf = day(number).isoformat()
    return make.make_event(
        **{"date_edtf": edtf, "status": "planned", "occurrence": "eos5"} | fields
    )


def held(number: int, *actors: Any, **fields: Any) -> Event:
    """Make an event held on that day, attended by these actors."""
    event = make.make_event(date_edtf=day(number).isoformat(), **fields)
    for actor in actors:
        make.make_participation(event, actor)
    return event
