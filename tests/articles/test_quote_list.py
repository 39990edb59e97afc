from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.moments import say_moment
from tests.articles.desk_pages import change_url
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_name,
    make_quote,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/quote/"


def found(client, **asked):
    return set(client.get(LIST, asked).context["cl"].result_list)


@pytest.mark.parametrize(
    "typed",
    [
        "we've",
        "we’ve",
        "WE’VE AGREED",
        "agreed — finally",
        "\u201cwe've agreed\u201d",
        "cafe",
        "Café\u00a0talks",
        "cafe-talks",
        "said…",
    ],
)
def test_the_search_folds_case_accents_and_typography(admin_client, typed):
    quote = make_quote(text="We’ve agreed—finally—at the café\u00a0talks, he said…")
    make_quote(text="Nothing of the kind")

    assert found(admin_client, q=typed) == {quote}


def test_the_search_folds_the_description_of_a_source(admin_client):
    quote = make_quote(attribution="unnamed", source_description="Experts at the Élysée")

    assert found(admin_client, q="elysee experts") == {quote}


def test_quotes_are_filtered_by_any_name_of_their_speaker(admin_client):
    speaker = make_actor(name="Recep Tayyip Erdoğan")
    make_name(speaker, name="RTE", kind="abbreviation")
    quote = make_quote(speaker=speaker)
    make_quote(text="Erdogan is only spoken of")

    assert found(admin_client, by="erdogan") == found(admin_client, by="RTE") == {quote}
    assert found(admin_client, by="nobody") == set()


def test_quotes_are_filtered_by_their_event(admin_client):
    event = make_event(title="Sommet de l’Élysée")
    there, of_it = make_quote(said_at=event), make_quote(about=[event])
    make_quote()

    assert found(admin_client, event="elysee") == {there, of_it}


@pytest.mark.parametrize("typed", ["…", "%", "_", "'\"", "\0", "x" * 5000])
def test_a_filter_takes_anything_typed(admin_client, typed):
    make_quote()

    assert admin_client.get(LIST, {"by": typed, "event": typed}).status_code == 200


def test_a_filter_keeps_the_others_and_the_search(admin_client):
    quote = make_quote(text="Peace", speaker=make_actor(name="Anna"), kind="indirect")

    page = admin_client.get(LIST, {"by": "anna", "q": "peace", "kind__exact": "indirect", "p": "1"})

    form = page.text.split('class="desk-typed-filter"')[2].split("</form>")[0]
    assert 'type="search" name="event" value=""' in form
    kept = [
        (part.split('"')[0], part.split('value="')[1].split('"')[0])
        for part in form.split('type="hidden" name="')[1:]
    ]
    assert sorted(kept) == [("by", "anna"), ("kind__exact", "indirect"), ("q", "peace")]
    assert list(page.context["cl"].result_list) == [quote]


@pytest.mark.django_db
def test_an_article_still_to_come_is_called_scheduled(admin_client):
    later = timezone.now() + timedelta(days=2)
    article = make_article(headline="Later", published=True, published_at=later)
    now = make_article(headline="Now", published=True)
    make_citation(article, make_quote())

    listed = admin_client.get(reverse("admin:articles_article_changelist")).text
    page = admin_client.get(change_url(article)).text
    source = {"app_label": "articles", "model_name": "citation", "field_name": "article"}
    typed = admin_client.get(reverse("admin:autocomplete"), {**source, "term": "later"}).json()

    assert '<span class="desk-badge desk-scheduled">Scheduled</span>' in listed
    assert '<span class="desk-badge desk-published">Published</span>' in listed
    assert '<span class="desk-badge desk-scheduled">Scheduled</span>' in page
    assert [row["detail"] for row in typed["results"]] == [f"Scheduled · {say_moment(later)}"]
    assert now.status_label == "Published"
