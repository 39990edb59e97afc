import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.models import Quote
from summits.models import Event, Participation
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_office,
    make_participation,
    make_quote,
    make_series,
)
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db


def change_url(event, model="event"):
    return reverse(f"admin:summits_{model}_change", args=[event.pk])


def group(response, prefix):
    """Return the rows of a page that stand under the prefix."""
    groups = response.context["inline_admin_formsets"]
    (found,) = (rows.formset for rows in groups if rows.formset.prefix == prefix)
    return found


def found_by(client, term):
    source = {"app_label": "articles", "model_name": "quote", "field_name": "said_at"}
    return client.get(reverse("admin:autocomplete"), {**source, "term": term}).json()["results"]


def test_a_summit_is_a_summit_and_has_its_programme_on_its_page(admin_client):
    url = reverse("admin:summits_summit_add")
    data = read_form(
        admin_client.get(url),
        title="SCO summit",
        status="held",
        date_edtf="2025-08-31/2025-09-01",
        date_basis="stated",
    )
    data = add_row(
        data,
        "children",
        title="Plenary session",
        kind="plenary",
        status="held",
        date_edtf="2025-09-01",
        date_basis="stated",
    )

    admin_client.post(url, {**data, "_save": "1"})

    summit = Event.objects.get(title="SCO summit")
    assert summit.kind == "summit"
    assert [(part.title, part.slug) for part in summit.children.all()] == [
        ("Plenary session", "plenary-session")
    ]


def test_a_part_outside_the_dates_of_its_whole_is_refused_at_its_date(admin_client):
    summit = make_event(kind="summit", date_edtf="2025-08-31/2025-09-01")
    url = change_url(summit, "summit")
    data = add_row(
        read_form(admin_client.get(url)),
        "children",
        title="Late dinner",
        kind="reception",
        status="held",
        date_edtf="2025-09-05",
        date_basis="stated",
    )

    response = admin_client.post(url, {**data, "_save": "1"})

    (problem,) = group(response, "children").forms[0].errors["date_edtf"]
    assert problem.startswith("“Late dinner” (2025-09-05) lies outside")
    assert summit.children.count() == 0


def test_a_part_outside_the_dates_of_its_whole_is_refused_where_both_are_new(admin_client):
    url = reverse("admin:summits_summit_add")
    data = read_form(
        admin_client.get(url),
        title="SCO summit",
        status="held",
        date_edtf="2025-08-31/2025-09-01",
        date_basis="stated",
    )
    data = add_row(
        data,
        "children",
        title="Late dinner",
        kind="reception",
        status="held",
        date_edtf="2025-09-05",
        date_basis="stated",
    )

    response = admin_client.post(url, {**data, "_save": "1"})

    (problem,) = group(response, "children").forms[0].errors["date_edtf"]
    assert problem.startswith("“Late dinner” (2025-09-05) lies outside")
    assert not Event.objects.exists()


def test_a_circle_of_events_is_refused(admin_client):
    whole = make_event(title="Whole")
    part = make_event(title="Part", parent=whole)

    response = admin_client.post(
        change_url(whole), read_form(admin_client.get(change_url(whole)), parent=part.pk)
    )

    (problem,) = response.context["adminform"].form.errors["parent"]
    assert problem.startswith("“Part” is already part of “Whole”.")


@pytest.mark.parametrize("date", ["2025-13", "2025-02-30", "yesterday", "2025/2024"])
def test_a_date_that_is_none_is_refused_with_what_to_write(admin_client, date):
    event = make_event()
    data = read_form(admin_client.get(change_url(event)), date_edtf=date, date_basis="stated")

    response = admin_client.post(change_url(event), data)

    (problem,) = response.context["adminform"].form.errors["date_edtf"]
    assert "Write" in problem


def test_a_quote_said_there_is_entered_on_the_events_page(admin_client, admin_user):
    office = make_office(make_actor(name="Dmitry Peskov"))
    event = make_event(date_edtf="2025-09-01")
    url = change_url(event)
    data = add_row(
        read_form(admin_client.get(url)),
        "quotes_said_at",
        speaker=office.holder.pk,
        kind="direct",
        text="They were at home",
        said_on_edtf="2025-09-01",
        said_on_basis="stated",
        channel="briefing",
    )

    admin_client.post(url, {**data, "_save": "1"})

    quote = Quote.objects.get()
    assert (quote.said_at, quote.office, quote.created_by) == (event, office, admin_user)


def test_an_error_at_a_field_the_row_does_not_show_stands_above_the_row(admin_client):
    event = make_event()
    make_quote(said_at=event, channel="social_media", platform="X")
    url = change_url(event)
    changed = {"quotes_said_at-0-channel": "briefing", "_save": "1"}

    response = admin_client.post(url, read_form(admin_client.get(url), **changed))

    assert group(response, "quotes_said_at").forms[0].non_field_errors() == [
        "Only social media has a platform. Choose that channel or empty the platform."
    ]


def change_quote(admin_client, event, **fields):
    url = change_url(event)
    changed = {f"quotes_said_at-0-{name}": value for name, value in fields.items()}
    return admin_client.post(url, read_form(admin_client.get(url), **changed, _save="1"))


def test_r9_an_anonymous_quote_that_was_verified_stays_as_it_is_there_too(admin_client, admin_user):
    event = make_event()
    make_quote(verified=True, attribution="anonymous", terms="background", said_at=event)
    Quote.objects.update(created_by=admin_user)

    response = change_quote(admin_client, event, text="Other words")

    assert group(response, "quotes_said_at").forms[0].errors == {
        "text": ["You entered this anonymous quote, so somebody else has to correct it."]
    }


def test_r12_a_quote_corrected_there_names_the_articles_that_print_other_words(admin_client):
    event = make_event()
    quote = make_quote(said_at=event, text="We will talk")
    make_citation(make_article(headline="Prints it"), quote)

    response = change_quote(admin_client, event, text="We shall talk")

    assert "“Prints it” prints other words. Correct its body and citation." in [
        str(message) for message in get_messages(response.wsgi_request)
    ]


def test_r3_an_office_emptied_there_stays_empty(admin_client):
    office, event = make_office(make_actor()), make_event()
    quote = make_quote(speaker=office.holder, office=office, said_at=event)

    change_quote(admin_client, event, office="")
    change_quote(admin_client, event, text="Other words")

    quote.refresh_from_db()
    assert (quote.office, quote.text) == (None, "Other words")


def test_a_quote_about_it_is_chosen_from_those_on_file(admin_client):
    event, quote = make_event(), make_quote()
    url = change_url(event)
    data = add_row(read_form(admin_client.get(url)), "Quote_about", quote=quote.pk)

    admin_client.post(url, {**data, "_save": "1"})

    assert list(event.quotes_about.all()) == [quote]


def test_the_same_actor_twice_in_one_role_is_refused_and_nothing_saved(admin_client):
    event, actor = make_event(), make_actor()
    url = change_url(event)
    data = read_form(admin_client.get(url), title="Changed")
    for _ in range(2):
        data = add_row(data, "participations", actor=actor.pk, role="guest", status="attended")

    response = admin_client.post(url, {**data, "_save": "1"})

    assert response.status_code == 200
    assert "This row says the same as another one here" in response.text
    assert Participation.objects.count() == 0
    assert Event.objects.get().title == event.title


def test_an_actor_who_takes_part_already_is_refused_at_the_actor(admin_client):
    event = make_event()
    guest = make_actor()
    make_participation(event, guest, role="guest")
    url = change_url(event)
    data = add_row(
        read_form(admin_client.get(url)),
        "participations",
        actor=guest.pk,
        role="guest",
        status="attended",
    )

    response = admin_client.post(url, {**data, "_save": "1"})

    assert group(response, "participations").forms[1].errors == {
        "actor": ["This actor takes part in that role already."]
    }


def test_neither_actor_nor_label_is_refused(admin_client):
    url = change_url(make_event())
    data = add_row(
        read_form(admin_client.get(url)), "participations", role="host", status="invited"
    )

    response = admin_client.post(url, {**data, "_save": "1"})

    assert group(response, "participations").forms[0].errors == {
        "actor": ["Choose an actor or write a label: one of the two."]
    }


@pytest.mark.parametrize("term", ["tianjin", "sco 2025", "qingdao", "alt name", "2025-08-31"])
def test_an_event_is_found_by_title_alias_series_place_and_date(admin_client, term):
    event = make_event(
        title="SCO Tïanjin summit",
        aliases=["The alt name"],
        series=make_series(title="SCO 2025 meetings"),
        locality="Qingdao",
        date_edtf="2025-08-31",
    )
    make_event(title="Other talks")

    assert [row["id"] for row in found_by(admin_client, term)] == [str(event.pk)]


@pytest.mark.parametrize(
    ("term", "is_found"), [("…", False), ("– !", False), ("tian\0jin –", True), ("\0", True)]
)
def test_what_is_no_word_is_found_nowhere_and_breaks_nothing(admin_client, term, is_found):
    event = make_event(title="Tianjin summit")

    assert [row["id"] for row in found_by(admin_client, term)] == [str(event.pk)] * is_found


def test_an_event_found_by_typing_shows_kind_date_and_place(admin_client):
    make_event(title="Car ride", kind="transit", date_edtf="2025-09-01", locality="Tianjin")

    assert [row["detail"] for row in found_by(admin_client, "car")] == [
        "Transit (a ride together) · 2025-09-01 · Tianjin · held"
    ]
