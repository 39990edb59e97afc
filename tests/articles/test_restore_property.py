"""Whatever was written, in whatever script: every earlier revision gives back exactly its words."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.choices import GENRES, CoverageRel, QuoteKind
from articles.models import Article, Citation, Coverage, Quote, Revision, Topic
from articles.revisions import LIFE, plain, snapshot_of
from articles.services import finish_save, reject_proposal, restore_revision
from articles.services.trail import lock_article
from newsroom.models import User
from tests.examples import slow
from tests.factories import (
    make_actor,
    make_article,
    make_event,
    make_quote,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.property

#: Right-to-left, astral, combining and invisible characters; PostgreSQL keeps all but NUL.
ODD = "“”’…–[]a é\u0301 ש\u05b0 \u202eمرحبا\u202c 𝕬🕊️\u200d\u200b\n\t\\%_'\""
LETTERS = st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8", exclude_characters="\x00"))
WORDS = st.text(LETTERS, max_size=40).map(lambda text: f"x{text}")


def text(longest: int = 40) -> st.SearchStrategy[str]:
    return st.text(LETTERS, max_size=longest)


DAYS = st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
WRITTEN: dict[str, st.SearchStrategy[Any]] = {
    "headline": WORDS,
    "standfirst": text(),
    "highlights": st.lists(WORDS.filter(lambda line: "\n" not in line), max_size=3),
    "dateline": text(),
    "body": WORDS,
    "language": st.sampled_from(["en", "ar", "ru-Cyrl"]),
    "genre": st.sampled_from(["", *GENRES]),
    "byline": text(),
    "outlet_deduced": st.booleans(),
    "source_headline": text(),
    "source_url": st.sampled_from(["", "https://example.org/ä?q=1#x"]),
    "source_ref": text(),
    "source_date": DAYS,
    "source_updated": DAYS,
    "credit_line": text(),
    "image": st.sampled_from(["", "articles/x/photo.png"]),
    "image_caption": text(),
    "image_credit": text(),
    "image_alt": text(),
    "note": text(),
}
CITED = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(QuoteKind.values),
        "as_printed": WORDS,
        "context": WORDS,
        "cue": text(),
        "speaker_as_printed": text(),
        "title_as_printed": text(),
        "title_on_day": text(),
        "paragraph": st.none() | st.integers(0, 1000),
    }
)
COVERED = st.fixed_dictionaries(
    {"rel": st.sampled_from(CoverageRel.values), "is_upcoming": st.booleans()}
)
FEW = st.integers(0, 2)
EDIT = st.fixed_dictionaries(
    {
        "words": st.fixed_dictionaries({}, optional=WRITTEN),
        "outlet": st.none() | FEW,
        "topics": st.sets(FEW),
        "credits": st.sets(FEW),
        "citations": st.dictionaries(FEW, CITED),
        "coverage": st.dictionaries(FEW, COVERED),
    }
)


class Desk:
    """What the edits choose from."""

    def __init__(self) -> None:
        self.editor: User = make_user()
        self.actors = [make_actor() for _ in range(3)]
        self.topics: list[Topic] = [make_topic() for _ in range(3)]
        self.quotes: list[Quote] = [make_quote(verified=True) for _ in range(3)]
        self.events = [make_event() for _ in range(3)]

    def edit(self, article: Article, edit: dict[str, Any]) -> None:
        """Save an edit as the article's page does."""
        locked = lock_article(article)
        for name, value in edit["words"].items():
            setattr(locked, name, value)
        locked.outlet = None if edit["outlet"] is None else self.actors[edit["outlet"]]
        locked.save()
        locked.topics.set(self.topics[number] for number in edit["topics"])
        locked.credits.set(self.actors[number] for number in edit["credits"])
        Citation.objects.filter(article=locked).delete()
        for number, fields in edit["citations"].items():
            Citation.objects.create(article=locked, quote=self.quotes[number], **fields)
        Coverage.objects.filter(article=locked).delete()
        for number, fields in edit["coverage"].items():
            Coverage.objects.create(article=locked, event=self.events[number], **fields)
        finish_save(locked, by=self.editor)


def words_of(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return what of a snapshot an editor wrote."""
    article = {name: value for name, value in snapshot["article"].items() if name not in LIFE}
    return {**snapshot, "article": {**article, "reviewed_by": None}}


def assert_every_revision_restores(article: Article, editor: User) -> None:
    """Put each revision back in turn, the latest first, and look whether nothing is missing."""
    trail = list(Revision.objects.of_article(article))
    assert [row.seq for row in trail] == list(range(trail[0].seq, -1, -1))
    for revision in trail:
        _new, missing = restore_revision(revision, by=editor)

        assert missing == []
        assert words_of(plain(snapshot_of(article))) == words_of(revision.snapshot)
        article.refresh_from_db()
        latest = Revision.objects.of_article(article)[0]
        assert latest.seq == article.edit_counter
        assert latest.snapshot == plain(snapshot_of(article))


class TestRestoring(TestCase):
    """Hypothesis needs a test case to give each example a transaction of its own."""

    @slow(few=8)
    @given(st.lists(EDIT, min_size=1, max_size=4))
    def test_every_earlier_revision_gives_back_exactly_its_words(self, edits) -> None:
        desk = Desk()
        article = make_article()
        for edit in edits:
            desk.edit(article, edit)

        assert_every_revision_restores(article, desk.editor)

    @slow(few=8)
    @given(EDIT, EDIT)
    def test_r8_restoring_what_is_published_proposes_exactly_its_words(self, first, second) -> None:
        desk = Desk()
        article = make_article(created_by=make_user())
        desk.edit(article, first)
        desk.edit(article, second)
        Article.objects.filter(pk=article.pk).update(
            status="published", published_at=timezone.now(), reviewed_by=desk.editor
        )
        shown = plain(snapshot_of(article))

        for revision in Revision.objects.of_article(article):
            proposal, missing = restore_revision(revision, by=desk.editor)

            assert missing == []
            assert plain(snapshot_of(article)) == shown
            if proposal is None:
                assert words_of(revision.snapshot) == words_of(shown)
                continue
            proposed, kept = words_of(proposal.snapshot), words_of(revision.snapshot)
            proposed["article"] = {**proposed["article"], "created_by": None}
            kept["article"] = {**kept["article"], "created_by": None}
            assert proposed == kept
            reject_proposal(article, by=desk.editor, seq=proposal.seq)
