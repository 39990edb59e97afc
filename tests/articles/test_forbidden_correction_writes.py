"""What the database refuses of the desk's tasks and of who has a page open."""

import datetime

import pytest
from django.db.models import ProtectedError

from articles.models import Article, Correction, Presence, Quote
from tests import forbidden
from tests.factories import make_article, make_notice, make_quote, make_user
from tests.forbidden import Fields, Forbidden

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)


def waiting() -> Fields:
    return {
        "article": make_article(),
        "quote": make_quote(),
        "changes": {"text": ["We met", "We parted"]},
        "opened_by": make_user(),
    }


def closed() -> Fields:
    return {**waiting(), "closed_at": NOW, "closed_by": make_user(), "outcome": "unneeded"}


def noticed() -> Fields:
    fields = closed()
    return {**fields, "outcome": "noticed", "notice": make_notice(fields["article"])}


def waiting_on_file() -> Fields:
    there = Correction.objects.create(**waiting())
    return {"article": there.article, "quote": there.quote}


def present() -> Fields:
    return {"article": make_article(), "user": make_user(), "seen_at": NOW}


def present_on_file() -> Fields:
    there = Presence.objects.create(**present())
    return {"article": there.article, "user": there.user}


CLOSED_RULE = "a_closed_correction_says_by_whom_and_how"
CLOSED = "A closed correction says when, by whom and how."
NOTICE_RULE = "a_correction_with_a_notice_names_it"
NOTICE = "A correction that was noticed names its notice, and no other does."

# fmt: off
FORBIDDEN = [
    Forbidden("a correction closed by nobody", Correction, closed, {"closed_by": None},
              CLOSED_RULE, "outcome", CLOSED),
    Forbidden("a correction closed at no time", Correction, closed, {"closed_at": None},
              CLOSED_RULE, "outcome", CLOSED),
    Forbidden("a correction closed in no way", Correction, closed, {"outcome": ""},
              CLOSED_RULE, "outcome", CLOSED),
    Forbidden("an open correction with an outcome", Correction, waiting, {"outcome": "taken_down"},
              CLOSED_RULE, "outcome", CLOSED),
    Forbidden("a noticed correction without its notice", Correction, noticed, {"notice": None},
              NOTICE_RULE, "notice", NOTICE),
    Forbidden("a correction that needed no notice and has one", Correction, closed,
              lambda: {"notice": make_notice(make_article())}, NOTICE_RULE, "notice", NOTICE),
    Forbidden("an open correction with a notice", Correction, waiting,
              lambda: {"notice": make_notice(make_article())}, NOTICE_RULE, "notice", NOTICE),
    Forbidden("a second open correction of a quote in an article", Correction, waiting,
              waiting_on_file, "an_article_has_one_open_correction_of_a_quote", "quote",
              "This article has an open correction of this quote already."),
    Forbidden("somebody twice at an article", Presence, present, present_on_file,
              "somebody_is_present_once", "__all__", "Somebody is present on a page once."),
]
UNLISTED = Forbidden(
    "an outcome outside the list", Correction, closed, {"outcome": "forgotten"},
    "correction_outcome_is_in_the_list", "outcome",
    "Value 'forgotten' is not a valid choice.",
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
    [(Correction, waiting), (Correction, closed), (Correction, noticed), (Presence, present)],
)
def test_row_without_the_change_is_accepted(model, valid) -> None:
    forbidden.is_accepted(model, valid)


def test_a_quote_may_need_correcting_again() -> None:
    first = Correction.objects.create(**closed())

    Correction.objects.create(
        article=first.article, quote=first.quote, changes={}, opened_by=first.opened_by
    )

    assert Correction.objects.open().count() == 1


def test_who_and_what_a_correction_names_cannot_be_deleted() -> None:
    correction = Correction.objects.create(**noticed())

    for row in (correction.quote, correction.closed_by, correction.opened_by):
        assert row is not None
        with pytest.raises(ProtectedError):
            row.delete()

    assert Quote.objects.count() == 1


def test_a_page_that_is_open_keeps_nobody_and_nothing() -> None:
    presence = Presence.objects.create(**present())

    presence.article.delete()

    assert not Presence.objects.exists()
    assert not Article.objects.exists()
