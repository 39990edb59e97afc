"""Clocks, choices that depend on others, and filters by typing, in Chromium."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Quote
from tests.browser import login
from tests.factories import make_actor, make_article, make_office, make_quote, make_user

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")


@pytest.fixture
def editor(db):
    return make_user(username="editor", time_zone="Europe/Berlin")


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"clock-{name}.png")


def open_quote(page, live_server, quote):
    page.goto(f"{live_server.url}/admin/articles/quote/{quote.pk}/change/")


def test_an_editor_sets_the_clock_and_sees_it_beside_every_time(page, live_server, editor):
    quote = make_quote(embargo_until=datetime(2026, 7, 1, 6, 30, tzinfo=UTC))
    login(page, live_server, editor)

    page.get_by_role("link", name="Times in Europe/Berlin").click()
    page.get_by_label("Your time zone").fill("kolkata")
    picture(page, "page")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Asia/Kolkata")
    open_quote(page, live_server, quote)

    assert page.locator("#id_embargo_until").input_value() == "2026-07-01T12:00"
    expect(page.locator("#id_embargo_until_clock")).to_have_text("Asia/Kolkata, UTC+5:30")
    picture(page, "quote")


def test_a_time_that_happens_twice_is_chosen_beside_its_box(page, live_server, editor):
    quote = make_quote()
    login(page, live_server, editor)
    open_quote(page, live_server, quote)

    page.locator("#id_embargo_until").fill("2026-10-25T02:30")
    page.get_by_role("button", name="Save and stay").click()
    expect(page.locator(".field-embargo_until .errorlist")).to_contain_text("happens twice")
    page.get_by_label("Which 02:30 is meant").scroll_into_view_if_needed()
    picture(page, "twice")
    page.get_by_label("Which 02:30 is meant").select_option("+01:00")
    page.get_by_role("button", name="Save and stay").click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert Quote.objects.get().embargo_until == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    expect(page.get_by_label("Which 02:30 is meant")).to_have_value("+01:00")


def test_the_offices_on_offer_are_those_of_the_chosen_speaker(page, live_server, editor):
    speaker, other = make_actor(name="Dmitry Peskov"), make_actor(name="Other Person")
    make_office(speaker, title="Presidential Spokesman")
    make_office(other, title="Another Spokesman")
    quote = make_quote(speaker=speaker)
    login(page, live_server, editor)
    open_quote(page, live_server, quote)

    page.get_by_role("combobox", name="Office", exact=True).focus()
    page.keyboard.type("spokes")
    found = page.locator(".select2-results__option")
    expect(found.filter(has_text="Presidential Spokesman")).to_have_count(1)
    picture(page, "office")
    expect(found).to_have_count(1)
    page.keyboard.press("Escape")
    with page.expect_popup() as opened:
        page.locator("#add_id_office").click()
    expect(opened.value.locator("#id_holder option:checked")).to_have_text("Dmitry Peskov")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_a_phone_and_both_colours(page, live_server, editor, scheme):
    speaker = make_actor(name="Recep Tayyip Erdoğan")
    quote = make_quote(speaker=speaker, embargo_until=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    later = datetime(2036, 10, 25, 1, 30, tzinfo=UTC)
    article = make_article(published=True, published_at=later, headline="Later")
    page.emulate_media(color_scheme=scheme)
    login(page, live_server, editor)

    for width, shape in ((1280, "wide"), (390, "phone")):
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in (
            ("page", "clock/"),
            ("list", "articles/quote/?by=erdogan"),
            ("scheduled", "articles/article/"),
            ("article", f"articles/article/{article.pk}/change/"),
            ("quote", f"articles/quote/{quote.pk}/change/"),
            ("member", f"newsroom/user/{editor.pk}/change/"),
        ):
            page.goto(f"{live_server.url}/admin/{address}")
            if name == "quote":
                page.locator("#id_embargo_until").scroll_into_view_if_needed()
            picture(page, f"{shape}-{scheme}-{name}")
            scrolled = page.evaluate("document.documentElement.scrollWidth")
            assert (address, scrolled) == (address, width)
