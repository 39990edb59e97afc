"""Citations and coverage are read in their lists, and changed on the article's page only."""

import pytest
from django.urls import reverse

from articles.models import Citation, Coverage
from tests.articles.desk_pages import change_url
from tests.factories import make_article, make_citation, make_coverage, make_event, make_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts():
    article = make_article(headline="Leaders meet")
    return make_citation(article, make_quote()), make_coverage(article, make_event())


@pytest.mark.parametrize("place", [0, 1], ids=["citation", "coverage"])
def test_lists_and_pages_lead_to_the_article_and_change_nothing(admin_client, parts, place):
    row = parts[place]
    name = row._meta.model_name
    article_url = change_url(row.article)

    listed = admin_client.get(reverse(f"admin:articles_{name}_changelist"))
    page = admin_client.get(change_url(row))
    sent = admin_client.post(change_url(row), {"_save": "1"})

    assert f'<a href="{article_url}">Leaders meet</a>' in listed.text
    assert f'<a href="{article_url}">Leaders meet</a>' in page.text
    assert 'name="_save"' not in page.text
    assert "deletelink" not in page.text
    assert sent.status_code == 403


@pytest.mark.parametrize("name", ["citation", "coverage"])
def test_nothing_is_added_there(admin_client, name):
    assert admin_client.get(reverse(f"admin:articles_{name}_add")).status_code == 403


@pytest.mark.parametrize("place", [0, 1], ids=["citation", "coverage"])
def test_nothing_is_deleted_there(admin_client, parts, place):
    row = parts[place]
    name = row._meta.model_name
    url = reverse(f"admin:articles_{name}_delete", args=[row.pk])

    refused = admin_client.post(url, {"post": "yes"})
    admin_client.post(
        reverse(f"admin:articles_{name}_changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
    )

    assert refused.status_code == 403
    assert (Citation.objects.count(), Coverage.objects.count()) == (1, 1)


def test_a_draft_still_goes_with_its_citations_and_coverage(admin_client, parts):
    url = reverse("admin:articles_article_delete", args=[parts[0].article.pk])

    admin_client.post(url, {"post": "yes"})

    assert (Citation.objects.count(), Coverage.objects.count()) == (0, 0)


def test_the_events_page_shows_its_articles_and_changes_none(admin_client, parts):
    coverage = parts[1]

    page = admin_client.get(change_url(coverage.event)).text

    assert f'<a href="{change_url(coverage.article)}">Leaders meet</a>' in page
    assert 'name="coverage-0-article"' not in page
    assert 'name="coverage-__prefix__-article"' not in page
