"""Searching many articles: claimed one by one, finished once, safe from killed workers."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.linking import searching
from articles.linking.searching import (
    LEASE,
    forget_old_searches,
    go_on,
    start_search,
    waiting_searches,
    wake,
)
from articles.models import QuotationSearch, SearchedArticle
from articles.tasks import search_quotations, wake_quotation_searches
from newsroom.roles import LEGAL
from tests.factories import make_article, make_member, make_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def woken(monkeypatch):
    """Which searches workers were asked to go on with."""
    asked = []
    monkeypatch.setattr(search_quotations, "delay", asked.append)
    return asked


@pytest.fixture
def search(article, author, woken):
    return start_search([article, make_article(body="Nothing said.")], by=author)


def test_a_search_wakes_workers_once_it_is_stored(
    article, author, woken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        search = start_search([article], by=author)
        assert woken == []

    assert woken == [search.pk]


def test_a_search_of_many_wakes_several_workers(author, woken, django_capture_on_commit_callbacks):
    articles = [make_article() for _ in range(60)]

    with django_capture_on_commit_callbacks(execute=True):
        start_search(articles, by=author)

    assert len(woken) == 3


def test_a_worker_counts_what_waits_in_each_article(search, article, juhan):
    make_quote(text="Nothing is signed before winter comes", speaker=juhan)

    assert go_on(search.pk) == 2

    first, second = search.articles.all()
    assert (first.article, first.found, first.named, first.on_file) == (article, 3, 2, 1)
    assert (second.found, second.leased_until) == (0, None)
    search.refresh_from_db()
    assert search.finished_at is not None


def test_what_is_done_twice_is_done_once(search):
    go_on(search.pk)
    finished = QuotationSearch.objects.get().finished_at

    assert go_on(search.pk) == 0
    assert QuotationSearch.objects.get().finished_at == finished


def test_an_article_that_somebody_claimed_is_left_alone(search):
    SearchedArticle.objects.update(leased_until=timezone.now() + LEASE)

    assert go_on(search.pk) == 0
    assert QuotationSearch.objects.running().count() == 1
    assert waiting_searches() == []


def test_a_killed_worker_loses_its_claim_by_the_clock(search):
    SearchedArticle.objects.update(leased_until=timezone.now() - datetime.timedelta(seconds=1))

    assert waiting_searches() == [search.pk]
    assert go_on(search.pk) == 2


def test_a_search_that_lost_its_worker_before_the_end_is_finished_by_the_sweep(search, woken):
    SearchedArticle.objects.update(searched_at=timezone.now())

    wake_quotation_searches()

    assert woken == [search.pk]
    search_quotations(search.pk)
    assert QuotationSearch.objects.running().count() == 0


def test_a_search_without_articles_is_over_at_once(author, woken):
    search = start_search([], by=author)

    search_quotations(search.pk)

    search.refresh_from_db()
    assert search.finished_at is not None


def test_a_search_that_is_gone_is_nothing_to_do():
    assert go_on(404) == 0


def test_old_searches_are_forgotten(search):
    go_on(search.pk)
    forget_old_searches()
    assert QuotationSearch.objects.count() == 1

    QuotationSearch.objects.update(finished_at=timezone.now() - searching.KEPT_FOR * 2)
    forget_old_searches()
    assert QuotationSearch.objects.count() == 0


def test_a_broker_that_does_not_answer_loses_nothing(search, monkeypatch, caplog):
    def refuse(_search_id):
        raise searching.OperationalError

    monkeypatch.setattr(search_quotations, "delay", refuse)

    wake(search.pk)

    assert "The broker does not answer" in caplog.text
    assert waiting_searches() == [search.pk]


def progress(client, search):
    return client.get(reverse("admin:articles_article_search_progress", args=[search.pk])).json()


def test_the_list_offers_the_search_and_leads_to_its_progress(client, author, article, woken):
    client.force_login(author)

    response = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "find_quotes", "_selected_action": [article.pk]},
    )

    search = QuotationSearch.objects.get()
    assert response.url == reverse("admin:articles_article_search", args=[search.pk])
    assert [row.article for row in search.articles.all()] == [article]
    assert search.asked_by == author


def test_who_does_not_write_is_not_offered_the_search(client, article):
    client.force_login(make_member(LEGAL))

    page = client.get(reverse("admin:articles_article_changelist"))

    assert "find_quotes" not in dict(page.context["cl"].model_admin.get_actions(page.wsgi_request))


def test_the_page_shows_how_far_it_is(client, author, search):
    client.force_login(author)
    url = reverse("admin:articles_article_search", args=[search.pk])

    assert "0 of 2 searched" in client.get(url).text
    go_on(search.pk)

    page = client.get(url)
    assert "Done: 3 quotations without a quote in 2 articles." in page.text
    assert "data-over" in page.text
    first = search.articles.first()
    assert progress(client, search) == {
        "total": 2,
        "done": 2,
        "found": 3,
        "is_over": True,
        "sentence": "Done: 3 quotations without a quote in 2 articles.",
        "rows": {
            str(first.pk): {"found": 3, "named": 2, "on_file": 0},
            str(first.pk + 1): {"found": 0, "named": 0, "on_file": 0},
        },
    }


def test_without_a_worker_the_page_says_that_it_waits(client, author, search):
    client.force_login(author)
    QuotationSearch.objects.update(asked_at=timezone.now() - datetime.timedelta(minutes=1))

    assert "Waiting for a worker" in progress(client, search)["sentence"]

    SearchedArticle.objects.update(leased_until=timezone.now() + LEASE)
    assert "Waiting for a worker" not in progress(client, search)["sentence"]


def test_strangers_see_no_search(client, search):
    client.force_login(make_member())

    for name in ("search", "search_progress"):
        url = reverse(f"admin:articles_article_{name}", args=[search.pk])
        assert client.get(url).status_code == 403
