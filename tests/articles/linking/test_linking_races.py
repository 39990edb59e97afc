"""Two editors link at the same moment, on real connections of PostgreSQL."""

import pytest

from articles.linking import names
from articles.linking.searching import go_on, start_search
from articles.models import Article, Citation, Quote, Revision
from articles.services import link_quotations
from tests.articles.linking.conftest import BODY
from tests.articles.linking.linking_page import by_words, decided
from tests.articles.test_concurrency import DONE, at_once
from tests.factories import make_actor, make_article, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def people():
    names.forget_names()
    make_actor(name="Marta Ilves")
    make_actor(name="Juhan Kask")
    return [make_user(), make_user()]


def link(article, words, by, counter=0):
    found = by_words(article)
    decisions = [decided(found[word]) for word in words]
    return lambda: link_quotations(
        Article.objects.get(pk=article.pk), decisions, by=by, edit_counter=counter
    )


@pytest.mark.parametrize("time", range(3))
def test_of_two_who_link_in_one_article_the_second_is_told(people, time):
    article = make_article(body=BODY)
    first = link(article, ["We", "Nothing"], people[0])
    second = link(article, ["Nothing", "It"], people[1])

    outcomes = sorted(at_once(first, second))

    assert outcomes[1] == DONE or outcomes[0] == DONE
    assert sum(outcome.startswith("Not saved: ") for outcome in outcomes) == 1
    assert (Quote.objects.count(), Citation.objects.count()) == (2, 2)
    assert [row.seq for row in Revision.objects.of_article(article)] == [1, 0]


@pytest.mark.parametrize("time", range(3))
def test_the_same_words_linked_in_two_articles_at_once_make_one_quote(people, time):
    articles = [make_article(body=BODY) for _ in range(2)]
    acts = [link(article, ["Nothing"], by) for article, by in zip(articles, people, strict=True)]

    outcomes = at_once(*acts)

    assert outcomes.count(DONE) == 1
    (told,) = [outcome for outcome in outcomes if outcome != DONE]
    assert "came on file meanwhile" in told
    assert Quote.objects.count() == Citation.objects.count() == 1


def test_two_workers_never_search_one_article_twice(people):
    articles = [make_article(body=BODY) for _ in range(12)]
    search = start_search(articles, by=people[0])
    done = []

    outcomes = at_once(*[lambda: done.append(go_on(search.pk)) for _ in range(3)])

    assert outcomes == [DONE] * 3
    assert sum(done) == 12
    assert search.articles.filter(found=3).count() == 12
