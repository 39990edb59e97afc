"""The preview link in Chromium: found, copied, and no wider than a phone."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from newsroom.roles import REPORTER
from tests.browser import login
from tests.factories import make_article, make_member

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
HEADLINE = "Seven rounds of talks, one communiqué and a handshake that nobody had expected"


@pytest.fixture
def reporter(live_server):
    return make_member(REPORTER, username="reporter")


@pytest.fixture
def article(live_server):
    return make_article(headline=HEADLINE)


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"preview-link-{name}.png", full_page=True)


def test_a_link_is_copied_by_one_click(page, live_server, reporter, article):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    login(page, live_server, reporter)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    picture(page, "tool")
    title, tools = (
        page.locator("#content > h2").bounding_box(),
        page.locator(".object-tools").bounding_box(),
    )
    assert title["x"] + title["width"] <= tools["x"]
    page.get_by_role("link", name="Preview link").click()

    field = page.get_by_label("Address", exact=True)
    expect(field).not_to_be_editable()
    page.get_by_role("button", name="Copy").click()

    expect(page.locator(".desk-copied")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
    start = f"{live_server.url}/api/v1/articles/{article.slug}/?preview="
    assert field.input_value().startswith(start)


def test_without_a_clipboard_the_address_is_copied_as_selected(
    page, live_server, reporter, article
):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    login(page, live_server, reporter)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/preview-link/")

    page.get_by_role("button", name="Copy").click()

    expect(page.locator(".desk-copied")).to_have_text("Copied.")
    field = page.get_by_label("Address", exact=True)
    selected = field.evaluate("field => field.selectionEnd - field.selectionStart")
    assert selected == len(field.input_value())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone(page, live_server, reporter, article, scheme):
    page.emulate_media(color_scheme=scheme)
    login(page, live_server, reporter)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/preview-link/")
    picture(page, f"wide-{scheme}")

    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, f"phone-{scheme}")

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("link", name="Back to the article").click()
    page.wait_for_url("**/change/")
    picture(page, f"phone-tool-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
