"""The desk's front page in Chromium: clocks tick, numbers follow, the focus stays."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Article
from tests.browser import login
from tests.factories import make_actor, make_article, make_event, make_quote, make_user
from tests.newsroom.desk_rows import (
    correction,
    day,
    held,
    in_review,
    planned,
    proposed,
    scheduled,
    sent_back,
    soon,
    unnamed,
)

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"dashboard-{name}.png", full_page=True)


def fill_the_desk(editor):
    """Make a working evening: something in every box."""
    asha = make_user(username="asha", first_name="Asha", last_name="Nair")
    bela = make_user(username="bela", first_name="Bela", last_name="Roy")
    headlines = (
        "Putin and Modi ride together to the hotel",
        "Tariffs: what fifty per cent means for the dye houses of Surat",
        "Xi receives the guests in Tianjin; a reception of more than twenty leaders and a picture",
    )
    for headline in headlines:
        in_review(asha, headline=headline)
    for number in range(5):
        in_review(editor, headline=f"The programme of the second day, part {number + 1}")
    in_review(asha, bela, headline="Delhi weighs the December summit")
    waiting = proposed(bela, reason="The ride took 45 minutes, not 15.")
    Article.objects.filter(pk=waiting.pk).update(headline="An hour in the car")
    correction()
    peskov = make_actor(name="Dmitry Peskov")
    make_quote(text="They were at home", speaker=peskov, status="disputed", channel="video")
    unnamed(text="Nobody was hurt", source_description="Police", channel="briefing")
    sent_back(editor, bela, "Which Sunday? The 31st is in the agency's text. مرحبا")
    make_article(headline="Notes from the press room", created_by=editor)
    scheduled(headline="The communiqué in full", published_at=soon(hours=2, minutes=5, seconds=30))
    make_article(headline="What the sherpas agreed", embargo_until=soon(days=3, hours=4))
    make_quote(text="We leave at dawn", embargo_until=soon(minutes=40), channel="document")
    planned(2, title="Annual summit of India and Russia", locality="New Delhi", country="IN")
    make_event(
        title="Visit to Delhi", status="planned", occurrence="eos4",
        date_edtf=f"{day(-40).year}-{day(-40).month:02}?",
    )  # fmt: skip
    held(-2, make_actor(), title="Briefing at the foreign ministry", kind="briefing")


@pytest.fixture
def editor(db):
    return make_user(username="editor", first_name="Chitra", last_name="Sen")


def make_the_page_ask_now(page):
    """Let a minute pass for the page, without the waiting."""
    page.clock.fast_forward(66_000)


def test_the_front_page_by_day_by_night_and_on_a_phone(page, live_server, editor):
    fill_the_desk(editor)
    login(page, live_server, editor)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()

    picture(page, "light")
    page.emulate_media(color_scheme="dark")
    picture(page, "dark")
    page.emulate_media(color_scheme="light")
    for width in (1024, 390):
        page.set_viewport_size({"width": width, "height": 844})
        picture(page, str(width))
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0

    headings = page.get_by_role("heading")
    assert headings.first.text_content() == "The desk"
    assert page.get_by_role("heading", level=2).first.text_content() == "To decide"
    expect(page.get_by_role("heading", level=3, name="Waiting for review 8")).to_be_visible()


def test_an_idle_front_page_is_calm(page, live_server, editor):
    login(page, live_server, editor)

    picture(page, "idle")

    expect(page.locator(".desk-box")).to_have_count(0)
    expect(page.locator(".desk-quiet")).to_have_count(5)


def test_a_boxs_title_leads_to_its_rows(page, live_server, editor):
    draft = make_article(created_by=editor, headline="Mine")
    make_article(headline="Somebody else's")
    login(page, live_server, editor)

    page.get_by_role("link", name="My drafts 1").press("Enter")
    page.wait_for_url("**/admin/articles/article/?waiting=my_drafts")

    rows = page.locator("#result_list tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text(draft.headline)


def test_the_wait_ticks_while_the_page_is_open(page, live_server, editor):
    page.clock.install()
    scheduled(published_at=soon(minutes=2, seconds=30))
    login(page, live_server, editor)
    expect(page.locator("time.desk-due")).to_have_text("in 2 min")
    page.route("**/admin/waiting/", lambda _route: None)  # a server that does not answer

    page.clock.run_for(45_000)
    expect(page.locator("time.desk-due")).to_have_text("in 1 min")
    page.clock.run_for(60_000)

    assert page.locator("time.desk-due").text_content().endswith(" s")
    page.unroute_all(behavior="ignoreErrors")


def test_the_numbers_follow_and_the_focus_stays(page, live_server, editor):
    page.clock.install()
    make_article(created_by=editor)
    login(page, live_server, editor)
    page.get_by_role("link", name="My drafts 1").focus()
    make_article(created_by=editor)

    with page.expect_response("**/admin/waiting/"):
        make_the_page_ask_now(page)

    focused = page.locator(":focus")
    expect(page.get_by_role("link", name="My drafts 2")).to_be_visible()
    expect(focused).to_have_id("box-unsubmitted-by")


def test_a_page_without_news_stays_as_it_is(page, live_server, editor):
    page.clock.install()
    make_article(created_by=editor)
    login(page, live_server, editor)
    page.evaluate("document.getElementById('desk-waiting').dataset.mark = 'the same'")

    with page.expect_response("**/admin/waiting/"):
        make_the_page_ask_now(page)

    expect(page.locator("#desk-waiting")).to_have_attribute("data-mark", "the same")


def test_a_page_that_is_logged_out_says_so(page, live_server, editor):
    page.clock.install()
    make_article(created_by=editor)
    login(page, live_server, editor)
    page.context.clear_cookies()

    make_the_page_ask_now(page)

    expect(page.locator(".desk-fresh")).to_contain_text("You are logged out.")
    expect(page.get_by_role("link", name="My drafts 1")).to_be_visible()
