"""Merging in Chromium: by keyboard, on a phone and in the dark."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from actors.models import Actor, Merge
from tests.browser import login
from tests.factories import (
    make_actor,
    make_article,
    make_event,
    make_participation,
    make_public_quote,
    make_user,
)

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"merging-{name}.png", full_page=True)


@pytest.fixture
def pair(db):
    gone = make_actor(name="Dmitri Peskov", country="RU", is_public=False)
    kept = make_actor(name="Dmitry Peskov", sort_name="Peskov, Dmitry")
    make_public_quote(speaker=gone, text="They were at home")
    for actor in (gone, kept):
        make_participation(make_event(title=f"Talks of {actor}"), actor)
    event = make_event(title="Press briefing")
    for actor in (gone, kept):
        make_participation(event, actor)
    make_article(headline="In the car").credits.add(gone)
    return gone, kept


def test_an_editor_merges_by_keyboard_and_undoes_it(page, live_server, pair):
    gone, _ = pair
    login(page, live_server, make_user(username="editor"))
    page.goto(f"{live_server.url}/admin/actors/actor/{gone.pk}/change/")
    picture(page, "page")
    page.get_by_role("link", name="Merge into another…").click()
    page.get_by_role("combobox", name="It is the same as").focus()
    page.keyboard.type("dmitry")
    page.locator(".select2-results__option").filter(has_text="Dmitry Peskov").wait_for()
    page.keyboard.press("Enter")
    picture(page, "chosen")
    page.get_by_role("button", name="Show what would happen").press("Enter")
    expect(page.locator(".merge-plan")).to_contain_text("They will newly see")
    picture(page, "preview")
    page.emulate_media(color_scheme="dark")
    picture(page, "preview-dark")
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, "preview-phone")
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Swap the two").click()
    expect(page.locator(".merge-plan")).to_contain_text("“Dmitry Peskov” goes")
    page.get_by_role("link", name="Swap the two").click()
    page.get_by_label("I know what readers will see").press("Space")
    page.get_by_role("button", name="Merge into “Dmitry Peskov”").press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("is merged into")
    picture(page, "done")
    assert Actor.objects.filter(name__startswith="Dmit").count() == 1
    assert not wide

    page.goto(f"{live_server.url}/admin/actors/merge/")
    picture(page, "list")
    page.get_by_role("link", name="Undo…").click()
    picture(page, "undo")
    page.get_by_role("button", name="Undo the merge").press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("“Dmitri Peskov” is back")

    assert Actor.objects.filter(name__startswith="Dmit").count() == 2
    assert Merge.objects.get().undone_by.username == "editor"
    page.goto(f"{live_server.url}/admin/actors/merge/")
    picture(page, "list-after")
