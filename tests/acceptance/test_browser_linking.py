"""An editor pastes the first seed text and links its direct quotes, counting each key."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect

from actors.models import Actor
from articles import triggers
from articles.linking import names
from articles.models import Article, Citation, Quote
from newsroom.roles import REPORTER
from tests.factories import make_member
from tests.newsroom.linking_story import Keys

from .matching import fixture_names

pytestmark = pytest.mark.browser
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
MOST_KEYS = 25
PRESS_CONFERENCE = "putin-press-conference-china-2025"
#: The direct quotes of the first text: how each begins, who said it, at which event.
RIGHT = {
    "This is no secret": ("vladimir-putin", PRESS_CONFERENCE),
    "The two leaders": ("vestifm", None),
    "He did not want": ("dmitry-peskov", None),
    "They were at home": ("dmitry-peskov", None),
    "After the proceedings": ("narendra-modi", None),
}


def begin_with(fixtures):
    with triggers.lifted(connection):
        call_command("flush", interactive=False, verbosity=0)
    call_command("loaddata", *fixtures, verbosity=0)
    call_command("migrate", verbosity=0)  # the roles, which flushing took away
    names.forget_names()


@pytest.fixture
def without_its_quotes(live_server):
    """Who and where of the seed story, but nothing that was written or said."""
    begin_with([name for name in fixture_names() if name[:2] < "07"])


@pytest.fixture
def with_its_quotes(live_server):
    """The whole seed story: the quotes of the text are on file."""
    begin_with(fixture_names())


def paste_and_link(page, live_server, text, picture):
    """Paste the text, link what is proposed, and return how many keys that took."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/admin/articles/article/take-in/")
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    keys = Keys(page)
    if not page.evaluate("document.activeElement.matches('textarea')"):
        page.locator("textarea").first.focus()
        keys.pressed += 1
    keys.press("Control+v", "Control+Enter")
    expect(page.locator("form.desk-link-js")).to_be_visible(timeout=30_000)
    page.screenshot(path=PICTURES / f"linking-{picture}-proposed.png", full_page=True)
    keys.press("Control+Enter")
    expect(page.locator(".messagelist")).to_contain_text("Linked 5 quotations", timeout=30_000)
    page.screenshot(path=PICTURES / f"linking-{picture}-linked.png")
    return keys.pressed


def linked(article):
    """Return the speaker and the event of each quote that the article cites, by its beginning."""
    found = {}
    for citation in Citation.objects.filter(article=article).select_related("quote"):
        beginning = next(words for words in RIGHT if citation.as_printed.startswith(words))
        quote = citation.quote
        found[beginning] = (quote.speaker.slug, quote.said_at.slug if quote.said_at else None)
    return found


def test_the_first_text_is_linked_in_few_keys(sign_in, live_server, without_its_quotes, seed_texts):
    page = sign_in(make_member(REPORTER, username="reporter"))

    pressed = paste_and_link(page, live_server, seed_texts[0], "seed-new")

    article = Article.objects.get()
    assert linked(article) == RIGHT
    assert pressed < MOST_KEYS
    carried = Quote.objects.get(speaker__slug="vestifm")
    assert (carried.carried_by.slug, carried.channel) == ("vestifm", "broadcast_radio")
    assert Quote.objects.get(text__startswith="This is").said_on_edtf == "[2025-09-01..2025-09-04]"
    assert [event.slug for event in article.events.all()] == [PRESS_CONFERENCE]
    assert not Actor.objects.filter(name__contains="They").exists()


def test_the_first_text_is_linked_to_the_quotes_on_file(
    sign_in, live_server, with_its_quotes, seed_texts
):
    before = Quote.objects.count()
    page = sign_in(make_member(REPORTER, username="reporter"))

    pressed = paste_and_link(page, live_server, seed_texts[0], "seed-on-file")

    article = Article.objects.latest("pk")
    assert linked(article) == RIGHT
    assert pressed < MOST_KEYS
    assert Quote.objects.count() == before
