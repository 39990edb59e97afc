"""Typed text in Chromium: it survives a closed tab, a lost session and a lost connection."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Citation
from tests.browser import PASSWORD, login
from tests.factories import (
    make_actor,
    make_event,
    make_quote,
    make_user,
)
from tests.newsroom.keeping.window import (
    another_tab,
    bar,
    change_page,
    choose,
    confirm,
    copies,
    end_session,
    picture,
    save,
    saved,
)

pytestmark = pytest.mark.browser
WORDS = "Half a sentence"


def test_a_closed_tab_gives_back_every_kind_of_field_and_new_rows(
    desk, live_server, article, author
):
    address = change_page(live_server, article)
    quote = make_quote(text="They were at home")
    outlet = make_actor(name="The Paper", kind="organisation", org_type="media", country="")
    make_event(title="Tianjin summit")
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS)
    desk.locator("#id_genre").select_option(index=1)
    genre = desk.locator("#id_genre").input_value()
    desk.locator("#id_embargo_until").fill("2031-05-01T12:30")
    desk.get_by_text("Add another Citation").click()
    choose(desk, "Quote", "were", "They were at home")
    desk.locator("#id_citations-0-cue").fill("said")
    desk.locator("#id_citations-0-as_printed").fill("They were at home")
    desk.get_by_text("Add another Citation").click()
    desk.locator("#id_citations-1-cue").fill("added")
    desk.locator("#coverage-group summary").click()
    desk.get_by_text("Add another Event").click()
    choose(desk, "Event", "tia", "Tianjin summit")
    desk.locator("#id_coverage-0-is_upcoming").check()
    desk.locator("summary").filter(has_text="Source text").click()
    choose(desk, "Outlet", "pap", "The Paper")
    desk.close()

    desk = another_tab(desk, address)
    picture(desk, "offered")
    expect(bar(desk)).to_contain_text("and it was not saved")
    bar(desk).get_by_role("button", name="Show the differences").click()
    picture(desk, "differences")
    bar(desk).get_by_role("button", name="Put it back").click()

    expect(bar(desk)).to_have_count(0)
    assert desk.locator("#id_standfirst").input_value() == WORDS
    assert desk.locator("#id_genre").input_value() == genre
    assert desk.locator("#id_embargo_until").input_value() == "2031-05-01T12:30"
    assert desk.locator("#id_outlet").input_value() == str(outlet.pk)
    expect(desk.locator("#select2-id_outlet-container")).to_contain_text("The Paper")
    assert desk.locator("#id_citations-0-quote").input_value() == str(quote.pk)
    expect(desk.locator("#select2-id_citations-0-quote-container")).to_contain_text("at home")
    assert desk.locator("#id_citations-1-cue").input_value() == "added"
    assert desk.locator("#id_coverage-0-is_upcoming").is_checked()
    picture(desk, "put-back")
    desk.locator("#citations-1 .inline-deletelink").click()
    save(desk)
    saved(desk)
    article.refresh_from_db()
    assert (article.standfirst, article.outlet, article.genre) == (WORDS, outlet, genre)
    assert list(Citation.objects.values_list("quote", "cue")) == [(quote.pk, "said")]
    assert article.coverage.get().is_upcoming
    assert copies(desk) == {}


def test_a_session_that_ran_out_keeps_the_form_on_the_page(desk, live_server, article, author):
    desk.goto(change_page(live_server, article))
    desk.locator("#id_standfirst").fill(WORDS)
    end_session(author)

    save(desk)

    expect(bar(desk, "expired")).to_contain_text("You are logged out")
    picture(desk, "logged-out")
    with desk.context.expect_page() as opened:
        bar(desk, "expired").get_by_role("link", name="log in in a new window").click()
    login_page = opened.value
    login_page.get_by_label("Username").fill(author.username)
    login_page.get_by_label("Password").fill(PASSWORD)
    login_page.get_by_role("button", name="Log in").click()
    login_page.wait_for_url("**/admin/")
    bar(desk, "expired").get_by_role("button", name="Save again").click()
    saved(desk)
    expect(bar(desk)).to_have_count(0)
    assert Article.objects.get().standfirst == WORDS


def test_a_form_sent_after_all_is_offered_again_after_the_login(desk, live_server, article, author):
    address = change_page(live_server, article)
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS)
    end_session(author)
    desk.evaluate("document.querySelector('meta[name=desk-alive]').content = '/nowhere/'")
    desk.route("**/nowhere/", lambda route: route.fulfill(status=204))

    save(desk)
    desk.wait_for_url("**/admin/login/**")
    desk.get_by_label("Username").fill(author.username)
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Log in").click()
    desk.wait_for_url(address)

    expect(bar(desk)).to_contain_text("It was being sent when something went wrong")
    bar(desk).get_by_role("button", name="Put it back").click()
    assert desk.locator("#id_standfirst").input_value() == WORDS
    assert Article.objects.get().standfirst == ""


def test_a_login_in_another_tab_does_not_refuse_the_old_page(desk, live_server, article, author):
    desk.goto(change_page(live_server, article))
    desk.locator("#id_standfirst").fill(WORDS)
    end_session(author)
    tab = desk.context.new_page()
    login(tab, live_server, author)
    tab.close()

    save(desk)

    saved(desk)
    assert Article.objects.get().standfirst == WORDS


def test_nothing_is_saved_in_the_name_of_somebody_else(desk, live_server, article):
    second = make_user(username="second")
    desk.goto(change_page(live_server, article))
    desk.locator("#id_standfirst").fill(WORDS)
    tab = desk.context.new_page()
    desk.context.clear_cookies()
    login(tab, live_server, second)

    save(desk)

    expect(bar(desk, "other")).to_contain_text("second has logged in in this browser")
    assert Article.objects.get().standfirst == ""


def test_two_people_on_one_browser_never_see_each_others_text(desk, live_server, article):
    second = make_user(username="second")
    address = change_page(live_server, article)
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS)
    desk.wait_for_timeout(600)
    desk.context.clear_cookies()
    login(desk, live_server, second)

    desk.goto(address)

    expect(desk.locator("#id_standfirst")).to_be_visible()
    expect(bar(desk)).to_have_count(0)
    assert len(copies(desk)) == 1


def test_a_logout_leaves_no_text_behind(desk, live_server, article):
    desk.goto(change_page(live_server, article))
    desk.locator("#id_standfirst").fill(WORDS)
    desk.wait_for_timeout(600)
    assert len(copies(desk)) == 1

    desk.get_by_role("button", name="Log out").click()
    desk.wait_for_url("**/admin/logout/")

    assert copies(desk) == {}


def test_a_lost_connection_keeps_the_form_on_the_page(
    browser_context, live_server, article, author
):
    page = browser_context.new_page()  # without a connection, the console is full of errors
    login(page, live_server, author)
    confirm(page)
    page.goto(change_page(live_server, article))
    page.locator("#id_standfirst").fill(WORDS)
    browser_context.set_offline(True)

    save(page)

    expect(bar(page, "offline")).to_contain_text("No connection, so nothing was sent")
    picture(page, "offline")
    browser_context.set_offline(False)
    bar(page, "offline").get_by_role("button", name="Try again").click()
    saved(page)
    assert Article.objects.get().standfirst == WORDS
