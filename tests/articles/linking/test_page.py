"""The linking page: what it shows, stores, refuses and keeps."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from articles.models import Citation, Coverage, Quote, RejectedQuotation, Revision
from articles.services import link_quotations
from newsroom.roles import ADMINISTRATOR, DESK_EDITOR, LEGAL, REPORTER, ROLES, SUB_EDITOR
from tests.articles.desk_pages import change_url, said
from tests.articles.linking.conftest import BODY
from tests.articles.linking.linking_page import by_words, cards, decided, filled, link_url, save
from tests.factories import make_actor, make_article, make_member, make_quote, make_user
from tests.newsroom.linking_story import Story
from tests.newsroom.test_admin_pages import INLINE_CODE, is_under_a_strict_policy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client, author):
    client.force_login(author)


def test_the_page_marks_each_quotation_and_ticks_what_is_named(client, article):
    page = client.get(link_url(article))

    assert {words: row.does for words, row in cards(page).items()} == {
        "We have": "link",
        "Nothing": "link",
        "It will": "leave",
    }
    assert page.text.count("<mark") == 3
    assert INLINE_CODE.search(page.text) is None
    assert is_under_a_strict_policy(page)


def test_saving_the_page_as_it_is_links_what_was_ticked(client, article, conference):
    response = save(client, article)

    assert said(response) == [
        "Linked 2 quotations: 2 new quotes to verify.",
        "Added to what the article is about: “Press conference in Tallinn”.",
    ]
    assert response.url == link_url(article)
    assert [row.as_printed.split()[0] for row in Citation.objects.all()] == ["We", "Nothing"]
    assert Quote.objects.get(text__startswith="Nothing").office.title == "Minister"


def test_once_all_is_linked_the_article_opens(client, article):
    response = save(client, article, It={"do": "link"})

    assert response.url == change_url(article)


def test_a_whole_story_is_linked_as_proposed(client, author):
    article = Story().draft(created_by=author)
    page = client.get(link_url(article))
    everything = {words.split()[0]: {"do": "link"} for words in cards(page)}
    statements = {row.proposal.quotation.words.split()[0]: {} for row in page.context["statements"]}

    response = client.post(link_url(article), filled(page, **{**everything, **statements}))

    assert response.status_code == 302, errors_of(response)
    assert said(response)[0] == "Linked 8 quotations: 8 new quotes to verify."


def errors_of(response):
    rows = [*response.context["marked"], *response.context["statements"]]
    return [*response.context["problems"], *[row.errors for row in rows]]


def test_an_event_is_not_added_where_its_box_is_empty(client, article, conference):
    data = filled(client.get(link_url(article)))
    del data["covers_events"]

    client.post(link_url(article), data)

    assert Coverage.objects.count() == 0


def test_another_speaker_takes_the_place_of_the_proposed_one(client, article, marta):
    save(client, article, Nothing={"speaker": marta.pk})

    quote = Quote.objects.get(text__startswith="Nothing")
    assert (quote.speaker, quote.office) == (marta, None)


def test_a_speaker_is_added_where_there_is_none(client, author):
    article = make_article(body="“The road stays closed,” Linda Tamm said.", created_by=author)

    response = save(client, article, The={"do": "link"})

    assert "Added, not public yet: Linda Tamm." in said(response)
    assert Quote.objects.get().speaker == Actor.objects.get(name="Linda Tamm")


def test_what_is_missing_is_asked_for_at_its_field_and_nothing_is_lost(client, article):
    response = save(
        client,
        article,
        Nothing={"speaker": "", "addressee": "the press"},
        It={"do": "link", "said_on": "sometime"},
    )

    rows = cards(response)
    assert rows["Nothing"].errors == {"speaker": ["Choose who said it, or add a new actor."]}
    assert list(rows["It will"].errors) == ["said_on"]
    assert rows["Nothing"]["addressee"].value() == "the press"
    assert Quote.objects.count() == 0


def test_what_the_rules_refuse_is_shown_on_its_card(client, article):
    response = save(client, article, Nothing={"said_on": "2025-09-07"})

    (problem,) = cards(response)["Nothing"].problems
    assert "after the article's own date" in problem
    assert Quote.objects.count() == 0


def test_a_rejected_quotation_stays_listed_and_comes_back_when_ticked(client, article):
    save(client, article, We={"do": "reject"})
    rejected = RejectedQuotation.objects.get()

    page = client.get(link_url(article))
    assert list(page.context["rejected"]) == [rejected]
    assert "We have" not in cards(page)

    client.post(link_url(article), {**filled(page), "restored": [rejected.pk]})
    assert "We have" in cards(client.get(link_url(article)))


def test_once_all_is_linked_or_rejected_the_page_says_so_and_saves_only_what_comes_back(
    client, article
):
    save(client, article, We={"do": "reject"}, It={"do": "link"})

    page = client.get(link_url(article))

    assert "Every quotation of this article has its quote, or is rejected." in page.text
    assert "covers_events" not in page.text
    assert page.text.count('name="_save"') == page.text.count('value="Propose again"') == 1


def test_an_article_of_rejected_words_alone_does_not_say_that_none_was_found(client, article):
    save(client, article, **{word: {"do": "reject"} for word in ("We", "Nothing", "It")})

    page = client.get(link_url(article))

    assert "Every quotation of this article is rejected." in page.text
    assert "No quotation found" not in page.text


def test_r11_a_stale_page_is_refused_and_keeps_what_was_decided(client, article):
    stale = filled(client.get(link_url(article)), It={"do": "reject"})
    colleague = make_member(DESK_EDITOR, username="colleague")
    found = by_words(article)
    link_quotations(article, [decided(found["We"])], by=colleague, edit_counter=0)

    response = client.post(link_url(article), stale)

    assert response.context["problems"][0].startswith("Not saved: colleague saved this article")
    assert cards(response)["It will"].does == "reject"
    assert "We have" not in cards(response)
    assert not RejectedQuotation.objects.exists()

    client.post(link_url(article), filled(response))
    assert RejectedQuotation.objects.count() == 1
    assert Citation.objects.count() == 2


def test_words_that_came_on_file_meanwhile_are_offered_then(client, article, juhan):
    data = filled(client.get(link_url(article)))
    quote = make_quote(text="Nothing is signed before winter comes", speaker=juhan)

    response = client.post(link_url(article), data)

    row = cards(response)["Nothing"]
    assert "came on file meanwhile" in str(row.errors)
    response = client.post(link_url(article), filled(response, Nothing={"source": quote.pk}))
    assert "1 new quote to verify, 1 on file already" in said(response)[0]


def test_a_quote_on_file_is_chosen_to_begin_with(client, article, juhan):
    quote = make_quote(text="Nothing is signed before winter comes", speaker=juhan)

    save(client, article)

    assert Citation.objects.get(quote=quote).article == article
    assert Quote.objects.count() == 2


def test_r8_what_is_linked_in_a_published_article_is_proposed(client, marta, juhan):
    article = make_article(published=True, body=BODY, source_date=datetime.date(2025, 9, 2))

    response = save(client, article)

    assert said(response)[0] == "Proposed to link 2 quotations: 2 new quotes to verify."
    assert Citation.objects.count() == 0
    assert len(Revision.objects.open_proposal(article).snapshot["citations"]) == 2
    assert list(cards(client.get(link_url(article)))) == ["It will"]


MAY_LINK = {
    "draft": {REPORTER, SUB_EDITOR, DESK_EDITOR},
    "in_review": {SUB_EDITOR, DESK_EDITOR},
    "published": {REPORTER, SUB_EDITOR, DESK_EDITOR},
    "withdrawn": set(),
}


@pytest.mark.parametrize("status", MAY_LINK)
@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_save_the_article_links_in_it(client, marta, juhan, role, status):
    article = make_article(published=True, body=BODY)
    article.status = status
    if status != "published":
        article.reviewed_by = None
    article.save()
    client.force_login(make_user())
    data = filled(client.get(link_url(article)))
    client.force_login(make_member(role))

    page = client.get(link_url(article))
    response = client.post(link_url(article), data)

    may = role in MAY_LINK[status]
    assert (page.status_code, bool(page.context["barred"])) == (200, not may)
    assert response.status_code == (302 if may else 409)
    assert Quote.objects.exists() is may
    assert ('name="_save"' in page.text) is may


def test_strangers_do_not_see_the_page(client, article):
    client.force_login(make_member())

    assert client.get(link_url(article)).status_code == 403


def test_the_article_leads_here_with_how_many_wait(client, article):
    page = client.get(change_url(article))

    assert (link_url(article), "Link quotes (3)") in page.context["tools"]


def test_an_unknown_article_is_not_found(client, article):
    assert client.get(link_url(article).replace(str(article.pk), "9" * 30)).status_code == 404


def test_the_page_costs_the_same_for_two_quotations_and_for_fifty(client):
    people = [make_actor(name=f"Person{chr(65 + n)} Tester{chr(65 + n)}") for n in range(10)]

    def queries(number):
        words = [
            f"“The road number {n} stays closed until spring,” {people[n % 10]} said."
            for n in range(number)
        ]
        article = make_article(body="\n\n".join(words))
        client.get(link_url(article))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(link_url(article))
        assert len(page.context["marked"]) == number
        return len(captured)

    assert queries(50) == queries(2)


def test_no_role_is_left_untried():
    assert set(ROLES) == {REPORTER, SUB_EDITOR, DESK_EDITOR, LEGAL, ADMINISTRATOR}
