"""What the database refuses of texts taken in, rejected quotations and searches for quotations."""

import hashlib

import pytest
from django.db.models import ProtectedError

from articles.models import (
    Article,
    QuotationSearch,
    RejectedQuotation,
    SearchedArticle,
    SourceText,
)
from tests import forbidden
from tests.factories import make_article, make_user
from tests.forbidden import Fields, Forbidden

pytestmark = pytest.mark.django_db

WORDS = "We met"
FINGERPRINT = hashlib.sha256(WORDS.encode()).hexdigest()


def taken_in() -> Fields:
    return {
        "article": make_article(),
        "fingerprint": FINGERPRINT,
        "format": "plain",
        "text": WORDS,
        "taken_in_by": make_user(),
    }


def taken_in_on_file() -> Fields:
    SourceText.objects.create(**taken_in())
    return {"article": make_article()}


def rejected() -> Fields:
    return {
        "article": make_article(),
        "fingerprint": FINGERPRINT,
        "words": WORDS,
        "rejected_by": make_user(),
    }


def rejected_on_file() -> Fields:
    return {"article": RejectedQuotation.objects.create(**rejected()).article}


def searched() -> Fields:
    return {
        "search": QuotationSearch.objects.create(asked_by=make_user()),
        "article": make_article(),
    }


def searched_on_file() -> Fields:
    row = SearchedArticle.objects.create(**searched())
    return {"search": row.search, "article": row.article}


NO_FINGERPRINT = "A fingerprint is 64 digits of a hexadecimal number."

# fmt: off
FORBIDDEN = [
    Forbidden("a text with half a fingerprint", SourceText, taken_in, {"fingerprint": "ab12"},
              "source_fingerprint_is_a_sha256", "fingerprint", NO_FINGERPRINT),
    Forbidden("a fingerprint with a line behind it", SourceText, taken_in,
              {"fingerprint": "a" * 63 + "\n"},
              "source_fingerprint_is_a_sha256", "fingerprint", NO_FINGERPRINT),
    Forbidden("the same text twice", SourceText, taken_in, taken_in_on_file,
              "a_source_text_is_taken_in_once", "fingerprint",
              "This text has been taken in already."),
    Forbidden("a rejection with half a fingerprint", RejectedQuotation, rejected,
              {"fingerprint": "ab12"},
              "rejected_fingerprint_is_a_sha256", "fingerprint", NO_FINGERPRINT),
    Forbidden("a rejection of nothing", RejectedQuotation, rejected, {"words": " \u00a0"},
              "a_rejected_quotation_has_words", "words", "Say which words are rejected."),
    Forbidden("the same words rejected twice", RejectedQuotation, rejected, rejected_on_file,
              "an_article_rejects_words_once", "words",
              "These words are rejected in this article already."),
    Forbidden("an article twice in a search", SearchedArticle, searched, searched_on_file,
              "a_search_has_an_article_once", "article",
              "This search holds the article already."),
]
UNLISTED = Forbidden(
    "a format outside the list", SourceText, taken_in, {"format": "papyrus"},
    "source_format_is_in_the_list", "format", "Value 'papyrus' is not a valid choice.",
)
FORBIDDEN.append(UNLISTED)
# fmt: on


@forbidden.as_parameters(FORBIDDEN)
def test_database_refuses(row: Forbidden) -> None:
    forbidden.in_both_ways(row)


@forbidden.as_parameters(FORBIDDEN)
def test_a_check_says_what_the_database_refuses(row: Forbidden) -> None:
    """No form writes these rows: services do."""
    problems = forbidden.clean_errors(row.model(**row.fields()))

    assert row.sentence in [sentence for said in problems.values() for sentence in said]


@pytest.mark.parametrize(
    ("model", "valid"),
    [(SourceText, taken_in), (RejectedQuotation, rejected), (SearchedArticle, searched)],
)
def test_row_without_the_change_is_accepted(model, valid) -> None:
    forbidden.is_accepted(model, valid)


def test_a_deleted_draft_takes_its_source_and_rejections_along() -> None:
    source = SourceText.objects.create(**taken_in())
    RejectedQuotation.objects.create(**rejected() | {"article": source.article})
    SearchedArticle.objects.create(**searched() | {"article": source.article})

    source.article.delete()

    assert not Article.objects.filter(pk=source.article.pk).exists()
    assert not SourceText.objects.exists()
    assert not RejectedQuotation.objects.exists()
    assert not SearchedArticle.objects.filter(article_id=source.article_id).exists()


def test_whoever_took_in_rejected_or_searched_cannot_be_deleted() -> None:
    users = [
        SourceText.objects.create(**taken_in()).taken_in_by,
        RejectedQuotation.objects.create(**rejected()).rejected_by,
        SearchedArticle.objects.create(**searched()).search.asked_by,
    ]

    for user in users:
        assert user is not None
        with pytest.raises(ProtectedError):
            user.delete()
