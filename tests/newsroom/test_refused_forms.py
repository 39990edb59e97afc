"""Forms that are not taken: an old token, too much at once; and what a browser is told of saves."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from articles.markdown import MAX_BODY
from articles.models import Article
from newsroom.saved import COOKIE
from tests.factories import make_actor, make_article, make_user
from tests.newsroom.page_form import read_form

pytestmark = pytest.mark.django_db
MARK = "0123456789abcdef" * 2
OTHER_MARK = "fedcba9876543210" * 2


def change_url(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_an_old_token_is_answered_with_what_to_do(admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)

    response = client.post(change_url(make_actor()), {"name": "Somebody"})

    assert response.status_code == 403
    assert "nothing is lost" in response.text
    assert "go back with your browser" in response.text.lower()


def test_a_form_sent_without_a_login_returns_to_its_page_after_it(client):
    url = change_url(make_actor())

    response = client.post(url, {"name": "Somebody"})

    assert response.status_code == 302
    assert response.url == f"/admin/login/?next={url}"


def test_too_much_at_once_is_answered_with_a_page(admin_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = admin_client.post(change_url(make_article()), {"body": "word " * 1000})

    assert response.status_code == 413
    assert "Nothing was saved" in response.text


def test_too_many_fields_are_answered_with_a_page(admin_client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5

    response = admin_client.post(change_url(make_actor()), {str(n): "" for n in range(6)})

    assert response.status_code == 413


def test_a_body_of_a_million_characters_is_refused_at_its_field_with_all_else_kept(admin_client):
    article = make_article()
    url = change_url(article)
    body = "ж" * 1_000_000

    response = admin_client.post(
        url, read_form(admin_client.get(url), body=body, standfirst="Kept")
    )

    form = response.context["adminform"].form
    assert form.errors == {"body": [f"The body is too long: at most {MAX_BODY}."]}
    assert (form["body"].value(), form["standfirst"].value()) == (body, "Kept")
    assert Article.objects.get().standfirst == article.standfirst


def test_an_open_form_learns_who_is_logged_in(client, settings):
    user = make_user(is_staff=True)
    client.force_login(user)

    response = client.get("/admin/desk/alive/")

    found = response.json()
    assert len(found.pop("token")) == 64
    assert found == {
        "user": str(user.pk),
        "name": user.username,
        "limit": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    }
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("is_reader", [True, False])
def test_a_form_without_its_editor_learns_that(client, django_user_model, is_reader):
    if is_reader:
        client.force_login(django_user_model.objects.create_user("reader"))

    assert client.get("/admin/desk/alive/").json() == {"user": ""}


def test_a_choice_tells_a_stranger_nothing_but_that(client):
    make_actor(name="Somebody")

    answer = client.get(reverse("admin:autocomplete"), {"term": "some"})

    (row,) = answer.json()["results"]
    assert (row["disabled"], row["text"][:19]) == (True, "You are logged out.")


def test_a_save_hands_its_mark_back_with_those_of_other_windows(admin_client):
    url = change_url(make_actor())
    data = read_form(admin_client.get(url))

    first = admin_client.post(url, {**data, "_copy": MARK})
    second = admin_client.post(url, {**data, "_copy": OTHER_MARK, "_continue": "1"})

    assert first.cookies[COOKIE].value == MARK
    assert second.cookies[COOKIE].value == f"{MARK}.{OTHER_MARK}"


def test_a_popup_hands_its_mark_back_too(admin_client):
    url = reverse("admin:actors_actor_add") + "?_popup=1"
    data = read_form(admin_client.get(url), name="Somebody", kind="person")

    response = admin_client.post(url, {**data, "_popup": "1", "_copy": MARK})

    assert Actor.objects.get().name == "Somebody"
    assert response.cookies[COOKIE].value == MARK


@pytest.mark.parametrize("mark", ["", "short", MARK + "\n", "x" * 32])
def test_nothing_else_becomes_a_cookie(admin_client, mark):
    url = change_url(make_actor())

    response = admin_client.post(url, read_form(admin_client.get(url), _copy=mark))

    assert response.status_code == 302
    assert COOKIE not in response.cookies


def test_a_refused_form_keeps_its_mark(admin_client):
    url = change_url(make_actor())

    response = admin_client.post(url, read_form(admin_client.get(url), _copy=MARK, name=""))

    assert response.status_code == 200
    assert COOKIE not in response.cookies


def test_a_row_that_is_gone_keeps_its_mark(admin_client):
    actor = make_actor()
    url = change_url(actor)
    data = read_form(admin_client.get(url), _copy=MARK)
    actor.delete()

    response = admin_client.post(url, data)

    assert response.status_code == 302
    assert COOKIE not in response.cookies


def test_every_page_of_the_desk_tells_what_is_saved():
    silent = [
        model
        for model, page in admin.site._registry.items()
        if not any(base.__name__ == "TellsWhatIsSaved" for base in type(page).__mro__)
    ]

    assert silent == []
