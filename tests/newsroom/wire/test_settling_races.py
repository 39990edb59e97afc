"""Writers at the same moment, on real connections: each document ends as its rows do."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from actors.models import Actor
from articles.models import Article, Quote
from newsroom.models import Resource
from newsroom.wire.settle import settle
from summits.models import Event
from tests.articles.test_concurrency import DONE, at_once
from tests.factories import make_actor, make_article, make_citation, make_event, make_quote
from tests.newsroom.wire.store import assert_sound, document

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def saved(model, **values) -> Callable[[], None]:
    def act() -> None:
        with transaction.atomic():
            for row in model.objects.order_by("pk").select_for_update():
                for name, value in values.items():
                    setattr(row, name, value)
                row.save()

    return act


@pytest.fixture
def quotes() -> list[Quote]:
    """Quotes of one speaker at one event, all carried by two articles."""
    with transaction.atomic():
        speaker, event = make_actor(slug="ana"), make_event(slug="talks")
        made = [make_quote(verified=True, speaker=speaker, said_at=event) for _ in range(5)]
        for article in (make_article(published=True), make_article(published=True)):
            for quote in made:
                make_citation(article, quote)
    return made


@pytest.mark.parametrize("time", range(3))
def test_a_name_and_a_text_written_at_once_are_both_in_the_document(quotes, time) -> None:
    outcomes = at_once(
        saved(Actor, name="Anna Prat"), saved(Quote, source_url="https://example.org/")
    )

    assert outcomes == [DONE, DONE]
    found = document(Resource.QUOTES, quotes[0].slug)
    assert (found["speaker"]["name"], found["source_url"]) == (
        "Anna Prat",
        "https://example.org/",
    )
    assert_sound()


@pytest.mark.parametrize("time", range(3))
def test_many_writers_at_once_neither_wait_forever_nor_lose_anything(quotes, time) -> None:
    def again(act: Callable[[], object]) -> Callable[[], None]:
        def acts() -> None:
            for _ in range(5):
                act()

        return acts

    outcomes = at_once(
        again(saved(Actor, description="Of the desk.")),
        again(saved(Event, note="It was long.")),
        again(saved(Quote, addressee="the press")),
        again(saved(Article, standfirst="They met.")),
        again(lambda: Quote.objects.update(platform="")),
        again(settle),
    )

    assert outcomes == [DONE] * 6
    assert_sound()


def test_who_writes_while_another_settles_is_seen_by_the_next(quotes) -> None:
    renamed, corrected = threading.Event(), threading.Event()

    def rename() -> None:
        with transaction.atomic():
            Actor.objects.update(name="Anna Prat")
            renamed.set()
            assert corrected.wait(20)

    def correct() -> None:
        assert renamed.wait(20)
        with transaction.atomic():
            Quote.objects.update(addressee="the press")
        with connection.cursor() as cursor:  # as another program would, without settling
            cursor.execute("UPDATE articles_quote SET platform = ''")
        corrected.set()

    assert at_once(rename, correct) == [DONE, DONE]

    found = document(Resource.QUOTES, quotes[0].slug)
    assert (found["speaker"]["name"], found["addressee"]) == ("Anna Prat", "the press")
    assert_sound()


def test_numbers_are_given_in_the_order_of_the_commits(quotes) -> None:
    acts = [saved(Actor, description=f"Description {number}") for number in range(6)]

    assert at_once(*acts) == [DONE] * 6

    assert_sound()
