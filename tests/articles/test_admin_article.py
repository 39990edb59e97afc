from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import IntegrityError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Citation, Quote
from tests.factories import (
    make_actor,
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


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def press(client, article, button, **changes):
    url = change_url(article)
    data = read_form(client.get(url), **changes)
    return client.post(url, {**data, button: "1"})


def errors_of(response):
    form = response.context["adminform"].form
    rows = [
        row.errors for rows in response.context["inline_admin_formsets"] for row in rows.formset
    ]
    return {**form.errors, **{name: text for row in rows for name, text in row.items()}}


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


def test_words_that_the_body_does_not_print_are_refused_and_all_typing_stays(client, editor):
    article = make_article(body="Nothing here.")
    quote = make_quote(text="We will talk")
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


def test_a_body_that_no_longer_prints_a_citation_is_refused(client, editor):
    article = make_article()
    make_citation(article, make_quote(text="We will talk"))

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
    article = make_article()
    quote = make_quote(text="We will talk")
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
    article = make_article(body="“We will talk,” he said.")
    data = read_form(client.get(change_url(article)), body="All gone.", _save="1")
    make_citation(article, make_quote(text="We will talk"))

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


def test_a_published_article_gets_no_later_embargo(client, editor):
    article = make_article(published=True)
    end = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%S")

    response = press(client, article, "_save", embargo_until=end)

    assert "The publication time lies before the embargo ends. Publish later." in response.text
    assert Article.objects.get().embargo_until is None


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


# ---------------------------------------------------------------- steps


def test_an_author_submits_and_somebody_else_publishes(client, editor):
    article = make_article(created_by=editor)

    press(client, article, "_step_submit", headline="Ready")
    client.force_login(other := make_user())
    press(client, article, "_step_publish")

    article.refresh_from_db()
    assert (article.headline, article.status, article.reviewed_by) == ("Ready", "published", other)


def test_the_author_sees_no_publish_button_but_why(client, editor):
    page = client.get(change_url(make_article(created_by=editor))).text

    assert 'name="_step_submit"' in page
    assert 'name="_step_publish"' not in page
    assert "You write it, somebody else publishes it" in page


def test_the_author_who_tries_anyway_keeps_the_words_and_reads_why(client, editor):
    article = make_article(created_by=editor)

    response = press(client, article, "_step_publish", headline="Saved all the same")

    article.refresh_from_db()
    assert (article.status, article.headline) == ("draft", "Saved all the same")
    assert "You wrote this article, so somebody else has to publish it." in said(response)
    assert "Your words are saved." in said(response)


def test_publishing_takes_the_time_on_the_page(client, editor):
    article = make_article(created_by=make_user())
    later = (timezone.now() + timedelta(days=2)).replace(microsecond=0)

    press(client, article, "_step_publish", publish_at=later.strftime("%Y-%m-%dT%H:%M:%S"))

    article.refresh_from_db()
    assert (article.status, article.published_at) == ("published", later)
    assert not article.is_published


@pytest.mark.parametrize(
    "typed",
    ["2030-12-31T12:00", "2030-12-31 12:00:00", "31/12/2030 12:00", "31/12/30 12:00"],
)
@pytest.mark.parametrize(("zone", "hour"), [("UTC", 12), ("Asia/Kolkata", 6)])
def test_publishing_takes_any_time_that_the_form_accepts_on_the_desks_clock(
    client, editor, settings, typed, zone, hour
):
    settings.TIME_ZONE = zone
    article = make_article(created_by=make_user())

    press(client, article, "_step_publish", publish_at=typed)

    article.refresh_from_db()
    minute = 0 if zone == "UTC" else 30
    assert article.published_at == datetime(2030, 12, 31, hour, minute, tzinfo=UTC)
    assert (article.status, article.is_published) == ("published", False)


def test_a_time_that_is_none_is_an_error_and_publishes_nothing(client, editor):
    article = make_article(created_by=make_user())

    response = press(client, article, "_step_publish", publish_at="tomorrow")

    assert "publish_at" in errors_of(response)
    assert Article.objects.get().status == "draft"


def test_publishing_lists_what_readers_will_not_see(client, editor):
    hidden = make_actor(name="Hidden Speaker", is_public=False)
    article = make_article(created_by=make_user())
    make_citation(article, make_quote(verified=True, speaker=hidden))
    make_coverage(article, make_event(title="Hidden talks", is_public=False))

    told = " ".join(said(press(client, article, "_step_publish")))

    assert "Readers will not see these until they are ticked public" in told
    assert f"/admin/actors/actor/{hidden.pk}/change/" in told
    assert "Hidden talks" in told


def test_an_unverified_quote_keeps_an_article_back_and_says_so(client, editor):
    article = make_article(created_by=make_user())
    quote = make_quote()
    make_citation(article, quote)

    told = said(press(client, article, "_step_publish"))

    assert any("is not verified. Verify it first." in sentence for sentence in told)
    assert Article.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        ("draft", {"submit", "publish"}),
        ("in_review", {"publish", "reopen"}),
        ("published", {"withdraw"}),
        ("withdrawn", {"reopen"}),
    ],
)
def test_only_the_steps_that_would_work_have_a_button(client, editor, status, buttons):
    article = make_article(published=status == "published")
    Article.objects.filter(pk=article.pk).update(status=status, created_by=make_user())

    steps = client.get(change_url(article)).context["steps"]

    assert {step.name for step in steps} == buttons


def test_a_list_action_publishes_those_it_may_and_says_why_not_the_others(client, editor):
    mine, theirs = make_article(created_by=editor), make_article(created_by=make_user())

    response = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "publish", "_selected_action": [mine.pk, theirs.pk]},
    )

    assert list(Article.objects.filter(status="published")) == [theirs]
    assert "You wrote this article, so somebody else has to publish it." in said(response)


# ---------------------------------------------------------------- deleting


def test_a_draft_may_be_deleted(client, editor):
    article = make_article()

    client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})

    assert Article.objects.count() == 0


def test_a_published_article_has_no_delete_page(client, editor):
    article = make_article(published=True)

    response = client.get(reverse("admin:articles_article_delete", args=[article.pk]))

    assert response.status_code == 403


def test_deleting_several_lists_those_that_must_stay(client, editor):
    draft, article = make_article(), make_article(published=True)

    response = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "delete_selected", "_selected_action": [draft.pk, article.pk], "post": "yes"},
    )

    assert Article.objects.count() == 2
    assert "is published: withdraw it instead." in response.text


# ---------------------------------------------------------------- preview


def test_a_preview_shows_the_body_as_readers_see_it(client, editor):
    response = client.post(
        reverse("admin:articles_article_preview"),
        {
            "body": "## Talks\n\n**“We will talk,”** he said. "
            "“Nobody knows this.” <script>x</script>",
            "as_printed": ["We will talk"],
        },
    )

    assert "<h2>Talks</h2>" in response.text
    assert "<strong>“We will talk,”</strong>" in response.text
    assert "<script>" not in response.text
    assert response.context["uncited"] == ["Nobody knows this."]
    assert response.context["words"] == 10


def test_a_preview_is_for_staff_only(client):
    response = client.post(reverse("admin:articles_article_preview"), {"body": "x"})

    assert response.status_code == 302


def test_a_preview_is_not_fetched_by_a_link(client, editor):
    assert client.get(reverse("admin:articles_article_preview")).status_code == 405


def test_the_popup_for_a_new_quote_starts_with_the_words(client, editor):
    url = reverse("admin:articles_quote_add") + "?_popup=1&text=We+will+talk&kind=mixed"

    form = client.get(url).context["adminform"].form

    assert (form["text"].value(), form["kind"].value()) == ("We will talk", "mixed")
    assert "note" not in form.fields
    assert Quote.objects.count() == 0
