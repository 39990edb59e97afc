"""What happened on the desk while the linking page was open."""

import pytest

from articles.models import Citation, Quote
from articles.services import link_quotations, reject_quotation
from tests.articles.linking.linking_page import by_words, cards, decided, filled, link_url
from tests.factories import make_quote, make_user

pytestmark = pytest.mark.django_db

WORDS = "Nothing is signed before winter comes"


@pytest.fixture(autouse=True)
def signed_in(client, author):
    client.force_login(author)


@pytest.fixture
def on_file(juhan):
    return make_quote(text=WORDS, speaker=juhan)


def test_a_chosen_quote_that_went_is_never_replaced_unasked(client, article, on_file):
    data = filled(client.get(link_url(article)))
    on_file.delete()

    response = client.post(link_url(article), data)

    (problem,) = cards(response)["Nothing"].problems
    assert problem.startswith("The quote that you chose is no longer on file.")
    assert not Quote.objects.exists()

    client.post(link_url(article), filled(response))
    assert Quote.objects.filter(text=WORDS).count() == 1


def test_of_two_quotes_the_one_that_went_is_asked_for_again(client, article, on_file, juhan):
    other = make_quote(text=f"{WORDS} to the bay", speaker=juhan)
    data = filled(client.get(link_url(article)))
    on_file.delete()

    response = client.post(link_url(article), data)

    (sentence,) = cards(response)["Nothing"].errors["source"]
    assert sentence.startswith("The quote that you chose is no longer on file.")
    client.post(link_url(article), filled(response, Nothing={"source": other.pk}))
    assert Citation.objects.filter(quote=other).exists()


def test_words_that_came_meanwhile_and_were_said_twice_are_linked_as_new(client, article, juhan):
    data = filled(client.get(link_url(article)))
    make_quote(text=WORDS, speaker=juhan)
    response = client.post(link_url(article), data)

    client.post(link_url(article), filled(response, Nothing={"source": "new"}))

    assert Quote.objects.filter(text=WORDS).count() == 2


def test_words_that_came_meanwhile_are_asked_about_until_somebody_answers(client, article, juhan):
    data = filled(client.get(link_url(article)))
    make_quote(text=WORDS, speaker=juhan)

    response = client.post(link_url(article), filled(client.post(link_url(article), data)))

    assert "came on file meanwhile" in str(cards(response)["Nothing"].errors["source"])
    assert Quote.objects.filter(text=WORDS).count() == 1


def test_what_a_new_quote_would_need_is_not_asked_of_one_on_file(client, article, on_file):
    page = client.get(link_url(article))

    client.post(link_url(article), filled(page, Nothing={"said_on": "sometime", "speaker": ""}))

    assert Citation.objects.filter(quote=on_file).exists()


def test_a_problem_that_is_folded_away_opens_its_card(client, article):
    response = client.post(
        link_url(article), filled(client.get(link_url(article)), Nothing={"cue": "c" * 101})
    )

    assert cards(response)["Nothing"].needs_more
    assert not cards(response)["We have"].needs_more
    assert response.text.count('<details class="desk-link-more" open>') == 1


def test_what_a_colleague_rejected_meanwhile_is_not_dropped_in_silence(client, article):
    data = filled(client.get(link_url(article)))
    reject_quotation(article, WORDS, by=make_user())

    response = client.post(link_url(article), data)

    (problem,) = response.context["problems"]
    assert problem.startswith("Not saved: a quotation that you ticked is no longer proposed.")
    assert not Quote.objects.exists()

    client.post(link_url(article), filled(response))
    assert [row.as_printed.split()[0] for row in Citation.objects.all()] == ["We"]


def link_all(article, *beginnings):
    found = by_words(article)
    chosen = [decided(one) for word, one in found.items() if not beginnings or word in beginnings]
    link_quotations(article, chosen, by=make_user(), edit_counter=article.edit_counter)


def test_what_a_colleague_linked_meanwhile_is_named(client, article):
    data = filled(client.get(link_url(article)), It={"do": "reject"})
    link_all(article)

    response = client.post(link_url(article), data)

    stale, linked = response.context["problems"]
    assert "still here" not in stale
    assert linked == (
        "A colleague linked meanwhile what you had decided on: “We have agreed on the bridge and "
        "on the road”, “Nothing is signed before winter comes” and “It will take a year at the "
        "very least”."
    )
    assert "Every quotation of this article has its quote." in response.text
    assert 'name="_save"' not in response.text
    assert "covers_events" not in response.text


def test_only_what_the_editor_decided_on_is_named(client, article):
    data = filled(client.get(link_url(article)), Nothing={"do": "leave"})
    link_all(article, "We", "Nothing")

    stale, linked = client.post(link_url(article), data).context["problems"]

    assert "What you typed is still here." in stale
    assert linked == (
        "A colleague linked meanwhile what you had decided on: “We have agreed on the bridge and "
        "on the road”."
    )
