"""Merging is on record in the articles that it touches, and undone it is on record again."""

import pytest

from actors.merging import merge, undo_merge
from articles.models import Revision
from articles.revisions import restore
from articles.services import finish_save
from tests.factories import make_article, make_coverage, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user()


def test_an_article_about_a_merged_event_gets_a_revision(editor):
    article = make_article()
    gone, kept = make_event(title="Talks"), make_event(title="The talks")
    make_coverage(article, gone)

    merge(gone, kept, by=editor)

    revision = Revision.objects.of_article(article).first()
    assert [row["event"] for row in revision.snapshot["coverage"]] == [kept.slug]
    assert (revision.action, revision.by) == ("saved", editor)
    assert revision.reason == f"Event {gone.slug} and {kept.slug}: merged."


def test_undoing_the_merge_is_on_record_too(editor):
    article = make_article()
    gone, kept = make_event(title="Talks"), make_event(title="The talks")
    make_coverage(article, gone)
    done = merge(gone, kept, by=editor)

    undo_merge(done, by=editor)

    article.refresh_from_db()
    revisions = list(Revision.objects.of_article(article))
    assert [row["event"] for row in revisions[0].snapshot["coverage"]] == [gone.slug]
    assert [revision.seq for revision in revisions] == [article.edit_counter, 1]


def test_an_article_whose_outlet_was_merged_restores_to_the_one_that_stays(editor):
    gone, kept = make_organisation(name="Wire"), make_organisation(name="The Wire")
    article = make_article(outlet=gone)
    before = finish_save(article, by=editor)
    merge(gone, kept, by=editor)

    missing = restore(article, before.snapshot)

    assert (missing, article.outlet) == ([], kept)


def test_articles_that_a_merge_leaves_alone_get_none(editor):
    make_coverage(make_article(), make_event())

    merge(make_event(), make_event(), by=editor)

    assert not Revision.objects.exists()
