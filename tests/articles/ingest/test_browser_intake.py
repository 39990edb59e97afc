"""Taking in a text in Chromium: pasted, sent with the keyboard, and what it found is shown."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Article
from newsroom.roles import REPORTER
from tests.browser import login
from tests.factories import make_member

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
TITLE = "Neighbours reopen three crossings after a year of talks"
OTHER = "Harvest is late in the north after a summer without rain"
TEXT = f"""{TITLE}

A lorry passes the gate at noon on Monday, the first in two years. (AFP)
Short Url
Updated 01 September 2025
Follow

{TITLE}

  • Lorries pass from noon

NEW DELHI: Two neighbours reopened three crossings, officials said on the sidelines the talks.

“We have agreed on the hours," Ana Orlova said at a briefing. “The rest will follow.”

With inputs from PTI
"""
SECOND = f"""{OTHER}

Updated 6 sec ago
Follow

{OTHER}

DHAKA: Farmers in the north wait for rain, and the harvest is late by three weeks this year.
"""


@pytest.fixture
def reporter(db):
    return make_member(REPORTER, username="mira")


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"intake-{name}.png", full_page=True)


def test_a_text_is_pasted_and_taken_in_with_the_keyboard(page, live_server, reporter):
    login(page, live_server, reporter)
    page.goto(f"{live_server.url}/admin/articles/article/")
    picture(page, "list")
    page.get_by_role("link", name="Take in a text").click()
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.insert_text("   ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Paste a text, or choose a file.")).to_be_visible()
    picture(page, "refused")

    page.locator("#id_text").fill(TEXT)
    picture(page, "paste")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".messagelist .success")).to_contain_text("is taken in")
    picture(page, "landed")
    page.get_by_role("link", name="things look wrong in it").click()
    note = page.locator("#taken-in")
    expect(note.get_by_text("“Of” is missing")).to_be_visible()
    note.get_by_text("Left out: ").first.click()
    expect(note.get_by_text("“Short Url”")).to_be_visible()
    picture(page, "change-page")
    assert Article.objects.get().image_credit == "AFP"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_these_pages_no_wider_than_itself(page, live_server, reporter, scheme):
    page.emulate_media(color_scheme=scheme)
    login(page, live_server, reporter)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/admin/articles/article/take-in/")
    picture(page, f"phone-{scheme}-paste")
    widths = [page.evaluate("document.documentElement.scrollWidth")]
    page.locator("#id_text").fill(f"{TEXT}\n\n{SECOND}")
    page.get_by_role("button", name="Take it in").click()

    expect(page.get_by_role("link", name=OTHER)).to_be_visible()
    picture(page, f"phone-{scheme}-several")
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.get_by_role("link", name="To its page").first.click()
    page.locator("#taken-in > summary").click()
    picture(page, f"phone-{scheme}-note")
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.set_viewport_size({"width": 1280, "height": 900})
    picture(page, f"wide-{scheme}-note")
    page.go_back()
    picture(page, f"wide-{scheme}-several")

    assert widths == [390, 390, 390]
