"""A04 and A09: what an article lacks around its text."""

import datetime

import pytest
from django.utils import timezone

from articles.markdown import MAX_BODY
from articles.preflight import preflight
from tests.articles.preflight.fit import change, codes, make_fit_article, only
from tests.factories import make_article, make_notice, make_organisation

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def test_nothing_is_found_in_a_fit_article() -> None:
    assert preflight(make_fit_article()) == []


@pytest.mark.parametrize("field", ["headline", "body"])
def test_a04_needs_a_headline_and_a_body(field) -> None:
    article = make_article()
    setattr(article, field, "  ")

    assert only(article, "A04").sentence == f"There is no {field}."
    assert only(article, "A04").is_error


def test_a04_refuses_a_body_that_is_too_long_to_be_checked() -> None:
    article = make_fit_article()
    article.body = f"{article.body}\n\n{'word ' * MAX_BODY}"

    assert codes(article) == ["A04 error"]  # and not that its quotes are nowhere in it


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, []),
        ({"source_ref": "a.txt"}, ["A04 no outlet", "A04 no source date"]),
        ({"source_ref": "a.txt", "source_date": datetime.date(2025, 9, 1)}, ["A04 no outlet"]),
    ],
)
def test_a04_asks_for_the_source_only_of_what_came_from_one(fields, names) -> None:
    assert [finding.name for finding in preflight(make_article(**fields))] == names


def test_a04_asks_for_a_deduced_outlet_to_be_confirmed() -> None:
    day = datetime.date(2025, 9, 1)
    article = make_article(outlet=make_organisation(), outlet_deduced=True, source_date=day)
    assert [finding.name for finding in preflight(article)] == ["A04 deduced outlet"]

    article.outlet_deduced = False
    assert preflight(article) == []


def test_a09_needs_the_credit_of_a_picture() -> None:
    assert codes(make_article(image="a.jpg")) == ["A09 error"]
    assert codes(make_article(image="a.jpg", image_credit="AFP")) == []
    assert codes(make_article(image_credit="")) == []


def test_a09_holds_the_publication_time_against_the_embargo() -> None:
    now = timezone.now()
    article = make_article(embargo_until=now + HOUR)

    assert codes(article, at=now) == ["A09 error"]
    assert codes(article, at=now + HOUR) == []
    assert codes(article) == []  # publishing now would wait for its end
    assert article.published_at is None  # only asked about


def test_a09_needs_the_notice_of_a_retraction() -> None:
    article = make_article(published=True)
    change(article, status="retracted", retracted_at=timezone.now())
    assert codes(article) == ["A09 error"]

    make_notice(article, kind="correction")
    assert codes(article) == ["A09 error"]

    make_notice(article, kind="retraction")
    assert codes(article) == []
