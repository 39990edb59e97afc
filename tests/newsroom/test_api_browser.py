"""The pages for people: no refused script or style, no other host, nothing wider than a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_event, make_public_quote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_wider_than_its_window(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_the_documentation_lists_the_quotes_and_their_filters(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/api/v1/docs/")

    quotes = page.locator("#operations-quotes-quotes_list")
    quotes.get_by_role("button").first.click(timeout=60_000)  # it draws a long example

    expect(quotes.get_by_text("Who said it.")).to_be_visible()


def test_a_person_narrows_a_list_in_the_browsable_api(page: Page, live_server: Any) -> None:
    shown = make_public_quote(kind="indirect")
    make_public_quote(kind="direct")
    page.goto(f"{live_server.url}/api/v1/quotes/")

    page.get_by_role("button", name="Filters").click()
    page.get_by_label("kind").select_option("indirect")
    page.get_by_role("button", name="Show").click()

    page.wait_for_url("**/quotes/?kind=indirect")
    expect(page.get_by_text(f'"slug": "{shown.slug}"')).to_be_visible()
    assert page.locator("pre").filter(has_text='"kind": "direct"').count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_front_page_leads_into_the_api_on_a_phone(
    page: Page, live_server: Any, scheme: Any
) -> None:
    make_event(slug="sco-summit-2025", title="SCO Summit 2025, Tianjin", kind="summit")
    make_public_quote()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url)

    assert not is_wider_than_its_window(page)
    page.get_by_role("link", name="Its programme").click()

    page.wait_for_url("**/api/v1/events/?parent=sco-summit-2025")
    expect(page.get_by_role("heading", name="Events")).to_be_visible()
