"""R11: the second save over a newer version is refused, and nothing typed is lost."""

import pytest

from articles.models import Article, Citation, Revision
from tests.articles.desk_pages import change_url, press
from tests.articles.test_admin_saving import actions, open_form
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_member,
    make_quote,
    make_topic,
    make_user,
)
from tests.newsroom.page_form import add_row, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


@pytest.fixture
def colleague():
    return make_user(username="colleague")


def errors_on_top(response):
    return list(response.context["adminform"].form.non_field_errors())


def test_the_second_save_is_refused_and_says_who_was_first(client, editor, colleague):
    article = make_article(headline="Opened", body="Opened.")
    mine = open_form(client, article, body="Mine.")
    client.force_login(colleague)
    press(client, article, "_save", body="Theirs.")
    client.force_login(editor)

    response = client.post(change_url(article), mine)

    (sentence,) = errors_on_top(response)
    assert sentence.startswith("Not saved: colleague saved this article at ")
    assert "Changed here and there: body. What you typed is below, the other above it." in sentence
    assert response.context["adminform"].form["body"].value() == "Mine."
    assert ("body", "Theirs.") in response.context["disputed"]
    assert Article.objects.get().body == "Theirs."


def test_saving_again_after_merging_goes_through(client, editor, colleague):
    article = make_article(body="Opened.")
    mine = open_form(client, article, body="Mine.")
    client.force_login(colleague)
    press(client, article, "_save", body="Theirs.")
    client.force_login(editor)
    refused = client.post(change_url(article), mine)

    client.post(change_url(article), read_form(refused, body="Theirs and mine.", _save="1"))

    assert Article.objects.get().body == "Theirs and mine."
    assert [seq for seq, _ in actions(article)] == [2, 1, 0]


def test_what_only_the_colleague_changed_is_taken_over(client, editor, colleague):
    article = make_article(headline="Opened", body="Opened.", standfirst="Opened")
    mine = open_form(client, article, body="Mine.")
    client.force_login(colleague)
    press(client, article, "_save", headline="Theirs", standfirst="")
    client.force_login(editor)

    refused = client.post(change_url(article), mine)
    client.post(change_url(article), read_form(refused, _save="1"))

    assert "Taken over from there: headline and standfirst." in errors_on_top(refused)[0]
    saved = Article.objects.get()
    assert (saved.headline, saved.standfirst, saved.body) == ("Theirs", "", "Mine.")


def test_rows_that_only_the_colleague_changed_are_taken_over(client, editor, colleague):
    article = make_article()
    make_citation(article, make_quote(), cue="said")
    make_coverage(article, make_event())
    mine = open_form(client, article, headline="Mine")
    client.force_login(colleague)
    press(
        client,
        article,
        "_save",
        **{"citations-0-cue": "vowed", "coverage-0-is_upcoming": "on"},
    )
    client.force_login(editor)

    refused = client.post(change_url(article), mine)
    client.post(change_url(article), read_form(refused, _save="1"))

    assert Article.objects.get().headline == "Mine"
    assert article.citations.get().cue == "vowed"
    assert article.coverage.get().is_upcoming


def test_related_rows_and_days_that_only_the_colleague_changed_are_taken_over(
    client, editor, colleague
):
    first, second = (
        make_actor(name=name, kind="organisation", org_type="media") for name in ("First", "Second")
    )
    topic = make_topic()
    article = make_article(body="Opened.", outlet=first, source_date="2025-09-01")
    article.topics.add(topic)
    mine = open_form(client, article, body="Mine.")
    client.force_login(colleague)
    press(
        client, article, "_save", outlet=second.pk, source_date="2025-09-02",
        credits=[first.pk, second.pk], topics=[], embargo_until="2030-01-01T10:00",
    )  # fmt: skip
    client.force_login(editor)

    refused = client.post(change_url(article), mine)
    client.post(change_url(article), read_form(refused, _save="1"))

    taken = "Taken over from there: source date, embargo until, outlet, topics and credits."
    assert taken in errors_on_top(refused)[0]
    assert refused.context["disputed"] == []
    saved = Article.objects.get()
    assert (saved.body, saved.outlet, str(saved.source_date)) == ("Mine.", second, "2025-09-02")
    assert list(saved.topics.all()) == []
    assert list(saved.credits.all()) == [first, second]
    assert str(saved.embargo_until) == "2030-01-01 10:00:00+00:00"


def test_related_rows_that_both_changed_are_named(client, editor, colleague):
    first, second, third = (
        make_actor(name=name, kind="organisation", org_type="media")
        for name in ("First", "Second", "Third")
    )
    article = make_article(outlet=first)
    mine = open_form(client, article, outlet=third.pk, embargo_until="2031-01-01T10:00")
    client.force_login(colleague)
    press(client, article, "_save", outlet=second.pk, embargo_until="2030-01-01T10:00")
    client.force_login(editor)

    refused = client.post(change_url(article), mine)

    assert refused.context["disputed"] == [
        ("embargo until", "2030-01-01T10:00:00"),
        ("outlet", "Second"),
    ]
    assert "Changed here and there: embargo until and outlet." in errors_on_top(refused)[0]
    assert Article.objects.get().outlet == second


def test_what_both_changed_in_a_row_is_named_at_its_field(client, editor, colleague):
    article = make_article()
    make_citation(article, make_quote(), cue="said")
    mine = open_form(client, article, **{"citations-0-cue": "shouted"})
    client.force_login(colleague)
    press(client, article, "_save", **{"citations-0-cue": "vowed"})
    client.force_login(editor)

    refused = client.post(change_url(article), mine)
    again = read_form(refused, _save="1")

    sentence = "Meanwhile this was changed to “vowed”. Save again to keep what stands here."
    assert sentence in refused.text
    assert article.citations.get().cue == "vowed"
    client.post(change_url(article), again)
    assert article.citations.get().cue == "shouted"


def test_a_row_that_the_colleague_added_stays(client, editor, colleague):
    article = make_article()
    quote = make_quote(kind="indirect")
    mine = open_form(client, article, headline="Mine")
    client.force_login(colleague)
    theirs = add_row(open_form(client, article), "citations", quote=quote.pk, kind="indirect")
    client.post(change_url(article), theirs)
    client.force_login(editor)

    refused = client.post(change_url(article), mine)
    client.post(change_url(article), read_form(refused, _save="1"))

    assert Article.objects.get().headline == "Mine"
    assert Citation.objects.get().quote == quote


def test_two_proposals_do_not_overwrite_one_another(client, editor, colleague):
    article = make_article(published=True, headline="Old", standfirst="Old")
    mine = open_form(client, article, headline="Mine")
    client.force_login(colleague)
    press(client, article, "_save", standfirst="Theirs")
    client.force_login(editor)

    refused = client.post(change_url(article), mine)
    client.post(change_url(article), read_form(refused, _save="1"))

    proposal = Revision.objects.open_proposal(article)
    words = proposal.snapshot["article"]
    assert (words["headline"], words["standfirst"]) == ("Mine", "Theirs")
    assert actions(article) == [(2, "proposed"), (1, "proposed"), (0, "loaded")]


def test_a_save_of_an_article_that_was_handed_in_shows_what_was_typed(client):
    reporter = make_member("reporter", username="reporter")
    client.force_login(reporter)
    article = make_article(created_by=reporter, body="Opened.")
    mine = open_form(client, article, body="Typed meanwhile.")
    press(client, article, "_step_submit")

    response = client.post(change_url(article), mine)

    assert response.status_code == 409
    assert "Only sub-editors, desk editors and legal review articles." in response.text
    assert "Typed meanwhile." in response.text
    assert Article.objects.get().body == "Opened."


@pytest.mark.parametrize("counter", ["", "x", "9" * 40])
def test_a_save_that_does_not_say_which_version_it_read_is_refused(client, editor, counter):
    article = make_article(body="Opened.")
    press(client, article, "_save", body="Theirs.")

    response = client.post(
        change_url(article), open_form(client, article, body="Mine.", edit_counter=counter)
    )

    assert response.status_code == 200
    assert Article.objects.get().body == "Theirs."


def test_the_ends_of_lines_that_a_browser_sends_are_no_change(client, editor, colleague):
    article = make_article(headline="Opened", body="One.\n\nTwo.")
    mine = open_form(client, article, headline="Mine.", body="One.\r\n\r\nTwo.")
    client.force_login(colleague)
    press(client, article, "_save", body="One.\n\nTwo, by a colleague.")
    client.force_login(editor)

    response = client.post(change_url(article), mine)

    (sentence,) = errors_on_top(response)
    assert "Taken over from there: body." in sentence
    assert "Changed here" not in sentence


def test_a_text_is_kept_with_the_ends_of_lines_that_it_had(client, editor):
    article = make_article(headline="Opened", body="One.\n\nTwo.")

    press(client, article, "_save", body="One.\r\n\r\nTwo, longer.")

    assert Article.objects.get().body == "One.\n\nTwo, longer."


def test_a_save_in_another_window_of_ones_own_is_named_as_that(client, editor):
    article = make_article(body="Opened.")
    first = open_form(client, article, body="First.")
    press(client, article, "_save", body="Second.")

    response = client.post(change_url(article), first)

    assert errors_on_top(response)[0].startswith(
        "Not saved: you saved this article in another window at "
    )
