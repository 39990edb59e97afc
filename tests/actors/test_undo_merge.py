"""A merge is undone exactly, for as long as nothing else changed."""

import pytest
from django.core.exceptions import ValidationError

from actors.merging import merge, undo_merge, why_not_undo
from actors.models import Actor, Merge, Office, RetiredSlug
from articles.history import forget_speaker
from tests.actors.merging_world import everything
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_office,
    make_organisation,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user()


def same_name(name="Dmitri Peskov"):
    return make_actor(name=name), make_actor(name="Dmitry Peskov")


def test_undone_it_leaves_no_trace(editor):
    gone, kept = make_actor(wikidata="Q1", country="RU"), make_actor()
    make_office(gone)
    make_citation(make_article(), make_quote(speaker=gone))
    before = everything()

    record = merge(gone, kept, by=editor)
    back = undo_merge(record, by=editor)

    assert everything() == before
    assert (back.pk, back.slug) == (Actor.objects.get(slug=gone.slug).pk, gone.slug)
    record.refresh_from_db()
    assert record.undone_by == editor
    assert why_not_undo(record, by=editor) == ["This merge is undone already."]


def test_it_is_not_undone_over_a_later_change(editor):
    gone, kept = same_name()
    quote = make_quote(speaker=gone, text="Old words")
    record = merge(gone, kept, by=editor)
    quote.refresh_from_db()
    quote.text = "New words"
    quote.save()

    expected = (
        "“Dmitry Peskov: New words” (quote) was changed since, "
        "so the merge can no longer be undone."
    )
    assert why_not_undo(record, by=editor) == [expected]
    with pytest.raises(ValidationError, match="New words"):
        undo_merge(record, by=editor)
    assert Merge.objects.get().undone_at is None


def test_it_is_not_undone_once_a_touched_row_is_deleted(editor):
    gone, kept = same_name()
    quote = make_quote(speaker=gone)
    record = merge(gone, kept, by=editor)
    quote.delete()

    assert why_not_undo(record, by=editor) == [
        "A row that the merge touched (quote) was deleted since."
    ]


def test_merges_are_undone_in_their_turn(editor):
    first, second, third = (make_actor() for _ in range(3))
    record = merge(first, second, by=editor)
    later = merge(second, third, by=editor)

    sentences = why_not_undo(record, by=editor)
    undo_merge(later, by=editor)
    undo_merge(record, by=editor)

    assert sentences == [
        f"“{second.slug}” was merged into “{third.slug}” since. Undo that merge first."
    ]
    assert Actor.objects.filter(pk__in=[first.pk, second.pk, third.pk]).count() == 3
    assert RetiredSlug.objects.count() == 0


def test_it_is_not_undone_into_a_broken_rule(editor):
    gone, kept = same_name()
    office = make_office(gone)
    record = merge(gone, kept, by=editor)
    make_quote(speaker=kept, office=Office.objects.get(pk=office.pk), text="Since then")

    assert why_not_undo(record, by=editor) == [
        (
            "“Dmitry Peskov: Since then”: This office belongs to Dmitri Peskov. Choose an office "
            "of the speaker."
        )
    ]


def test_it_is_not_undone_towards_something_deleted_since(editor):
    gone = make_organisation(name="Gone", parent=make_organisation())
    kept = make_organisation(parent=make_organisation())
    record = merge(gone, kept, by=editor)
    gone.parent.delete()

    assert why_not_undo(record, by=editor) == [
        "Something that “Gone” belonged to was deleted since, so the merge can no longer be undone."
    ]


def test_what_was_added_since_stays(editor):
    gone, kept = same_name()
    record = merge(gone, kept, by=editor)
    quote = make_quote(speaker=kept)

    undo_merge(record, by=editor)

    quote.refresh_from_db()
    assert quote.speaker == kept


def test_the_log_forgets_who_an_anonymous_source_was(editor):
    gone, kept = same_name()
    quote = make_quote(speaker=gone)
    record = merge(gone, kept, by=editor)

    forget_speaker(quote, known_as=str(quote))

    record.refresh_from_db()
    noted = [change for change in record.what["changed"] if change["model"] == "articles.quote"]
    assert noted == [{"model": "articles.quote", "pk": quote.pk, "before": {}, "after": {}}]
    assert len(why_not_undo(record, by=editor)) == 1
