"""What each revision changed, and what became of each proposal."""

import pytest

from articles.models import RevisionAction
from articles.revisions import plain, record, record_saved, snapshot_of
from articles.services import propose_revision
from articles.timeline import changed_since, lines_of, recorded
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_the_fate_of_each_proposal_is_linked(client, author, desk):
    article = make_article(published=True, created_by=author)
    record(article, RevisionAction.LOADED, by=desk)
    first = record(article, RevisionAction.PROPOSED, by=author)
    second = record(article, RevisionAction.PROPOSED, by=author)
    record(article, RevisionAction.NOTICED, by=desk)
    applied = record(article, RevisionAction.APPLIED, by=desk, of=second)
    third = record(article, RevisionAction.PROPOSED, by=author)
    rejected = record(article, RevisionAction.REJECTED, by=desk, of=third)
    fourth = record(article, RevisionAction.PROPOSED, by=author)

    fates = {
        line.revision.seq: (line.fate, line.outcome and line.outcome.seq, line.is_waiting)
        for line in lines_of(recorded(article.slug))
        if line.is_proposal
    }

    assert fates == {
        first.seq: ("replaced", second.seq, False),
        second.seq: ("applied", applied.seq, False),
        third.seq: ("rejected", rejected.seq, False),
        fourth.seq: ("", None, True),
    }


def test_what_changed_since_follows_what_the_page_showed(author, desk):
    article = make_article(published=True, headline="As read", created_by=author)
    record_saved(article, by=author)
    proposed = plain(snapshot_of(article))
    proposed["article"]["headline"] = "As proposed"
    propose_revision(article, proposed, by=author)
    record(article, RevisionAction.NOTICED, by=desk)
    again = {**proposed, "article": {**proposed["article"], "dateline": "DELHI"}}
    propose_revision(article, again, by=author)
    record(article, RevisionAction.REJECTED, by=desk)

    told = [(revision.seq, changes) for revision, changes in changed_since(article, 1)]

    assert told == [(5, "headline, dateline"), (4, "dateline"), (3, ""), (2, "headline")]
    assert changed_since(article, 5) == []
