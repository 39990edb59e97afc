"""Two events that are the same become one."""

import pytest
from django.core.exceptions import ValidationError

from actors.merging import merge, undo_merge
from articles.integrity import findings
from summits.models import Event, Summit
from tests.actors.merging_world import everything
from tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_coverage,
    make_event,
    make_participation,
    make_quote,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user()


def refused(gone, kept, editor):
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        merge(gone, kept, by=editor)
    assert everything() == before
    return refusal.value.messages


def test_every_reference_moves_and_what_is_said_twice_is_dropped(editor):
    gone, kept = make_event(title="Xi-Modi talks", aliases=["The talks"]), make_event()
    article, actor = make_article(), make_actor()
    child = make_event(parent=gone)
    quote = make_quote(said_at=gone, about=[gone, kept])
    claim = make_claim(article, event=gone)
    for event in (gone, kept):
        make_coverage(article, event)
        make_participation(event, actor)
    label = make_participation(gone, label="20 leaders")

    record = merge(gone, kept, by=editor)

    for row in (child, quote, claim, label, kept):
        row.refresh_from_db()
    assert {child.parent, quote.said_at, claim.event, label.event} == {kept}
    assert list(quote.about.all()) == [kept]
    assert article.coverage.get().event == kept
    assert kept.participations.count() == 2
    assert kept.aliases == ["Xi-Modi talks", "The talks"]
    assert list(Event.objects.named("xi-modi")) == [kept]
    assert list(findings()) == []
    assert undo_merge(record, by=editor).pk == quote.about.exclude(pk=kept.pk).get().pk


def test_what_is_empty_is_filled_a_date_with_its_basis(editor):
    series = make_series()
    gone = make_event(date_edtf="2025-08-31", locality="Tianjin", series=series, note="Theirs.")
    kept = make_event(note="Ours.")

    merge(gone, kept, by=editor)

    kept.refresh_from_db()
    assert (kept.date_edtf, kept.date_basis, str(kept.earliest)) == (
        "2025-08-31", "stated", "2025-08-31"
    )  # fmt: skip
    assert (kept.locality, kept.series, kept.note) == ("Tianjin", series, "Ours.")


def test_two_summits_are_merged_from_their_own_pages(editor):
    gone, kept = make_event(kind="summit"), make_event(kind="summit")

    record = merge(Summit.objects.get(pk=gone.pk), Summit.objects.get(pk=kept.pk), by=editor)

    assert record.model == "summits.event"
    assert list(Summit.objects.all()) == [Summit(pk=kept.pk)]


def test_an_event_is_not_one_of_its_parts(editor):
    whole = make_event(title="Summit")
    part = make_event(title="Plenary", parent=whole)

    sentence = (
        "“Plenary” is part of “Summit”, so the two are not the same. "
        "Remove that link first if it is wrong."
    )
    assert refused(part, whole, editor) == [sentence]
    assert refused(whole, part, editor) == [sentence]


def test_other_kinds_and_other_days_are_not_the_same(editor):
    talks = make_event(title="A", date_edtf="2025-08-31")
    later = make_event(title="B", date_edtf="2025-09-02", kind="bilateral")

    assert refused(talks, later, editor) == [
        (
            "“A (2025-08-31)” and “B (2025-09-02)” are of different kinds (talks, bilateral "
            "meeting). Give both the same kind first if they are the same."
        ),
        (
            "“A” (2025-08-31) and “B” (2025-09-02) were on different days. Correct one of the "
            "dates first if they are the same."
        ),
    ]


def test_nothing_is_said_at_an_event_still_to_come(editor):
    held = make_event(title="A")
    make_quote(said_at=held)
    planned = make_event(title="B", status="planned", occurrence="eos5")

    assert refused(held, planned, editor) == [
        "“B”: Quotes on file were said at this event, so it was held or reported."
    ]


def test_a_part_still_lies_inside_its_whole(editor):
    gone = make_event(title="A", date_edtf="2025-08")
    make_event(title="Part", parent=gone, date_edtf="2025-08-02")
    kept = make_event(title="B", date_edtf="2025-08-31")

    assert refused(gone, kept, editor) == [
        (
            "“B (2025-08-31)”: “Part” (2025-08-02) lies outside “B” (2025-08-31), which it is part "
            "of. Correct one of the dates or the part-of link."
        )
    ]
