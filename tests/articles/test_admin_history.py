"""The history of an article in the admin: its lines, two compared, one to read."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import RevisionAction
from articles.revisions import plain, record, record_saved, snapshot_of
from articles.services.trail import log
from articles.timeline import recorded
from tests.articles.desk_pages import press
from tests.articles.past import (
    compare_url,
    history,
    make_storied,
    restore_url,
    revision_url,
    save,
    words,
)
from tests.factories import make_actor, make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client, author):
    client.force_login(author)
    return author


@pytest.fixture
def storied(author):
    return make_storied(author)


def test_each_line_says_who_when_what_and_why(client, reporter, storied):
    page = client.get(*history(storied)).text

    assert "The first on record" in page
    assert "Body (+" in page
    assert "1 quote removed, 1 event removed" in page
    assert page.count("author") >= 4
    assert "UTC" in page


def test_every_kind_of_revision_has_its_line(client, desk):
    client.force_login(desk)
    article = make_article(created_by=desk)
    for action in RevisionAction:
        record(article, action, by=desk, reason=f"Why {action}", acknowledged=[f"Q04 {action}"])

    page = client.get(*history(article)).text

    for action in RevisionAction:
        assert f"· {action.label}" in page
        assert f"“Why {action}”" in page
        assert f"Warnings acknowledged: Q04 {action}" in page


def test_a_status_that_changed_is_shown_from_and_to(client, reporter, storied):
    storied.status = "in_review"
    storied.save()
    record(storied, RevisionAction.SUBMITTED, by=reporter, status_before="draft")

    page = client.get(*history(storied)).text

    assert (
        '<span class="desk-badge desk-draft">Draft</span> → '
        '<span class="desk-badge desk-in_review">In review</span>'
    ) in page


def test_django_s_own_log_is_not_lost(client, reporter):
    article = make_article(created_by=reporter)
    log(article, reporter, "Deleted claim “15 minutes”.")

    page = client.get(*history(article)).text

    assert "No revision yet" in page
    assert "Deleted claim “15 minutes”." in page


def test_a_page_of_fifty_costs_what_a_page_of_two_costs(client, reporter):
    short, long = (make_article(created_by=reporter) for _ in range(2))
    for number in range(2):
        save(short, reporter, headline=f"Short {number}")
    for number in range(60):
        save(long, reporter, headline=f"Long {number}")
    client.get(*history(short))

    counts = []
    for article in (short, long):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(*history(article))
        counts.append(len(queries))

    assert len(page.context["lines"]) == 50
    assert "Page 1 of 2, 60 revisions" in page.text
    assert counts[1] <= counts[0]


def test_the_second_page_goes_on_where_the_first_ends(client, reporter):
    article = make_article(created_by=reporter)
    for number in range(52):
        save(article, reporter, headline=f"Headline {number}")

    lines = client.get(*history(article, p="2")).context["lines"]

    assert [(line.revision.seq, line.changes) for line in lines] == [(2, "headline"), (1, "")]


def test_the_latest_and_the_one_before_are_ticked(client, reporter, storied):
    page = client.get(*history(storied)).text

    assert 'name="old" value="3" checked' in page
    assert 'name="new" value="4" checked' in page


def test_two_revisions_side_by_side(client, reporter, storied):
    page = client.get(compare_url(storied), {"old": 1, "new": 4}).text

    assert "<del>First</del>" in page
    assert "<ins>Fourth</ins>" in page
    assert "Added</span> " in page
    assert "<ins>said</ins>" in page


def test_compared_backwards_the_earlier_one_is_on_the_left(client, reporter, storied):
    context = client.get(compare_url(storied), {"old": 4, "new": 1}).context

    assert (context["old"].key, context["new"].key) == ("1", "4")


def test_without_a_choice_the_latest_is_compared_with_the_one_before(client, reporter, storied):
    context = client.get(compare_url(storied)).context

    assert (context["old"].key, context["new"].key) == ("3", "4")


def test_what_is_the_same_is_shown_only_when_asked_for(client, reporter):
    article = make_article(headline="Same headline", body="One.\n\nTwo.", created_by=reporter)
    record_saved(article, by=reporter)
    save(article, reporter, body="One.\n\nThree.")

    less = client.get(compare_url(article)).text
    more = client.get(compare_url(article), {"all": 1}).text

    assert ('aria-label="Headline"' in less, 'aria-label="Headline"' in more) == (False, True)
    assert "<summary>1 unchanged paragraph</summary>" in less
    assert ('desk-compare-fold" open>' in less, 'desk-compare-fold" open>' in more) == (False, True)


@pytest.mark.parametrize("query", [{"old": 99}, {"new": "x"}, {"old": "9" * 30}, {"new": "-1"}])
def test_a_revision_that_there_is_not_is_not_found(client, reporter, storied, query):
    assert client.get(compare_url(storied), query).status_code == 404


def test_what_is_compared_is_escaped(client, reporter):
    article = make_article(headline="<b>&", body="<script>alert(1)</script>", created_by=reporter)
    record_saved(article, by=reporter)
    save(article, reporter, headline="<i>&amp;", body="<script>alert(2)</script>")

    for url in (compare_url(article), revision_url(recorded(article.slug)[0])):
        page = client.get(url).text
        assert "<script>alert" not in page
        assert "<i>&amp;" not in page


def test_a_revision_is_read_whole(client, reporter, storied):
    page = client.get(revision_url(recorded(storied.slug).get(seq=3))).text

    for text in ("First", "שלום", "<p>One two three.</p>", "We will leave", "Talks", "War", "PTI"):
        assert text in page
    assert "Paper" in page
    assert f'href="{compare_url(storied)}?old=2&amp;new=3"' in page


def test_the_revisions_of_a_deleted_draft_can_still_be_read_and_compared(client, reporter, storied):
    slug, name = storied.slug, storied.headline
    compared = compare_url(storied)
    storied.delete()
    latest = recorded(slug).first()

    page = client.get(revision_url(latest)).text

    assert name in page
    assert "a draft that was deleted" in page
    assert "Restore" not in page
    assert "<ins>Fourth</ins>" in client.get(compared).text
    assert client.get(compared, {"old": "now"}).status_code == 404
    assert slug in client.get(reverse("admin:articles_revision_changelist"), {"q": slug}).text


def test_who_may_not_look_at_articles_sees_no_history(client, storied):
    client.force_login(make_user(is_superuser=False))

    for url in (
        history(storied)[0],
        restore_url(storied, 1),
        compare_url(storied),
        revision_url(recorded(storied.slug)[0]),
    ):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("key", ["0", "99999", "9" * 40, "x", "1_2"])
def test_the_history_of_an_article_that_there_is_not(client, reporter, key):
    assert client.get(f"/admin/articles/article/{key}/history/").status_code == 404


def test_huge_bodies_are_listed_compared_and_restored(client, reporter):
    article = make_article(created_by=reporter, body="so " * 60_000)
    record_saved(article, by=reporter)
    save(article, reporter, body="not so " * 28_000)
    kept = plain(snapshot_of(article))
    save(article, reporter, body="\n\n".join("ab" for _ in range(49_000)))

    listed = client.get(*history(article))
    compared = client.get(compare_url(article), {"old": 1, "new": 2, "all": 1})
    client.post(restore_url(article, 2), {"edit_counter": 3})

    assert (listed.status_code, compared.status_code) == (200, 200)
    assert words(plain(snapshot_of(article))) == words(kept)


def test_a_save_in_the_admin_appears_with_its_words(client, reporter):
    article = make_article(headline="Old words", created_by=reporter)
    press(client, article, "_save", headline="New words")

    lines = client.get(*history(article)).context["lines"]

    assert [(line.revision.get_action_display(), line.changes) for line in lines] == [
        ("Saved", "headline"),
        ("As loaded", ""),
    ]
    assert LogEntry.objects.count() == 1


def test_a_merged_speaker_s_names_are_those_of_today(client, reporter):
    outlet = make_actor(name="Old name", kind="organisation", org_type="media")
    article = make_article(created_by=reporter, outlet=outlet)
    revision = record_saved(article, by=reporter)
    outlet.name = "New name"
    outlet.save()

    assert "New name" in client.get(revision_url(revision)).text
