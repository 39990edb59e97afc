"""The table in truth.py, held against the admin: what its page offers, and what its steps do."""

import pytest
from django.urls import reverse

from articles.admin.article_steps import STEPS
from tests.articles.refusals import stored
from tests.articles.test_truth_table import set_up
from tests.articles.truth import STATES, expected
from tests.factories import make_user
from tests.newsroom.page_form import read_form

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ACTORS = (
    "reporter",
    "reporter who wrote it",
    "reporter who proposed",
    "sub-editor",
    "desk editor",
    "desk editor who wrote it",
    "desk editor who proposed",
    "legal",
    "administrator",
)
#: How changing the words is called in each status; the page has one button for it.
SAVES = ("save", "edit_in_review", "propose")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("actor", ACTORS)
def test_a_page_offers_what_the_table_says_and_nothing_else_works(client, actor, state):
    article, person = set_up(actor, state)
    client.force_login(person)
    url = reverse("admin:articles_article_change", args=[article.pk])

    page = client.get(url)

    assert page.status_code == 200
    assert [step.name for step in page.context["steps"]] == [
        step.name for step in STEPS if expected(actor, state, step.name)
    ]
    saves = any(expected(actor, state, name) for name in SAVES)
    assert ('name="_save"' in page.text) == saves
    assert ('class="deletelink"' in page.text) == expected(actor, state, "delete")
    before = stored()
    if not saves:
        assert client.post(url, {**read_form(page), "_save": "1"}).status_code == 409
    for step in STEPS:
        if not expected(actor, state, step.name):
            step_url = reverse("admin:articles_article_step", args=[article.pk, step.name])
            assert client.post(step_url, {"reason": "So.", "text": "So."}).url == url
    assert stored() == before


@pytest.mark.parametrize("route", ["change", "step"])
def test_somebody_without_a_role_sees_no_article(client, route):
    article, _person = set_up("nobody", "draft")
    client.force_login(make_user(is_superuser=False))
    rest = ["submit"] if route == "step" else []

    response = client.get(reverse(f"admin:articles_article_{route}", args=[article.pk, *rest]))

    assert response.status_code == 403
