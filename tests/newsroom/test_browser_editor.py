"""An editor's evening in Chromium: write, quote, be refused, save, verify, publish, find again."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Article, Citation, Quote
from tests.browser import login
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_name,
    make_office,
    make_organisation,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
BODY = "The two spoke in the car.\n\n“They were at home,” Peskov told journalists."


@pytest.fixture
def author(db):
    return make_user(username="author")


@pytest.fixture
def second_editor(db):
    return make_user(username="second")


@pytest.fixture
def peskov(db):
    actor = make_actor(name="Dmitry Peskov", sort_name="Peskov, Dmitry")
    make_name(actor, name="Песков", kind="native", lang="ru")
    kremlin = make_organisation(name="Kremlin", org_type="government_body")
    make_office(actor, title="Presidential Spokesman", body=kremlin, start_edtf="2012")
    return actor


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"editor-{name}.png")


def open_article(page, live_server, article):
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")


def choose(page, label, letters, expected):
    """Focus a choice, type a few letters and take the one row they find."""
    page.get_by_role("combobox", name=label, exact=True).focus()
    page.keyboard.type(letters)
    found = page.locator(".select2-results__option").filter(has_text=expected)
    found.wait_for()
    page.keyboard.press("Enter")
    expect(page.locator(".select2-container--open")).to_have_count(0)


def select_in_body(page, words):
    page.evaluate(
        """(words) => {
            const body = document.getElementById("id_body");
            body.focus();
            const start = body.value.indexOf(words);
            body.setSelectionRange(start, start + words.length);
        }""",
        words,
    )


def test_an_editor_cites_a_new_quote_and_another_verifies_and_publishes(
    page, live_server, author, second_editor, peskov
):
    event = make_event(title="Tianjin press briefing", date_edtf="2025-09-01", kind="briefing")
    article = make_article(headline="In the car", body=BODY, created_by=author)

    login(page, live_server, author)
    open_article(page, live_server, article)
    page.get_by_text("Add another Citation").click()
    select_in_body(page, "They were at home")
    with page.expect_popup() as opened:
        page.locator("#add_id_citations-0-quote").click()
    popup = opened.value
    assert popup.locator("#id_text").input_value() == "They were at home"
    choose(popup, "Speaker", "pes", "Dmitry Peskov")
    popup.locator("#id_said_on_edtf").fill("2025-09-01")
    popup.locator("#id_said_on_basis").select_option("stated")
    choose(popup, "Said at", "tia", "Tianjin press briefing")
    picture(popup, "new-quote")
    popup.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#id_citations-0-quote option:checked")).to_contain_text("They were at")
    picture(page, "citation-added")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    picture(page, "saved")

    quote, citation = Quote.objects.get(), Citation.objects.get()
    assert (quote.speaker, quote.said_at, quote.created_by) == (peskov, event, author)
    assert quote.attribution_line == "Dmitry Peskov, Presidential Spokesman, Kremlin"
    assert (citation.as_printed, citation.kind, citation.paragraph) == (quote.text, "direct", 2)

    page.get_by_role("button", name="Log out").click()
    login(page, live_server, second_editor)
    page.goto(f"{live_server.url}/admin/articles/quote/{quote.pk}/change/")
    page.get_by_role("button", name="Save and verify").click()
    expect(page.locator(".messagelist .success").last).to_contain_text("is verified")
    open_article(page, live_server, article)
    picture(page, "before-publishing")
    page.get_by_role("button", name="Publish …").click()
    page.locator(".desk-step-form").wait_for()
    for box in page.locator('input[name="acknowledged"]').all():
        box.check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist .success").last).to_contain_text("is published")
    picture(page, "published")
    page.goto(f"{live_server.url}/admin/summits/event/{event.pk}/change/")
    expect(page.locator("#quotes_said_at-group")).to_contain_text("They were at home")
    page.locator("#quotes_said_at-group").scroll_into_view_if_needed()
    picture(page, "event")

    assert list(Quote.objects.published().filter(speaker__slug="dmitry-peskov")) == [quote]
    found = page.request.get(f"{live_server.url}/api/v1/quotes/?speaker=dmitry-peskov")
    assert [row["slug"] for row in found.json()["results"]] == [quote.slug]


def test_what_is_refused_stays_typed(page, live_server, author):
    article = make_article(body=BODY, created_by=author)
    quote = make_quote(text="Something else was said")
    login(page, live_server, author)
    open_article(page, live_server, article)

    page.locator("#id_headline").fill("A headline typed on deadline")
    page.get_by_text("Add another Citation").click()
    choose(page, "Quote", "was", "Something else")
    page.locator("#id_citations-0-cue").fill("insisted")
    page.get_by_role("button", name="Save and stay").click()

    expect(page.locator(".errornote")).to_be_visible()
    assert page.locator("#id_headline").input_value() == "A headline typed on deadline"
    assert page.locator("#id_citations-0-cue").input_value() == "insisted"
    expect(page.locator("#citations-0")).to_contain_text("Copy the words as they stand in the")
    expect(page.locator("#citations-0")).to_contain_text(str(quote.text))
    picture(page, "refused")
    assert Article.objects.get().headline == article.headline


def test_the_body_is_written_by_keyboard_with_undo_and_a_preview(page, live_server, author):
    article = make_article(body=BODY, created_by=author)
    login(page, live_server, author)
    open_article(page, live_server, article)
    body = page.locator("#id_body")

    select_in_body(page, "in the car")
    page.keyboard.press("Control+b")
    assert "spoke **in the car**." in body.input_value()
    page.keyboard.press("Control+z")
    assert body.input_value() == BODY
    select_in_body(page, "The two")
    page.keyboard.type('"')
    assert body.input_value().startswith("“The two” spoke")
    page.get_by_role("button", name="Subhead").click()
    assert body.input_value().startswith("## “The two” spoke")
    page.keyboard.press("Control+Enter")

    preview = page.get_by_role("region", name="Preview")
    expect(preview.locator("h2")).to_have_text("“The two” spoke in the car.")
    expect(preview).to_contain_text("Between quotation marks, but in no citation below")
    expect(preview).to_contain_text("They were at home")
    body.press("End")
    page.keyboard.type(" More words.")
    expect(preview.locator("h2")).to_contain_text("More words.")
    picture(page, "preview")
    page.on("dialog", lambda dialog: dialog.accept())


def test_leaving_with_unsaved_words_asks_first_and_the_words_can_be_put_back(
    page, live_server, author
):
    article = make_article(body=BODY, created_by=author)
    login(page, live_server, author)
    open_article(page, live_server, article)
    asked = []

    def accept(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)

    page.wait_for_timeout(500)
    page.locator("#id_standfirst").click()
    page.keyboard.type("Half a sentence")
    page.wait_for_timeout(1000)
    page.goto(f"{live_server.url}/admin/")
    open_article(page, live_server, article)
    picture(page, "kept")
    page.get_by_role("button", name="Put it back").click()

    assert asked == ["beforeunload"]
    assert page.locator("#id_standfirst").input_value() == "Half a sentence"
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".desk-kept")).to_have_count(0)
    assert Article.objects.get().standfirst == "Half a sentence"


def test_selected_words_of_the_body_become_the_words_as_printed(page, live_server, author):
    article = make_article(body=BODY, created_by=author)
    make_citation(article, make_quote(text="They were at home"))
    login(page, live_server, author)
    open_article(page, live_server, article)

    page.locator("#citations-0 summary").click()
    select_in_body(page, "“They were at home,”")
    page.get_by_role("button", name="Take the selected words").click()

    assert page.locator("#id_citations-0-as_printed").input_value() == "They were at home,"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_no_page_wider_than_itself(page, live_server, author, peskov, scheme):
    article = make_article(body=BODY, created_by=author)
    event = make_event()
    quote = make_quote(speaker=peskov, text="They were at home", said_at=event)
    make_citation(article, quote)
    page.emulate_media(color_scheme=scheme)
    login(page, live_server, author)
    page.set_viewport_size({"width": 390, "height": 844})

    for address in (
        f"articles/article/{article.pk}/change/",
        f"articles/quote/{quote.pk}/change/",
        f"summits/event/{event.pk}/change/",
        f"actors/actor/{peskov.pk}/change/",
        "articles/quote/",
    ):
        page.goto(f"{live_server.url}/admin/{address}")
        width = page.evaluate("document.documentElement.scrollWidth")
        picture(page, f"phone-{scheme}-{address.split('/')[1]}")
        assert (address, width) == (address, 390)
