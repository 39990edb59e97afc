from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Quote, Revision
from articles.revisions import snapshot_of
from articles.services import finish_save, propose_revision, submit_article
from articles.step_forms import CHANGED
from tests.articles.desk_pages import change_url, press, said
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_organisation,
    make_quote,
    make_user,
    warned_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


def step_page(article, name):
    return reverse("admin:articles_article_step", args=[article.pk, name])


def confirm(client, article, name, **given):
    """Read a step's page and confirm it as the form on it stands, with what is given."""
    response = client.get(step_page(article, name))
    findings = response.context["findings"]
    names = [finding.name for finding in findings if not finding.is_error]
    return client.post(step_page(article, name), {"acknowledged": names, **given})


def errors_on(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def test_an_author_submits_and_somebody_else_publishes(client, editor):
    article = make_article(created_by=editor)

    press(client, article, "_step_submit", headline="Ready")
    client.force_login(other := make_user())
    response = press(client, article, "_step_publish")
    confirm(client, article, "publish")

    article.refresh_from_db()
    assert response.url == step_page(article, "publish")
    assert (article.headline, article.status, article.reviewed_by) == ("Ready", "published", other)


def test_the_author_sees_no_publish_button_but_why(client, editor):
    page = client.get(change_url(make_article(created_by=editor))).text

    assert 'name="_step_submit"' in page
    assert 'name="_step_publish"' not in page
    assert "You wrote this article, so somebody else has to read it" in page


def test_the_author_who_tries_anyway_keeps_the_words_and_reads_why(client, editor):
    article = make_article(created_by=editor)

    press(client, article, "_step_publish", headline="Saved all the same")
    response = client.post(step_page(article, "publish"))

    article.refresh_from_db()
    assert (article.status, article.headline) == ("draft", "Saved all the same")
    assert response.url == change_url(article)
    assert said(response) == [
        "You wrote this article, so somebody else has to read it before it is published."
    ]


@pytest.mark.parametrize("typed", ["2030-12-31T12:00", "2030-12-31 12:00:00", "31/12/2030 12:00"])
@pytest.mark.parametrize(("zone", "hour"), [("UTC", 12), ("Asia/Kolkata", 6)])
def test_publishing_takes_any_time_that_the_form_accepts_on_the_desks_clock(
    client, editor, settings, typed, zone, hour
):
    settings.TIME_ZONE = settings.DESK_TIME_ZONE = zone
    article = make_article(created_by=make_user())

    confirm(client, article, "publish", at=typed)

    article.refresh_from_db()
    minute = 0 if zone == "UTC" else 30
    assert article.published_at == datetime(2030, 12, 31, hour, minute, tzinfo=UTC)
    assert (article.status, article.is_published) == ("published", False)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tomorrow", "Enter a valid date/time."),
        (
            "2020-01-01T12:00",
            "This time has passed. Leave it empty to publish now, or choose a later one.",
        ),
    ],
)
def test_a_time_that_cannot_be_is_an_error_at_its_field_and_publishes_nothing(
    client, editor, typed, sentence
):
    article = make_article(created_by=make_user())

    response = confirm(client, article, "publish", at=typed)

    assert errors_on(response) == {"at": [sentence]}
    assert typed in response.text
    assert Article.objects.get().status == "draft"


def test_the_publish_page_offers_to_tick_what_readers_will_not_see(client, editor):
    hidden = make_actor(name="Hidden Speaker", is_public=False)
    event = make_event(title="Hidden talks", is_public=False)
    article = make_article(created_by=make_user())
    make_citation(article, make_quote(verified=True, speaker=hidden))
    make_coverage(article, event)
    form = client.get(step_page(article, "publish")).context["form"]
    offered = dict(form.fields["show"].choices)

    confirm(client, article, "publish", show=[f"actors.actor:{hidden.pk}"])

    hidden.refresh_from_db()
    event.refresh_from_db()
    assert sorted(offered.values()) == ["Hidden Speaker", "Hidden talks"]
    assert sorted(form.initial["show"]) == sorted(offered)
    assert (hidden.is_public, event.is_public) == (True, False)
    assert Article.objects.get().status == "published"


def test_an_unverified_quote_keeps_an_article_back_and_says_so(client, editor):
    article = make_article(created_by=make_user())
    quote = make_quote()
    make_citation(article, quote)

    response = confirm(client, article, "publish")

    assert errors_on(response)["__all__"] == [
        f"Quote {quote.slug}: “{quote}” is not verified. Verify it first."
    ]
    assert Article.objects.get().status == "draft"


def test_a_warning_that_nobody_ticked_keeps_an_article_back_and_the_others_stay_ticked(
    client, editor
):
    article = make_article(created_by=make_user())
    for _ in range(2):
        make_citation(article, make_quote(verified=True))
    findings = client.get(step_page(article, "publish")).context["findings"]
    first, *others = [finding.name for finding in findings if not finding.is_error]

    response = client.post(step_page(article, "publish"), {"acknowledged": others})

    assert len(errors_on(response)["__all__"]) == 1
    assert errors_on(response)["__all__"][0].startswith(f"Acknowledge {first}: ")
    assert response.text.count(" checked") == len(others)
    assert Article.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        ("draft", ["submit", "publish"]),
        ("in_review", ["approve", "publish", "send_back"]),
        ("published", ["notice", "withdraw", "retract"]),
        ("withdrawn", ["reopen", "retract"]),
        ("retracted", []),
    ],
)
def test_only_the_steps_that_would_work_have_a_button(client, editor, status, buttons):
    article = make_article(published=True, created_by=make_user())
    retracted_at = timezone.now() if status == "retracted" else None
    Article.objects.filter(pk=article.pk).update(status=status, retracted_at=retracted_at)

    steps = client.get(change_url(article)).context["steps"]

    assert [step.name for step in steps] == buttons


def test_a_list_action_publishes_those_it_may_and_says_why_not_the_others(client, editor):
    mine, theirs = make_article(created_by=editor), make_article(created_by=make_user())
    for article in (mine, theirs):
        complete(article)

    response = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "publish", "_selected_action": [mine.pk, theirs.pk]},
    )

    assert list(Article.objects.filter(status="published")) == [theirs]
    assert said(response) == [
        (
            f"“{mine}”: You wrote this article, so somebody else has to read it before it is "
            "published."
        ),
        f"“{theirs}” is published.",
    ]


def complete(article):
    """Give the article what preflight would otherwise warn of."""
    article.outlet = make_organisation(org_type="media")
    article.source_date = timezone.localdate()
    article.save()


def test_several_articles_are_withdrawn_for_one_reason_or_not_at_all(client, editor):
    articles = [make_article(published=True) for _ in range(2)]
    response = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "withdraw", "_selected_action": [article.pk for article in articles]},
    )
    page = response.url

    refused = client.post(page, {"reason": " "})
    still = list(Article.objects.values_list("status", flat=True))
    client.post(page, {"reason": "A court order."})

    assert errors_on(refused) == {"reason": ["Say why it is taken down, for the desk's record."]}
    assert still == ["published"] * 2
    assert list(Article.objects.values_list("status", flat=True)) == ["withdrawn"] * 2
    assert set(Revision.objects.filter(action="withdrawn").values_list("reason", flat=True)) == {
        "A court order."
    }


def test_a_retraction_without_a_notice_is_refused_at_its_field(client, editor):
    article = make_article(published=True)

    response = client.post(step_page(article, "retract"), {"text": "\u200b "})

    assert errors_on(response) == {"text": ["Say in the notice what was wrong, for readers."]}
    assert Article.objects.get().status == "published"


def test_a_comment_comes_back_to_the_author_on_top_of_the_page(client, editor):
    author = make_user()
    article = make_article(created_by=author)
    submit_article(article, by=author)

    client.post(step_page(article, "send_back"), {"reason": "Who said so?"})
    client.force_login(author)
    page = client.get(change_url(article))

    assert page.context["sent_back"].reason == "Who said so?"
    assert "Sent back" in page.text


def test_a_step_page_that_is_out_of_date_says_so_and_returns(client, editor):
    article = make_article(published=True)
    Article.objects.update(status="withdrawn")

    response = client.get(step_page(article, "withdraw"))

    assert response.url == change_url(article)
    assert said(response) == [
        f"“{article}” is withdrawn, so it cannot be withdrawn. Reload the page to see it as it is."
    ]


@pytest.mark.parametrize("name", ["nonsense", "save", "delete"])
def test_a_step_that_there_is_not_is_not_found(client, editor, name):
    assert client.get(step_page(make_article(), name)).status_code == 404


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
    assert f"“{article}” is published, so it cannot be deleted." in response.text


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


@pytest.mark.parametrize("keys", ["9" * 20, "9" * 5000])
@pytest.mark.parametrize("page", ["article/{}/step/publish/", "quote/{}/step/verify/"])
def test_the_page_of_a_step_for_a_number_that_no_row_can_have_is_not_found(client, page, keys):
    client.force_login(make_user())

    response = client.get(f"/admin/articles/{page.format(keys)}")

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["publish", "approve", "send_back"])
def test_a_step_on_words_that_changed_since_its_page_was_opened_is_confirmed_again(client, name):
    author, colleague = make_user(), make_user()
    article = make_article(created_by=author, status="in_review")
    client.force_login(make_user())
    page = client.get(step_page(article, name))
    given = {field.name: field.value() for field in page.context["form"].hidden_fields()}
    given |= {"reason": "Shorter.", "acknowledged": warned_of(article)}
    Article.objects.filter(pk=article.pk).update(body="Words that nobody read.")
    finish_save(article, by=colleague)

    refused = client.post(step_page(article, name), given)

    anew = {field.name: field.value() for field in refused.context["form"].hidden_fields()}
    article.refresh_from_db()
    assert refused.context["form"].non_field_errors() == [CHANGED]
    assert (article.status, article.reviewed_by) == ("in_review", None)
    given |= {**anew, "acknowledged": warned_of(article)}
    assert client.post(step_page(article, name), given).status_code == 302


def test_a_proposal_that_changed_while_it_was_read_is_shown_and_confirmed_again(client):
    article = make_article(published=True, headline="Old")
    client.force_login(make_user())
    _propose(article, "New")
    page = client.get(step_page(article, "reject"))
    given = {field.name: field.value() for field in page.context["form"].hidden_fields()}
    _propose(article, "Newer")

    refused = client.post(step_page(article, "reject"), given)

    anew = {field.name: field.value() for field in refused.context["form"].hidden_fields()}
    assert refused.context["form"].non_field_errors() == [CHANGED]
    assert client.post(step_page(article, "reject"), anew).status_code == 302


def _propose(article, headline):
    snapshot = snapshot_of(article)
    snapshot["article"]["headline"] = headline
    propose_revision(article, snapshot, by=make_user())
