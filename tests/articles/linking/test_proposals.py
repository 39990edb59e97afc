"""What is proposed for each quotation, and what is only suggested."""

import pytest
from django.utils import timezone

from articles.linking import proposals, waiting_count
from articles.models import RejectedQuotation
from articles.services import link_quotations, reject_quotation
from tests.articles.linking.conftest import BODY
from tests.articles.linking.linking_page import by_words, decided
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_name,
    make_office,
    make_organisation,
    make_participation,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_each_quotation_has_its_speaker_with_the_evidence_in_words(article, marta, juhan):
    found = proposals(article)

    assert [(one.quotation.words, one.speaker, one.found.evidence) for one in found] == [
        ("We have agreed on the bridge and on the road", marta, "named"),
        ("Nothing is signed before winter comes", juhan, "named"),
        ("It will take a year at the very least", juhan, "pronoun"),
    ]
    assert found[0].speakers[0].why == "“Marta Ilves” stands beside “said”."


def test_only_what_is_named_beside_the_verb_is_ticked(article):
    assert [one.is_ready for one in proposals(article)] == [True, True, False]


def test_paragraphs_are_counted_without_subheads(article):
    assert [one.quotation.paragraph for one in proposals(article)] == [2, 3, 4]


def test_the_only_office_possible_that_day_is_proposed(article, juhan):
    found = by_words(article)

    assert found["Nothing"].office.label == "Minister, Ministry of Roads"
    assert found["We"].office is None


def test_of_two_possible_offices_none_is_proposed_and_both_are_offered(article, juhan):
    make_office(juhan, title="Mayor", body=make_organisation(name="Tartu"))

    found = by_words(article)["Nothing"]

    assert found.office is None
    assert sorted(office.title for office in found.offices) == ["Mayor", "Minister"]


def test_an_office_that_was_over_by_then_is_not_proposed(article, juhan):
    juhan.offices.update(end_edtf="2021", end_earliest="2021-01-01", end_latest="2021-12-31")

    assert by_words(article)["Nothing"].office is None


def test_the_event_that_the_sentence_names_is_picked_with_its_day(article, conference):
    found = by_words(article)["We"]

    assert (found.said_at, found.said_on.edtf) == (conference, "2025-09-01")
    assert found.events[0].why == (
        "“press conference” stands beside the words; Marta Ilves takes part; “Tallinn” is named; "
        "its title’s words stand there."
    )


def test_no_event_is_picked_for_somebody_who_takes_no_part(article, conference):
    found = by_words(article)["Nothing"]

    assert (found.said_at, found.events) == (None, ())


def test_covered_events_are_offered_first_and_picked_only_where_the_words_say_so(article, marta):
    talks = make_event(title="Talks on roads", date_edtf="2025-09-01")
    make_coverage(article, talks)

    found = by_words(article)["Nothing"]

    assert [one.event for one in found.events] == [talks]
    assert found.events[0].is_covered
    assert found.said_at is None


def test_two_press_conferences_that_fit_alike_leave_the_choice_to_the_editor(
    article, conference, marta
):
    second = make_event(
        title="Press conference in Tallinn, second",
        kind="press_conference",
        date_edtf="2025-09-01",
        locality="Tallinn",
        country="EE",
    )
    make_participation(second, marta)

    found = by_words(article)["We"]

    assert found.said_at is None
    assert [one.event for one in found.events] == [conference, second]


@pytest.mark.parametrize(
    "fields",
    [
        {"date_edtf": "2025-09-03"},
        {"date_edtf": "2025-06-01"},
        {"status": "planned", "occurrence": "eos1", "date_edtf": "2025-09-01"},
    ],
    ids=["after the article", "long before", "not held"],
)
def test_an_event_at_which_nothing_can_have_been_said_is_not_offered(article, marta, fields):
    event = make_event(title="Press conference", kind="press_conference", **fields)
    make_participation(event, marta)

    assert by_words(article)["We"].events == ()


def test_without_an_event_the_day_beside_the_verb_counts(article):
    said_on = by_words(article)["We"].said_on

    assert (said_on.edtf, said_on.basis) == ("2025-09-01", "derived")
    assert said_on.why == "“Monday” stands beside the verb"


def test_without_any_day_it_was_said_by_the_day_of_the_article(article):
    said_on = by_words(article)["Nothing"].said_on

    assert (said_on.edtf, said_on.why) == ("[..2025-09-02]", "by the article's date")


def test_without_a_date_of_the_article_no_day_is_proposed(author, marta, juhan):
    found = by_words(make_article(body=BODY, created_by=author))

    assert {one.said_on.edtf for one in found.values()} == {""}
    assert found["We"].said_on.why == (
        "“Monday” stands beside the verb, but the article has no date to count it from"
    )


def test_without_a_date_of_the_article_only_what_it_covers_is_picked(author, juhan, conference):
    conference.date_edtf = timezone.localdate().isoformat()
    conference.save()
    article = make_article(body=BODY, created_by=author)

    found = by_words(article)["We"]
    assert ([one.event for one in found.events], found.said_at) == ([conference], None)

    make_coverage(article, conference)
    found = by_words(article)["We"]
    assert (found.said_at, found.said_on.edtf) == (conference, conference.date_edtf)


def test_what_is_cited_or_rejected_is_proposed_no_more(article, author):
    make_citation(article, make_quote(text="We have agreed on the bridge and on the road"))
    reject_quotation(article, "Nothing is signed before winter comes", by=author)

    assert list(by_words(article)) == ["It"]
    assert waiting_count(article, author) == 1


def test_a_rejection_holds_whatever_the_typography(article, author):
    reject_quotation(article, "Nothing is signed before winter comes", by=author)
    article.body = article.body.replace("Nothing is", "Nothing\u00a0is")
    article.save()

    assert "Nothing" not in by_words(article)
    assert RejectedQuotation.objects.get().rejected_by == author


def test_the_same_words_are_proposed_as_the_quote_on_file(article, juhan):
    quote = make_quote(text="Nothing is signed before winter comes.", speaker=juhan)

    (match,) = by_words(article)["Nothing"].on_file

    assert (match.quote, match.is_whole, match.why) == (
        quote,
        True,
        "The same words are on file.",
    )


def test_an_excerpt_of_a_quote_of_the_same_speaker_is_found_from_its_middle(article, juhan):
    quote = make_quote(
        text="I will say it again: nothing is settled. Nothing is signed before winter comes, "
        "and that is that",
        speaker=juhan,
    )

    (match,) = by_words(article)["Nothing"].on_file

    assert (match.quote, match.is_whole) == (quote, False)


def test_words_on_file_by_somebody_else_are_offered_and_said_to_be(article, marta):
    make_quote(text="Nothing is signed before winter comes", speaker=marta)

    (match,) = by_words(article)["Nothing"].on_file

    assert match.why == "The same words are on file, but by Marta Ilves."
    assert not by_words(article)["Nothing"].is_ready


def test_a_disputed_quote_is_offered_and_not_ticked(article, juhan):
    make_quote(text="Nothing is signed before winter comes", speaker=juhan, status="disputed")

    found = by_words(article)["Nothing"]

    assert (len(found.on_file), found.is_ready) == (1, False)


@pytest.mark.parametrize("fields", [{"kind": "indirect"}, {"status": "withdrawn"}])
def test_what_cannot_be_cited_is_not_offered(article, juhan, fields):
    make_quote(text="Nothing is signed before winter comes", speaker=juhan, **fields)

    assert by_words(article)["Nothing"].on_file == ()


def test_words_on_file_make_a_weak_proposal_ready(article, juhan):
    make_quote(text="It will take a year at the very least", speaker=juhan)

    assert by_words(article)["It"].is_ready


def test_a_name_that_is_no_actor_is_offered_to_be_added(author):
    article = make_article(body="“The road stays closed,” Linda Tamm said.", created_by=author)

    (found,) = proposals(article)

    assert (found.speaker, found.unknown_speaker, found.is_ready) == (None, "Linda Tamm", False)


def test_a_name_of_two_actors_is_not_chosen_between(author):
    for number in (1, 2):
        actor = make_actor(name=f"Linda Tamm {number}")
        make_name(actor, name="Linda Tamm")
    article = make_article(body="“The road stays closed,” Linda Tamm said.", created_by=author)

    (found,) = proposals(article)

    assert (found.speaker, len(found.speakers), found.is_ready) == (None, 2, False)


def test_an_anonymous_source_is_described_and_never_a_speaker(author):
    article = make_article(
        body="“The road stays closed,” said a senior official on condition of anonymity.",
        created_by=author,
    )

    (found,) = proposals(article)

    assert (found.attribution, found.speaker, found.unknown_speaker) == ("anonymous", None, "")
    assert "official" in found.source_description
    assert not found.is_ready


def test_indirect_statements_come_last_and_are_never_ticked(author, juhan):
    article = make_article(
        body="Juhan Kask said that the road will stay closed.\n\n“It is icy,” Juhan Kask said.",
        created_by=author,
    )

    found = proposals(article)

    assert [(one.found.kind, one.is_ready) for one in found] == [
        ("direct", True),
        ("indirect", False),
    ]


def test_names_added_or_changed_by_others_count_at_once(author, juhan):
    article = make_article(body="“It is icy,” Kaja Pohl said.", created_by=author)
    assert proposals(article)[0].speaker is None

    actor = make_actor(name="Kaja Pohl")
    assert proposals(article)[0].speaker == actor

    actor.name = "Kaja Mets"
    actor.save()
    assert proposals(article)[0].speaker is None

    name = make_name(actor, name="Kaja Pohl")
    assert proposals(article)[0].speaker == actor

    name.delete()
    assert proposals(article)[0].speaker is None


def test_a_chain_goes_on_from_what_was_linked_before(article, author, juhan):
    found = by_words(article)
    link_quotations(article, [decided(found["Nothing"])], by=author, edit_counter=0)

    again = by_words(article)["It"]

    if again.found.continues is not None:
        assert again.continues == juhan.quotes.get()


def test_proposals_cost_the_same_for_one_quotation_and_for_fifty(
    django_assert_max_num_queries, author
):
    people = [make_actor(name=f"Person{chr(65 + n)} Tester{chr(65 + n)}") for n in range(10)]
    words = [
        f"“The road number {n} stays closed until spring,” {people[n % 10]} said."
        for n in range(50)
    ]
    article = make_article(body="\n\n".join(words), created_by=make_user())
    proposals(article)

    with django_assert_max_num_queries(14):
        found = proposals(article)

    assert len(found) == 50
