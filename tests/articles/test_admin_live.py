"""What an open article page, or a list of articles, asks for: colleagues, saves, preflight."""

import pytest
from django.urls import reverse

from articles.models import Article, Presence
from tests.articles.desk_pages import press
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


@pytest.fixture
def colleague():
    return make_user(username="colleague")


def ask(client, article, **fields):
    url = reverse("admin:articles_article_presence", args=[article.pk])
    return client.post(url, fields)


def test_a_page_learns_who_else_is_there(client, editor, colleague):
    article = make_article()
    client.force_login(colleague)
    ask(client, article, edit_counter="0")
    client.force_login(editor)

    answer = ask(client, article, edit_counter="0").json()

    assert answer == {"others": ["colleague"], "saved": None}


def test_who_left_is_gone(client, editor, colleague):
    article = make_article()
    client.force_login(colleague)
    ask(client, article, edit_counter="0")
    ask(client, article, leaving="1")
    client.force_login(editor)

    assert ask(client, article, edit_counter="0").json()["others"] == []


def test_who_fell_silent_is_gone(client, editor, colleague):
    article = make_article()
    client.force_login(colleague)
    ask(client, article, edit_counter="0")
    Presence.objects.update(seen_at="2020-01-01T00:00Z")
    client.force_login(editor)

    assert ask(client, article, edit_counter="0").json()["others"] == []
    assert Presence.objects.get().user == editor


def test_a_page_learns_that_somebody_saved(client, editor, colleague):
    article = make_article()
    client.force_login(colleague)
    press(client, article, "_save", headline="Theirs")
    client.force_login(editor)

    saved = ask(client, article, edit_counter="0").json()["saved"]

    assert (saved["by"], saved["did"]) == ("colleague", "saved")


def test_preflight_reads_what_is_typed_and_stores_nothing(client):
    article = make_article(headline="Stored")
    url = reverse("admin:articles_article_preflight", args=[article.pk])

    typed = client.post(url, {"headline": ""}).text

    assert "A04" in typed
    assert Article.objects.get().headline == "Stored"


def test_a_list_learns_what_preflight_finds_in_each_of_its_rows(client):
    good, bad = make_article(), make_article(headline="")
    withdrawn = make_article(status="withdrawn")
    keys = ",".join(str(row.pk) for row in (good, bad, withdrawn))

    marks = client.get(reverse("admin:articles_article_marks"), {"ids": f"{keys},x,{9**99}"})

    assert marks.json() == {
        str(good.pk): {"errors": 0, "warnings": 0},
        str(bad.pk): {"errors": 1, "warnings": 0},
    }


@pytest.mark.parametrize("name", ["presence", "preflight"])
def test_strangers_learn_nothing(client, name):
    url = reverse(f"admin:articles_article_{name}", args=[make_article().pk])
    client.logout()

    assert client.post(url).status_code == 302
