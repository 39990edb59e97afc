from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Quote
from tests.articles.desk_pages import change_url, errors_of, press, said
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


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
