"""The copy of typed text that a browser keeps: when it is offered, and when it ends."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from actors.models import Actor
from articles.models import Article
from tests.browser import login
from tests.factories import (
    make_citation,
    make_quote,
)
from tests.newsroom.keeping.window import (
    add_page,
    another_tab,
    bar,
    change_page,
    confirm,
    copies,
    end_session,
    picture,
    save,
    saved,
)

pytestmark = pytest.mark.browser
WORDS = "Half a sentence"


def test_no_bar_shows_after_a_save_that_went_through(desk, live_server, article):
    desk.goto(add_page(live_server, Actor))
    desk.locator("#id_name").fill("Somebody")
    desk.locator("#id_kind").select_option("person")
    desk.get_by_role("button", name="Save and add another").click()
    saved(desk)
    expect(bar(desk)).to_have_count(0)
    assert copies(desk) == {}

    desk.goto(add_page(live_server, Article))
    desk.locator("#id_headline").fill("A headline")
    desk.locator("#id_body").fill("A body.")
    desk.locator('[name="_save"]').click()
    saved(desk)
    desk.goto(add_page(live_server, Article))

    expect(desk.locator("#id_headline")).to_have_value("")
    expect(bar(desk)).to_have_count(0)
    assert copies(desk) == {}
    assert Article.objects.filter(headline="A headline").count() == 1


def test_a_refused_save_shows_no_bar_but_keeps_the_copy(desk, live_server, article):
    address = change_page(live_server, article)
    desk.goto(address)
    desk.locator("#id_headline").fill("A headline with a \u202e mark")
    desk.locator("#id_standfirst").fill(WORDS)
    desk.get_by_text("Add another Citation").click()
    desk.locator("#id_citations-0-cue").fill("insisted")

    save(desk)

    expect(desk.locator(".errornote")).to_contain_text("after “A headline with a”")
    expect(bar(desk)).to_have_count(0)
    picture(desk, "refused")
    desk.close()
    desk = another_tab(desk, address)
    bar(desk).get_by_role("button", name="Put it back").click()
    assert desk.locator("#id_standfirst").input_value() == WORDS
    assert desk.locator("#id_citations-0-cue").input_value() == "insisted"


def test_what_was_saved_since_is_shown_before_it_is_written_over(desk, live_server, article):
    address = change_page(live_server, article)
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS)
    desk.locator("#id_dateline").fill("Tianjin")
    desk.close()
    Article.objects.filter(pk=article.pk).update(standfirst="A colleague's sentence")

    desk = another_tab(desk, address)
    expect(bar(desk)).to_contain_text("A colleague has saved since")
    bar(desk).get_by_role("button", name="Put it back").click()

    assert desk.locator("#id_standfirst").input_value() == "A colleague's sentence"
    expect(bar(desk).locator("tbody tr")).to_have_count(2)
    expect(bar(desk)).to_contain_text("A colleague's sentence")
    bar(desk).get_by_label("Put back Standfirst").uncheck()
    picture(desk, "colleague")
    bar(desk).get_by_role("button", name="Put it back").click()
    assert desk.locator("#id_standfirst").input_value() == "A colleague's sentence"
    assert desk.locator("#id_dateline").input_value() == "Tianjin"


def test_a_counter_that_moved_on_is_named_even_where_nothing_clashes(desk, live_server, article):
    address = change_page(live_server, article)
    counters = iter("34")

    def count(route):
        page = route.fetch()
        counter = f'<input type="hidden" name="edit_counter" value="{next(counters)}">'
        template = '<template id="desk-bars"'
        route.fulfill(response=page, body=page.text().replace(template, counter + template))

    desk.context.route(address, count)
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS)
    desk.close()

    desk = another_tab(desk, address)

    expect(bar(desk)).to_contain_text("A colleague has saved since")


def test_text_of_a_row_that_is_gone_stays_readable(desk, live_server, article):
    citation = make_citation(article, make_quote(text="They were at home"))
    address = change_page(live_server, article)
    desk.goto(address)
    desk.locator("#citations-0 summary").click()
    desk.locator("#id_citations-0-cue").fill("a long and careful cue")
    desk.close()
    citation.delete()

    desk = another_tab(desk, address)
    bar(desk).get_by_role("button", name="Put it back").click()

    expect(bar(desk, "leftover")).to_contain_text("a long and careful cue")


def test_the_two_boxes_of_permissions_are_put_back(desk, live_server, author):
    author.is_superuser = True
    author.save()
    address = add_page(live_server, Group)
    desk.goto(address)
    desk.locator("#id_name").fill("Interns")
    desk.locator("#id_permissions_from").select_option(index=[2, 5])
    desk.locator("#id_permissions_from").dispatch_event("change")
    desk.get_by_role("button", name="Choose selected").click()
    chosen = desk.locator("#id_permissions_to option").all_text_contents()
    desk.locator("#id_name").press("End")
    desk.keyboard.type("!")
    desk.close()

    desk = another_tab(desk, address)
    expect(desk.locator("#id_permissions_from")).to_be_visible()
    bar(desk).get_by_role("button", name="Put it back").click()
    save(desk)

    saved(desk)
    assert len(chosen) == 2
    assert [str(row) for row in Group.objects.get(name="Interns!").permissions.all()] == chosen
    assert copies(desk) == {}


def test_what_is_typed_beside_the_bar_does_not_write_over_the_copy(desk, live_server, article):
    address = change_page(live_server, article)
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS)
    desk.close()
    desk = another_tab(desk, address)
    desk.locator("#id_dateline").fill("Tianjin")
    save(desk)
    saved(desk)

    bar(desk).get_by_role("button", name="Put it back").click()

    assert desk.locator("#id_standfirst").input_value() == WORDS
    assert Article.objects.get().dateline == "Tianjin"


def test_a_tab_without_changes_never_takes_the_other_tabs_copy(desk, live_server, article):
    address = change_page(live_server, article)
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS)
    desk.wait_for_timeout(600)
    tab = another_tab(desk, address)
    bar(tab).get_by_role("button", name="Forget it").click()
    desk.wait_for_timeout(300)
    tab.close()
    tab = another_tab(desk, address)

    expect(bar(tab)).to_contain_text("1 field")


def test_forgotten_text_is_not_offered_again(desk, live_server, article):
    address = change_page(live_server, article)
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS)
    desk.close()
    desk = another_tab(desk, address)

    bar(desk).get_by_role("button", name="Forget it").click()

    expect(bar(desk)).to_have_count(0)
    assert copies(desk) == {}


def test_a_choice_says_that_its_editor_is_logged_out(desk, live_server, article, author):
    desk.goto(change_page(live_server, article))
    end_session(author)

    desk.get_by_text("Add another Citation").click()
    expect(desk.locator("#citations-0 .field-quote .select2-selection")).to_be_focused()
    desk.keyboard.type("was")

    expect(desk.locator(".select2-results")).to_contain_text("You are logged out")
    picture(desk, "choice")


def test_the_list_of_errors_leads_to_the_very_field(desk, live_server, article):
    desk.goto(change_page(live_server, article))
    desk.locator("#id_byline").fill("Somebody\u0007")
    save(desk)

    desk.locator(".desk-errors a").click()

    expect(desk.locator("#id_byline")).to_be_focused()


def test_what_is_too_much_for_the_server_is_never_sent(desk, live_server, article, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    desk.goto(change_page(live_server, article))
    desk.locator("#id_body").fill("word " * 20_000)

    save(desk)

    expect(bar(desk, "large")).to_contain_text("0.1 MB, at most 0.1")
    assert len(desk.locator("#id_body").input_value()) == 100_000


def test_too_much_sent_all_the_same_is_answered_and_offered_again(
    browser_context, live_server, article, author, settings
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    page = browser_context.new_page()  # the console notes the status of the answer
    login(page, live_server, author)
    confirm(page)
    page.goto(change_page(live_server, article))
    page.route("**/desk/alive/", lambda route: route.fulfill(status=500))
    page.locator("#id_body").fill("word " * 100_000)

    save(page)

    expect(page.get_by_role("heading", name="This is too much to send at once")).to_be_visible()
    picture(page, "too-large")
    page.go_back()
    bar(page).get_by_role("button", name="Put it back").click()
    assert len(page.locator("#id_body").input_value()) == 500_000


def test_a_full_browser_says_so_calmly_and_saves_all_the_same(desk, live_server, article):
    desk.goto(change_page(live_server, article))
    desk.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'full'); }; }"
    )
    desk.locator("#id_standfirst").fill(WORDS)

    expect(bar(desk, "full")).to_contain_text("no room left")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bars_fit_a_phone(desk, live_server, article, scheme):
    address = change_page(live_server, article)
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(address)
    desk.locator("#id_standfirst").fill(WORDS * 20)
    desk.wait_for_timeout(600)

    desk.reload()
    bar(desk).get_by_role("button", name="Show the differences").click()

    picture(desk, f"phone-{scheme}")
    assert desk.evaluate("document.documentElement.scrollWidth") == 390
