"""Linking quotations in Chromium, by the keyboard alone."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from actors.models import Actor
from articles.linking import names
from articles.linking.searching import go_on
from articles.models import Citation, Coverage, QuotationSearch, Quote, RejectedQuotation
from newsroom.roles import LEGAL, REPORTER
from tests.factories import make_member, make_quote
from tests.newsroom.linking_story import Keys, Story

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")


@pytest.fixture
def story(live_server):
    names.forget_names()
    return Story()


@pytest.fixture
def reporter(live_server):
    return make_member(REPORTER, username="reporter", first_name="Anna", last_name="Writer")


def picture(page, name, *, full_page=False):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"linking-{name}.png", full_page=full_page)


def open_page(page, live_server, article):
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/link-quotes/")
    expect(page.locator("form.desk-link-js")).to_be_visible()
    return Keys(page)


def current(page):
    return page.locator(".desk-card.is-current")


def event_box(page):
    return current(page).get_by_role("radio", name="Press conference at Narva bridge")


def saved(page):
    return page.locator(".messagelist .success")


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_an_article_is_linked_by_a_few_keys(sign_in, live_server, story, reporter):
    page, article = sign_in(reporter), story.draft(created_by=reporter)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.get_by_role("link", name="Link quotes (8)").click()
    keys = Keys(page)
    expect(page.locator("[data-ticked]")).to_have_text("4")
    expect(current(page)).to_contain_text("We have agreed")
    picture(page, "1-open")

    keys.press("Enter")  # on to the first that is only suggested
    expect(current(page)).to_contain_text("The bog does not care")
    keys.press("Enter")  # what “she” said
    expect(current(page)).to_contain_text("not for the faint of heart")
    picture(page, "2-anonymous")
    keys.press("Enter")  # an anonymous source, with its description
    expect(current(page)).to_contain_text("Whoever has driven that road")
    picture(page, "3-no-actor-yet")
    keys.press("Enter", "Enter")  # somebody whom the desk does not know: added, not public
    expect(page.locator("#desk-link-said")).to_contain_text("None is left open")
    picture(page, "4-decided")
    keys.press("Control+Enter")
    expect(saved(page)).to_contain_text("Linked 8 quotations: 8 new quotes to verify.")
    picture(page, "5-saved")

    assert keys.pressed == 6
    quotes = {quote.text.split()[0]: quote for quote in Quote.objects.all()}
    linda = Actor.objects.get(name="Linda Tamm")
    assert {word: quote.speaker for word, quote in quotes.items()} == {
        "We": story.marta,
        "The": story.marta,
        "Nothing": story.juhan,
        "That": story.juhan,
        "They": story.radio,
        "not": None,
        "Whoever": linda,
        "I": linda,
    }
    assert (linda.is_public, quotes["not"].attribution) == (False, "anonymous")
    assert {word for word, quote in quotes.items() if quote.said_at} == {"We", "The"}
    assert Coverage.objects.get().event == story.conference
    assert Citation.objects.count() == 8


def test_every_key_does_what_the_legend_says(sign_in, live_server, story, reporter):
    page, article = sign_in(reporter), story.draft(created_by=reporter)
    keys = open_page(page, live_server, article)

    keys.press("j", "k")
    expect(current(page)).to_contain_text("We have agreed")
    keys.press("0")
    expect(current(page).get_by_label("No event")).to_be_checked()
    expect(current(page).get_by_label("Said on")).to_have_value("[..2025-09-02]")
    keys.press("1")
    expect(event_box(page)).to_be_checked()
    expect(current(page).get_by_label("Said on")).to_have_value("2025-09-01")
    keys.press("s")
    keys.type("kas")
    page.wait_for_load_state("networkidle")  # each letter asks anew, and Enter takes an answer
    page.locator(".select2-results__option--highlighted", has_text="Juhan Kask").wait_for()
    picture(page, "6-speaker")
    keys.press("Enter")
    expect(current(page).locator("[data-who]")).to_have_text("Juhan Kask")
    expect(current(page)).to_be_focused()
    keys.press("n")
    expect(current(page).get_by_label("Name of the new actor")).to_be_focused()
    keys.type("Eda Saar")
    keys.press("Enter")
    expect(current(page).locator("[data-who]")).to_have_text("Eda Saar (new actor)")
    expect(current(page)).to_be_focused()
    keys.press("x")
    expect(current(page)).to_contain_text("The bog does not care")
    keys.press("ArrowUp", "u")
    keys.press("ArrowUp", "e")
    expect(event_box(page)).to_be_focused()
    keys.press("Escape", "d")
    expect(current(page).get_by_label("Said on")).to_be_focused()
    keys.press("Escape", "o", "Escape", "m")
    expect(current(page).get_by_label("The date is")).to_be_focused()
    keys.press("Escape", "i")
    expect(current(page)).to_contain_text("both spoke alone")
    keys.press("i")
    expect(page.locator("[data-statements]")).not_to_have_attribute("open", "")
    keys.press("?")
    expect(page.get_by_role("region", name="Keys")).to_be_visible()
    picture(page, "7-keys")
    keys.press("Escape")
    expect(page.get_by_role("region", name="Keys")).to_be_hidden()


def card(page, words):
    return page.locator(".desk-card").filter(has_text=words)


def name_box(page, words):
    return card(page, words).locator('[name$="-new_speaker"]')


def test_a_corrected_name_of_a_new_actor_counts_on_the_cards_that_follow(
    sign_in, live_server, story, reporter
):
    page, article = sign_in(reporter), story.draft(created_by=reporter)
    keys = open_page(page, live_server, article)
    card(page, "Whoever has driven").click()
    keys.press("n")
    page.keyboard.press("Control+a")
    keys.type("Linda Tamm-Saar")
    keys.press("Enter", "Enter")
    expect(current(page).locator("[data-who]")).to_have_text("Linda Tamm-Saar (new actor)")
    expect(current(page)).to_contain_text("I would sell it tomorrow")
    keys.press("Enter", "Control+Enter")
    expect(saved(page)).to_contain_text("Linked 6 quotations")

    linda = Actor.objects.get(name__startswith="Linda")
    assert (linda.name, linda.quotes.count()) == ("Linda Tamm-Saar", 2)


def test_a_name_that_was_typed_on_a_card_stays(sign_in, live_server, story, reporter):
    page, article = sign_in(reporter), story.draft(created_by=reporter)
    keys = open_page(page, live_server, article)
    card(page, "I would sell it").click()
    keys.press("n")
    name_box(page, "I would sell it").fill("Eda Saar")
    keys.press("Escape")
    card(page, "Whoever has driven").click()
    keys.press("n")
    name_box(page, "Whoever has driven").fill("Linda Saar")

    expect(name_box(page, "I would sell it")).to_have_value("Eda Saar")


def test_a_chosen_speaker_stands_in_the_heading_of_its_card(sign_in, live_server, story, reporter):
    page = sign_in(reporter)
    article = story.draft(created_by=reporter, body="They met. “The road is long and icy.”")
    keys = open_page(page, live_server, article)
    expect(current(page).locator(".desk-card-who")).to_contain_text("Who said it?")
    keys.press("s")
    expect(current(page).locator(".desk-card-who")).to_contain_text("Who said it?")
    keys.type("kas")
    page.wait_for_load_state("networkidle")
    page.locator(".select2-results__option--highlighted", has_text="Juhan Kask").wait_for()
    keys.press("Enter")

    expect(current(page).locator(".desk-card-who")).to_have_text("Juhan Kask Your choice")


def test_a_quote_on_file_is_cited_by_one_key(sign_in, live_server, story, reporter):
    page, article = sign_in(reporter), story.draft(created_by=reporter)
    quote = make_quote(
        text="Nothing is signed before the engineers have seen the pillars",
        speaker=story.juhan,
        verified=True,
    )
    keys = open_page(page, live_server, article)

    keys.press("j", "j")
    expect(current(page)).to_contain_text("The same words are on file.")
    picture(page, "8-on-file")
    keys.press("f")
    expect(current(page).get_by_label("A new quote")).to_be_checked()
    keys.press("f", "Control+s")
    expect(saved(page)).to_contain_text("3 new quotes to verify, 1 on file already")

    assert quote.citations.get().article == article
    assert Quote.objects.filter(text__startswith="Nothing").count() == 1


def test_what_was_decided_outlives_a_closed_tab(sign_in, live_server, story, reporter):
    page, article = sign_in(reporter), story.draft(created_by=reporter)
    keys = open_page(page, live_server, article)
    keys.press("j", "x")
    page.wait_for_timeout(600)  # as long as the browser waits before it keeps a copy

    page.evaluate("window.onbeforeunload = null")
    page.on("dialog", lambda dialog: dialog.accept())
    open_page(page, live_server, article)
    picture(page, "9-kept")
    page.get_by_role("button", name="Put it back").click()

    expect(page.locator(".desk-card.is-reject")).to_have_count(1)


def test_a_stale_page_is_refused_and_keeps_its_decisions(sign_in, live_server, story, reporter):
    colleague = make_member(REPORTER, username="colleague", first_name="Bo")
    article = story.draft(created_by=reporter)
    mine, theirs = sign_in(reporter), sign_in(colleague)
    first, second = (open_page(page, live_server, article) for page in (mine, theirs))
    second.press("Control+Enter")
    expect(saved(theirs)).to_contain_text("Linked 4 quotations")

    first.press("j", "x", "Control+Enter")

    notes = mine.locator(".errornote")
    expect(notes.first).to_contain_text("Bo saved this article at")
    expect(notes.last).to_contain_text("A colleague linked meanwhile what you had decided on: “We")
    expect(mine.locator(".desk-card.is-reject")).to_have_count(1)
    picture(mine, "10-stale")
    first.press("Control+Enter")
    expect(mine.locator(".messagelist")).to_contain_text("1 will not be proposed again.")
    assert RejectedQuotation.objects.get().rejected_by == reporter
    assert Citation.objects.count() == 4


def test_who_may_not_link_reads_and_is_told_why(sign_in, live_server, story, reporter):
    page = sign_in(make_member(LEGAL, username="legal"))
    article = story.draft(created_by=reporter)

    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/link-quotes/")

    expect(page.locator(".desk-bar")).to_contain_text("Your role reads articles")
    expect(page.locator('[name="_save"]')).to_have_count(0)
    picture(page, "11-read-only")


def test_an_article_with_nothing_to_link_says_so(sign_in, live_server, story, reporter):
    page = sign_in(reporter)
    article = story.draft(created_by=reporter, body="They met.")

    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/link-quotes/")

    expect(page.locator(".desk-empty")).to_contain_text("No quotation found")
    picture(page, "12-empty")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone(sign_in, live_server, story, reporter, scheme):
    page, article = sign_in(reporter), story.draft(created_by=reporter)
    page.emulate_media(color_scheme=scheme)
    keys = open_page(page, live_server, article)
    keys.press("Enter", "Enter")
    picture(page, f"13-wide-{scheme}")

    page.set_viewport_size({"width": 390, "height": 800})
    open_page(page, live_server, article)
    picture(page, f"14-phone-{scheme}")
    assert not is_too_wide(page)
    page.locator(".desk-card.is-current").scroll_into_view_if_needed()
    page.mouse.wheel(0, 500)
    page.wait_for_timeout(300)
    picture(page, f"15-phone-card-{scheme}")


def test_the_page_works_without_a_script(browser, live_server, story, reporter):
    article = story.draft(created_by=reporter)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    reporter.set_password("a password for one test")
    reporter.save()
    page.goto(
        f"{live_server.url}/admin/login/?next=/admin/articles/article/{article.pk}/link-quotes/"
    )
    page.get_by_label("Username").fill("reporter")
    page.get_by_label("Password").fill("a password for one test")
    page.get_by_role("button", name="Log in").click()
    picture(page, "16-no-script", full_page=True)

    page.get_by_role("button", name="Link", exact=True).click()

    expect(saved(page)).to_contain_text("Linked 4 quotations")
    context.close()


def test_articles_ticked_in_the_list_are_searched(sign_in, live_server, story, reporter):
    page = sign_in(reporter)
    articles = [story.draft(created_by=reporter, headline=f"Bridge {n}") for n in range(3)]
    page.goto(f"{live_server.url}/admin/articles/article/")
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("find_quotes")
    page.get_by_role("button", name="Go").click()
    expect(page.locator("[data-sentence]")).to_contain_text("0 of 3 searched")
    picture(page, "17-search-waits")

    go_on(QuotationSearch.objects.get().pk)

    expect(page.locator("[data-sentence]")).to_contain_text(
        "Done: 24 quotations without a quote in 3 articles.", timeout=15_000
    )
    expect(page.locator("[data-found]").first).to_have_text("8")
    picture(page, "18-search-done")
    page.get_by_role("link", name="Bridge 0").click()
    expect(page.locator("form.desk-link-js")).to_be_visible()
    assert page.url.endswith(f"/{articles[0].pk}/link-quotes/")

    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme="dark")
    page.go_back()
    expect(page.locator("[data-sentence]")).to_contain_text("Done")
    picture(page, "19-search-phone-dark")
    assert not is_too_wide(page)
