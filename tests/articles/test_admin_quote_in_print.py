"""The page of a quote that articles print: where, what is still owed, and who changes what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Correction, Quote
from articles.services import issue_notice, verify_quote
from newsroom.roles import DESK_EDITOR, REPORTER, SUB_EDITOR
from tests.articles.desk_pages import change_url, press, said
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_member,
    make_quote,
)
from tests.newsroom.page_form import read_form

pytestmark = pytest.mark.django_db
WHO = "This quote is verified: only sub-editors and desk editors change its words or its speaker."


@pytest.fixture
def sub_editor(client):
    member = make_member(SUB_EDITOR, username="sub-editor")
    client.force_login(member)
    return member


@pytest.fixture
def quote():
    return make_quote(
        verified=True, text="We met", slug="we-met", speaker=make_actor(name="Ana Orlova")
    )


@pytest.fixture
def article(quote):
    made = make_article(published=True, headline="Leaders meet")
    make_citation(made, quote, paragraph=2)
    return made


def tomorrow():
    return timezone.now() + timedelta(days=1, minutes=5)


def test_every_article_that_prints_it_is_listed_with_its_words_and_its_state(
    client, sub_editor, quote, article
):
    scheduled = make_article(published=True, headline="Tomorrow's", published_at=tomorrow())
    make_citation(scheduled, quote)
    draft = make_article(headline="A draft")
    make_citation(draft, quote)

    page = client.get(change_url(quote))

    rows = page.context["printed"]
    assert [row.citation.article for row in rows] == [scheduled, article, draft]
    printed = page.text.split('id="printed-in"')[1].split("</section>")[0]
    assert '<span class="desk-badge desk-scheduled">Scheduled</span>' in printed
    assert '<span class="desk-badge desk-draft">Draft</span>' in printed
    assert f'<a href="{change_url(article)}">Leaders meet</a>' in printed
    assert "Direct, paragraph 2: “We met”" in printed
    assert "data-until" in printed


def test_a_quote_that_nothing_prints_says_so(client, sub_editor, quote):
    assert "No article prints it yet." in client.get(change_url(quote)).text


def test_r12_corrected_words_open_a_correction_in_each_published_article(
    client, sub_editor, quote, article
):
    response = press(client, quote, "_save", text="We have met")

    correction = Correction.objects.get()
    assert correction.changes == {"text": ["We met", "We have met"]}
    assert (correction.article, correction.opened_by) == (article, sub_editor)
    assert "“Leaders meet” prints other words. Correct its body and citation." in said(response)
    url = reverse("admin:articles_quote_corrections", args=[quote.pk])
    assert (
        f'1 article prints this quote as it was: <a href="{url}">'
        "issue the correction</a>." in said(response)
    )
    page = client.get(change_url(quote)).text
    assert "1 correction to issue" in page
    assert "No notice issued yet (words)" in page


def test_words_corrected_on_the_events_page_open_corrections_too(
    client, sub_editor, quote, article
):
    quote.said_at = make_event()
    quote.save()
    url = change_url(quote.said_at)

    client.post(
        url, read_form(client.get(url), **{"quotes_said_at-0-text": "We have met", "_save": "1"})
    )

    assert Correction.objects.get().changes == {"text": ["We met", "We have met"]}


def test_a_save_that_changes_no_words_opens_nothing(client, sub_editor, quote, article):
    press(client, quote, "_save", note="asked again")

    assert Correction.objects.count() == 0


def test_a_refused_save_opens_nothing(client, sub_editor, quote, article):
    response = press(client, quote, "_save", text="We have met", terms="off_record")

    assert response.context["adminform"].form.errors
    assert Correction.objects.count() == 0


def test_the_page_shows_which_notice_was_issued(client, sub_editor, quote, article):
    press(client, quote, "_save", text="We have met")
    notice = issue_notice(
        article,
        by=make_member(DESK_EDITOR),
        kind="correction",
        text="They have met.",
        corrections=[Correction.objects.get()],
    )

    page = client.get(change_url(quote)).text

    assert reverse("admin:articles_notice_change", args=[notice.pk]) in page
    assert "correction to issue" not in page


def test_a_reporter_reads_the_words_of_a_verified_quote_and_is_told_who_changes_them(client, quote):
    client.force_login(make_member(REPORTER))

    page = client.get(change_url(quote))
    response = press(client, quote, "_save", note="a note of mine")

    assert WHO in page.text
    assert 'name="text"' not in page.text
    assert 'name="speaker"' not in page.text
    quote.refresh_from_db()
    assert (quote.text, quote.note) == ("We met", "a note of mine")
    assert response.status_code == 302


def test_words_typed_while_somebody_verified_the_quote_are_refused_and_stay(client):
    client.force_login(make_member(REPORTER))
    quote = make_quote(text="We met")
    data = read_form(client.get(change_url(quote)), text="We have met", note="heard it again")
    verify_quote(quote, by=make_member(SUB_EDITOR))

    response = client.post(change_url(quote), {**data, "_save": "1"})

    assert response.context["adminform"].form.errors == {"text": [WHO]}
    assert "We have met" in response.text
    assert Quote.objects.get().text == "We met"


def test_a_reporter_does_not_change_verified_words_by_the_events_page(client, quote):
    client.force_login(make_member(REPORTER))
    quote.said_at = make_event()
    quote.save()
    url = change_url(quote.said_at)

    response = client.post(
        url, read_form(client.get(url), **{"quotes_said_at-0-text": "We have met", "_save": "1"})
    )

    assert WHO in response.text
    assert Quote.objects.get(pk=quote.pk).text == "We met"


def test_a_reporter_writes_a_draft_as_they_like(client):
    client.force_login(make_member(REPORTER))
    quote = make_quote(text="We met")

    press(client, quote, "_save", text="We have met")

    assert Quote.objects.get().text == "We have met"


def test_a_speaker_who_becomes_anonymous_is_named_nowhere_on_the_page(
    client, sub_editor, quote, article
):
    press(client, quote, "_save", speaker=make_actor(name="Boris Petrov").pk)
    press(
        client, quote, "_save", attribution="anonymous", terms="background", speaker="",
        source_description="An official",
    )  # fmt: skip

    page = client.get(change_url(quote)).text
    issue = client.get(reverse("admin:articles_quote_corrections", args=[quote.pk])).text

    for text in (page, issue):
        assert "Orlova" not in text
        assert "Petrov" not in text
