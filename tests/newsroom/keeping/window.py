"""What is done and seen in a window in which somebody types."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

PICTURES = Path(settings.BASE_DIR, "var", "screenshots")


def confirm(page):
    page.on("dialog", lambda dialog: dialog.accept())


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"keeping-{name}.png")


def change_page(live_server, row):
    meta = row._meta
    return f"{live_server.url}/admin/{meta.app_label}/{meta.model_name}/{row.pk}/change/"


def add_page(live_server, model):
    return f"{live_server.url}/admin/{model._meta.app_label}/{model._meta.model_name}/add/"


def another_tab(page, address):
    tab = page.context.new_page()
    confirm(tab)
    tab.goto(address)
    return tab


def bar(page, name="kept"):
    return page.locator(f'#content-main > [data-bar="{name}"]')


def copies(page):
    """What this browser keeps now, by the end of its key."""
    found = page.evaluate("Object.entries(localStorage)")
    return {
        name.removeprefix("desk:copy:"): json.loads(text)
        for name, text in found
        if name.startswith("desk:copy:")
    }


def choose(page, label, letters, expected):
    page.get_by_role("combobox", name=label, exact=True).last.focus()
    page.keyboard.type(letters)
    page.locator(".select2-results__option").filter(has_text=expected).wait_for()
    page.keyboard.press("Enter")
    expect(page.locator(".select2-container--open")).to_have_count(0)


def save(page):
    page.get_by_role("button", name="Save and stay").click()


def saved(page):
    expect(page.locator(".messagelist .success").first).to_be_visible()


def end_session(user):
    Session.objects.all().delete()
