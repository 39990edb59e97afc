"""Linking on a large desk, and in a long article."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from articles.linking import proposals
from articles.linking.names import desk_names
from articles.linking.proposals import MOST_SHOWN
from articles.services import LinkingError, link_quotations
from tests.articles.linking.linking_page import by_words, decided, link_url
from tests.factories import make_actor, make_article, make_quote

#: For one quotation: its quote and citation, what they refer to, its office, twins and record.
MOST_QUERIES = 15

pytestmark = pytest.mark.django_db


def test_the_moments_of_a_large_desk_add_up():
    for number in range(40):  # of the last day of all: they add up to as much as 6,000 of today
        make_actor(name=f"Person Number{number}")
    Actor.objects.update(updated_at=datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC))

    before = desk_names()

    assert desk_names() is before
    Actor.objects.filter(name="Person Number7").update(
        updated_at=datetime.datetime(9999, 12, 31, 0, 0, 0, 1, tzinfo=datetime.UTC)
    )
    assert desk_names() is not before


def test_words_within_longer_quotes_are_sought_among_those_of_the_speaker(article, juhan):
    make_quote(text="Nobody believes it. Nothing is signed before winter comes", speaker=juhan)

    with CaptureQueriesContext(connection) as captured:
        assert by_words(article)["Nothing"].on_file

    queries = [one["sql"] for one in captured if "LIKE " in one["sql"]]
    (query,) = [sql for sql in queries if '"speaker_id" IS NULL' not in sql]
    assert 'AND "articles_quote"."speaker_id" IN (SELECT ' in query  # which has an index


def test_statements_take_no_room_from_what_stands_between_marks(author, juhan):
    statements = [
        f"Juhan Kask said that road number {number} stays closed until spring."
        for number in range(MOST_SHOWN + 5)
    ]
    body = "\n\n".join([*statements, "“Nothing is signed before winter,” Juhan Kask said."])

    shown = proposals(make_article(body=body, created_by=author))

    assert len(shown) == MOST_SHOWN
    assert shown[0].quotation.words == "Nothing is signed before winter"


@pytest.mark.parametrize(("beyond", "is_said"), [(0, False), (1, True)])
def test_that_more_follow_is_said_only_where_they_do(client, author, juhan, beyond, is_said):
    words = [
        f"“Road number {number} stays closed until spring,” Juhan Kask said."
        for number in range(MOST_SHOWN + beyond)
    ]
    client.force_login(author)

    page = client.get(link_url(make_article(body="\n\n".join(words), created_by=author)))

    assert len(page.context["marked"]) == MOST_SHOWN
    assert (f"The first {MOST_SHOWN} are here; more follow" in page.text) is is_said


def test_what_the_database_refuses_is_said_at_its_quotation(article, author):
    """The constraints are asked only where one is broken, each sentence at its field."""
    found = by_words(article)

    with pytest.raises(LinkingError) as refused:
        link_quotations(
            article,
            [decided(found["We"]), decided(found["Nothing"], platform="X", channel="briefing")],
            by=author,
            edit_counter=0,
        )

    assert list(refused.value.by_key) == [found["Nothing"].key]
    assert list(refused.value.by_key[found["Nothing"].key]) == ["platform"]


def test_linking_many_asks_the_database_little_about_each(author, juhan):
    """A page of many holds everybody else up while it is saved, on SQLite."""

    def queries(place, number):
        words = [
            f"“The road to {place} {row} stays closed until spring,” Juhan Kask said."
            for row in range(number)
        ]
        article = make_article(body="\n\n".join(words), created_by=author)
        decisions = [decided(one) for one in proposals(article)]
        with CaptureQueriesContext(connection) as captured:
            link_quotations(article, decisions, by=author, edit_counter=0)
        return len(captured)

    queries("Narva", 1)
    each = (queries("Tartu", 12) - queries("Paide", 2)) / 10
    assert each <= MOST_QUERIES
