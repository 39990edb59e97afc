"""Rows that a colleague removes while somebody else has their page open."""

import pytest

from actors.models import ActorName
from summits.models import Event, Participation
from tests.articles.desk_pages import change_url
from tests.factories import make_actor, make_event, make_name, make_participation
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    actor = make_actor(name="Sergei Lavrov")
    for name in ("Lavrov", "Minister", "Сергей Лавров"):
        make_name(actor, name=name)
    return actor


def names(actor):
    return sorted(actor.names.values_list("name", flat=True))


def opened(client, row):
    return read_form(client.get(change_url(row)))


def save(client, row, data, **changes):
    return client.post(change_url(row), {**data, **changes, "_save": "1"})


def sentences(response):
    groups = response.context["inline_admin_formsets"]
    return [text for group in groups for text in group.formset.non_form_errors()]


def test_the_form_says_so_and_keeps_everything_typed(admin_client, actor):
    data = opened(admin_client, actor)
    data |= {"names-0-name": "Lavrow", "description": "Typed"}
    data = add_row(data, "names", name="Brand new", kind="variant", lang="")
    ActorName.objects.get(name="Lavrov").delete()

    response = save(admin_client, actor, data)

    assert sentences(response) == [
        (
            "A colleague removed a row while you had this page open. What you had in it now stands "
            "in row 3 as new: remove that row, or save again to put it back."
        )
    ]
    shown = read_form(response)
    rows = [shown[f"names-{place}-name"][0] for place in range(4)]
    assert rows == ["Minister", "Сергей Лавров", "Lavrow", "Brand new"]
    assert (shown["names-2-id"], shown["description"]) == ([""], ["Typed"])
    assert names(actor) == ["Minister", "Сергей Лавров"]


def test_the_next_save_puts_the_row_back(admin_client, actor):
    data = opened(admin_client, actor) | {"names-0-name": "Lavrow"}
    ActorName.objects.get(name="Lavrov").delete()
    refused = save(admin_client, actor, data)

    save(admin_client, actor, read_form(refused))

    assert names(actor) == ["Lavrow", "Minister", "Сергей Лавров"]


def test_the_row_can_be_left_out_instead(admin_client, actor):
    data = opened(admin_client, actor)
    ActorName.objects.get(name="Lavrov").delete()
    shown = read_form(save(admin_client, actor, data))
    left = {name: value for name, value in shown.items() if not name.startswith("names-2-")}

    save(admin_client, actor, left, **{"names-TOTAL_FORMS": "2", "description": "Saved"})

    actor.refresh_from_db()
    assert (names(actor), actor.description) == (["Minister", "Сергей Лавров"], "Saved")


def test_a_row_that_both_removed_stops_nobody(admin_client, actor):
    data = opened(admin_client, actor)
    ActorName.objects.get(name="Lavrov").delete()

    save(admin_client, actor, data, **{"names-0-DELETE": "on", "names-1-name": "Foreign minister"})

    assert names(actor) == ["Foreign minister", "Сергей Лавров"]


def test_several_rows_are_named_together(admin_client, actor):
    data = opened(admin_client, actor)
    ActorName.objects.exclude(name="Minister").delete()

    (sentence,) = sentences(save(admin_client, actor, data))

    assert "stands in rows 2 and 3 as new" in sentence


def test_choices_of_a_removed_row_stay_chosen(admin_client):
    event, guest = make_event(), make_actor(name="Guest")
    make_participation(event, guest, title_as_printed="As printed")
    data = opened(admin_client, event)
    Participation.objects.all().delete()

    refused = save(admin_client, event, data)
    save(admin_client, event, read_form(refused))

    (row,) = Participation.objects.all()
    assert (row.actor, row.title_as_printed) == (guest, "As printed")


def test_a_part_that_moved_to_another_event_is_not_moved_back(admin_client):
    whole, other = make_event(), make_event()
    part = make_event(title="Dinner", parent=whole)
    data = opened(admin_client, whole)
    Event.objects.filter(pk=part.pk).update(parent=other)

    (sentence,) = sentences(save(admin_client, whole, data))

    assert sentence.startswith("A colleague removed a row")
    assert Event.objects.get(title="Dinner").parent == other
