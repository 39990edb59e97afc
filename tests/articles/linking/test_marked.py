"""The article beside the cards: every character stands there, marked where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.linking import proposals_for, standing_of
from articles.linking.marked import marked_article
from articles.markdown import blocks
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def marked(article):
    standing = standing_of(article)
    return marked_article(standing.article.body, standing.text, proposals_for(standing))


def test_quotations_carry_their_number_and_whoever_is_named_is_noted(article):
    pieces = [piece for block in marked(article) for piece in block.pieces]

    assert [(piece.proposal.number, piece.text[:5]) for piece in pieces if piece.is_first] == [
        (1, "We ha"),
        (2, "Nothi"),
        (3, "It wi"),
    ]
    assert ("Marta Ilves", (1,)) in [(piece.text, piece.names) for piece in pieces]


def test_subheads_stand_where_they_stood(article):
    assert [block.pieces[0].text for block in marked(article) if block.is_subhead] == [
        "What is open"
    ]


@given(
    st.lists(st.sampled_from(["“It is icy,”", " Kask said", " that it was", "\n\n", "## ", " “"]))
)
def test_no_character_is_lost(parts):
    body = "".join(parts)
    article = make_article(body=body)

    shown = ["".join(piece.text for piece in block.pieces) for block in marked(article)]

    article.delete()
    assert shown == [words for words, _ in blocks(body)]
