"""Chromium for the tests marked `browser`, driven by Playwright.

    @pytest.mark.browser
    def test_something(page, live_server, admin_user):
        login(page, live_server, admin_user)
        page.goto(live_server.url + "/admin/")

A test fails when its pages log an error (a refused script or style of the content security
policy is one) or ask any other host for anything.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from newsroom.models import User
from tests import chromium

PASSWORD = "a password for one test"
ARGUMENTS = [
    "--no-sandbox",  # a container's root has no sandbox to enter
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a module."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, and Django refuses queries beside one.
        # This loop only runs while Playwright waits, and never while the ORM does.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), headless=True, args=ARGUMENTS
            )
            yield browser
            browser.close()


def new_context(browser: Browser) -> BrowserContext:
    """Open a fresh profile with a window of 1280 by 900."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC"
    )
    context.set_default_timeout(10_000)
    return context


@pytest.fixture
def browser_context(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A fresh profile; closed before the live server's tables are emptied."""
    context = new_context(browser)
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext, live_server: Any) -> Iterator[Page]:
    """A page of 1280 by 900; its errors and its requests to other hosts fail the test."""
    page, faults = watched_page(browser_context, live_server)
    yield page
    assert faults == []


@pytest.fixture
def sign_in(browser: Browser, live_server: Any) -> Iterator[Callable[[User], Page]]:
    """Give each person a window of their own, logged in; its errors fail the test, too."""
    contexts: list[BrowserContext] = []
    faults: list[list[str]] = []

    def open_window(user: User) -> Page:
        contexts.append(new_context(browser))
        page, found = watched_page(contexts[-1], live_server)
        faults.append(found)
        login(page, live_server, user)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert [found for found in faults if found] == []


def watched_page(context: BrowserContext, live_server: Any) -> tuple[Page, list[str]]:
    """Open a page and return it with the list to which its faults are added."""
    faults: list[str] = []
    own_host = urlsplit(live_server.url).netloc
    page = context.new_page()

    def note_error(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    def note_foreign_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != own_host:
            faults.append(f"asked another host: {request.url}")

    page.on("console", note_error)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", note_foreign_request)
    return page, faults


def login(page: Page, live_server: Any, user: User) -> None:
    """Log `user` in at the admin's login page, with a password given to them now."""
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(user.get_username())
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{live_server.url}/admin/")
