from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Citation, Quote
from tests.articles.desk_pages import change_url, errors_of, press, said
from tests.factories import (
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_quote,
    make_user,
)
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


def test_who_adds_an_article_is_its_author(client, editor):
    url = reverse("admin:articles_article_add")

    client.post(url, read_form(client.get(url), headline="A headline", _save="1"))

    article = Article.objects.get()
    assert (article.created_by, article.status, article.slug) == (editor, "draft", "a-headline")


def test_a_page_saved_as_it_stands_changes_nothing(client, editor):
    article = make_article(published=True)
    make_citation(article, make_quote(verified=True, about=[make_event()]))
    make_coverage(article, make_event())
    before = Article.objects.values().get()
    citation = Citation.objects.values().get()

    press(client, article, "_continue")

    changed = {"updated_at": mock.ANY}
    assert Article.objects.values().get() == before | changed
    assert Citation.objects.values().get() == citation | changed


def test_a_headline_stays_on_one_line(client, editor):
    article = make_article()

    press(client, article, "_save", headline="One\nline ")

    article.refresh_from_db()
    assert article.headline == "One line"


def test_the_address_cannot_be_edited_once_saved(client, editor):
    article = make_article()

    form = client.get(change_url(article)).context["adminform"].form

    assert "slug" not in form.fields


def test_a_chosen_quote_fills_in_what_it_and_the_body_tell(client, editor):
    article = make_article(body="First.\n\n## Subhead\n\n“We will talk,” he said.")
    quote = make_quote(text="We will talk")
    url = change_url(article)
    data = add_row(read_form(client.get(url)), "citations", quote=quote.pk, kind="")

    client.post(url, {**data, "_save": "1"})

    citation = Citation.objects.get()
    assert (citation.quote, citation.kind, citation.as_printed, citation.paragraph) == (
        quote,
        "direct",
        "We will talk",
        2,
    )


def test_r1_words_that_a_draft_does_not_print_are_saved_with_a_warning(client, editor):
    article = make_article(body="Nothing here.")
    quote = make_quote(text="We will talk")
    data = read_form(client.get(change_url(article)), headline="Half-typed", _save="1")

    response = client.post(
        change_url(article),
        add_row(data, "citations", quote=quote.pk, kind="direct", as_printed="We will talk"),
    )

    assert Article.objects.get().headline == "Half-typed"
    assert Citation.objects.get().as_printed == "We will talk"
    assert (
        f"“{quote}”: The body does not print these words between quotation marks. "
        "Correct the body or copy the words as they stand there."
    ) in said(response)


def test_r1_words_that_a_published_body_does_not_print_are_refused_and_typing_stays(client, editor):
    article = make_article(published=True, body="Nothing here.")
    quote = make_quote(verified=True, text="We will talk")
    url = change_url(article)
    data = add_row(
        read_form(client.get(url), headline="Half-typed"),
        "citations",
        quote=quote.pk,
        kind="direct",
        as_printed="We will talk",
        cue="vowed",
    )

    response = client.post(url, {**data, "_save": "1"})

    assert response.status_code == 200
    (sentence,) = errors_of(response)["as_printed"]
    assert sentence.startswith("The body does not print these words between quotation marks.")
    assert "Half-typed" in response.text
    assert "vowed" in response.text
    assert Citation.objects.count() == 0


def test_r1_a_published_body_that_no_longer_prints_a_citation_is_refused(client, editor):
    article = make_article(published=True)
    make_citation(article, make_quote(verified=True, text="We will talk"))

    response = press(client, article, "_save", body="All gone.")

    assert "as_printed" in errors_of(response)
    assert Article.objects.get().body == article.body


@pytest.fixture
def writer(client):
    """An editor of articles who has nothing to do with citations."""
    user = make_user(is_superuser=False)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_article", "change_article"])
    )
    client.force_login(user)
    return user


def test_r1_a_body_is_held_to_citations_that_the_editor_does_not_see(client, writer):
    article = make_article(published=True)
    quote = make_quote(verified=True, text="We will talk")
    make_citation(article, quote)

    response = press(client, article, "_save", body="All gone.")

    assert errors_of(response) == {
        "body": [
            (
                f"“{quote}”: The body does not print these words between quotation marks. "
                "Correct the body or copy the words as they stand there."
            )
        ]
    }
    assert Article.objects.get().body == article.body


def test_r4_so_is_the_articles_own_date(client, writer):
    article = make_article()
    make_citation(article, make_quote(said_on_edtf="2025-09-02"))

    response = press(client, article, "_save", source_date="2025-09-01")

    (sentence,) = errors_of(response)["source_date"]
    assert "The quote was said on 2025-09-02, after the article's own date" in sentence
    assert Article.objects.get().source_date is None


def test_what_was_broken_before_does_not_keep_an_editor_from_other_words(client, writer):
    article = make_article()
    quote = make_quote(text="We will talk")
    make_citation(article, quote)
    Quote.objects.update(text="We shall talk")

    press(client, article, "_save", body=f"New beginning.\n\n{article.body}")

    assert Article.objects.get().body.startswith("New beginning.")


def test_r1_a_citation_added_since_the_page_was_opened_is_checked_too(client, editor):
    article = make_article(published=True, body="“We will talk,” he said.")
    data = read_form(client.get(change_url(article)), body="All gone.", _save="1")
    make_citation(article, make_quote(verified=True, text="We will talk"))

    response = client.post(change_url(article), data)

    assert list(errors_of(response)) == ["body"]
    assert Article.objects.get().body == article.body


def test_checking_unseen_citations_costs_the_same_for_any_number(client, writer):
    costs = []
    for number in (1, 9):
        article = make_article()
        for _ in range(number):
            make_citation(article, make_quote())
        data = read_form(client.get(change_url(article)), body=f"New.\n\n{article.body}")
        with CaptureQueriesContext(connection) as captured:
            assert client.post(change_url(article), {**data, "_save": "1"}).status_code == 302
        costs.append(len(captured))

    assert costs[0] == costs[1]


def test_an_embargo_moves_the_old_publication_time_of_a_reopened_draft(client, editor):
    article = make_article(published=True)
    Article.objects.update(status="draft")
    end = (timezone.now() + timedelta(days=2)).replace(microsecond=0)

    press(client, article, "_save", embargo_until=end.strftime("%Y-%m-%dT%H:%M:%S"))

    article.refresh_from_db()
    assert (article.embargo_until, article.published_at) == (end, end)


def test_the_times_of_a_published_article_are_no_boxes_of_its_page(client, editor):
    form = client.get(change_url(make_article(published=True))).context["adminform"].form

    assert not {"embargo_until", "published_at"} & set(form.fields)


def test_a_deadlock_is_a_sentence_on_the_form(client, editor):
    article = make_article()
    data = read_form(client.get(change_url(article)), headline="Typed", _save="1")

    with mock.patch.object(Article, "save", side_effect=OperationalError("deadlock detected")):
        response = client.post(change_url(article), data)

    assert response.context["adminform"].form.non_field_errors() == [
        "Somebody else changed this at the same moment. Look at it and save again."
    ]
    assert "Typed" in response.text


def test_a_race_for_the_same_address_is_a_sentence_on_the_form(client, editor):
    url = reverse("admin:articles_article_add")
    data = read_form(client.get(url), headline="The same", body="Typed text", _save="1")
    refused = IntegrityError("UNIQUE constraint failed: articles_article.slug")

    with mock.patch.object(Article, "save", side_effect=refused):
        response = client.post(url, data)

    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors() == [
        "Somebody else has just used this address. Save again and another one is made."
    ]
    assert "Typed text" in response.text
    assert Article.objects.count() == 0


def test_what_the_database_refuses_in_a_row_leaves_nothing_half_saved(client, editor):
    article = make_article()
    url = change_url(article)
    data = add_row(
        read_form(client.get(url), headline="Changed"),
        "coverage",
        event=make_event().pk,
        rel="subject",
    )
    refused = IntegrityError(
        "UNIQUE constraint failed: articles_coverage.article_id, articles_coverage.event_id"
    )

    with mock.patch("articles.models.Coverage.save", side_effect=refused):
        response = client.post(url, {**data, "_save": "1"})

    assert response.context["adminform"].form.non_field_errors() == [
        "The article covers this event already."
    ]
    assert Article.objects.get().headline == article.headline


def test_an_event_covered_twice_is_refused_before_the_database(client, editor):
    article, event = make_article(), make_event()
    url = change_url(article)
    data = read_form(client.get(url))
    for _ in range(2):
        data = add_row(data, "coverage", event=event.pk, rel="subject")

    response = client.post(url, {**data, "_save": "1"})

    assert response.status_code == 200
    assert article.coverage.count() == 0
