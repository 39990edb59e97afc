import pytest
from django.urls import reverse

from articles.models import Quote
from tests.articles.desk_pages import change_url, press, said
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_event,
    make_name,
    make_office,
    make_organisation,
    make_quote,
    make_user,
)
from tests.newsroom.page_form import read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


def peskov():
    speaker = make_actor(name="Dmitry Peskov", sort_name="Peskov, Dmitry")
    kremlin = make_organisation(name="Kremlin", org_type="government_body")
    return make_office(speaker, title="Presidential Spokesman", body=kremlin, start_edtf="2012")


def test_the_only_possible_office_is_filled_in_on_saving(client, editor):
    office = peskov()
    url = reverse("admin:articles_quote_add")
    data = read_form(
        client.get(url),
        text="They were at home",
        speaker=office.holder.pk,
        said_on_edtf="2025-09-01",
        said_on_basis="stated",
    )

    response = client.post(url, {**data, "_save": "1"})

    quote = Quote.objects.get()
    assert (quote.office, quote.created_by) == (office, editor)
    assert "Filled in the office on that day" in " ".join(said(response))


def test_the_page_and_the_list_show_the_attribution_on_the_day(client, editor):
    office = peskov()
    quote = make_quote(speaker=office.holder, office=office)
    line = "Dmitry Peskov, Presidential Spokesman, Kremlin"

    assert line in client.get(change_url(quote)).text
    assert line in client.get(reverse("admin:articles_quote_changelist")).text


def test_several_possible_offices_are_left_to_the_editor(client, editor):
    office = peskov()
    make_office(office.holder, title="Deputy Chief of Staff", body=office.body)
    quote = make_quote(speaker=office.holder)

    response = press(client, quote, "_save", said_on_edtf="2025-09-01", said_on_basis="stated")

    quote.refresh_from_db()
    assert quote.office is None
    assert any("had several offices then. Choose one" in sentence for sentence in said(response))


def test_no_office_on_that_day_is_said(client, editor):
    office = peskov()
    quote = make_quote(speaker=office.holder)

    response = press(client, quote, "_save", said_on_edtf="2001", said_on_basis="stated")

    assert any("No office of Dmitry Peskov is on file" in sentence for sentence in said(response))


def test_a_constraint_over_a_field_that_the_page_does_not_show_is_a_sentence(client, editor):
    quote = make_quote(verified=True)

    response = press(client, quote, "_save", terms="off_record")

    assert response.context["adminform"].form.errors["terms"] == [
        (
            "Words off the record are never verified for print. Return the quote to draft first, "
            "then take it off the record."
        )
    ]
    assert Quote.objects.get().terms == "on_record"


def test_the_page_shows_where_the_quote_is_printed_and_what_it_claims(client, editor):
    quote = make_quote()
    article = make_article(headline="Printed here")
    make_citation(article, quote)
    make_claim(article, quote=quote, attribute="tariff_rate")

    page = client.get(change_url(quote)).text

    assert "Printed here" in page
    assert "tariff_rate" in page


def test_a_cited_quote_cannot_be_deleted_and_the_page_says_what_cites_it(client, editor):
    quote = make_quote()
    make_citation(make_article(headline="Cites it"), quote)

    response = client.post(reverse("admin:articles_quote_delete", args=[quote.pk]), {"post": "yes"})

    assert Quote.objects.count() == 1
    assert "Cites it" in response.text


def test_quotes_are_found_by_any_name_of_the_speaker_and_by_words(client, editor):
    speaker = make_actor(name="Recep Tayyip Erdoğan")
    make_name(speaker, name="Reis")
    found = make_quote(speaker=speaker, text="The corridor stays open")
    make_quote(text="The corridor is closed")
    url = reverse("admin:articles_quote_changelist")

    for words in ("erdogan corridor", "reis", "ERDOĞAN open"):
        assert list(client.get(url, {"q": words}).context["cl"].result_list) == [found]


def test_a_quote_found_by_typing_shows_kind_day_and_status(client, editor):
    make_quote(text="Unique words", said_on_edtf="2025-09-01")

    answer = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "articles",
            "model_name": "citation",
            "field_name": "quote",
            "term": "unique",
        },
    ).json()

    assert [row["detail"] for row in answer["results"]] == ["direct · 2025-09-01 · draft"]


def test_readers_see_it_is_the_models_own_published(client, editor):
    shown = make_quote(verified=True)
    make_citation(make_article(published=True), shown)
    hidden = make_quote(verified=True)
    url = reverse("admin:articles_quote_changelist")

    assert list(client.get(url, {"public": "yes"}).context["cl"].result_list) == [shown]
    assert list(client.get(url, {"public": "no"}).context["cl"].result_list) == [hidden]


def test_a_quote_of_a_planned_event_is_refused_at_its_field(client, editor):
    quote = make_quote()
    planned = make_event(status="planned", occurrence="eos5", title="Autumn summit")

    response = press(client, quote, "_save", said_at=planned.pk)

    (sentence,) = response.context["adminform"].form.errors["said_at"]
    assert sentence.startswith("“Autumn summit” is planned: nothing was said there yet.")


def test_a_corrected_quote_names_the_articles_that_print_other_words(client, editor):
    quote = make_quote(text="We will talk")
    make_citation(make_article(headline="Prints it"), quote)
    url = change_url(quote)
    data = read_form(client.get(url), text="We shall talk")

    response = client.post(url, {**data, "_save": "1"})

    quote.refresh_from_db()
    assert quote.text == "We shall talk"
    assert "“Prints it” prints other words. Correct its body and citation." in said(response)


def test_r12_a_quote_that_became_indirect_names_who_cites_it_as_more(client, editor):
    quote = make_quote(text="We will talk")
    make_citation(make_article(headline="Prints it"), quote)

    response = press(client, quote, "_save", kind="indirect")

    assert Quote.objects.get().kind == "indirect"
    assert "“Prints it” cites this indirect quote as direct. Correct its citation." in said(
        response
    )


def test_a_quote_that_its_articles_print_warns_of_nothing(client, editor):
    quote = make_quote(text="We will talk")
    make_citation(make_article(headline="Prints it"), quote)

    assert not any("Prints it" in sentence for sentence in said(press(client, quote, "_save")))


def test_an_office_that_an_editor_empties_stays_empty(client, editor):
    office = peskov()
    quote = make_quote(speaker=office.holder, office=office, said_on_edtf="2025-09-01")

    response = press(client, quote, "_save", office="")
    press(client, quote, "_save", note="left empty on purpose")

    quote.refresh_from_db()
    assert (quote.office, quote.note) == (None, "left empty on purpose")
    assert (
        "One office was possible then: Presidential Spokesman, Kremlin. "
        "Choose it, or leave it empty." in said(response)
    )


@pytest.mark.parametrize("changed", ["speaker", "said_on_edtf"])
def test_an_office_is_proposed_again_for_another_speaker_or_day(client, editor, changed):
    office = peskov()
    quote = make_quote(speaker=office.holder, said_on_edtf="2025-09-01")
    if changed == "speaker":
        Quote.objects.update(speaker=make_actor())
    value = {"speaker": office.holder.pk, "said_on_edtf": "2025-09-02"}[changed]

    press(client, quote, "_save", **{changed: value})

    assert Quote.objects.get().office == office


def test_a_long_phrase_is_found_as_fast_as_a_short_one(client, editor):
    quote = make_quote(text="This is no secret, I told him what we talked about in Alaska")
    make_quote(text="Another one")
    url = reverse("admin:articles_quote_changelist")

    page = client.get(url, {"q": "This is no secret I told him what we talked about in Alaska"})

    assert list(page.context["cl"].result_list) == [quote]
    assert len(str(page.context["cl"].queryset.query)) < 50_000


def test_a_date_that_is_none_is_a_sentence_beside_a_chosen_speaker_too(client, editor):
    url = reverse("admin:articles_quote_add")
    data = read_form(
        client.get(url), text="They were at home", speaker=peskov().holder.pk,
        said_on_edtf="2025-13-01", said_on_basis="stated",
    )  # fmt: skip

    response = client.post(url, {**data, "_save": "1"})

    assert response.status_code == 200
    [sentence] = response.context["adminform"].form.errors["said_on_edtf"]
    assert sentence.startswith("“2025-13-01” is not in the calendar.")
    assert "They were at home" in response.text
    assert not Quote.objects.exists()
