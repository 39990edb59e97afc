import pytest
from django.urls import reverse

from actors.models import Actor
from tests.factories import make_actor, make_name, make_office, make_organisation, make_quote
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db


def found_by(client, term):
    """Return what typing the term finds for the speaker of a quote."""
    source = {"app_label": "articles", "model_name": "quote", "field_name": "speaker"}
    return client.get(reverse("admin:autocomplete"), {**source, "term": term}).json()["results"]


@pytest.mark.parametrize("term", ["erdogan", "ERDOĞAN", "tayyip erd", "Reis"])
def test_an_actor_is_found_by_every_name_whatever_accents_and_case(admin_client, term):
    actor = make_actor(name="Recep Tayyip Erdoğan", country="TR", is_public=False)
    make_name(actor, name="Reis")
    make_actor(name="Somebody Else")

    assert found_by(admin_client, term) == [
        {"id": str(actor.pk), "text": "Recep Tayyip Erdoğan", "detail": "Person · TR · not public"}
    ]


def test_words_of_two_actors_find_neither(admin_client):
    make_actor(name="Vladimir Putin")
    make_organisation(name="TASS", org_type="news_agency")

    assert found_by(admin_client, "putin tass") == []


def test_who_is_called_just_so_comes_first(admin_client):
    make_actor(name="Anna India")
    make_actor(name="India Times", kind="organisation", org_type="media")
    make_actor(name="India", kind="state", country="IN")

    assert [row["text"] for row in found_by(admin_client, "india")] == [
        "India",
        "India Times",
        "Anna India",
    ]


def test_an_actor_comes_with_names_and_offices(admin_client):
    body = make_organisation(name="Kremlin")
    url = reverse("admin:actors_actor_add")
    data = read_form(admin_client.get(url), name="Dmitry Peskov", kind="person")
    data = add_row(data, "names", name="Peskov", kind="short", lang="en")
    data = add_row(data, "offices", title="Presidential Spokesman", body=body.pk, start_edtf="2012")

    admin_client.post(url, {**data, "_save": "1"})

    actor = Actor.objects.get(name="Dmitry Peskov")
    assert actor.slug == "dmitry-peskov"
    assert [str(name) for name in actor.names.all()] == ["Peskov"]
    assert [office.label for office in actor.offices.all()] == ["Presidential Spokesman, Kremlin"]


def test_an_office_that_ends_before_it_begins_is_refused_at_its_field(admin_client):
    actor, body = make_actor(), make_organisation()
    url = reverse("admin:actors_actor_change", args=[actor.pk])
    data = add_row(
        read_form(admin_client.get(url)),
        "offices",
        title="Minister",
        body=body.pk,
        start_edtf="2025",
        end_edtf="2024",
    )

    response = admin_client.post(url, {**data, "_save": "1"})

    (group,) = (
        rows.formset
        for rows in response.context["inline_admin_formsets"]
        if rows.formset.prefix == "offices"
    )
    assert group.forms[0].errors == {
        "end_edtf": ["The office ends before it begins. Correct one of the two dates."]
    }
    assert actor.offices.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("wikidata", "Q0", "Write the Wikidata id as Q and a number, such as Q7747."),
        ("country", "ZZ", "“ZZ” is no country code. Write two capitals, such as IN for India."),
        ("org_type", "media", "Choose the type of an organisation; leave it empty"),
        ("name", "\u00a0", "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(admin_client, field, value, sentence):
    actor = make_actor()
    url = reverse("admin:actors_actor_change", args=[actor.pk])

    response = admin_client.post(
        url, read_form(admin_client.get(url), **{field: value, "_save": "1"})
    )

    (problem,) = response.context["adminform"].form.errors[field]
    assert problem.startswith(sentence)


def test_an_actor_with_quotes_cannot_be_deleted(admin_client):
    actor = make_actor()
    make_quote(speaker=actor)

    response = admin_client.post(
        reverse("admin:actors_actor_delete", args=[actor.pk]), {"post": "yes"}
    )

    assert Actor.objects.count() == 1
    assert "protected" in response.text


def test_the_list_leads_to_the_quotes_of_an_actor(admin_client):
    actor = make_actor()
    quote = make_quote(speaker=actor)
    make_quote()

    page = admin_client.get(reverse("admin:actors_actor_changelist"))
    link = f"{reverse('admin:articles_quote_changelist')}?speaker__id__exact={actor.pk}"

    assert link in page.text
    assert list(admin_client.get(link).context["cl"].result_list) == [quote]


def test_several_actors_are_shown_to_readers_at_once(admin_client):
    actors = [make_actor(is_public=False), make_actor(is_public=False)]

    admin_client.post(
        reverse("admin:actors_actor_changelist"),
        {"action": "show_to_readers", "_selected_action": [actor.pk for actor in actors]},
    )

    assert Actor.objects.published().count() == 2


def test_an_office_is_found_by_title_and_by_any_name_of_its_holder(admin_client):
    office = make_office(make_actor(name="Wang Yi"), title="Foreign Minister")
    make_name(office.holder, name="王毅")
    source = {"app_label": "articles", "model_name": "quote", "field_name": "office"}

    for term in ("wang foreign", "王毅", "minister"):
        answer = admin_client.get(reverse("admin:autocomplete"), {**source, "term": term})
        assert [row["id"] for row in answer.json()["results"]] == [str(office.pk)]
