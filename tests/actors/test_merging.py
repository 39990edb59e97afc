"""Two actors that are the same become one, and two again."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from actors.merging import merge, preview, undo_merge
from actors.models import Actor, ActorName, Office, RetiredSlug
from actors.signals import merged, unmerged
from articles.integrity import findings
from tests.actors.merging_world import everything
from tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_event,
    make_name,
    make_office,
    make_organisation,
    make_participation,
    make_public_quote,
    make_quote,
    make_state,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user()


def refused(*args, **kwargs):
    """Return the sentences with which a merge is refused; nothing is changed then."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        merge(*args, **kwargs)
    assert everything() == before
    return refusal.value.messages


def same_name(name="Dmitri Peskov"):
    return make_actor(name=name), make_actor(name="Dmitry Peskov")


def test_every_reference_moves(editor):
    gone, kept = same_name()
    office, quote = make_office(gone), make_quote(speaker=gone)
    outlet = make_article(outlet=gone)
    outlet.credits.add(gone)
    part = make_participation(make_event(), gone)
    delegate = make_participation(make_event(), make_actor(), delegation_of=gone)
    claim = make_claim(outlet, actor=gone, attributed_to=gone)
    child = make_actor(parent=gone)
    name = make_name(gone, name="Песков")

    merge(gone, kept, by=editor)

    for row in (office, quote, outlet, part, delegate, claim, child, name):
        row.refresh_from_db()
    assert {office.holder, quote.speaker, outlet.outlet, part.actor, delegate.delegation_of} == {
        kept
    }
    assert {claim.actor, claim.attributed_to, child.parent, name.actor} == {kept}
    assert list(outlet.credits.all()) == [kept]
    assert not Actor.objects.filter(pk=gone.pk).exists()
    assert list(findings()) == []


def test_the_name_that_goes_is_found_among_the_names_of_what_stays(editor):
    gone, kept = same_name("Dmitriy Peskov")

    merge(gone, kept, by=editor)

    assert list(kept.names.values_list("name", "kind", "folded")) == [
        ("Dmitriy Peskov", "variant", "dmitriy peskov")
    ]
    assert list(Actor.objects.named("dmitriy")) == [kept]


def test_a_name_known_already_is_not_added_again(editor):
    gone, kept = same_name()
    make_name(kept, name="Dmitri Peskov", kind="transliteration")

    merge(gone, kept, by=editor)

    assert ActorName.objects.count() == 1


def test_what_is_empty_is_filled_and_what_is_not_stays(editor):
    gone = make_actor(wikidata="Q4354391", country="RU", description="Theirs.")
    kept = make_actor(description="Ours.")

    outcome = preview(gone, kept, by=editor)
    merge(gone, kept, by=editor)

    kept.refresh_from_db()
    assert outcome.filled == ["country", "wikidata"]
    assert (kept.country, kept.wikidata, kept.description) == ("RU", "Q4354391", "Ours.")


def test_what_would_be_said_twice_is_dropped_and_its_references_follow(editor):
    gone, kept = same_name()
    body, event = make_organisation(), make_event()
    old = make_office(gone, body=body, title="Spokesman", start_edtf="2012", end_edtf="2026")
    stays = make_office(kept, body=body, title="Spokesman", start_edtf="2012")
    quote = make_quote(speaker=gone, office=old)
    make_participation(event, gone, title_as_printed="Mr Peskov")
    part = make_participation(event, kept)

    merge(gone, kept, by=editor)

    quote.refresh_from_db()
    part.refresh_from_db()
    assert (quote.speaker, quote.office) == (kept, stays)
    assert Office.objects.get().end_edtf == "2026"
    assert event.participations.get() == part
    assert part.title_as_printed == "Mr Peskov"


def test_the_old_address_leads_to_the_new_one_also_by_way_of_others(editor):
    first, second, third = (make_actor() for _ in range(3))
    merge(first, second, by=editor)

    merge(second, third, by=editor)

    slugs = [first.slug, second.slug]
    assert RetiredSlug.objects.current(Actor, slugs) == dict.fromkeys(slugs, third.slug)


def test_both_histories_tell_of_it(editor):
    gone, kept = same_name()
    key = gone.pk

    record = merge(gone, kept, by=editor)
    undo_merge(record, by=editor)

    told = LogEntry.objects.order_by("pk").values_list("object_id", "user", "change_message")
    assert list(told) == [
        (str(key), editor.pk, "Merged into “Dmitry Peskov” (dmitry-peskov)."),
        (str(kept.pk), editor.pk, "Merged “Dmitri Peskov” (dmitri-peskov) into this."),
        (str(key), editor.pk, "Undid the merge into “Dmitry Peskov” (dmitry-peskov)."),
        (str(kept.pk), editor.pk, "Undid the merge with “Dmitri Peskov” (dmitri-peskov)."),
    ]


def test_who_listens_hears_what_was_touched(editor):
    gone, kept = same_name()
    quote = make_quote(speaker=gone)
    heard = []

    def listen(signal, sender, merge, kept, touched, by, **more):
        heard.append((sender, kept, quote in touched, by, sorted(more)))

    merged.connect(listen)
    unmerged.connect(listen)
    try:
        undo_merge(merge(gone, kept, by=editor), by=editor)
    finally:
        merged.disconnect(listen)
        unmerged.disconnect(listen)

    assert heard == [(Actor, kept, True, editor, []), (Actor, kept, True, editor, ["gone"])]


# ---------------------------------------------------------------- what is refused


def test_only_who_may_merges(editor):
    gone, kept = same_name()

    assert refused(gone, kept, by=make_user(is_superuser=False)) == [
        "You may not merge actors. Ask a desk editor or an administrator."
    ]


def test_nothing_is_merged_into_itself(editor):
    actor = make_actor(name="A")

    assert refused(actor, Actor.objects.get(), by=editor) == [
        "“A” cannot be merged into itself. Choose another one."
    ]


def test_different_kinds_are_not_the_same(editor):
    person, body = make_actor(name="Putin"), make_organisation(name="Kremlin")

    assert refused(person, body, by=editor) == [
        (
            "“Putin” and “Kremlin” are of different kinds (person, organisation), so they are "
            "not the same. Correct the kind first if it is wrong."
        )
    ]
    assert refused(person, make_event(), by=editor) == [
        "Only two things of the same kind are merged."
    ]


def test_two_states_are_not_the_same(editor):
    india, russia = make_state("IN", name="India"), make_state("RU", name="Russia")

    assert refused(india, russia, by=editor) == [
        "“India” (IN) and “Russia” (RU) are two states. Correct the country first if it is wrong."
    ]


def test_two_wikidata_ids_are_not_the_same(editor):
    first, second = make_actor(name="A", wikidata="Q1"), make_actor(name="B", wikidata="Q2")

    assert refused(first, second, by=editor) == [
        "“A” is Q1 on Wikidata and “B” Q2. Empty the wrong one first if they are the same."
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_a_part_is_not_its_whole(editor, turned):
    whole = make_organisation(name="Whole")
    part = make_organisation(name="Part", parent=make_organisation(parent=whole))
    pair = (part, whole) if turned else (whole, part)

    assert refused(*pair, by=editor) == [
        (
            "“Part” is part of “Whole”, so the two are not the same. Remove that link "
            "first if it is wrong."
        )
    ]


def test_nobody_becomes_a_delegate_of_themselves(editor):
    gone, kept = same_name()
    make_participation(make_event(), gone, delegation_of=kept)

    assert refused(gone, kept, by=editor) == [
        "“Dmitry Peskov, participant”: Nobody is a delegate of themselves."
    ]


def test_no_quote_falls_out_of_the_office_that_stays(editor):
    gone, kept = same_name()
    body = make_organisation(name="Kremlin")
    old = make_office(gone, body=body, title="Spokesman", start_edtf="2012")
    make_office(kept, body=body, title="Spokesman", start_edtf="2012", end_edtf="2020")
    make_quote(speaker=gone, office=old, said_on_edtf="2025-09-01")

    assert refused(gone, kept, by=editor) == [
        (
            "“Dmitry Peskov, Spokesman, Kremlin”: A quote of 2025-09-01 names this office. Correct "
            "the dates, or the quote first."
        )
    ]


def test_what_was_merged_meanwhile_is_not_merged_again(editor):
    gone, kept = same_name()
    stale = Actor.objects.get(pk=gone.pk)
    merge(gone, kept, by=editor)

    assert refused(stale, kept, by=editor) == [
        "“Dmitri Peskov” is no longer there: somebody merged or deleted it meanwhile."
    ]


# ---------------------------------------------------------------- what readers see


@pytest.mark.parametrize(("gone_public", "kept_public"), [(False, True), (True, False)])
def test_what_readers_see_changes_only_when_confirmed(editor, gone_public, kept_public):
    gone, kept = same_name()
    quote = make_public_quote(speaker=gone)
    Actor.objects.filter(pk=gone.pk).update(is_public=gone_public)
    Actor.objects.filter(pk=kept.pk).update(is_public=kept_public)

    sentences = refused(gone, kept, by=editor)
    outcome = preview(gone, kept, by=editor)
    merge(gone, kept, by=editor, confirmed=True)

    public, hidden = (gone, kept) if gone_public else (kept, gone)
    assert sentences == [
        (
            f"“{public}” is public and “{hidden}” is not, so readers will see more or less than "
            "now. Confirm that, or make both public or neither first."
        )
    ]
    kept.refresh_from_db()
    quote.refresh_from_db()
    assert kept.is_public is kept_public
    assert quote.is_published is kept_public
    counts = {type(quote): 1}
    assert (outcome.shown, outcome.hidden) == ((counts, {}) if kept_public else ({}, counts))
