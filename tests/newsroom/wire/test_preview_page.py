from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article
from newsroom.roles import REPORTER
from newsroom.wire.preview import preview_of, read_token
from tests.factories import make_article, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return make_member(REPORTER)


def page_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/preview-link/"


def article_page(client, article):
    return client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()


def to_come() -> list[Article]:
    later = timezone.now() + timedelta(days=1)
    return [
        make_article(),
        make_article(status="in_review"),
        make_article(published=True, published_at=later),
    ]


def others() -> list[Article]:
    now = timezone.now()
    return [
        make_article(published=True),
        make_article(status="withdrawn", published_at=now),
        make_article(status="retracted", published_at=now, retracted_at=now),
    ]


def test_an_article_to_come_leads_to_its_link_and_no_other_does(client, reporter):
    client.force_login(reporter)

    for article in to_come():
        assert f'<a href="{page_of(article)}">Preview link</a>' in article_page(client, article)
    for article in others():
        assert "Preview link" not in article_page(client, article)


def test_the_page_shows_a_link_that_works(client, reporter, settings):
    settings.PREVIEW_HOURS = 48
    article = make_article(headline="Before it is out")
    client.force_login(reporter)

    with time_machine.travel("2026-09-01T12:00:00Z", tick=False):
        response = client.get(page_of(article))
        address = response.context["address"]
        start = f"http://testserver/api/v1/articles/{article.slug}/?preview="
        assert address.startswith(start)
        token = address.removeprefix(start)

        assert read_token(token, article.slug) == timezone.now() + timedelta(hours=48)
        assert b"Before it is out" in (preview_of(article.slug, token) or b"")
    assert response.status_code == 200
    assert f'value="{address}" readonly' in response.content.decode()
    assert "It works until <b>3 Sep 2026, 12:00 UTC</b>, " in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_what_readers_have_or_never_get_has_no_link(client, reporter):
    client.force_login(reporter)
    live, withdrawn, retracted = others()

    for article, sentence in (
        (live, f"Readers have “{live}” already: send its own address."),
        (withdrawn, f"“{withdrawn}” is withdrawn, so there is no preview of it."),
        (retracted, f"“{retracted}” is retracted, so there is no preview of it."),
    ):
        response = client.get(page_of(article), follow=True)

        assert response.redirect_chain == [(f"/admin/articles/article/{article.pk}/change/", 302)]
        assert [str(message) for message in response.context["messages"]] == [sentence]


def test_only_who_may_read_the_article_gets_a_link(client):
    article = make_article()

    assert client.get(page_of(article)).status_code == 302  # to the login page

    client.force_login(make_user(is_superuser=False))
    assert client.get(page_of(article)).status_code == 403

    client.force_login(make_member(REPORTER))
    assert client.get(page_of(article)).status_code == 200


def test_the_page_of_no_article_is_missing_and_takes_no_form(client, reporter):
    article = make_article()
    client.force_login(reporter)

    assert client.get("/admin/articles/article/999999/preview-link/").status_code == 404
    assert client.get(f"/admin/articles/article/{'9' * 40}/preview-link/").status_code == 404
    assert client.post(page_of(article)).status_code == 405
