"""Short words on file: of the same speaker, or of a source that nobody names."""

import pytest

from articles.services import LinkingError, link_quotations
from tests.articles.linking.linking_page import by_words, cards, decided, link_url
from tests.factories import make_article, make_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def short(author, juhan, marta):
    return make_article(body="Juhan Kask called it an “excellent meeting”.", created_by=author)


@pytest.fixture
def unnamed(author):
    body = "The price was “not for the ears of others”, officials said."
    return make_article(body=body, created_by=author)


def make_unnamed(text="not for the ears of others", source="Two people at the talks", **fields):
    given = {"speaker": None, "attribution": "unnamed", "source_description": source}
    return make_quote(text=text, **{**given, **fields})


def test_short_words_of_the_same_speaker_are_offered_before_a_new_quote(
    client, author, short, juhan
):
    quote = make_quote(text="excellent meeting.", speaker=juhan)
    client.force_login(author)

    (row,) = cards(client.get(link_url(short))).values()

    assert [match.quote for match in row.proposal.on_file] == [quote]
    assert row["source"].value() == str(quote.pk)


@pytest.mark.parametrize("text", ["an excellent meeting of minds", "Excellent meeting"])
def test_short_words_count_only_whole(short, juhan, text):
    make_quote(text=text, speaker=juhan)

    assert by_words(short)["excellent"].on_file == ()


def test_short_words_of_somebody_else_are_not_offered(short, marta):
    make_quote(text="excellent meeting", speaker=marta)
    make_unnamed("excellent meeting")

    assert by_words(short)["excellent"].on_file == ()


def test_short_words_that_came_on_file_meanwhile_are_asked_about(short, juhan, author):
    proposal = by_words(short)["excellent"]
    make_quote(text="excellent meeting", speaker=juhan)

    with pytest.raises(LinkingError, match="came on file meanwhile"):
        link_quotations(short, [decided(proposal)], by=author, edit_counter=0)


def test_who_saw_as_many_as_the_page_offers_may_make_a_new_one(short, juhan, author):
    for _ in range(7):
        make_quote(text="excellent meeting", speaker=juhan)
    proposal = by_words(short)["excellent"]

    linked = link_quotations(short, [decided(proposal)], by=author, edit_counter=0)

    assert (len(proposal.on_file), len(linked.made)) == (5, 1)


@pytest.mark.parametrize(
    "fields",
    [{}, {"attribution": "anonymous", "terms": "background"}],
    ids=["unnamed", "anonymous"],
)
def test_words_of_a_source_without_a_name_are_found_whatever_its_description(unnamed, fields):
    quote = make_unnamed(**fields)
    make_unnamed("not for the ears of othersiders")

    (match,) = by_words(unnamed)["not"].on_file

    assert (match.quote, match.is_whole, match.is_fit) == (quote, True, True)


def test_the_source_that_is_described_alike_comes_first(unnamed):
    make_unnamed()
    alike = make_unnamed(source="Officials")

    assert by_words(unnamed)["not"].on_file[0].quote == alike


def test_words_of_a_source_without_a_name_are_not_ticked_for_a_named_speaker(author, juhan):
    body = "“It is not for the ears of others,” Juhan Kask said."
    article = make_article(body=body, created_by=author)
    make_unnamed("It is not for the ears of others")

    found = by_words(article)["It"]

    assert [match.why for match in found.on_file] == [
        "The same words are on file, but by a source that is not named."
    ]
    assert not found.is_ready


def test_a_word_or_two_of_an_unnamed_source_count_where_it_is_described_alike(author):
    article = make_article(body="The mood was “very good”, officials said.", created_by=author)
    make_unnamed("very good")
    alike = make_unnamed("very good", source="Officials")

    assert [match.quote for match in by_words(article)["very"].on_file] == [alike]
