"""A quote in print in Chromium: corrected, its notices issued; disputed; under embargo."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Correction, Notice, Quote
from newsroom.roles import DESK_EDITOR
from tests.browser import login
from tests.factories import make_actor, make_article, make_citation, make_member, make_quote

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
WORDS = "This is no secret, I told him what we talked about in the car"


@pytest.fixture
def editor(db):
    return make_member(DESK_EDITOR, username="desk")


@pytest.fixture
def quote(db):
    return make_quote(verified=True, text=WORDS, speaker=make_actor(name="Ana Orlova"))


@pytest.fixture
def articles(quote):
    body = "The two spoke before dinner.\n\n“" + WORDS + ",” she said on the way."
    made = [
        make_article(published=True, headline=headline, body=body)
        for headline in ("In the car", "What was said on the way to dinner")
    ]
    coming = make_article(
        published=True,
        headline="The week ahead",
        body=body,
        published_at=timezone.now() + timedelta(hours=3, minutes=12, seconds=30),
    )
    for article in (*made, coming):
        make_citation(article, quote, paragraph=2)
    return [*made, coming]


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"corrections-{name}.png", full_page=True)


def open_quote(page, live_server, quote):
    page.goto(f"{live_server.url}/admin/articles/quote/{quote.pk}/change/")


def test_a_correction_fans_out_into_notices_that_readers_get(
    page, live_server, editor, quote, articles
):
    login(page, live_server, editor)
    open_quote(page, live_server, quote)
    expect(page.locator(".desk-printed-in time[data-until]")).to_have_text("in 3 h 12 min")
    picture(page, "printed")
    page.locator("#id_text").fill(WORDS.replace("the car", "Alaska"))
    page.get_by_role("button", name="Save and stay").click()
    page.get_by_role("link", name="issue the 2 corrections").click()

    page.get_by_role("button", name="Issue 2 notices").wait_for()
    expect(page.locator(".desk-correction ins").first).to_contain_text("Alaska")
    picture(page, "to-issue")
    page.get_by_role("checkbox", name="What was said on the way").uncheck()
    expect(page.get_by_role("button", name="Issue 1 notice")).to_be_visible()
    page.get_by_role("checkbox", name="What was said on the way").check()
    page.get_by_label("Notice for readers").first.fill("")
    page.get_by_role("button", name="Issue 2 notices").click()
    expect(page.get_by_text("Write the notice, or untick the article.")).to_be_visible()
    picture(page, "refused")
    page.get_by_label("Notice for readers").first.fill("It was in Alaska that they talked.")
    page.get_by_role("button", name="Issue 2 notices").click()

    expect(page.locator(".messagelist .success")).to_have_text("2 notices are issued.")
    assert Notice.objects.count() == 2
    assert not Correction.objects.open().exists()
    assert Article.objects.get(headline="The week ahead").status == "in_review"
    shown = page.request.get(f"{live_server.url}/api/v1/articles/{articles[0].slug}/").json()
    assert shown["version"] == 2
    assert [notice["text"] for notice in shown["notices"]] == ["It was in Alaska that they talked."]


def test_a_quote_is_withdrawn_on_a_page_that_shows_what_printed_it(
    page, live_server, editor, quote, articles
):
    login(page, live_server, editor)
    open_quote(page, live_server, quote)
    page.get_by_role("link", name="Withdraw …").click()

    expect(page.locator("#quote_step_form")).to_contain_text(
        "Printed in 3 articles, published or scheduled."
    )
    picture(page, "withdraw")
    page.get_by_label("Why it is withdrawn").fill("The recording says otherwise.")
    page.get_by_role("button", name="Withdraw").click()

    expect(page.locator(".messagelist .success")).to_contain_text("is withdrawn")
    assert Quote.objects.get().status == "withdrawn"
    picture(page, "withdrawn")


def test_an_embargo_moves_the_article_that_is_ticked(page, live_server, editor, quote, articles):
    for article in articles[:2]:
        Article.objects.filter(pk=article.pk).update(status="draft")
    until = (timezone.now() + timedelta(days=2)).replace(microsecond=0, second=0)
    login(page, live_server, editor)
    open_quote(page, live_server, quote)
    page.get_by_role("link", name="Change the embargo").click()
    page.get_by_label("Embargo until").fill(until.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Change the embargo").click()

    expect(page.locator(".errorlist")).to_contain_text("Move it along, or withdraw it.")
    page.get_by_role("checkbox", name="Move along: The week ahead").check()
    picture(page, "embargo")
    page.get_by_role("button", name="Change the embargo").click()

    expect(page.locator(".desk-bar time[data-until]")).to_have_text("in 1 day 23 h")
    picture(page, "under-embargo")
    assert Article.objects.get(pk=articles[2].pk).published_at == until


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_these_pages_no_wider_than_itself(
    page, live_server, editor, quote, articles, scheme
):
    page.emulate_media(color_scheme=scheme)
    login(page, live_server, editor)
    open_quote(page, live_server, quote)
    page.locator("#id_text").fill(WORDS.replace("the car", "Alaska"))
    page.get_by_role("button", name="Save and stay").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})

    for name, address in (
        ("quote", f"quote/{quote.pk}/change/"),
        ("to-issue", f"quote/{quote.pk}/corrections/"),
        ("dispute", f"quote/{quote.pk}/step/dispute/"),
        ("embargo", f"quote/{quote.pk}/embargo/"),
        ("list", "correction/"),
    ):
        page.goto(f"{live_server.url}/admin/articles/{address}")
        width = page.evaluate("document.documentElement.scrollWidth")
        picture(page, f"phone-{scheme}-{name}")
        assert (address, width) == (address, 390)
