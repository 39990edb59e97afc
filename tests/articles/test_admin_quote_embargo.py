"""The embargo of a quote: typed on its page while nothing prints it, confirmed on its own after."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Quote
from articles.services import embargo_quote
from newsroom.roles import ADMINISTRATOR, DESK_EDITOR, LEGAL, REPORTER, SUB_EDITOR
from tests.articles.conftest import NOW
from tests.articles.desk_pages import change_url, press, said
from tests.factories import make_actor, make_article, make_citation, make_member, make_quote
from tests.newsroom.page_form import read_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
HOUR = timedelta(hours=1)


@pytest.fixture
def editor(client):
    member = make_member(DESK_EDITOR, username="desk")
    client.force_login(member)
    return member


@pytest.fixture
def quote():
    return make_quote(
        verified=True, text="We met", slug="we-met", speaker=make_actor(name="Ana Orlova"),
        embargo_until=NOW + HOUR,
    )  # fmt: skip


@pytest.fixture
def scheduled(quote):
    article = make_article(published=True, headline="Tonight", published_at=NOW + 2 * HOUR)
    make_citation(article, quote)
    return article


def page_of(quote):
    return reverse("admin:articles_quote_embargo", args=[quote.pk])


def typed(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def send(client, quote, until, **data):
    seen = quote.embargo_until.isoformat() if quote.embargo_until else ""
    data = {"until": until, "reason": "", "seen": seen, **data}
    return client.post(page_of(quote), data)


def errors(response):
    return dict(response.context["form"].errors)


def test_the_embargo_of_a_draft_is_a_field_of_its_page(client, editor):
    quote = make_quote()
    make_citation(make_article(), quote)

    press(client, quote, "_save", embargo_until="2025-09-02T08:00")

    assert Quote.objects.get().embargo_until == datetime(2025, 9, 2, 8, tzinfo=UTC)


def test_that_of_a_quote_in_print_is_read_there_with_its_clock(client, editor, quote, scheduled):
    page = client.get(change_url(quote)).text

    assert 'name="embargo_until"' not in page
    assert f'<a href="{page_of(quote)}">Change the embargo</a>' in page
    assert '<time class="desk-until" data-until datetime="2025-09-01T13:00:00+00:00"' in page
    assert "in 1 hour" in page.replace("\xa0", " ")


def test_who_may_not_change_the_embargo_in_print_reads_who_may(client, quote, scheduled):
    client.force_login(make_member("reporter"))

    page = client.get(change_url(quote)).text

    assert "its embargo is changed by those who verify quotes, sub-editors" in page
    assert "Change the embargo" not in page


def test_one_typed_while_the_quote_went_into_print_is_refused_and_stays(client, editor):
    quote = make_quote(verified=True, text="We met")
    data = read_form(client.get(change_url(quote)), embargo_until="2025-09-02T08:00")
    make_citation(make_article(published=True, published_at=NOW + 2 * HOUR), quote)

    response = client.post(change_url(quote), {**data, "_save": "1"})

    (sentence,) = response.context["adminform"].form.errors["embargo_until"]
    assert sentence.startswith("A published or scheduled article prints this quote")
    assert 'value="2025-09-02T08:00' in response.text
    assert Quote.objects.get().embargo_until is None


def test_the_page_lists_what_depends_on_the_embargo(client, editor, quote, scheduled):
    live = make_article(published=True, headline="Live", published_at=NOW - HOUR)
    draft = make_article(headline="A draft")
    for article in (live, draft):
        make_citation(article, quote)

    context = client.get(page_of(quote)).context

    assert context["live"] == [live]
    assert context["scheduled"] == [(scheduled, "", False)]
    assert context["waiting"] == [draft]


def test_extending_moves_the_articles_that_are_ticked(client, editor, quote, scheduled):
    until = NOW + 5 * HOUR

    response = send(client, quote, typed(until), move=[scheduled.pk], reason="Asked by Kyiv.")

    assert (response.url, said(response)) == (
        change_url(quote),
        [
            "Under embargo until 2025-09-01 17:00 UTC.",
            "“Tonight” now appears on 2025-09-01 17:00 UTC.",
        ],
    )
    assert Quote.objects.get().embargo_until == until
    assert Article.objects.get().published_at == until


def test_an_article_that_is_not_ticked_blocks_and_nothing_typed_is_lost(
    client, editor, quote, scheduled
):
    other = make_article(published=True, headline="Later", published_at=NOW + 3 * HOUR)
    make_citation(other, quote)

    response = send(client, quote, "2025-09-01T17:00", move=[scheduled.pk], reason="Asked.")

    assert errors(response) == {
        "until": [
            (
                "“Later” prints this quote and appears on 2025-09-01 15:00 UTC. "
                "Move it along, or withdraw it."
            )
        ]
    }
    assert response.context["scheduled"] == [(scheduled, "", True), (other, "", False)]
    assert 'value="2025-09-01T17:00:00"' in response.text
    assert ">\nAsked.</textarea>" in response.text
    assert Quote.objects.get().embargo_until == NOW + HOUR


def test_an_article_that_readers_have_blocks(client, editor, quote):
    make_citation(make_article(published=True, headline="Live", published_at=NOW - HOUR), quote)

    response = send(client, quote, "2025-09-01T17:00")

    assert errors(response) == {
        "until": ["Readers have “Live”, which prints this quote. Withdraw the article first."]
    }


def test_an_empty_time_lifts_it(client, editor, quote, scheduled):
    response = send(client, quote, "")

    assert said(response) == ["The embargo is lifted."]
    assert Quote.objects.get().embargo_until is None
    assert Article.objects.get().published_at == NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2025-09-01T11:00", "This time has passed. Choose a later one, or empty it to lift it."),
        ("tomorrow", "Enter a valid date/time."),
        ("2026-02-30T11:00", "Enter a valid date/time."),
    ],
)
def test_a_time_that_cannot_be_is_a_sentence(client, editor, quote, scheduled, until, sentence):
    response = send(client, quote, until)

    assert errors(response) == {"until": [sentence]}
    assert Quote.objects.get().embargo_until == NOW + HOUR


def test_times_are_those_of_the_editors_clock_and_say_what_a_change_of_clocks_skips(client, quote):
    member = make_member(SUB_EDITOR, time_zone="Europe/Berlin")
    client.force_login(member)

    skipped = send(client, quote, "2026-03-29T02:30")
    send(client, quote, "2026-03-29T03:30")

    (sentence,) = errors(skipped)["until"]
    assert "02:30 does not exist" in sentence
    assert Quote.objects.get().embargo_until == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_r11_an_embargo_that_a_colleague_changed_meanwhile_is_not_overwritten_unseen(
    client, editor, quote, scheduled
):
    opened = Quote.objects.get()
    embargo_quote(quote, None, by=make_member(SUB_EDITOR))

    refused = send(client, opened, "2025-09-01T13:30")
    again = send(client, Quote.objects.get(), "2025-09-01T13:30")

    assert errors(refused) == {
        "__all__": [
            (
                "Somebody changed the embargo since you opened this page: now there is none. "
                "Send yours again to replace it."
            )
        ]
    }
    assert '<input type="hidden" name="seen" id="id_seen">' in refused.text
    assert said(again)[-1] == "Under embargo until 2025-09-01 13:30 UTC."


def test_who_may_not_reschedule_moves_no_article(client, quote, scheduled):
    client.force_login(make_member(SUB_EDITOR))

    page = client.get(page_of(quote))
    response = send(client, quote, "2025-09-01T17:00", move=[scheduled.pk])

    assert page.context["scheduled"] == [(scheduled, "Only a desk editor does this.", False)]
    assert 'name="move"' not in page.text
    assert response.status_code == 200
    assert errors(response)
    assert Article.objects.get().published_at == NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("role", "status"),
    [(REPORTER, 403), (ADMINISTRATOR, 403), (LEGAL, 200), (SUB_EDITOR, 200), (DESK_EDITOR, 200)],
)
def test_who_may_change_it(client, quote, scheduled, role, status):
    client.force_login(make_member(role))

    assert client.get(page_of(quote)).status_code == status
    assert (page_of(quote) in client.get(change_url(quote)).text) == (status == 200)


def test_an_article_of_another_quote_is_not_moved(client, editor, quote):
    other = make_article(published=True, published_at=NOW + 2 * HOUR)

    response = send(client, quote, "2025-09-01T17:00", move=[other.pk])

    assert "move" in errors(response)
    assert Article.objects.get().published_at == NOW + 2 * HOUR


def test_the_page_costs_the_same_for_any_number_of_articles(client, editor, quote, scheduled):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(page_of(quote))
        return len(captured)

    queries()
    for_one = queries()
    for _ in range(5):
        make_citation(make_article(published=True, published_at=NOW + 3 * HOUR), quote)

    assert queries() == for_one
