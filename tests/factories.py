"""One boring factory for each model: valid rows, unique by number, no surprise relations."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils import timezone

from actors.models import Actor, ActorName, Office
from articles.models import Article, Citation, Claim, Coverage, Notice, Quote, Topic
from articles.preflight import preflight
from articles.services import publish_article
from newsroom.models import User
from summits.models import Event, Participation, Series

_numbers = count(1)


def make_user(**fields: Any) -> User:
    """Make a member of staff with every permission, password “password”."""
    number = next(_numbers)
    defaults = {"username": f"user-{number}", "is_staff": True, "is_superuser": True}
    user = User(**{**defaults, **fields})
    user.set_password("password")
    user.save()
    return user


def make_member(*roles: str, **fields: Any) -> User:
    """Make a member of staff with these roles, and no permission beyond theirs."""
    user = make_user(is_superuser=False, **fields)
    groups = Group.objects.filter(name__in=roles)
    assert len(groups) == len(roles), f"{roles} are not all roles of the desk."
    user.groups.set(groups)
    return user


def make_actor(**fields: Any) -> Actor:
    """Make a person who is public unless told otherwise."""
    number = next(_numbers)
    defaults = {"name": f"Person {number}", "kind": "person", "is_public": True}
    return Actor.objects.create(**{**defaults, **fields})


def make_organisation(**fields: Any) -> Actor:
    """Make a public organisation."""
    number = next(_numbers)
    defaults = {"name": f"Organisation {number}", "kind": "organisation", "org_type": "igo"}
    return make_actor(**{**defaults, **fields})


def make_state(country: str, **fields: Any) -> Actor:
    """Make a public state with its country code."""
    return make_actor(**{"name": f"State {country}", "kind": "state", "country": country, **fields})


def make_name(actor: Actor, **fields: Any) -> ActorName:
    """Make another name of an actor."""
    number = next(_numbers)
    return ActorName.objects.create(**{"actor": actor, "name": f"Name {number}", **fields})


def make_office(holder: Actor | None = None, **fields: Any) -> Office:
    """Make an office of no known dates."""
    number = next(_numbers)
    fields = {"title": f"Office {number}", **fields}
    fields.setdefault("body", None)
    fields["body"] = fields["body"] or make_organisation()
    return Office.objects.create(holder=holder or make_actor(), **fields)


def make_series(**fields: Any) -> Series:
    """Make a series."""
    return Series.objects.create(**{"title": f"Series {next(_numbers)}", **fields})


def make_event(**fields: Any) -> Event:
    """Make a held, public event without a date."""
    number = next(_numbers)
    defaults = {"title": f"Event {number}", "kind": "talks", "status": "held", "is_public": True}
    if fields.get("date_edtf"):
        defaults["date_basis"] = "stated"
    return Event.objects.create(**{**defaults, **fields})


def make_participation(event: Event, actor: Actor | None = None, **fields: Any) -> Participation:
    """Make an actor's or, with a label instead, somebody's part in an event."""
    if actor is None and "label" not in fields:
        actor = make_actor()
    return Participation.objects.create(event=event, actor=actor, **fields)


def make_topic(**fields: Any) -> Topic:
    """Make a local topic."""
    number = next(_numbers)
    return Topic.objects.create(
        **{"scheme": "local", "code": f"topic-{number}", "label": f"Topic {number}", **fields}
    )


def make_article(*, published: bool = False, **fields: Any) -> Article:
    """Make a draft, or with published=True an article that readers see."""
    number = next(_numbers)
    defaults: dict[str, Any] = {"headline": f"Headline {number}", "body": f"Body {number}."}
    if published:
        defaults |= {
            "status": "published",
            "published_at": timezone.now() - timedelta(hours=1),
            "created_by": fields.get("created_by") or make_user(),
            "reviewed_by": fields.get("reviewed_by") or make_user(),
        }
    return Article.objects.create(**{**defaults, **fields})


def publish(
    article: Article, *, by: User, at: datetime | None = None, show: Iterable[Model] = ()
) -> Article:
    """Publish an article as somebody does who accepts every warning of preflight."""
    return publish_article(article, by=by, at=at, acknowledged=warned_of(article, at), show=show)


def warned_of(article: Article, at: datetime | None = None) -> list[str]:
    """Return the names of all that preflight finds in an article to be published then."""
    return [finding.name for finding in preflight(article, at=at)]


def make_quote(*, verified: bool = False, **fields: Any) -> Quote:
    """Make a direct quote by a public person: a draft, or verified."""
    number = next(_numbers)
    defaults: dict[str, Any] = {"text": f"These are words number {number}"}
    if fields.get("attribution", "named") == "named" and "speaker" not in fields:
        defaults["speaker"] = make_actor()
    if fields.get("attribution", "named") != "named":
        defaults["source_description"] = "Experts"
    if fields.get("said_on_edtf"):
        defaults["said_on_basis"] = "stated"
    if verified:
        defaults |= {"status": "verified", "created_by": make_user(), "verified_by": make_user()}
    about = fields.pop("about", ())
    quote = Quote.objects.create(**{**defaults, **fields})
    quote.about.set(about)
    return quote


def make_citation(article: Article, quote: Quote, **fields: Any) -> Citation:
    """Make the article carry the quote, in its body too."""
    if fields.get("kind", quote.kind) != "indirect" and quote.text not in article.body:
        article.body = f"{article.body}\n\n“{quote.text},” somebody said."
        article.save()
    defaults = {"kind": quote.kind, "context": quote.context}
    if quote.kind != "indirect":
        defaults["as_printed"] = quote.text
    return Citation.objects.create(article=article, quote=quote, **{**defaults, **fields})


def make_public_quote(**fields: Any) -> Quote:
    """Make a verified quote that a published article cites."""
    quote = make_quote(verified=True, **fields)
    make_citation(make_article(published=True), quote)
    return quote


def make_coverage(article: Article, event: Event, **fields: Any) -> Coverage:
    """Make the article cover the event."""
    return Coverage.objects.create(article=article, event=event, **fields)


def make_notice(article: Article, **fields: Any) -> Notice:
    """Make a correction of the article."""
    defaults = {"kind": "correction", "text": "We were wrong.", "issued_by": make_user()}
    return Notice.objects.create(article=article, **{**defaults, **fields})


def make_claim(article: Article, **fields: Any) -> Claim:
    """Make a claim of the article about a public event, unless another subject is given."""
    defaults: dict[str, Any] = {"attribute": "duration", "value": "15", "unit": "min"}
    if not {"event", "actor", "topic"} & fields.keys():
        defaults["event"] = make_event()
    return Claim.objects.create(article=article, **{**defaults, **fields})
