"""Corrections to issue: from the changed quote to the notices of all articles that printed it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.correction_forms import AS_IT_IS
from articles.models import Correction, Notice
from articles.services import (
    close_correction,
    open_corrections,
    state_of,
    withdraw_quote,
)
from newsroom.roles import ADMINISTRATOR, DESK_EDITOR, LEGAL, REPORTER, SUB_EDITOR
from tests.articles.desk_pages import change_url, said
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_member,
    make_quote,
)

pytestmark = pytest.mark.django_db
ALL = "admin:articles_correction_issue"
SUGGESTED = "An earlier version of this article misquoted Ana Orlova: the words were “We have met”."


@pytest.fixture
def desk(client):
    member = make_member(DESK_EDITOR, username="desk")
    client.force_login(member)
    return member


@pytest.fixture
def quote():
    return make_quote(
        verified=True, text="We met", slug="we-met", speaker=make_actor(name="Ana Orlova")
    )


def change(quote, **fields):
    """Change the quote as its page does."""
    before = state_of(quote)
    for name, value in fields.items():
        setattr(quote, name, value)
    quote.save()
    return open_corrections(quote, before, by=make_member(SUB_EDITOR))


@pytest.fixture
def waiting(quote):
    """Return two corrections of corrected words, in two articles that readers have."""
    for headline in ("First", "Second"):
        make_citation(make_article(published=True, headline=headline, slug=headline.lower()), quote)
    return change(quote, text="We have met")


def page_of(quote):
    return reverse("admin:articles_quote_corrections", args=[quote.pk])


def sent(response, *ticked, **changes):
    """Return what the page would send, with these corrections ticked and texts changed."""
    page = response.context["page"]
    data = {"row": [row.correction.pk for row in page.rows], "kind": "correction", "reason": ""}
    for row in page.rows:
        prefix = f"row{row.correction.pk}"
        data[f"{prefix}-text"] = row.form["text"].value()
        data[f"{prefix}-seen"] = row.state
        if row.correction in ticked:
            data[f"{prefix}-chosen"] = "on"
    return {**data, **changes}


def text_of(correction):
    return f"row{correction.pk}-text"


def errors(response):
    page = response.context["page"]
    rows = {row.article.headline: dict(row.form.errors) for row in page.rows if row.is_ticked}
    return dict(page.form.errors), {name: found for name, found in rows.items() if found}


def test_the_page_shows_what_is_printed_what_is_on_file_and_a_notice(client, desk, quote, waiting):
    page = client.get(page_of(quote))

    rows = page.context["page"].rows
    assert [row.article.headline for row in rows] == ["First", "Second"]
    assert [row.form["text"].value() for row in rows] == [SUGGESTED, SUGGESTED]
    assert [row.is_ticked for row in rows] == [True, True]
    assert "<mark>We met</mark>" in page.text
    taken_out = '<span class="visually-hidden"> [put in:] </span>have '
    assert taken_out in page.text


def test_all_notices_are_issued_at_once_and_the_api_tells_readers(client, desk, quote, waiting):
    first, second = waiting
    before = client.get("/api/v1/articles/first/")
    data = sent(client.get(page_of(quote)), first, second, **{text_of(second): "They have met."})

    response = client.post(page_of(quote), {**data, "_issue": "1"})

    assert (response.url, said(response)) == (change_url(quote), ["2 notices are issued."])
    after = client.get("/api/v1/articles/first/")
    assert [notice["text"] for notice in after.json()["notices"]] == [SUGGESTED]
    assert after.json()["version"] == before.json()["version"] + 1
    assert after.json()["updated_at"] > before.json()["updated_at"]
    found = client.get("/api/v1/notices/?article=second").json()["results"]
    assert [(notice["kind"], notice["text"]) for notice in found] == [
        ("correction", "They have met.")
    ]
    assert Correction.objects.open().count() == 0
    assert set(Correction.objects.values_list("outcome", "closed_by")) == {("noticed", desk.pk)}


def test_what_is_not_ticked_stays_with_its_text(client, desk, quote, waiting):
    first, second = waiting
    data = sent(client.get(page_of(quote)), first, **{text_of(second): "Half a sentence"})

    response = client.post(page_of(quote), {**data, "_issue": "1"})

    assert said(response) == ["1 notice is issued."]
    (row,) = response.context["page"].rows
    assert (row.correction, row.form["text"].value()) == (second, "Half a sentence")
    assert list(Correction.objects.open()) == [second]


def test_what_is_not_ticked_and_not_touched_is_shown_anew(client, desk, quote, waiting):
    data = sent(client.get(page_of(quote)), waiting[0])

    response = client.post(page_of(quote), {**data, "_issue": "1"})

    assert response.url == page_of(quote)
    assert [row.correction for row in client.get(response.url).context["page"].rows] == [waiting[1]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write the notice, or untick the article."),
        (" \r\n ", "Write the notice, or untick the article."),
        ("x" * 100_000, "Shorten this text to 10,000 characters: it has 100,000."),
        ("a\x07b\x1b", "Remove what cannot be seen in this text: U+0007, U+001B."),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_a_notice_that_cannot_go_out_stops_all_and_nothing_typed_is_lost(
    client, desk, quote, waiting, text, sentence
):
    first, second = waiting
    data = sent(
        client.get(page_of(quote)), first, second,
        **{text_of(first): text, text_of(second): "They have met.", "kind": "clarification"},
    )  # fmt: skip

    response = client.post(page_of(quote), {**data, "_issue": "1"})

    assert errors(response) == ({}, {"First": {"text": [sentence]}})
    assert [row.form["text"].value() for row in response.context["page"].rows] == [
        text,
        "They have met.",
    ]
    assert response.context["page"].form["kind"].value() == "clarification"
    assert Notice.objects.count() == 0


def test_right_to_left_and_astral_text_goes_out_as_it_is(client, desk, quote, waiting):
    text = "تصحيح: «اجتمعنا» 🕊️\nשורה"
    data = sent(client.get(page_of(quote)), waiting[0], **{text_of(waiting[0]): text})

    client.post(page_of(quote), {**data, "_issue": "1"})

    assert Notice.objects.get().text == text


def test_nothing_ticked_is_a_sentence(client, desk, quote, waiting):
    response = client.post(page_of(quote), {**sent(client.get(page_of(quote))), "_issue": "1"})

    assert errors(response) == ({"__all__": ["Tick at least one article."]}, {})


def test_an_unknown_kind_is_refused(client, desk, quote, waiting):
    data = sent(client.get(page_of(quote)), *waiting, kind="retraction")

    response = client.post(page_of(quote), {**data, "_issue": "1"})

    assert "kind" in errors(response)[0]
    assert Notice.objects.count() == 0


def test_what_a_colleague_dealt_with_meanwhile_stops_all_at_its_row(client, desk, quote, waiting):
    first, second = waiting
    data = sent(client.get(page_of(quote)), first, second, **{text_of(second): "They have met."})
    close_correction(first, by=make_member(DESK_EDITOR, username="colleague"), reason="Told them.")

    response = client.post(page_of(quote), {**data, "_issue": "1"})

    sentence = "colleague has dealt with this already: no notice needed. Untick it."
    assert errors(response) == ({}, {"First": {"__all__": [sentence]}})
    assert "They have met." in response.text
    assert Notice.objects.count() == 0


def test_a_quote_that_changed_again_meanwhile_is_read_before_its_notice_goes_out(
    client, desk, quote, waiting
):
    data = sent(client.get(page_of(quote)), *waiting)
    change(quote, text="We never met")

    refused = client.post(page_of(quote), {**data, "_issue": "1"})
    again = client.post(page_of(quote), {**sent(refused, *waiting), "_issue": "1"})

    assert errors(refused)[1]["First"] == {"__all__": [AS_IT_IS]}
    assert "We never met" in refused.text
    assert said(again) == ["2 notices are issued."]


def test_a_quote_withdrawn_while_the_page_is_open_asks_for_another_notice(
    client, desk, quote, waiting
):
    data = sent(client.get(page_of(quote)), *waiting)
    withdraw_quote(quote, by=make_member(SUB_EDITOR), reason="Never said.")

    response = client.post(page_of(quote), {**data, "_issue": "1"})

    assert errors(response)[1]["Second"] == {"__all__": [AS_IT_IS]}
    assert client.get(page_of(quote)).context["page"].rows[0].suggestion == (
        "This article quoted Ana Orlova as saying “We met”. We have withdrawn this quotation."
    )


def test_no_notice_needed_closes_what_is_ticked_with_its_reason(client, desk, quote, waiting):
    data = sent(client.get(page_of(quote)), waiting[0], reason="A matter of spelling.")

    response = client.post(page_of(quote), {**data, "_close": "1"})

    assert said(response) == ["1 correction is closed without a notice."]
    waiting[0].refresh_from_db()
    assert (waiting[0].outcome, waiting[0].reason) == ("unneeded", "A matter of spelling.")
    assert Notice.objects.count() == 0


def test_no_notice_needed_needs_a_reason(client, desk, quote, waiting):
    data = sent(client.get(page_of(quote)), *waiting, **{text_of(waiting[0]): "Typed"})

    response = client.post(page_of(quote), {**data, "_close": "1"})

    assert errors(response) == ({"reason": ["Say why readers need no notice."]}, {})
    assert "Typed" in response.text
    assert Correction.objects.open().count() == 2


def test_words_that_still_stand_in_the_corrected_quote_are_said_to(client, desk, quote):
    article = make_article(published=True, body="“We met,” she said.")
    make_citation(article, quote, as_printed="We met")
    change(quote, text="We met twice")

    assert "perhaps its readers need no notice" in client.get(page_of(quote)).text


@pytest.mark.parametrize("role", [REPORTER, SUB_EDITOR, LEGAL, ADMINISTRATOR])
def test_others_read_the_page_and_issue_nothing(client, quote, waiting, role):
    client.force_login(make_member(role))

    page = client.get(page_of(quote))
    response = client.post(page_of(quote), {**sent(page, *waiting), "_issue": "1"})

    assert "Only a desk editor issues these notices." in page.text
    assert 'name="_issue"' not in page.text
    assert response.status_code == 403
    assert Notice.objects.count() == 0


def test_a_stranger_sees_nothing(client, django_user_model, quote, waiting):
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))

    assert client.get(page_of(quote)).status_code == 403
    assert client.get(reverse(ALL)).status_code == 403


def test_all_open_ones_are_on_one_page_or_those_ticked_in_the_list(client, desk, quote, waiting):
    other = make_quote(verified=True)
    make_citation(make_article(published=True, headline="Third"), other)
    (third,) = change(other, text="Other words")

    everything = client.get(reverse(ALL)).context["page"].rows
    ticked = client.post(
        reverse("admin:articles_correction_changelist"),
        {"action": "issue_ticked", "_selected_action": [waiting[0].pk, third.pk]},
    )

    assert [row.correction for row in everything] == [*waiting, third]
    assert [row.correction for row in client.get(ticked.url).context["page"].rows] == [
        waiting[0],
        third,
    ]


def test_the_list_shows_what_is_open_first_and_is_filtered(client, desk, quote, waiting):
    first, second = waiting
    close_correction(first, by=desk, reason="Told them.")
    url = reverse("admin:articles_correction_changelist")

    def listed(**query):
        return list(client.get(url, query).context["cl"].result_list)

    assert listed() == [second, first]
    assert (listed(waiting="open"), listed(waiting="closed")) == ([second], [first])
    assert (listed(article="first"), listed(quote="we HAVE")) == ([first], [second, first])
    assert (listed(article="third"), listed(quote="never")) == ([], [])
    page = client.get(change_url(first)).text
    assert 'name="_save"' not in page
    assert "Told them." in page


def test_nothing_to_correct_says_so(client, desk, quote):
    assert "Nothing to correct" in client.get(page_of(quote)).text
    assert client.get(reverse("admin:articles_quote_corrections", args=[0])).status_code == 404


def test_a_row_that_is_another_quotes_is_not_dealt_with_here(client, desk, quote, waiting):
    data = sent(client.get(page_of(quote)), *waiting)
    other = make_quote(verified=True)

    client.post(page_of(other), {**data, "_issue": "1"})

    assert Notice.objects.count() == 0


def test_the_page_costs_the_same_for_one_article_and_for_twenty(client, desk, quote, waiting):
    def queries(url):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    urls = [page_of(quote), reverse(ALL), change_url(quote)]
    for url in urls:
        queries(url)
    few = [queries(url) for url in urls]
    for _ in range(18):
        make_citation(make_article(published=True), quote)
    change(quote, text="We never met")

    assert [queries(url) for url in urls] == few
