"""Public notices: what readers of a published article are told."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry

from articles.models import Article, Correction, Notice, Revision
from articles.services import issue_notice, issue_notices, withdraw_quote
from articles.services.notices import KINDS
from newsroom.roles import LEGAL
from tests.articles.conftest import NOW
from tests.articles.refusals import refusal
from tests.factories import make_article, make_citation, make_member, make_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

HOUR = datetime.timedelta(hours=1)
NEEDED = "Say in the notice what was wrong and what is right, for readers."


@pytest.fixture
def article() -> Article:
    return make_article(published=True, headline="Leaders meet", published_at=NOW - HOUR)


@pytest.fixture
def waiting(desk) -> list[Correction]:
    """One quote, withdrawn after two articles had printed it."""
    quote = make_quote(verified=True)
    for number in (1, 2):
        make_citation(make_article(published=True, headline=f"Story {number}"), quote)
    withdraw_quote(quote, by=desk)
    return list(Correction.objects.order_by("article__headline"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_raises_the_public_version(article, desk, kind) -> None:
    notice = issue_notice(article, by=desk, kind=kind, text=" It was Monday. ")

    assert list(Notice.objects.published()) == [notice]
    assert (notice.kind, notice.text, notice.issued_by, notice.issued_at) == (
        kind, "It was Monday.", desk, NOW,
    )  # fmt: skip
    assert article.version == 2
    line = Revision.objects.of_article(article)[0]
    assert (line.action, line.by, line.reason) == ("noticed", desk, "It was Monday.")
    assert line.snapshot["article"]["version"] == 2
    assert LogEntry.objects.get().change_message == "Notice issued. It was Monday."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "\n"}, NEEDED),
        (
            {"kind": "retraction"},
            "Choose one of: correction, clarification, update, editors_note.",
        ),
        ({"kind": "apology"}, "Choose one of: correction, clarification, update, editors_note."),
    ],
)
def test_a_notice_has_a_text_and_a_kind(article, desk, fields, sentence) -> None:
    given = {"kind": "correction", "text": "It was Monday.", **fields}

    assert refusal(lambda: issue_notice(article, by=desk, **given)) == [sentence]


def test_nobody_is_told_of_what_nobody_reads(desk) -> None:
    later = make_article(published=True, headline="Leaders meet", published_at=NOW + HOUR)

    assert refusal(lambda: issue_notice(later, by=desk, kind="update", text="So.")) == [
        "Nobody reads “Leaders meet” yet, so there is nothing to tell readers."
    ]


def test_legal_issues_no_notice(article) -> None:
    lawyer = make_member(LEGAL)

    assert refusal(lambda: issue_notice(article, by=lawyer, kind="update", text="So.")) == [
        "Only a desk editor does this."
    ]


def test_a_notice_closes_the_corrections_that_it_covers(waiting, desk) -> None:
    first, second = waiting

    notice = issue_notice(
        first.article, by=desk, kind="correction", text="Never said.", corrections=[first]
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, first.notice, first.closed_by, first.closed_at) == (
        "noticed", notice, desk, NOW,
    )  # fmt: skip
    assert list(Correction.objects.open()) == [second]


def test_a_notice_closes_no_correction_of_another_article(waiting, desk) -> None:
    first, second = waiting

    def act() -> None:
        issue_notice(
            first.article, by=desk, kind="correction", text="Never said.", corrections=[second]
        )

    assert refusal(act) == [f"“{second}” is another article's correction."]


def test_all_notices_of_a_quote_are_issued_at_once(waiting, desk) -> None:
    texts = dict(zip(waiting, ["Never said, 1.", "Never said, 2."], strict=True))

    notices = issue_notices(texts, by=desk, kind="correction")

    assert [(notice.article.headline, notice.text) for notice in notices] == [
        ("Story 1", "Never said, 1."), ("Story 2", "Never said, 2."),
    ]  # fmt: skip
    assert not Correction.objects.open().exists()
    assert set(Article.objects.values_list("version", flat=True)) == {2}


def test_corrections_of_one_article_with_one_text_make_one_notice(desk) -> None:
    article = make_article(published=True)
    quotes = [make_quote(verified=True), make_quote(verified=True)]
    for quote in quotes:
        make_citation(article, quote)
    for quote in quotes:
        withdraw_quote(quote, by=desk)

    issue_notices(
        dict.fromkeys(Correction.objects.all(), " Neither was said."),
        by=desk,
        kind="correction",
    )

    notice = Notice.objects.get()
    assert notice.text == "Neither was said."
    assert notice.corrections.count() == 2
    assert Article.objects.get().version == 2


def test_all_notices_or_none(waiting, desk) -> None:
    texts = dict(zip(waiting, ["Never said.", " "], strict=True))

    assert refusal(lambda: issue_notices(texts, by=desk, kind="correction")) == [NEEDED]
    assert refusal(lambda: issue_notices({}, by=desk, kind="correction")) == [
        "Choose at least one article."
    ]


def test_a_correction_is_dealt_with_once(waiting, desk) -> None:
    first, second = waiting
    both = {first: "Never said.", second: "Never said."}
    issue_notices({second: "Never said."}, by=desk, kind="correction")

    assert refusal(lambda: issue_notices(both, by=desk, kind="correction")) == [
        f"Somebody has dealt with “{second}” already. Reload the page."
    ]
