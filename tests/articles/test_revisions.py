"""Revisions: complete, numbered as the article counts its edits, and put back exactly."""

import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile

from actors.models import Actor, RetiredSlug
from articles.models import Article, Citation, Coverage, Revision
from articles.revisions import CITED, CONTENT, COVERED, LIFE, as_if, plain, restore, snapshot_of
from articles.services import (
    finish_save,
    submit_article,
)
from articles.services.trail import lock_article
from tests.articles.conftest import NOW
from tests.factories import (
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_organisation,
    make_quote,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

HOUR = datetime.timedelta(hours=1)

#: What a snapshot leaves out, and why.
LEFT_OUT: dict[type, dict[str, str]] = {
    Article: {
        "id": "the slug names the article, also where it was deleted",
        "slug": "it never changes, and the revision has it",
        "created_at": "it never changes",
        "updated_at": "the revision has its own time",
        "edit_counter": "it is the revision's number",
        "claims": "claims have pages of their own",
        "notices": "append-only: they are their own record",
        "revisions": "append-only: they are their own record",
        "corrections": "the desk's tasks, with a record of their own",
        "presences": "who looks at it right now",
        "rejected_quotations": "what the desk proposes no more, words of the article all the same",
        "searches": "what a search found in it, counted anew each time",
        "source_texts": "the texts it was drafted from, which stay as they came",
        "quotes": "the citations hold them",
        "events": "the coverage holds them",
    },
    Citation: {
        "id": "article and quote name it",
        "article": "the snapshot is the article's",
        "created_at": "it is a part of the article, which has its times",
        "updated_at": "it is a part of the article, which has its times",
    },
    Coverage: {
        "id": "article and event name it",
        "article": "the snapshot is the article's",
        "created_at": "it is a part of the article, which has its times",
        "updated_at": "it is a part of the article, which has its times",
    },
}


def kept_of(model: type, snapshot: dict[str, Any]) -> set[str]:
    if model is Article:
        return {*snapshot["article"], *snapshot} - {"article"}
    [row] = snapshot["citations" if model is Citation else "coverage"]
    return set(row)


@pytest.fixture
def article(author) -> Article:
    """Return an article in which every field says something."""
    made = make_article(
        headline="Leaders meet",
        standfirst="In Tianjin.",
        highlights=["A lift.", "A long walk."],
        dateline="TIANJIN",
        body="They met.",
        language="en-GB",
        genre="Current",
        byline="By the desk",
        outlet=make_organisation(slug="tass"),
        outlet_deduced=True,
        source_headline="Leaders met",
        source_url="https://example.org/1",
        source_ref="S1",
        source_date=datetime.date(2025, 9, 1),
        source_updated=datetime.date(2025, 9, 2),
        credit_line="With inputs from TASS",
        image_caption="Two leaders",
        image_credit="TASS",
        image_alt="Two men on a sofa",
        note="Check the day.",
        created_by=author,
    )
    made.image.save("sofa.png", ContentFile(b"not looked at"))
    made.topics.set([make_topic(slug="talks"), make_topic(slug="diplomacy")])
    made.credits.set([make_organisation(slug="pti"), make_organisation(slug="afp")])
    make_citation(
        made, make_quote(text="We met", slug="we-met"), cue="said", paragraph=2,
        speaker_as_printed="Putin", title_as_printed="President", context="So he said.",
        title_on_day="President, Russia",
    )  # fmt: skip
    make_coverage(made, make_event(slug="summit"), rel="background", is_upcoming=True)
    return made


@pytest.mark.parametrize("model", LEFT_OUT)
def test_a_snapshot_holds_every_field_but_those_left_out_for_a_reason(article, model) -> None:
    kept = kept_of(model, snapshot_of(article))
    fields = {field.name for field in model._meta.get_fields()}

    assert kept | set(LEFT_OUT[model]) == fields
    assert kept & set(LEFT_OUT[model]) == set()


def test_what_an_editor_writes_and_where_an_article_is_are_told_apart(article) -> None:
    kept = set(snapshot_of(article)["article"])
    by_name = {"outlet", "topics", "credits", "created_by", "reviewed_by"}

    assert kept == {*CONTENT, *LIFE} | by_name
    assert set(CONTENT) & set(LIFE) == set()


def test_a_snapshot_is_plain_values_by_slugs(article) -> None:
    snapshot = plain(snapshot_of(article))

    assert snapshot["article"] == {
        "headline": "Leaders meet", "standfirst": "In Tianjin.",
        "highlights": ["A lift.", "A long walk."], "dateline": "TIANJIN",
        "body": "They met.\n\n“We met,” somebody said.", "language": "en-GB", "genre": "Current",
        "byline": "By the desk", "outlet": "tass", "outlet_deduced": True,
        "source_headline": "Leaders met", "source_url": "https://example.org/1",
        "source_ref": "S1", "source_date": "2025-09-01", "source_updated": "2025-09-02",
        "credit_line": "With inputs from TASS", "image": article.image.name,
        "image_caption": "Two leaders", "image_credit": "TASS",
        "image_alt": "Two men on a sofa", "note": "Check the day.",
        "topics": ["diplomacy", "talks"], "credits": ["afp", "pti"], "status": "draft",
        "published_at": None, "embargo_until": None, "retracted_at": None, "version": 1,
        "created_by": "author", "reviewed_by": None,
    }  # fmt: skip
    assert snapshot["citations"] == [{
        "quote": "we-met", "kind": "direct", "as_printed": "We met", "context": "So he said.",
        "cue": "said", "speaker_as_printed": "Putin", "title_as_printed": "President",
        "title_on_day": "President, Russia", "paragraph": 2,
    }]  # fmt: skip
    assert snapshot["coverage"] == [{"event": "summit", "rel": "background", "is_upcoming": True}]
    assert {*CITED, "quote"} == set(snapshot["citations"][0])
    assert {*COVERED, "event"} == set(snapshot["coverage"][0])


def emptied(article: Article) -> None:
    """Change all that a snapshot holds of an article's words."""
    blank = Article(headline="", body="")
    for name in CONTENT:
        setattr(article, name, getattr(blank, name))
    article.outlet = None
    article.save()
    article.topics.clear()
    article.credits.set([make_organisation()])
    article.citations.all().delete()
    make_citation(article, make_quote())
    article.coverage.all().delete()
    make_coverage(article, make_event())


def test_every_field_is_put_back(article) -> None:
    before = snapshot_of(article)
    kept = plain(before)
    emptied(article)
    assert snapshot_of(article) != before

    assert restore(article, kept) == []

    assert snapshot_of(Article.objects.get()) == before


def test_rows_that_stay_keep_their_numbers(article) -> None:
    kept = plain(snapshot_of(article))
    citation, coverage = article.citations.get(), article.coverage.get()
    Citation.objects.update(cue="told")
    Coverage.objects.update(rel="subject")

    restore(article, kept)

    assert (article.citations.get(), article.citations.get().cue) == (citation, "said")
    assert (article.coverage.get(), article.coverage.get().rel) == (coverage, "background")


def test_where_an_article_is_in_its_life_is_never_put_back(article, desk) -> None:
    kept = plain(snapshot_of(article))
    Article.objects.update(
        status="published", published_at=NOW, reviewed_by=desk, version=3, embargo_until=NOW
    )
    article.refresh_from_db()

    restore(article, kept)

    article.refresh_from_db()
    assert (article.status, article.published_at, article.version) == ("published", NOW, 3)
    assert (article.reviewed_by, article.embargo_until) == (desk, NOW)


def test_what_was_merged_is_followed_to_what_took_its_place(article) -> None:
    kept = plain(snapshot_of(article))
    agency = make_organisation(slug="itar-tass")
    article.outlet = None
    article.save()
    Actor.objects.filter(slug="tass").delete()
    RetiredSlug.objects.filter(slug="tass").delete()
    RetiredSlug.objects.create(model="actors.actor", slug="tass", moved_to="tass-2")
    RetiredSlug.objects.create(model="actors.actor", slug="tass-2", moved_to="itar-tass")

    assert restore(article, kept) == []

    assert article.outlet == agency


def test_what_was_deleted_is_named(article) -> None:
    kept = plain(snapshot_of(article))
    kept["citations"].append({**kept["citations"][0], "quote": "gone"})
    kept["coverage"].append({**kept["coverage"][0], "event": "over"})
    kept["article"] |= {"outlet": "nobody", "topics": ["nothing", "talks"], "credits": ["none"]}

    missing = restore(article, kept)

    assert sorted(missing) == [
        "the actor nobody", "the actor none", "the event over", "the quote gone",
        "the topic nothing",
    ]  # fmt: skip
    assert article.outlet is None
    assert [topic.slug for topic in article.topics.all()] == ["talks"]
    assert [citation.quote.slug for citation in article.citations.all()] == ["we-met"]


def test_a_snapshot_from_before_a_field_existed_leaves_it_as_it_is(article) -> None:
    kept = plain(snapshot_of(article))
    del kept["article"]["note"], kept["citations"][0]["cue"], kept["coverage"][0]["rel"]

    restore(article, kept)

    article.refresh_from_db()
    assert article.note == "Check the day."
    assert (article.citations.get().cue, article.coverage.get().rel) == ("said", "background")


def test_looking_at_a_proposal_as_if_it_were_stored_changes_nothing(article) -> None:
    before = snapshot_of(article)
    proposed = plain(before)
    proposed["article"]["headline"] = "Leaders part"
    proposed["citations"] = []

    with as_if(article, proposed) as seen:
        assert (seen.headline, seen.citations.count()) == ("Leaders part", 0)

    assert snapshot_of(article) == before


# On record


def save(article: Article, by, **fields) -> Revision | None:
    locked = lock_article(article)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save()
    return finish_save(locked, by=by)


def numbers(article: Article) -> list[int]:
    return list(Revision.objects.of_article(article).values_list("seq", flat=True))


def test_revisions_are_numbered_as_the_article_counts_its_edits(article, author) -> None:
    for headline in ("Leaders part", "Leaders quarrel"):
        save(article, author, headline=headline)
    submit_article(article, by=author)

    assert numbers(article) == [3, 2, 1, 0]
    assert article.edit_counter == 3


def test_a_save_that_changes_nothing_leaves_no_revision(article, author) -> None:
    assert save(article, author) is None
    assert numbers(article) == [0], "as it was loaded"
    assert Article.objects.get().edit_counter == 0


def test_a_new_article_begins_with_its_first_save(author) -> None:
    article = make_article(created_by=author)

    revision = finish_save(article, by=author)

    assert revision is not None
    assert (revision.seq, revision.action, revision.status_before, revision.status_after) == (
        1, "saved", "draft", "draft",
    )  # fmt: skip
    assert numbers(article) == [1]


def test_what_was_loaded_is_the_first_revision(article, author) -> None:
    save(article, author, headline="Leaders part")

    loaded = Revision.objects.of_article(article).last()
    assert loaded is not None
    assert (loaded.seq, loaded.action, loaded.by, loaded.status_before) == (0, "loaded", None, "")
    assert loaded.snapshot["article"]["headline"] == "Leaders meet"
