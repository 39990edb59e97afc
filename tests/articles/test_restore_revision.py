"""An earlier state is put back: at once, or as a proposal where readers have the article."""

import datetime

import pytest
from django.core.files.base import ContentFile

from articles.models import Article, Revision
from articles.services import (
    apply_proposal,
    finish_save,
    restore_revision,
    submit_article,
)
from articles.services.trail import lock_article
from newsroom.roles import LEGAL
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_member,
    make_organisation,
    make_quote,
    make_topic,
    warned_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

HOUR = datetime.timedelta(hours=1)


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


def save(article: Article, by, **fields) -> Revision | None:
    locked = lock_article(article)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save()
    return finish_save(locked, by=by)


def numbers(article: Article) -> list[int]:
    return list(Revision.objects.of_article(article).values_list("seq", flat=True))


def test_an_earlier_draft_is_put_back_as_a_new_revision(article, author) -> None:
    save(article, author, headline="Leaders part", body="They parted.")
    loaded = Revision.objects.of_article(article).get(seq=0)

    revision, missing = restore_revision(loaded, by=author)

    assert revision is not None
    assert (revision.seq, revision.action, revision.by, missing) == (2, "restored", author, [])
    assert revision.reason == "Restores revision 0."
    assert revision.snapshot == loaded.snapshot
    assert Article.objects.get().headline == "Leaders meet"


def test_restoring_what_is_there_already_adds_nothing(article, author) -> None:
    save(article, author, headline="Leaders part")
    latest = Revision.objects.of_article(article)[0]

    assert restore_revision(latest, by=author) == (None, [])
    assert numbers(article) == [1, 0]


@pytest.fixture
def published(article, author, desk) -> Article:
    """Return the article, published since its revisions 0 and 1 were recorded."""
    save(article, author, headline="Leaders part")
    Article.objects.update(status="published", published_at=NOW - HOUR, reviewed_by=desk)
    article.refresh_from_db()
    return article


def test_r8_restoring_a_published_article_proposes(published, author, desk) -> None:
    loaded = Revision.objects.of_article(published).get(seq=0)

    revision, missing = restore_revision(loaded, by=author)

    assert revision is not None
    assert (revision.action, revision.reason, missing) == (
        "proposed", "Restores revision 0.", [],
    )  # fmt: skip
    assert Article.objects.get().headline == "Leaders part", "readers have it still"
    assert Revision.objects.open_proposal(published) == revision
    assert revision.snapshot["article"]["headline"] == "Leaders meet"
    assert revision.snapshot["article"]["status"] == "published"


def test_r8_a_restored_proposal_is_applied_like_any_other(published, author, desk) -> None:
    loaded = Revision.objects.of_article(published).get(seq=0)
    loaded.snapshot["citations"] = []  # its quote was never verified
    loaded.snapshot["article"]["body"] = "They met."
    revision, _missing = restore_revision(loaded, by=author)
    assert revision is not None

    apply_proposal(
        published, by=desk, seq=revision.seq, typographical=True,
        acknowledged=warned_of(published),
    )  # fmt: skip

    assert published.headline == "Leaders meet"


def test_a_published_article_is_not_restored_to_a_state_without_words(published, author) -> None:
    loaded = Revision.objects.of_article(published).get(seq=0)
    loaded.snapshot["article"]["headline"] = " "

    assert refusal(lambda: restore_revision(loaded, by=author)) == [
        "A published article needs a headline."
    ]


@pytest.mark.parametrize("status", ["withdrawn", "retracted"])
def test_what_was_taken_down_is_not_restored(published, author, status) -> None:
    retracted_at = NOW if status == "retracted" else None
    Article.objects.update(status=status, retracted_at=retracted_at)
    loaded = Revision.objects.of_article(published).get(seq=0)

    assert refusal(lambda: restore_revision(loaded, by=author)) == [
        f"“Leaders part” is {status}, so it cannot be changed. Reload the page to see it as it is."
    ]


def test_who_writes_nothing_restores_nothing(article, author) -> None:
    save(article, author, headline="Leaders part")
    submit_article(article, by=author)
    loaded = Revision.objects.of_article(article).get(seq=0)
    lawyer = make_member(LEGAL)

    assert refusal(lambda: restore_revision(loaded, by=lawyer)) == [
        "Your role reads articles and does not write them."
    ]


def test_a_deleted_quote_is_named_and_the_rest_put_back(article, author) -> None:
    actor = make_actor(slug="ana")
    other = make_quote(slug="we-parted", text="We parted", speaker=actor)
    make_citation(article, other)
    save(article, author, headline="Leaders part")
    first = Revision.objects.of_article(article).get(seq=0)
    article.citations.filter(quote=other).delete()
    other.delete()
    save(article, author, headline="Leaders quarrel")

    revision, missing = restore_revision(first, by=author)

    assert revision is not None
    assert missing == ["the quote we-parted"]
    assert [row["quote"] for row in revision.snapshot["citations"]] == ["we-met"]
    assert revision.snapshot["article"] == first.snapshot["article"]
