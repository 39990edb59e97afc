"""The history in Chromium: by keyboard, on a phone, in the dark, on paper, for those who listen."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Article
from articles.revisions import record_saved
from articles.timeline import recorded
from newsroom.models import User
from tests.browser import login
from tests.factories import make_article, make_citation, make_coverage, make_event, make_quote

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
BEFORE = (
    "The two spoke in the car after the meeting.\n\nNobody else was with them.\n\n"
    "“They were at home,” Peskov told journalists."
)
AFTER = (
    "The two leaders spoke for an hour in the car after the meeting.\n\n"
    "Nobody else was with them.\n\n“They were home,” the spokesman told journalists.\n\n"
    "قال المتحدث إنهما ناقشا الهدنة."
)


@pytest.fixture
def story(author):
    """An article with a past: two states with other words and another quote."""
    article = make_article(headline="In the car", body=BEFORE, created_by=author)
    quote = make_quote(text="They were at home")
    make_citation(article, quote, cue="told")
    record_saved(article, by=author)
    article.headline, article.body = "An hour in the car", AFTER
    article.save()
    article.citations.update(as_printed="They were home")
    make_coverage(article, make_event(title="Talks in the car"))
    record_saved(article, by=author)
    return article


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"history-{name}.png", full_page=True)


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_an_editor_compares_and_restores_by_keyboard(
    page, live_server, author: User, story: Article
):
    login(page, live_server, author)
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/history/")
    expect(page.get_by_text("Headline, body (+")).to_be_visible()
    picture(page, "lines")

    page.get_by_role("radio", name="Compare from 1").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/**")
    expect(page.locator("ins", has_text="An hour in").first).to_be_visible()
    picture(page, "compare")
    heard = page.locator(".desk-compare").aria_snapshot()
    assert "deletion" in heard
    assert "insertion" in heard

    page.get_by_text("1 unchanged paragraph").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody else was with them.").first).to_be_visible()

    page.go_back()
    page.get_by_role("link", name="Restore … 1").click()
    picture(page, "restore")
    page.get_by_role("button", name="Restore revision 1").click()
    expect(page.locator(".messagelist .success")).to_contain_text("as it was at revision 1")
    story.refresh_from_db()
    assert (story.headline, story.body) == ("In the car", BEFORE)
    assert recorded(story.slug)[0].action == "restored"


def test_what_is_copied_from_a_comparison_is_the_text_itself(page, live_server, author, story):
    login(page, live_server, author)
    page.goto(f"{live_server.url}/admin/articles/revision/compare/{story.slug}/")

    words = page.locator('section[aria-label="Headline"] .desk-compare-right').evaluate(
        """(cell) => [...cell.childNodes].filter((node) => node.className !== "desk-unseen")
            .map((node) => node.textContent).join("")"""
    )

    assert words == "An hour in the car"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_history_and_comparison_fit_a_phone(page, live_server, author, story, scheme):
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme=scheme)
    login(page, live_server, author)
    latest = recorded(story.slug)[0]
    places = {
        "lines": f"article/{story.pk}/history/",
        "compare": f"revision/compare/{story.slug}/",
        "see": f"revision/{latest.pk}/change/",
        "restore": f"article/{story.pk}/history/1/restore/",
    }

    for name, place in places.items():
        page.goto(f"{live_server.url}/admin/articles/{place}")
        picture(page, f"{name}-phone-{scheme}")
        assert not is_too_wide(page), name


def test_a_comparison_in_the_dark_and_on_paper(page, live_server, author, story):
    page.emulate_media(color_scheme="dark")
    login(page, live_server, author)
    latest = recorded(story.slug)[0]
    page.goto(f"{live_server.url}/admin/articles/revision/{latest.pk}/change/")
    picture(page, "see-dark")
    page.goto(f"{live_server.url}/admin/articles/revision/compare/{story.slug}/?all=1")
    picture(page, "compare-dark")

    page.emulate_media(media="print", color_scheme="light")
    picture(page, "compare-print")

    expect(page.get_by_role("button", name="Compare")).to_be_hidden()
    line = page.locator("ins").first.evaluate("(ins) => getComputedStyle(ins).textDecorationLine")
    assert line == "underline"
