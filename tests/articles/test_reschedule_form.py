from datetime import timedelta

import pytest
from django.utils import timezone

from articles.step_forms import RescheduleForm
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
NOON = (timezone.now() + timedelta(days=30)).replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def article():
    return make_article(published=True, published_at=NOON, embargo_until=NOON - timedelta(hours=2))


def filled_in(article, **times):
    shown = {"at": NOON, "embargo_until": NOON - timedelta(hours=2), **times}
    data = {name: f"{time:%Y-%m-%dT%H:%M:%S}" for name, time in shown.items()}
    return RescheduleForm({**data, "reason": "Later"}, article=article, by=make_user())


def test_an_embargo_beyond_the_publication_is_refused_at_the_embargo(article):
    later = NOON + timedelta(hours=1)

    form = filled_in(article, embargo_until=later)

    assert form.errors == {
        "embargo_until": [
            (
                "The embargo lasts longer than the article waits: it would appear on "
                f"{NOON:%Y-%m-%d} 12:00 UTC, under embargo until {NOON:%Y-%m-%d} 13:00 UTC. "
                "Change one of the two."
            )
        ]
    }


def test_a_publication_before_the_embargo_is_refused_at_the_publication(article):
    assert set(filled_in(article, at=NOON - timedelta(hours=3)).errors) == {"at"}


def test_an_embargo_that_ends_with_the_publication_is_accepted(article):
    assert filled_in(article, embargo_until=NOON).errors == {}
