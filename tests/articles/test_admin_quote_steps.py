"""The steps of a quote: who is offered which, and the page on which each is confirmed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Correction, Quote
from articles.services import withdraw_quote
from newsroom.roles import ADMINISTRATOR, DESK_EDITOR, LEGAL, REPORTER, SUB_EDITOR
from tests.articles.desk_pages import change_url, press, said
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_member,
    make_quote,
)
from tests.newsroom.page_form import read_form

pytestmark = pytest.mark.django_db
LIST = "admin:articles_quote_changelist"


def step_url(name, *quotes):
    keys = ",".join(str(quote.pk) for quote in quotes)
    return reverse("admin:articles_quote_step", args=[keys, name])


def offered(client, quote):
    """Return the steps on a quote's page: by saving, and by a link."""
    context = client.get(change_url(quote)).context
    saving = ["verify"] if context["verifies_on_saving"] else []
    return saving, [step.name for step in context["quote_steps"]]


@pytest.fixture
def sub_editor(client):
    member = make_member(SUB_EDITOR, username="sub-editor")
    client.force_login(member)
    return member


@pytest.fixture
def quote():
    return make_quote(
        verified=True, text="We met", slug="we-met", speaker=make_actor(name="Ana Orlova")
    )


@pytest.mark.parametrize(
    ("status", "saving", "links"),
    [
        ("draft", ["verify"], ["dispute", "withdraw"]),
        ("verified", [], ["dispute", "withdraw", "reopen"]),
        ("disputed", ["verify"], ["withdraw", "reopen"]),
        ("withdrawn", [], ["reopen"]),
    ],
)
@pytest.mark.parametrize("role", [SUB_EDITOR, DESK_EDITOR])
def test_each_status_of_a_quote_has_its_steps(client, quote, role, status, saving, links):
    client.force_login(make_member(role))
    Quote.objects.update(status=status)

    assert offered(client, quote) == (saving, links)


@pytest.mark.parametrize("status", Quote.Status.values)
@pytest.mark.parametrize("role", [REPORTER, ADMINISTRATOR])
def test_who_may_not_verify_is_offered_nothing(client, quote, role, status):
    client.force_login(make_member(role))
    Quote.objects.update(status=status)

    assert offered(client, quote) == ([], [])
    actions = client.get(reverse(LIST)).context["action_form"]
    assert actions is None or not {"dispute", "withdraw"} & {
        name for name, _ in actions.fields["action"].choices
    }


def test_legal_who_writes_nothing_verifies_and_disputes_by_links(client, quote):
    client.force_login(make_member(LEGAL))
    Quote.objects.update(status="disputed")

    assert offered(client, quote) == ([], ["verify", "withdraw", "reopen"])
    client.post(step_url("verify", quote))
    assert Quote.objects.get().status == "verified"


@pytest.mark.parametrize(
    ("step", "status", "told"),
    [
        ("dispute", "disputed", "is disputed: articles may not print it until it is verified."),
        ("withdraw", "withdrawn", "is withdrawn: no article may print it."),
        ("reopen", "draft", "is a draft again: somebody verifies it before articles print it."),
    ],
)
def test_a_step_is_confirmed_on_its_page_from_the_quote_and_from_the_list(
    client, sub_editor, quote, step, status, told
):
    others = [make_quote(verified=True), make_quote(verified=True)]

    alone = client.post(step_url(step, quote), {"reason": "The recording says otherwise."})
    ticked = client.post(
        reverse(LIST), {"action": step, "_selected_action": [row.pk for row in others]}
    )
    asked = client.get(ticked.url)
    together = client.post(ticked.url, {"reason": "The recording says otherwise."})

    assert ticked.url == step_url(step, *others)
    assert [row for row, _articles in asked.context["quotes"]] == others
    assert {row.status for row in Quote.objects.all()} == {status}
    assert said(alone) == [f"“{quote}” {told}"]
    assert said(together)[-2:] == [f"“{row}” {told}" for row in others]
    assert (alone.url, together.url) == (change_url(quote), reverse(LIST))
    if step != "reopen":
        last = LogEntry.objects.filter(object_id=quote.pk).first()
        assert last.get_change_message().endswith("The recording says otherwise.")


@pytest.mark.parametrize("step", ["dispute", "withdraw"])
@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Write the reason, for the record."),
        (" \n ", "Write the reason, for the record."),
        ("a\x07b", "Remove what cannot be seen in this text: U+0007."),
        ("x" * 10_001, "Shorten this text to 10,000 characters: it has 10,001."),
    ],
)
def test_a_step_needs_a_reason_that_can_be_read(client, sub_editor, quote, step, reason, sentence):
    response = client.post(step_url(step, quote), {"reason": reason})

    assert response.context["form"].errors == {"reason": [sentence]}
    assert Quote.objects.get().status == "verified"


def test_the_page_lists_the_articles_that_readers_have_or_will_have(client, sub_editor, quote):
    live = make_article(published=True, headline="Live")
    make_citation(live, quote)
    make_citation(make_article(headline="Still a draft"), quote)

    page = client.get(step_url("withdraw", quote))

    assert page.context["quotes"] == [(quote, [live])]
    assert "Printed in 1 article, published or scheduled." in page.text
    assert "Still a draft" not in page.text


def test_a_withdrawn_quote_opens_the_corrections_of_what_printed_it(client, sub_editor, quote):
    make_citation(make_article(published=True), quote)

    response = client.post(step_url("withdraw", quote), {"reason": "Never said."})

    assert Correction.objects.open().count() == 1
    assert said(response)[1].startswith("1 article prints this quote as it was: <a href=")
    assert reverse("admin:articles_quote_corrections", args=[quote.pk]) in said(response)[1]


def test_r12_a_step_does_not_depend_on_what_stands_in_the_form(client, sub_editor, quote):
    make_citation(make_article(published=True), quote)
    press(client, quote, "_save", text="We never met")

    client.post(step_url("withdraw", quote), {"reason": "Never said."})

    assert Quote.objects.get().status == "withdrawn"


def test_a_quote_withdrawn_while_the_page_is_open_says_so_and_keeps_the_reason(
    client, sub_editor, quote
):
    client.get(step_url("dispute", quote))
    withdraw_quote(quote, by=make_member(DESK_EDITOR), reason="Never said.")

    response = client.post(step_url("dispute", quote), {"reason": "I doubt it."})

    assert response.context["form"].non_field_errors() == [
        f"“{quote}” is withdrawn, so it cannot be disputed. Reload the page to see it as it is."
    ]
    assert "I doubt it." in response.text
    assert Quote.objects.get().status == "withdrawn"


def test_of_several_quotes_those_that_cannot_take_the_step_are_named_and_left(
    client, sub_editor, quote
):
    gone = make_quote(verified=True)
    Quote.objects.filter(pk=gone.pk).update(status="withdrawn")

    page = client.get(step_url("withdraw", quote, gone))
    client.post(step_url("withdraw", quote, gone), {"reason": "Never said."})

    assert [row for row, _articles in page.context["quotes"]] == [quote]
    assert len(page.context["refused"]) == 1
    assert {row.status for row in Quote.objects.all()} == {"withdrawn"}


@pytest.mark.parametrize("role", [REPORTER, ADMINISTRATOR])
def test_the_page_refuses_who_may_not(client, quote, role):
    client.force_login(make_member(role))

    response = client.post(step_url("withdraw", quote), {"reason": "Never said."})

    assert response.context["form"].non_field_errors() == [
        "Only sub-editors, desk editors and legal verify, dispute or withdraw quotes."
    ]
    assert Quote.objects.get().status == "verified"


@pytest.mark.parametrize("address", ["0/step/withdraw/", "x/step/withdraw/", "{}/step/fly/"])
def test_an_address_that_means_nothing_is_not_found(client, sub_editor, quote, address):
    url = reverse(LIST) + address.format(quote.pk)

    assert client.get(url).status_code == 404


def test_an_editor_verifies_while_saving(client, sub_editor):
    quote = make_quote()

    response = press(client, quote, "_step_verify", note="checked against the recording")

    quote.refresh_from_db()
    assert (quote.status, quote.verified_by) == ("verified", sub_editor)
    assert quote.note == "checked against the recording"
    assert said(response)[-1] == f"“{quote}” is verified: articles may print it."


def test_a_new_quote_is_verified_while_saving(client, sub_editor):
    url = reverse("admin:articles_quote_add")
    data = read_form(client.get(url), text="We met", speaker=make_actor().pk)

    client.post(url, {**data, "_step_verify": "1"})

    assert Quote.objects.get().status == "verified"


def test_a_list_action_verifies_quotes_at_once(client, sub_editor):
    first, second = make_quote(), make_quote()

    client.post(reverse(LIST), {"action": "verify", "_selected_action": [first.pk, second.pk]})

    assert Quote.objects.verified().count() == 2


def test_a_verified_quote_goes_off_the_record_once_it_is_a_draft_again(client, sub_editor, quote):
    client.post(step_url("reopen", quote))
    press(client, quote, "_save", terms="off_record")

    quote.refresh_from_db()
    assert (quote.status, quote.terms, quote.verified_by) == ("draft", "off_record", None)


def test_the_page_of_a_step_costs_the_same_for_any_number_of_articles(client, sub_editor, quote):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(step_url("withdraw", quote))
        return len(captured)

    make_citation(make_article(published=True), quote)
    queries()
    for_one = queries()
    for _ in range(9):
        make_citation(make_article(published=True), quote)

    assert queries() == for_one
