import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Quote
from articles.services import reopen_quote
from tests.articles.desk_pages import change_url, press, said
from tests.factories import (
    make_actor,
    make_article,
    make_event,
    make_office,
    make_public_quote,
    make_quote,
    make_user,
)
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


def anonymous(author):
    quote = make_quote(verified=True, attribution="anonymous", terms="background")
    Quote.objects.update(created_by=author)
    quote.refresh_from_db()
    return quote


SWORN = "You entered this anonymous quote, so somebody else has to correct it."


@pytest.mark.parametrize("field", ["text", "context", "original_text", "source_description"])
def test_r9_who_entered_an_anonymous_quote_does_not_change_what_was_verified(client, editor, field):
    quote = anonymous(editor)

    response = press(client, quote, "_save", **{field: "Something else"})

    assert response.context["adminform"].form.errors == {field: [SWORN]}
    assert getattr(Quote.objects.get(), field) == getattr(quote, field)


def test_r9_nor_who_said_it(client, editor):
    quote = anonymous(editor)

    response = press(
        client, quote, "_save", attribution="named", speaker=make_actor().pk, terms="on_record"
    )

    errors = response.context["adminform"].form.errors
    assert (errors["attribution"], errors["speaker"]) == ([SWORN], [SWORN])
    assert Quote.objects.get().attribution == "anonymous"


def test_r9_nor_hides_a_speaker_with_new_words_behind_an_old_verification(client, editor):
    quote = make_quote(verified=True, created_by=editor)
    Quote.objects.update(created_by=editor)

    response = press(
        client,
        quote,
        "_save",
        text="Other words",
        attribution="anonymous",
        terms="background",
        speaker="",
        source_description="A diplomat",
    )

    assert response.context["adminform"].form.errors["text"] == [SWORN]


def test_r9_somebody_else_corrects_an_anonymous_quote(client, editor):
    quote = anonymous(make_user())

    press(client, quote, "_save", text="Corrected words")

    assert Quote.objects.get().text == "Corrected words"


def test_r9_who_entered_it_corrects_it_as_a_draft_and_notes_anything_always(client, editor):
    quote = anonymous(editor)

    press(client, quote, "_save", note="asked again")
    reopen_quote(quote, by=editor)
    press(client, quote, "_save", text="Corrected words")

    quote.refresh_from_db()
    assert (quote.note, quote.status, quote.text) == ("asked again", "draft", "Corrected words")


def test_the_history_of_an_anonymous_quote_keeps_no_name(client, editor):
    event = make_event()
    event_url = reverse("admin:summits_event_change", args=[event.pk])
    speaker = make_actor(name="Zoë Whistler")
    data = add_row(
        read_form(client.get(event_url)),
        "quotes_said_at",
        speaker=speaker.pk,
        kind="direct",
        text="They knew",
        said_on_basis="none",
        channel="unstated",
    )
    client.post(event_url, {**data, "_save": "1"})
    quote = Quote.objects.get()
    press(client, quote, "_save", note="first")
    article_url = reverse(
        "admin:articles_article_change", args=[make_article(body="“They knew”").pk]
    )
    data = add_row(read_form(client.get(article_url)), "citations", quote=quote.pk, kind="")
    client.post(article_url, {**data, "_save": "1"})
    assert "Whistler" in str(list(LogEntry.objects.values()))

    press(
        client,
        quote,
        "_save",
        attribution="anonymous",
        terms="background",
        speaker="",
        source_description="An official",
    )

    history = str(list(LogEntry.objects.values("object_repr", "change_message")))
    assert "Whistler" not in history
    assert history.count("An official: They knew") == 4


def test_the_history_of_other_quotes_stays_as_it_is(client, editor):
    speaker = make_actor(name="Zoë Whistler")
    quote = make_quote(speaker=speaker, text="They knew")
    other = make_quote(speaker=speaker, text="They knew nothing")
    press(client, quote, "_save", note="first")
    press(client, other, "_save", note="first")

    press(
        client,
        quote,
        "_save",
        attribution="anonymous",
        terms="background",
        speaker="",
        source_description="An official",
    )

    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {
        "An official: They knew",
        "Zoë Whistler: They knew nothing",
    }


def test_nobody_verifies_an_anonymous_quote_that_they_entered(client, editor):
    quote = make_quote(attribution="anonymous", terms="background", created_by=editor)

    page = client.get(change_url(quote)).text
    response = press(client, quote, "_step_verify")

    assert 'name="_step_verify"' not in page
    assert "so somebody else verifies it" in page
    assert said(response) == [
        f"Not done: {quote}",
        "You entered this anonymous quote, so somebody else verifies it.",
        "Your words are saved.",
    ]
    assert Quote.objects.get().status == "draft"


def test_r6_readers_get_neither_name_nor_title_of_who_became_an_anonymous_source(client, editor):
    speaker = make_actor(name="Zoë Whistler")
    quote = make_public_quote(speaker=speaker, office=make_office(speaker, title="Minister"))
    article = quote.articles.get()
    quote.citations.update(
        title_on_day="Minister", speaker_as_printed="Whistler", title_as_printed="Minister"
    )

    press(
        client,
        quote,
        "_save",
        attribution="anonymous",
        terms="background",
        speaker="",
        office="",
        source_description="An official",
        anonymity_reason="Not allowed to speak.",
    )

    [citation] = client.get(f"/api/v1/articles/{article.slug}/").json()["citations"]
    assert citation["quote"]["attribution_line"] == "An official"
    assert [citation[f"{name}_as_printed"] for name in ("speaker", "title")] == ["", ""]
    assert citation["title_on_day"] == ""


def test_a_source_that_is_printed_by_its_description_is_shown_so(client):
    quote = make_public_quote(
        attribution="anonymous", terms="background", source_description="Experts in Moscow"
    )
    quote.citations.update(speaker_as_printed="experts in Moscow")

    article = client.get(f"/api/v1/articles/{quote.articles.get().slug}/").json()

    assert article["citations"][0]["speaker_as_printed"] == "experts in Moscow"
