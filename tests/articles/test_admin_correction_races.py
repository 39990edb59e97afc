"""Two people at one quote at the same moment: on PostgreSQL they come one by one."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Correction, Notice, Quote
from articles.services import open_corrections, state_of
from newsroom.roles import DESK_EDITOR
from tests.articles.desk_pages import change_url
from tests.factories import make_article, make_citation, make_member, make_quote, publish
from tests.newsroom.page_form import read_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def quote():
    return make_quote(verified=True, text="We met")


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of it at the same moment, each on a connection of its own."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(20)
            results[place] = act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def logged_in() -> Client:
    client = Client()
    client.force_login(make_member(DESK_EDITOR))
    return client


def test_of_two_who_issue_the_same_notices_at_once_one_does(quote):
    for _ in range(2):
        make_citation(make_article(published=True), quote)
    before = state_of(quote)
    Quote.objects.update(text="We have met")
    quote.refresh_from_db()
    with transaction.atomic():
        waiting = open_corrections(quote, before, by=make_member(DESK_EDITOR))
    url = reverse("admin:articles_quote_corrections", args=[quote.pk])
    clients = [logged_in(), logged_in()]
    page = clients[0].get(url).context["page"]
    data: dict[str, Any] = {"row": [row.pk for row in waiting], "kind": "correction", "_issue": "1"}
    for row in page.rows:
        prefix = f"row{row.correction.pk}"
        data |= {
            f"{prefix}-chosen": "on",
            f"{prefix}-text": "They have met.",
            f"{prefix}-seen": row.state,
        }

    answers = at_once(*(lambda client=client: client.post(url, data) for client in clients))

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    (refused,) = (answer for answer in answers if answer.status_code == 200)
    assert "has dealt with this already" in refused.text
    assert Notice.objects.count() == 2
    assert Correction.objects.open().count() == 0


def test_words_corrected_while_an_article_goes_out_are_never_missed(quote):
    """Whoever comes first: the correction is opened, or the article is refused its words."""
    author, desk, client = make_member(DESK_EDITOR), make_member(DESK_EDITOR), logged_in()
    article = make_article(created_by=author, body="“We met,” she said.")
    make_citation(article, quote)
    data = read_form(client.get(change_url(quote)), text="We have met", _save="1")

    def go_out() -> str:
        try:
            publish(article, by=desk)
        except ValidationError as error:
            return str(error)
        return "published"

    published, saved = at_once(go_out, lambda: client.post(change_url(quote), data))

    assert saved.status_code == 302
    assert Quote.objects.get().text == "We have met"
    is_out = published == "published"
    assert Correction.objects.filter(article=article).exists() == is_out
    assert is_out or "are not the quote's words" in published
