"""A revision of an article restored in the admin: what would change, what did, who may."""

import pytest

from articles.models import Article, Revision, RevisionAction
from articles.revisions import plain, record, snapshot_of
from articles.services import restore_revision
from articles.timeline import recorded
from newsroom.roles import DESK_EDITOR, LEGAL, REPORTER
from tests.articles.desk_pages import change_url, said
from tests.articles.past import (
    compare_url,
    history,
    make_storied,
    restore_url,
    save,
    words,
)
from tests.factories import make_article, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client, author):
    client.force_login(author)
    return author


@pytest.fixture
def storied(author):
    return make_storied(author)


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_every_past_state_is_restored_exactly(client, reporter, storied, seq):
    confirm = client.get(restore_url(storied, seq))

    response = client.post(
        restore_url(storied, seq), {"edit_counter": confirm.context["article"].edit_counter}
    )

    assert response.url == change_url(storied)
    assert words(plain(snapshot_of(storied))) == words(recorded(storied.slug).get(seq=seq).snapshot)
    latest = recorded(storied.slug)[0]
    assert (latest.action, latest.by, latest.reason) == (
        "restored",
        reporter,
        f"Restores revision {seq}.",
    )


def test_the_page_says_what_restoring_would_change_and_changes_nothing(client, reporter, storied):
    before = plain(snapshot_of(storied))

    page = client.get(restore_url(storied, 1)).text

    assert "<del>Fourth</del>" in page
    assert "<ins>First</ins>" in page
    assert "This <b>saves</b> the article as it was at revision 1" in page
    assert plain(snapshot_of(storied)) == before
    assert recorded(storied.slug).count() == 4


def test_what_no_longer_exists_is_named_before_and_after(client, reporter, storied):
    quote = recorded(storied.slug).get(seq=3).snapshot["citations"]
    gone = next(row["quote"] for row in quote if row["as_printed"] == "We will leave")
    Article._meta.get_field("quotes").related_model.objects.get(slug=gone).delete()
    sentence = f"Not put back, because it no longer exists: the quote {gone}."

    page = client.get(restore_url(storied, 3))
    response = client.post(restore_url(storied, 3), {"edit_counter": storied.edit_counter})

    assert sentence in page.text
    assert said(response) == [f"“{Article.objects.get()}” is as it was at revision 3.", sentence]


def test_nothing_is_restored_over_a_colleague_s_save(client, reporter, storied):
    opened = client.get(restore_url(storied, 1)).context["article"].edit_counter
    save(storied, make_user(), headline="Saved meanwhile")

    response = client.post(restore_url(storied, 1), {"edit_counter": opened})

    assert "Somebody saved the article after you opened this page." in response.text
    assert "<del>Saved meanwhile</del>" in response.text
    storied.refresh_from_db()
    assert storied.headline == "Saved meanwhile"


def test_a_published_article_gets_a_proposal(client, author, desk):
    article = make_article(published=True, headline="Old", created_by=author)
    record(article, RevisionAction.PUBLISHED, by=desk)
    Article.objects.filter(pk=article.pk).update(headline="New")
    article.refresh_from_db()
    record(article, RevisionAction.NOTICED, by=desk)
    client.force_login(author)

    page = client.get(restore_url(article, 1)).text
    response = client.post(restore_url(article, 1), {"edit_counter": 2})

    assert "this <b>proposes</b> the words of revision 1" in page
    (sentence,) = said(response)
    assert sentence.startswith("The words of revision 1 are proposed. Readers keep what they have")
    article.refresh_from_db()
    assert article.headline == "New"
    proposal = Revision.objects.open_proposal(article)
    assert proposal.snapshot["article"]["headline"] == "Old"
    assert "Compare with what readers have" in client.get(*history(article)).text
    compared = client.get(compare_url(article), {"old": "now", "new": proposal.seq}).text
    assert "What readers have" in compared
    assert "<ins>Old</ins>" in compared


def test_what_the_database_would_refuse_is_said_on_the_page(client, author, desk):
    article = make_article(published=True, headline="", status="draft", created_by=author)
    record(article, RevisionAction.SAVED, by=author)
    Article.objects.filter(pk=article.pk).update(headline="Now", status="published")
    client.force_login(author)

    page = client.get(restore_url(article, 1)).text
    response = client.post(restore_url(article, 1), {"edit_counter": 1})

    assert "A published article needs a headline." in page
    assert 'id="restore_form"' not in page
    assert "A published article needs a headline." in response.text


@pytest.mark.parametrize(
    ("roles", "status", "may"),
    [
        ((REPORTER,), "draft", True),
        ((REPORTER,), "in_review", False),
        ((DESK_EDITOR,), "in_review", True),
        ((LEGAL,), "draft", False),
        ((DESK_EDITOR,), "withdrawn", False),
    ],
)
def test_restoring_is_offered_where_saving_would_work(client, author, roles, status, may):
    article = make_article(created_by=author, status=status)
    record(article, RevisionAction.SAVED, by=author)
    save(article, author, headline="Other")
    client.force_login(make_member(*roles))

    page = client.get(*history(article)).text
    confirm = client.get(restore_url(article, 1)).text
    client.post(restore_url(article, 1), {"edit_counter": 2})

    assert ("Restore …" in page, 'id="restore_form"' in confirm) == (may, may)
    assert "Other" in confirm
    assert recorded(article.slug).count() == (3 if may else 2)


def test_restoring_what_stands_already_is_no_revision(client, reporter, storied):
    assert restore_revision(recorded(storied.slug)[0], by=reporter) == (None, [])
    assert "There is nothing to restore." in client.get(restore_url(storied, 4)).text
