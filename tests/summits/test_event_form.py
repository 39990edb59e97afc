import pytest
from django.urls import reverse

from summits.models import Event
from tests.articles.desk_pages import change_url, press
from tests.factories import make_event
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db
ADD = "/admin/summits/event/add/"


def add(client, **fields):
    data = read_form(client.get(ADD), title="Talks", kind="talks", **fields)
    return client.post(ADD, {**data, "_save": "1"})


@pytest.mark.parametrize(
    ("status", "likelihood"),
    [("planned", "eos1"), ("held", ""), ("reported", ""), ("cancelled", "eos6"), ("postponed", "")],
)
def test_the_likelihood_of_a_new_event_follows_its_status(admin_client, status, likelihood):
    add(admin_client, status=status)

    assert Event.objects.get().occurrence == likelihood


def test_a_new_event_is_planned_with_nothing_more_known(admin_client):
    start = read_form(admin_client.get(ADD))

    assert (start["status"], start["occurrence"]) == (["planned"], ["eos1"])


def test_a_likelihood_that_was_chosen_stays(admin_client):
    add(admin_client, status="planned", occurrence="eos4")

    assert Event.objects.get().occurrence == "eos4"


def test_a_planned_event_without_any_likelihood_gets_the_least(admin_client):
    add(admin_client, status="planned", occurrence="")

    assert Event.objects.get().occurrence == "eos1"


def test_a_likelihood_chosen_against_the_status_is_refused(admin_client):
    response = add(admin_client, status="held", occurrence="eos4")

    assert "occurrence" in response.context["adminform"].form.errors
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("status", "likelihood"), [("held", ""), ("cancelled", "eos6"), ("planned", "eos4")]
)
def test_the_likelihood_left_alone_follows_a_new_status(admin_client, status, likelihood):
    event = make_event(status="planned", occurrence="eos4")

    press(admin_client, event, "_save", status=status)

    event.refresh_from_db()
    assert (event.status, event.occurrence) == (status, likelihood)


def test_a_typed_date_is_stated_unless_an_editor_says_otherwise(admin_client):
    add(admin_client, date_edtf="2026-12-01")
    event = Event.objects.get()
    assert event.date_basis == "stated"

    press(admin_client, event, "_save", date_basis="derived", date_edtf="2026-12")
    event.refresh_from_db()
    assert (event.date_edtf, event.date_basis) == ("2026-12", "derived")

    press(admin_client, event, "_save", date_edtf="")
    event.refresh_from_db()
    assert (event.date_edtf, event.date_basis) == ("", "none")


def test_none_chosen_against_a_date_is_refused(admin_client):
    event = make_event(date_edtf="2026-12-01")

    response = press(admin_client, event, "_save", date_basis="none")

    assert "date_basis" in response.context["adminform"].form.errors


def test_a_row_of_a_programme_needs_a_title_a_kind_and_a_date_only(admin_client):
    summit = make_event(kind="summit", date_edtf="2026-12-01/2026-12-02")
    url = change_url(summit)
    data = read_form(admin_client.get(url))
    begun = {"status": "planned", "occurrence": "eos1", "date_basis": "none"}
    data = add_row(
        data, "children", title="Plenary", kind="plenary", date_edtf="2026-12-01", **begun
    )

    admin_client.post(url, {**data, "_save": "1"})

    (part,) = summit.children.all()
    assert (part.occurrence, part.date_basis) == ("eos1", "stated")


@pytest.fixture
def summit():
    summit = make_event(title="Summit", kind="summit", date_edtf="2026-12-01/2026-12-02")
    make_event(title="Plenary", parent=summit, date_edtf="2026-12-01")
    make_event(title="Dinner", parent=summit, date_edtf="2026-12-02")
    return summit


@pytest.mark.parametrize("model", ["event", "summit"])
def test_a_summit_and_its_programme_move_in_one_save(admin_client, summit, model):
    url = reverse(f"admin:summits_{model}_change", args=[summit.pk])
    data = read_form(
        admin_client.get(url),
        **{
            "date_edtf": "2027-02-10/2027-02-11",
            "children-0-date_edtf": "2027-02-10",
            "children-1-date_edtf": "2027-02-11",
        },
    )

    admin_client.post(url, {**data, "_save": "1"})

    summit.refresh_from_db()
    moved = [part.date_edtf for part in summit.children.order_by("earliest")]
    assert (summit.date_edtf, moved) == ("2027-02-10/2027-02-11", ["2027-02-10", "2027-02-11"])


def test_a_part_left_behind_keeps_the_whole_where_it_is(admin_client, summit):
    response = press(
        admin_client,
        summit,
        "_save",
        **{"date_edtf": "2027-02-10/2027-02-11", "children-0-date_edtf": "2027-02-10"},
    )

    (problem,) = response.context["adminform"].form.errors["date_edtf"]
    assert problem.startswith("“Dinner” (2026-12-02) lies outside “Summit”")
    assert {part.date_edtf[:4] for part in Event.objects.all()} == {"2026"}


def test_a_part_that_moves_elsewhere_is_refused_at_its_own_date(admin_client, summit):
    response = press(
        admin_client,
        summit,
        "_save",
        **{
            "date_edtf": "2027-02-10/2027-02-11",
            "children-0-date_edtf": "2027-02-10",
            "children-1-date_edtf": "2027-03-01",
        },
    )

    groups = response.context["inline_admin_formsets"]
    (rows,) = (group.formset for group in groups if group.formset.prefix == "children")
    assert rows.forms[1].errors["date_edtf"][0].startswith("“Dinner” (2027-03-01) lies outside")
    assert {part.date_edtf[:4] for part in Event.objects.all()} == {"2026"}
