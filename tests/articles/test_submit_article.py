"""A draft goes in for review, comes back, and is approved: each with a line on record."""

import pytest
from django.contrib.admin.models import LogEntry

from articles.models import Article, Revision
from articles.services import (
    approve_article,
    finish_save,
    publish_article,
    send_back_article,
    submit_article,
    take_back_article,
)
from newsroom.roles import DESK_EDITOR, LEGAL, REPORTER
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import make_article, make_member, warned_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def submitted(draft, author) -> Article:
    return submit_article(draft, by=author)


def on_record(article: Article) -> tuple:
    line = Revision.objects.of_article(article).first()
    assert line is not None
    return (line.seq, line.action, line.by, line.at, line.status_before, line.status_after,
            line.reason)  # fmt: skip


def test_submit_hands_a_draft_in_for_review(draft, author) -> None:
    submitted = submit_article(draft, by=author)

    assert submitted is draft
    assert (draft.status, draft.created_by, draft.edit_counter) == ("in_review", author, 1)
    assert on_record(draft) == (1, "submitted", author, NOW, "draft", "in_review", "")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (author, "Submitted for review.")
    assert entry.get_edited_object() == draft


def test_the_state_before_the_first_step_is_on_record_too(draft, author) -> None:
    submit_article(draft, by=author)

    loaded = Revision.objects.of_article(draft).last()
    assert loaded is not None
    assert (loaded.seq, loaded.action, loaded.by, loaded.status_before, loaded.status_after) == (
        0, "loaded", None, "", "draft",
    )  # fmt: skip
    assert loaded.snapshot["article"]["status"] == "draft"


def test_who_submits_an_unsigned_draft_becomes_its_author(author) -> None:
    assert submit_article(make_article(), by=author).created_by == author


def test_who_submits_anothers_draft_leaves_its_author(draft, author, sub_editor) -> None:
    assert submit_article(draft, by=sub_editor).created_by == author


def test_its_author_takes_an_article_back(submitted, author) -> None:
    take_back_article(submitted, by=author)

    assert (submitted.status, submitted.reviewed_by) == ("draft", None)
    assert on_record(submitted) == (2, "taken_back", author, NOW, "in_review", "draft", "")


def test_nobody_else_takes_an_article_back(submitted, desk) -> None:
    assert refusal(lambda: take_back_article(submitted, by=desk)) == [
        "Only its author takes an article back."
    ]


def test_an_article_is_sent_back_with_a_comment(submitted, sub_editor) -> None:
    send_back_article(submitted, by=sub_editor, reason="  Who said so?\n")

    assert (submitted.status, submitted.reviewed_by) == ("draft", None)
    expected = (2, "sent_back", sub_editor, NOW, "in_review", "draft", "Who said so?")
    assert on_record(submitted) == expected
    assert LogEntry.objects.latest("pk").change_message == "Sent back. Who said so?"


@pytest.mark.parametrize("reason", ["", " \n"])
def test_an_article_is_not_sent_back_without_a_comment(submitted, sub_editor, reason) -> None:
    assert refusal(lambda: send_back_article(submitted, by=sub_editor, reason=reason)) == [
        "Say what the author should change."
    ]


def test_r9_an_approval_names_who_read_the_article(submitted, sub_editor) -> None:
    approve_article(submitted, by=sub_editor, reason="Fine.")

    assert (submitted.status, submitted.reviewed_by) == ("in_review", sub_editor)
    expected = (2, "approved", sub_editor, NOW, "in_review", "in_review", "Fine.")
    assert on_record(submitted) == expected


def test_r9_nobody_approves_what_they_wrote(sub_editor) -> None:
    own = submit_article(make_article(), by=sub_editor)

    assert refusal(lambda: approve_article(own, by=sub_editor)) == [
        "You wrote this article, so somebody else reviews it."
    ]


def test_r9_who_wrote_an_article_publishes_it_once_another_approved_it(sub_editor) -> None:
    writing_editor = make_member(DESK_EDITOR)
    article = submit_article(make_article(), by=writing_editor)
    approve_article(article, by=sub_editor)

    publish_article(article, by=writing_editor, acknowledged=warned_of(article))

    assert (article.status, article.reviewed_by) == ("published", sub_editor)


def save(article: Article, by, **fields) -> Article:
    """Save an article in review as a page does."""
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    finish_save(article, by=by)
    article.refresh_from_db()
    return article


def test_r9_an_approval_lapses_when_somebody_else_changes_the_article(
    submitted, sub_editor, desk
) -> None:
    approve_article(submitted, by=sub_editor)

    save(submitted, desk, body="They parted.")

    assert submitted.reviewed_by is None
    latest = Revision.objects.of_article(submitted)[0]
    assert latest.snapshot["article"]["reviewed_by"] is None, "the record says what is stored"


def test_an_approval_stands_when_who_gave_it_mends_a_comma(submitted, sub_editor) -> None:
    approve_article(submitted, by=sub_editor)

    assert save(submitted, sub_editor, body="They parted.").reviewed_by == sub_editor


def test_an_approval_stands_when_a_save_changes_nothing(submitted, sub_editor, desk) -> None:
    approve_article(submitted, by=sub_editor)

    assert save(submitted, desk).reviewed_by == sub_editor
    assert submitted.edit_counter == 2


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (REPORTER, "Only sub-editors, desk editors and legal review articles."),
        (LEGAL, "Your role reads articles and does not write them."),
    ],
)
def test_what_is_in_review_is_changed_by_who_reviews_and_writes(submitted, role, sentence) -> None:
    somebody = make_member(role)

    assert refusal(lambda: save(submitted, somebody, body="They parted.")) == [sentence]


def test_a_published_article_is_never_saved_directly(desk) -> None:
    article = make_article(published=True, headline="Leaders meet")

    assert refusal(lambda: save(article, desk, body="They parted.")) == [
        "“Leaders meet” is published, so it cannot be changed. Reload the page to see it as it is."
    ]
