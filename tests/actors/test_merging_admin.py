"""Merging on the desk's pages."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.merging import merge
from actors.models import Actor, Merge
from tests.factories import (
    make_actor,
    make_article,
    make_event,
    make_participation,
    make_public_quote,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_actor(name="Dmitri Peskov"), make_actor(name="Dmitry Peskov")


@pytest.fixture
def editor(client):
    user = make_user()
    client.force_login(user)
    return user


def merge_page(row):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_merge", args=[row.pk])


def change_page(row):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])


def undo_page(record):
    return reverse("admin:actors_merge_undo", args=[record.pk])


def queries(client, *args):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(*args).status_code == 200
    return len(captured)


def test_an_editor_merges_and_undoes(client, editor, pair):
    gone, kept = pair
    make_quote(speaker=gone)

    page = client.get(change_page(gone))
    shown = client.get(merge_page(gone), {"other": kept.pk})
    done = client.post(merge_page(gone), {"other": kept.pk, "keep": "other"}, follow=True)

    assert f'href="{merge_page(gone)}"' in page.text
    assert "1 quote (speaker)" in shown.text
    assert Merge.objects.get().by == editor
    assert done.redirect_chain == [(change_page(kept), 302)]
    undo = undo_page(Merge.objects.get())
    assert f'<a href="{undo}">Undo</a>' in done.text

    asked = client.get(undo)
    back = client.post(undo, follow=True)

    assert "Undo the merge" in asked.text
    assert back.redirect_chain == [(change_page(Actor.objects.get(slug=gone.slug)), 302)]
    assert "The merge is undone: “Dmitri Peskov” is back." in back.text


def test_the_preview_changes_nothing(client, editor, pair):
    gone, kept = pair

    client.get(merge_page(gone), {"other": kept.pk, "keep": "this"})

    assert Actor.objects.count() == 2
    assert Merge.objects.count() == 0


def test_the_two_are_swapped(client, editor, pair):
    this, other = pair

    shown = client.get(merge_page(this), {"other": other.pk, "keep": "this"})
    client.post(merge_page(this), {"other": other.pk, "keep": "this"})

    assert "“Dmitry Peskov” goes, “Dmitri Peskov” stays" in shown.text
    assert Actor.objects.get() == this


def test_a_refusal_is_a_sentence_on_the_page(client, editor):
    actor = make_actor(name="A")

    shown = client.get(merge_page(actor), {"other": actor.pk})
    gone = client.get(merge_page(actor), {"other": 999})

    assert "“A” cannot be merged into itself. Choose another one." in shown.text
    assert "That one is no longer there. Choose again." in gone.text


def test_what_readers_newly_see_is_confirmed_by_a_tick(client, editor, pair):
    gone, kept = pair
    make_public_quote(speaker=gone)
    Actor.objects.filter(pk=gone.pk).update(is_public=False)
    data = {"other": kept.pk, "keep": "other"}

    shown = client.get(merge_page(gone), data)
    refused = client.post(merge_page(gone), data)

    assert "They will newly see 1 quote, and what depends on them." in shown.text
    assert "Confirm that, or make both public or neither first." in refused.text
    assert 'name="confirmed"' in refused.text
    assert Merge.objects.count() == 0
    client.post(merge_page(gone), {**data, "confirmed": "on"})
    assert Merge.objects.count() == 1


def test_the_preview_names_what_is_dropped_filled_and_left(client, editor):
    gone = make_actor(name="Gone", description="Theirs.", country="RU")
    kept = make_actor(name="Kept", description="Ours.")
    event = make_event(title="Talks")
    for actor in (gone, kept):
        make_participation(event, actor)

    text = client.get(merge_page(gone), {"other": kept.pk}).text

    assert "Talks: Gone, participant" in text
    assert "(stays: Talks: Kept, participant)" in text
    assert "Country: RU" in text
    assert "Description: Ours." in text
    assert "(not: Theirs.)" in text


@pytest.mark.parametrize("codename", ["merge_event", "change_actor"])
def test_only_who_may_merge_is_offered_it(client, pair, codename):
    user = make_user(is_superuser=False)
    names = ["view_actor", "view_merge", codename]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    record = merge(make_actor(), make_actor(), by=make_user())

    page = client.get(change_page(pair[0]))

    assert "Merge into another" not in page.text
    assert client.get(merge_page(pair[0])).status_code == 403
    assert client.post(undo_page(record)).status_code == 403
    assert "You may not merge actors." in client.get(
        reverse("admin:actors_merge_changelist")
    ).text  # fmt: skip


@pytest.mark.parametrize("kind", ["talks", "summit"])
def test_events_and_summits_have_it_too(client, editor, kind):
    gone, kept = make_event(kind=kind), make_event(kind=kind)
    name = "summit" if kind == "summit" else "event"
    page = reverse(f"admin:summits_{name}_merge", args=[gone.pk])

    done = client.post(page, {"other": kept.pk})

    assert done["Location"] == reverse(f"admin:summits_{name}_change", args=[kept.pk])
    assert Merge.objects.get().kept == kept.slug


def test_the_list_says_for_each_whether_it_can_be_undone(client, editor, pair):
    undone, later, changed = (
        merge(make_actor(), make_actor(name=f"Kept {number}"), by=editor) for number in range(3)
    )
    client.post(undo_page(undone))
    Actor.objects.filter(slug=changed.kept).update(description="New")

    text = client.get(reverse("admin:actors_merge_changelist")).text

    assert f'href="{undo_page(later)}"' in text
    assert f'href="{undo_page(changed)}"' not in text
    assert f"Undone by {editor} on " in text
    assert "“Kept 2” (actor) was changed since" in text
    assert "was changed since" in client.get(undo_page(changed)).text
    assert "was changed since" in client.post(undo_page(changed)).text


def test_nobody_edits_the_log(client, editor, pair):
    record = merge(*pair, by=editor)
    page = reverse("admin:actors_merge_change", args=[record.pk])

    assert client.get(page).status_code == 200
    assert client.post(page, {"gone": "x"}).status_code == 403
    assert client.get(reverse("admin:actors_merge_delete", args=[record.pk])).status_code == 403
    assert client.get(reverse("admin:actors_merge_add")).status_code == 403
    assert client.get(reverse("admin:actors_merge_undo", args=[999])).status_code == 302


def test_the_pages_cost_the_same_for_one_row_and_for_many(client, editor, pair):
    gone, kept = pair
    article = make_article()

    def add() -> None:
        event = make_event()
        for actor in pair:
            make_participation(event, actor)
        make_participation(make_event(), gone)
        make_quote(speaker=gone)
        article.credits.add(gone)

    add()
    client.get(merge_page(gone), {"other": kept.pk})
    for_one = queries(client, merge_page(gone), {"other": kept.pk})
    for _ in range(6):
        add()

    assert queries(client, merge_page(gone), {"other": kept.pk}) == for_one
