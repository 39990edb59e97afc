"""One article's life in Chromium: misquoted, mended, reviewed, embargoed, live, corrected, gone."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Citation, Correction, Notice, Quote
from tests.factories import make_actor, make_article, make_event, make_member, make_quote

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
MISQUOTED = "The two met.\n\n“We will talk in Alaska,” Maria Petrova told reporters."
MENDED = MISQUOTED.replace("Alaska", "Anchorage")


@pytest.fixture
def desk(live_server, sign_in):
    return Desk(live_server.url, sign_in)


class Desk:
    """The windows of four people, and what they do in them."""

    def __init__(self, url, sign_in):
        self.url = url
        self.reporter, self.sub_editor, self.desk_editor, self.legal = (
            sign_in(make_member(role, username=role.replace(" ", "-"), first_name=role.title()))
            for role in ("reporter", "sub-editor", "desk editor", "legal")
        )

    def open(self, page, row, *rest):
        app = row._meta.app_label
        path = "/".join(("admin", app, row._meta.model_name, str(row.pk), *(rest or ["change"])))
        page.goto(f"{self.url}/{path}/")

    def api(self, path):
        return self.reporter.request.get(f"{self.url}/api/v1/{path}")


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"story-{name}.png", full_page=True)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def says(page, text):
    expect(page.locator(".messagelist")).to_contain_text(text)


def acknowledge(page):
    page.locator(".desk-step-form").wait_for()
    for box in page.locator('input[name="acknowledged"]').all():
        box.check()


def test_the_life_of_an_article(desk):
    speaker = make_actor(name="Maria Petrova")
    event = make_event(title="Briefing in Anchorage", date_edtf="2025-09-01", kind="briefing")
    quote = make_quote(
        verified=True, text="We will talk in Anchorage", speaker=speaker, said_at=event
    )

    # The reporter writes, and misquotes.
    page = desk.reporter
    page.goto(f"{desk.url}/admin/articles/article/add/")
    page.locator("#id_headline").fill("Two to meet")
    page.locator("#id_body").fill(MISQUOTED)
    page.get_by_text("Add another Citation").click()
    page.get_by_role("combobox", name="Quote", exact=True).focus()
    page.keyboard.type("Anch")
    page.locator(".select2-results__option").filter(has_text="We will talk").wait_for()
    page.keyboard.press("Enter")
    page.locator("#id_citations-0-as_printed").fill("We will talk in Alaska")
    page.locator("#id_citations-0-speaker_as_printed").fill("Maria Petrova")
    page.locator("#id_citations-0-cue").fill("told")
    press(page, "Save and stay")
    says(page, "was added")
    article = Article.objects.get()
    panel = page.locator("#desk-preflight")
    expect(panel).to_contain_text("to mend before publishing")
    expect(panel).to_contain_text("These are not the quote's words.")
    expect(page.locator(".messagelist")).to_contain_text("These are not the quote's words.")
    picture(page, "1-misquoted")

    # Preflight blocks; nobody publishes it like that.
    desk.open(desk.desk_editor, article, "step", "publish")
    acknowledge(desk.desk_editor)
    press(desk.desk_editor, "Publish")
    expect(desk.desk_editor.locator(".errornote")).to_contain_text("Not done")
    picture(desk.desk_editor, "2-blocked")
    assert Article.objects.get().status == "draft"

    # It is mended: preflight says so while it is typed.
    page.locator("#id_body").fill(MENDED)
    panel.get_by_role("link", name="Quote we-will-talk-in-anchorage").first.click()
    expect(page.locator("#id_citations-0-as_printed")).to_be_focused()
    page.locator("#id_citations-0-as_printed").fill("We will talk in Anchorage")
    press(page, "Save and stay")
    says(page, "was changed")
    expect(panel).not_to_contain_text("to mend before publishing")
    assert Citation.objects.get().quote == quote
    picture(page, "3-mended")

    # Submitted, sent back with a comment, submitted again.
    press(page, "Submit for review")
    says(page, "waits for somebody else")
    desk.open(desk.sub_editor, article)
    press(desk.sub_editor, "Send back …")
    picture(desk.sub_editor, "4-send-back")
    desk.sub_editor.get_by_label("Comment for the author").fill("When did she say so?")
    press(desk.sub_editor, "Send back")
    page.goto(f"{desk.url}/admin/")
    expect(page.locator("#content")).to_contain_text("Two to meet")
    picture(page, "5-dashboard")
    desk.open(page, article)
    expect(page.locator(".desk-bar").filter(has_text="Sent back")).to_contain_text(
        "When did she say so?"
    )
    page.locator("#id_standfirst").fill("She said so on Monday.")
    press(page, "Submit for review")
    says(page, "waits for somebody else")

    # A colleague's late save is refused, with both texts on the page.
    desk.open(desk.sub_editor, article)
    desk.open(desk.desk_editor, article)
    expect(desk.desk_editor.locator("#desk-others")).to_contain_text("Sub-Editor")
    desk.desk_editor.locator("#id_standfirst").fill("She said so on Monday, in Anchorage.")
    embargo = timezone.now() + timedelta(hours=2)
    desk.desk_editor.locator("#id_embargo_until").fill(embargo.strftime("%Y-%m-%dT%H:%M:%S"))
    press(desk.desk_editor, "Save and stay")
    says(desk.desk_editor, "was changed")
    desk.sub_editor.locator("#id_standfirst").fill("She said so yesterday.")
    press(desk.sub_editor, "Save and stay")
    expect(desk.sub_editor.locator(".errornote")).to_be_visible()
    expect(desk.sub_editor.locator("#content")).to_contain_text("saved this article at")
    expect(desk.sub_editor.locator("#id_standfirst")).to_have_value("She said so yesterday.")
    expect(desk.sub_editor.locator("#content")).to_contain_text("the other above it")
    picture(desk.sub_editor, "6-late-save")
    assert Article.objects.get().standfirst == "She said so on Monday, in Anchorage."

    # Scheduled under its embargo.
    press(desk.desk_editor, "Publish …")
    desk.desk_editor.locator(".desk-step-form").wait_for()
    picture(desk.desk_editor, "7-publish")
    acknowledge(desk.desk_editor)
    press(desk.desk_editor, "Publish")
    says(desk.desk_editor, "is scheduled")
    picture(desk.desk_editor, "8-scheduled")
    article.refresh_from_db()
    assert (article.status, article.published_at) == (
        "published",
        embargo.replace(microsecond=0),
    )
    assert desk.api(f"articles/{article.slug}/").status == 404

    # It goes live by the clock alone.
    with time_machine.travel(embargo + timedelta(minutes=1)):
        assert desk.api(f"articles/{article.slug}/").status == 200

        # A quote in it is corrected; readers are told.
        desk.open(desk.sub_editor, quote)
        desk.sub_editor.locator("#id_text").fill("We will talk in Alaska")
        press(desk.sub_editor, "Save and stay")
        says(desk.sub_editor, "was changed")
        picture(desk.sub_editor, "9-quote-corrected")
        assert Correction.objects.open().get().article == article
        desk.open(desk.desk_editor, quote, "corrections")
        picture(desk.desk_editor, "10-corrections")
        press(desk.desk_editor, "Issue 1 notice")
        says(desk.desk_editor, "notice")
        notice = Notice.objects.get()
        shown = desk.api(f"notices/?article={article.slug}").json()["results"]
        assert [row["text"] for row in shown] == [notice.text]
        assert "Alaska" in notice.text
        assert desk.api(f"articles/{article.slug}/").json()["version"] == 2

        # The article is retracted.
        desk.open(desk.desk_editor, article)
        picture(desk.desk_editor, "11-published")
        desk.desk_editor.get_by_role("link", name="Retract …").click()
        press(desk.desk_editor, "Retract")
        expect(desk.desk_editor.locator(".desk-ask.errors")).to_contain_text(
            "Say in the notice what was wrong, for readers."
        )
        desk.desk_editor.get_by_label("Notice for readers").fill("She never said it.")
        picture(desk.desk_editor, "12-retract")
        press(desk.desk_editor, "Retract")
        says(desk.desk_editor, "is retracted")
        picture(desk.desk_editor, "13-retracted")
        gone = desk.api(f"articles/{article.slug}/")
        assert gone.status == 410
        assert "She never said it." in gone.text()
        desk.open(desk.legal, article, "history")
        picture(desk.legal, "14-history")

    assert Quote.objects.get().text == "We will talk in Alaska"


def test_a_published_article_is_changed_in_the_open(desk):
    article = make_article(published=True, headline="Two met", body="They met on Monday.")
    desk.open(desk.reporter, article)
    desk.reporter.locator("#id_body").fill("They met on Tuesday.")
    press(desk.reporter, "Propose this change")
    says(desk.reporter, "Readers see the article as it was")
    picture(desk.reporter, "15-proposed")
    assert desk.api(f"articles/{article.slug}/").json()["body"] == "They met on Monday."

    desk.open(desk.desk_editor, article)
    picture(desk.desk_editor, "16-proposal")
    desk.desk_editor.get_by_role("link", name="Apply the change …").click()
    desk.desk_editor.get_by_label("Notice for readers").fill("They met on Tuesday, not Monday.")
    acknowledge(desk.desk_editor)
    picture(desk.desk_editor, "17-apply")
    press(desk.desk_editor, "Apply the change")
    says(desk.desk_editor, "Readers now have")

    answer = desk.api(f"articles/{article.slug}/").json()
    assert (answer["body"], answer["version"]) == ("They met on Tuesday.", 2)
    assert answer["notices"][0]["text"] == "They met on Tuesday, not Monday."
