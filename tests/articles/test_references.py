"""What an article shows of others that readers cannot see."""

import pytest

from articles.models import Article
from articles.services import hidden_references
from tests.factories import (
    make_actor,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_office,
    make_organisation,
    make_quote,
)

pytestmark = pytest.mark.django_db


def test_hidden_references_name_all_that_an_article_shows(draft) -> None:
    body = make_organisation(name="Body", is_public=False)
    carrier = make_organisation(name="Carrier", is_public=False)
    outlet = make_organisation(name="Outlet", is_public=False)
    source = make_organisation(name="Source", is_public=False)
    place = make_event(title="Place", is_public=False)
    topic_of_talk = make_event(title="Talk", is_public=False)
    subject = make_event(title="Subject", is_public=False)
    office = make_office(make_actor(), body=body)
    quote = make_quote(
        speaker=office.holder,
        office=office,
        carried_by=carrier,
        said_at=place,
        about=[topic_of_talk],
    )
    make_citation(draft, quote)
    make_claim(draft, event=subject, attributed_to=source)
    Article.objects.update(outlet=outlet)

    names = [str(thing) for thing in hidden_references(draft)]

    assert sorted(names) == ["Body", "Carrier", "Outlet", "Place", "Source", "Subject", "Talk"]


def test_hidden_references_are_what_the_article_shows_and_readers_may_not_see(draft) -> None:
    hidden = make_actor(is_public=False)
    secret = make_event(is_public=False)
    make_citation(draft, make_quote(speaker=hidden))
    make_citation(draft, make_quote(speaker=hidden))
    make_citation(draft, make_quote())
    make_coverage(draft, secret)
    make_coverage(draft, make_event())
    make_actor(is_public=False)

    assert hidden_references(draft) == [hidden, secret]
