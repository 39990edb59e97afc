import pytest
from django.urls import reverse

from articles.models import Quote
from tests.articles.desk_pages import change_url, press, said
from tests.factories import make_actor, make_event, make_office, make_quote, make_user
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/quote/add/"


@pytest.fixture
def editor(client):
    user = make_user()
    client.force_login(user)
    return user


def add(client, **fields):
    return client.post(ADD, {**read_form(client.get(ADD), **fields), "_continue": "1"})


@pytest.mark.usefixtures("editor")
def test_a_typed_date_is_stated_unless_an_editor_says_otherwise(client):
    add(client, text="Peace", speaker=make_actor().pk, said_on_edtf="2026-01-02")
    quote = Quote.objects.get()
    assert quote.said_on_basis == "stated"

    press(client, quote, "_save", said_on_basis="derived", said_on_edtf="2026-01")
    quote.refresh_from_db()
    assert quote.said_on_basis == "derived"

    press(client, quote, "_save", said_on_edtf="")
    quote.refresh_from_db()
    assert (quote.said_on_edtf, quote.said_on_basis) == ("", "none")


@pytest.mark.usefixtures("editor")
def test_a_quote_entered_on_an_events_page_has_its_date_stated_too(client):
    event, speaker = make_event(), make_actor()
    data = read_form(client.get(change_url(event)))
    row = {"text": "Peace", "speaker": speaker.pk, "kind": "direct", "channel": "unstated"}
    data = add_row(data, "quotes_said_at", said_on_edtf="2026-01-02", said_on_basis="none", **row)

    client.post(change_url(event), {**data, "_save": "1"})

    assert Quote.objects.get().said_on_basis == "stated"


@pytest.mark.usefixtures("editor")
def test_the_same_words_of_the_same_speaker_are_pointed_out_but_saved(client):
    speaker = make_actor(name="Dmitry Peskov")
    twin = make_quote(text="“They weren’t at home”, he said", speaker=speaker)

    response = add(client, text="They weren't at\u00a0home, he said", speaker=speaker.pk)

    assert Quote.objects.count() == 2
    (warning,) = [text for text in said(response) if "same words" in text]
    assert f'<a href="{change_url(twin)}">' in warning
    assert "Dmitry Peskov: “They weren’t at home”, he said</a>" in warning


@pytest.mark.usefixtures("editor")
def test_the_same_words_of_somebody_else_are_no_twin(client):
    make_quote(text="Peace", speaker=make_actor())
    make_quote(text="Peace at last", speaker=(speaker := make_actor()))

    told = said(add(client, text="Peace", speaker=speaker.pk))

    assert not any("same words" in text for text in told)


@pytest.mark.usefixtures("editor")
def test_a_quote_that_is_saved_again_is_not_its_own_twin(client):
    speaker = make_actor()
    quote = make_quote(text="Peace", speaker=speaker)
    make_quote(text="Peace", speaker=speaker)

    told = said(press(client, quote, "_save", note="Seen"))

    assert not any("same words" in text for text in told)


@pytest.mark.usefixtures("editor")
def test_offices_on_offer_are_the_speakers_own(client):
    speaker, other = make_actor(name="Anna"), make_actor(name="Boris")
    own = make_office(speaker, title="Présidente du Sénat")
    make_office(other, title="Président")
    address = reverse("admin:autocomplete")
    source = {"app_label": "articles", "model_name": "quote", "field_name": "office"}

    def found(**asked):
        answer = client.get(address, {**source, **asked}).json()["results"]
        return [int(row["id"]) for row in answer]

    assert found(holder=speaker.pk, term="") == [own.pk]
    assert found(holder=speaker.pk, term="presidente senat") == [own.pk]
    assert len(found(term="PRESIDENT")) == 2
    assert found(holder="abc", term="presidente") == [own.pk]
    assert found(holder="9" * 40, term="presidente") == [own.pk]
    assert found(holder=make_actor().pk, term="") == []


@pytest.mark.usefixtures("editor")
def test_the_choice_of_an_office_knows_its_speaker(client):
    page = client.get(ADD).text

    assert 'data-narrowed-by="speaker" data-narrowed-key="holder"' in page
