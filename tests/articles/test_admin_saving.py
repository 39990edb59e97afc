"""Every save is on record, readers never get one unseen (R8), nobody overwrites anybody (R11)."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.admin.article import ArticleAdmin
from articles.models import Article, Correction, Revision
from articles.revisions import snapshot_of
from articles.services import propose_revision
from newsroom.roles import REPORTER
from tests.articles.desk_pages import change_url, press, said
from tests.factories import (
    make_article,
    make_citation,
    make_claim,
    make_event,
    make_member,
    make_public_quote,
    make_quote,
    make_topic,
    make_user,
    publish,
)
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


@pytest.fixture
def colleague():
    return make_user(username="colleague")


def actions(article):
    return list(Revision.objects.of_article(article).values_list("seq", "action"))


def open_form(client, article, **changes):
    return read_form(client.get(change_url(article)), **changes, _save="1")


def errors_on_top(response):
    return list(response.context["adminform"].form.non_field_errors())


def test_a_new_article_is_on_record_from_its_first_save(client, editor):
    url = reverse("admin:articles_article_add")

    client.post(url, read_form(client.get(url), headline="A headline", _save="1"))

    article = Article.objects.get()
    assert (actions(article), article.edit_counter) == ([(1, "saved")], 1)


def test_a_save_records_the_state_before_it_once_and_then_itself(client, editor):
    article = make_article(headline="Before")

    press(client, article, "_save", headline="After")
    press(client, article, "_save", headline="Later")

    states = [row.snapshot["article"]["headline"] for row in Revision.objects.order_by("seq")]
    assert actions(article) == [(2, "saved"), (1, "saved"), (0, "loaded")]
    assert states == ["Before", "After", "Later"]


def test_a_save_that_changes_nothing_is_not_on_record(client, editor):
    article = make_article()

    press(client, article, "_save")

    assert actions(article) == [(0, "loaded")]


def test_a_refused_save_leaves_nothing(client, editor):
    article = make_article()

    press(client, article, "_save", language="not a language")

    assert Revision.objects.count() == 0


@pytest.mark.usefixtures("editor")
class TestPublished:
    """R8: what is saved of a published article is proposed."""

    def test_readers_keep_the_old_words_and_the_page_shows_the_new(self, client):
        article = make_article(published=True, headline="Old")
        before = Article.objects.values().get()
        public = client.get(f"/api/v1/articles/{article.slug}/").content

        response = press(client, article, "_save", headline="New")

        assert Article.objects.values().get() == before | {"edit_counter": 1}
        assert client.get(f"/api/v1/articles/{article.slug}/").content == public
        assert said(response) == [
            "Proposed. Readers see the article as it was until a desk editor applies it."
        ]
        assert (
            client.get(change_url(article)).context["adminform"].form["headline"].value() == "New"
        )

    def test_citations_coverage_and_topics_wait_too_and_come_back_to_the_form(self, client):
        kept, dropped = make_quote(verified=True), make_quote(verified=True)
        article = make_article(published=True)
        make_citation(article, kept)
        gone = make_citation(article, dropped, kind="indirect")
        event, topic = make_event(), make_topic()
        added = make_quote(verified=True, kind="indirect", text="He agreed")
        data = open_form(client, article, topics=[str(topic.pk)])
        places = {str(data[f"citations-{number}-id"][0]): number for number in range(2)}
        data[f"citations-{places[str(gone.pk)]}-DELETE"] = "on"
        data = add_row(data, "citations", quote=added.pk, kind="indirect")
        data = add_row(data, "coverage", event=event.pk, rel="subject")

        client.post(change_url(article), data)

        assert set(article.citations.values_list("quote", flat=True)) == {kept.pk, dropped.pk}
        assert (article.coverage.count(), article.topics.count()) == (0, 0)
        again = read_form(client.get(change_url(article)))
        assert again["topics"] == [str(topic.pk)]
        assert again[f"citations-{places[str(gone.pk)]}-DELETE"] == ["on"]
        assert again["citations-2-quote"] == [str(added.pk)]
        assert again["coverage-0-event"] == [str(event.pk)]

    def test_a_proposal_saved_again_as_it_stands_proposes_nothing_new(self, client):
        article = make_article(published=True)
        added = make_quote(verified=True, kind="indirect", text="He agreed")
        data = add_row(open_form(client, article), "citations", quote=added.pk, kind="indirect")
        client.post(change_url(article), data)

        response = press(client, article, "_save")

        assert said(response) == ["Nothing changed: there is nothing to propose."]
        assert actions(article) == [(1, "proposed"), (0, "loaded")]

    def test_what_readers_have_is_one_click_away(self, client):
        article = make_article(published=True, headline="Old")
        press(client, article, "_save", headline="New")

        response = client.get(f"{change_url(article)}?as_read")

        assert response.context["adminform"].form["headline"].value() == "Old"

    def test_its_claims_are_for_reading(self, client):
        article = make_article(published=True)
        make_claim(article)

        data = read_form(client.get(change_url(article)))

        assert "claims-0-value" not in data

    def test_the_change_is_applied_with_its_notice_from_its_page(self, client, editor, colleague):
        article = make_article(published=True, headline="Old", created_by=editor)
        press(client, article, "_save", headline="New")
        client.force_login(colleague)
        url = reverse("admin:articles_article_step", args=[article.pk, "apply"])
        page = client.get(url)
        names = [finding.name for finding in page.context["findings"]]

        client.post(
            url,
            {"seq": "1", "kind": "correction", "text": "It was new.", "acknowledged": names},
        )

        article.refresh_from_db()
        assert (article.headline, article.version) == ("New", 2)
        assert article.notices.get().text == "It was new."
        assert "What changes" in page.text

    def test_a_correction_without_its_notice_is_refused_at_the_field(
        self, client, editor, colleague
    ):
        article = make_article(published=True, created_by=editor)
        press(client, article, "_save", headline="New")
        client.force_login(colleague)
        url = reverse("admin:articles_article_step", args=[article.pk, "apply"])
        names = [finding.name for finding in client.get(url).context["findings"]]

        response = client.post(
            url, {"seq": "1", "kind": "correction", "text": "", "acknowledged": names}
        )

        assert dict(response.context["form"].errors) == {
            "text": ["Say in the notice what was wrong and what is right, for readers."]
        }
        assert Article.objects.get().headline == article.headline


def test_a_waiting_correction_stands_on_the_page(client, editor):
    quote = make_public_quote(text="We will talk")
    article = quote.articles.get()
    Correction.objects.create(
        article=article,
        quote=quote,
        changes={"text": ["We talk", "We will talk"]},
        opened_by=editor,
    )

    assert "We will talk" in client.get(change_url(article)).text


def test_a_proposal_survives_a_page_opened_by_who_may_not_change_it(client, editor):
    article = make_article(published=True, headline="Old")
    snapshot = snapshot_of(article)
    snapshot["article"]["headline"] = "New"
    propose_revision(article, snapshot, by=editor)
    client.force_login(make_member("legal"))

    response = client.get(change_url(article))

    assert response.status_code == 200
    assert "Old" in response.text


@pytest.mark.parametrize(
    "address", ["/+{0.pk}/change/", "/%20{0.pk}/change/", "/{0.slug}/change/?_to_field=slug"]
)
def test_no_other_address_of_the_page_saves_what_readers_have(client, address):
    client.force_login(make_member(REPORTER))
    article = make_article(published=True, headline="What readers have")
    page = f"/admin/articles/article{address.format(article)}"

    response = client.post(page, open_form(client, article, headline="Seen by nobody"))

    article.refresh_from_db()
    assert (response.status_code, article.headline) == (403, "What readers have")
    assert actions(article) == []


def test_a_save_at_the_moment_of_a_publication_is_refused_as_stale(client, monkeypatch):
    client.force_login(make_member(REPORTER))
    colleague = make_user()
    article = make_article(headline="Before", created_by=make_user())
    sent = open_form(client, article, headline="After")
    stored = ArticleAdmin._stored

    def published_once_read(self, key):
        found = stored(self, key)
        if found.status == "draft":
            publish(article, by=colleague)
        return found

    monkeypatch.setattr(ArticleAdmin, "_stored", published_once_read)

    response = client.post(change_url(article), sent)

    article.refresh_from_db()
    assert (response.status_code, article.headline) == (200, "Before")
    assert response.context["adminform"].form["headline"].value() == "After"
    assert actions(article) == [(1, "published"), (0, "loaded")]


@pytest.mark.parametrize("counter", ["9" * 20, "9" * 5000, "²", "-1"])
def test_a_counter_that_no_page_sends_is_no_crash(client, editor, counter):
    article = make_article()

    response = client.post(
        change_url(article), open_form(client, article, headline="Mine") | {"edit_counter": counter}
    )

    assert response.status_code in (200, 302)


@pytest.mark.parametrize("rows", ["9" * 20, "9" * 5000])
def test_a_number_of_rows_that_no_page_sends_is_no_crash(client, editor, rows):
    article = make_article()
    sent = open_form(client, article, headline="Mine") | {"citations-INITIAL_FORMS": rows}

    response = client.post(change_url(article), sent)

    assert response.status_code in (200, 302)


def test_who_may_not_save_a_draft_begins_none(client):
    writer = make_user(is_superuser=False)
    names = ("add_article", "view_article")
    writer.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(writer)

    response = client.get(reverse("admin:articles_article_add"))

    assert response.status_code == 403
