"""An editor who saves a page while another publishes: on PostgreSQL they come one by one."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.urls import reverse

from articles.models import Article
from articles.services import publish_article
from tests.factories import make_article, make_user, warned_of
from tests.newsroom.page_form import read_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def article():
    return make_article(created_by=make_user())


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


def while_it_is_being_published(article: Article, act: Callable[[], object]) -> object:
    """Act after another connection has published the article and before it commits."""
    published = threading.Event()

    def publish() -> None:
        try:
            with transaction.atomic():
                publish_article(article, by=make_user(), acknowledged=warned_of(article))
                published.set()
                give_up = time.monotonic() + 5
                while not somebody_waits() and time.monotonic() < give_up:
                    time.sleep(0.02)
        finally:
            connection.close()

    thread = threading.Thread(target=publish)
    thread.start()
    assert published.wait(20)
    result = act()
    thread.join(20)
    return result


def test_an_edit_sees_what_was_published_meanwhile(client, article):
    client.force_login(make_user())
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = read_form(client.get(url), headline="", _save="1")

    response = while_it_is_being_published(article, lambda: client.post(url, data))

    assert response.context["adminform"].form.errors["headline"] == [
        "A published article needs a headline."
    ]
    article.refresh_from_db()
    assert (article.status, article.headline != "") == ("published", True)
