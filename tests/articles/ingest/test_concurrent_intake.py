"""The same text at the same moment, on real connections of PostgreSQL: one article."""

import pytest

from articles.ingest import read
from articles.models import Article, Revision, SourceText
from articles.services import take_in
from tests.articles.ingest.samples import PARAGRAPHS, TITLE
from tests.articles.test_concurrency import DONE, ROUNDS, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

OTHER = "Harvest is late in the north after a summer without rain"


def text_of(title):
    return "\n\n".join((title, *PARAGRAPHS))


@pytest.mark.parametrize("number", ROUNDS)
def test_the_same_text_at_once_makes_one_article(number) -> None:
    texts = read(text_of(TITLE))
    found = []

    outcomes = at_once(*[lambda: found.extend(take_in(texts, by=None))] * 3)

    assert outcomes == [DONE] * 3
    assert Article.objects.count() == SourceText.objects.count() == 1
    assert Revision.objects.count() == 1
    assert {one.article.pk for one in found} == {Article.objects.get().pk}
    assert sorted(one.is_new for one in found) == [False, False, True]


@pytest.mark.parametrize("number", ROUNDS)
def test_files_with_the_same_texts_in_another_order_do_not_wait_crosswise(number) -> None:
    one, other = read(text_of(TITLE)), read(text_of(OTHER))

    outcomes = at_once(
        lambda: take_in([*one, *other], by=None), lambda: take_in([*other, *one], by=None)
    )

    assert outcomes == [DONE] * 2
    assert Article.objects.count() == 2


@pytest.mark.parametrize("number", ROUNDS)
def test_two_texts_with_one_headline_get_an_address_each(number) -> None:
    one = read(text_of(TITLE))
    other = read(f"{TITLE}\n\nFarmers in the north wait for rain, and the harvest is late.")

    outcomes = at_once(lambda: take_in(one, by=None), lambda: take_in(other, by=None))

    assert outcomes == [DONE] * 2
    assert len(set(Article.objects.values_list("slug", flat=True))) == 2
