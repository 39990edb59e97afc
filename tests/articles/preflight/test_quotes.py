"""Q01, Q02, Q04, Q06, Q08-Q10 and P01: the quotes of an article."""

import datetime

import pytest
from django.utils import timezone

from articles.preflight import preflight
from tests.articles.preflight.fit import (
    BODY,
    WORDS,
    change,
    citation_of,
    codes,
    make_fit_article,
    only,
)
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_name,
    make_office,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db

TOMORROW = datetime.timedelta(days=1)


def test_q01_finds_words_that_are_no_longer_the_quotes() -> None:
    article = make_fit_article()
    quote = citation_of(article).quote

    quote.text = "We will open two new crossings in the spring"  # corrected, which R12 allows
    quote.save()

    finding = only(article, "Q01")
    assert finding.is_error
    assert finding.sentence == "These are not the quote's words."
    assert finding.hint.endswith("The quote was changed after it was cited.")
    assert (finding.place.kind, finding.place.pk) == ("quote", quote.pk)
    assert finding.place.field == "as_printed"
    assert finding.name == f"Q01 R1 {quote.slug}"


def test_q01_finds_words_that_the_body_does_not_print() -> None:
    article = make_fit_article()

    article.body = f"{WORDS}, Anna Berg said in Vienna."  # as it is in memory, not yet saved

    assert codes(article) == ["Q01 error"]


def test_q01_finds_a_citation_stronger_than_its_quote() -> None:
    article = make_fit_article()
    change(citation_of(article).quote, kind="mixed", context="She said so.")

    assert only(article, "Q01").place.field == "kind"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"status": "draft"}, "R5"),
        ({"status": "disputed"}, "R5"),
        ({"terms": "off_record", "status": "draft"}, "R5"),
        ({"embargo_until": timezone.now() + TOMORROW}, "R5"),
        ({"said_on_edtf": "2999-01-01", "said_on_earliest": datetime.date(2999, 1, 1),
          "said_on_basis": "stated"}, "R4"),
    ],
)  # fmt: skip
def test_q02_finds_what_keeps_a_quote_out_of_print(fields, rule) -> None:
    article = make_fit_article()
    quote = change(citation_of(article).quote, **fields)

    assert codes(article) == ["Q02 error"]
    assert only(article, "Q02").name == f"Q02 {rule} {quote.slug}"


def test_q02_holds_an_embargo_against_the_intended_time() -> None:
    article = make_fit_article()
    end = timezone.now() + TOMORROW
    change(citation_of(article).quote, embargo_until=end)

    assert codes(article, at=end - datetime.timedelta(seconds=1)) == ["Q02 error"]
    assert codes(article, at=end) == []


def test_q02_finds_an_office_of_somebody_else() -> None:
    article = make_fit_article()
    change(citation_of(article).quote, office=make_office())

    assert only(article, "Q02").place.field == "office"


def test_q02_finds_words_said_at_an_event_that_was_not_held() -> None:
    article = make_fit_article()
    event = make_event(status="planned", occurrence="eos5", kind="briefing")
    change(citation_of(article).quote, said_at=event)

    assert "Q02 error" in codes(article)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("he", ["Q04 warning"]),
        ("She", ["Q04 warning"]),
        ("", ["Q04 warning"]),
        ("Anna Berg", []),
        ("They (Anna Berg and others)", []),
    ],
)
def test_q04_finds_bare_pronouns(printed, expected) -> None:
    article = make_fit_article()
    change(citation_of(article), speaker_as_printed=printed)

    assert codes(article) == expected


@pytest.mark.parametrize(("text", "expected"), [("[We] will", ["Q06 warning"]), ("We will", [])])
def test_q06_finds_brackets(text, expected) -> None:
    article = make_fit_article(body=BODY.replace("We will", text))
    citation = citation_of(article)
    change(citation, as_printed=citation.as_printed.replace("We will", text))

    assert [code for code in codes(article) if code != "Q03 error"] == expected


def anonymous_article():
    article = make_article()
    quote = make_quote(
        verified=True, kind="indirect", attribution="anonymous", terms="background",
        anonymity_reason="They are not allowed to speak.",
    )  # fmt: skip
    make_citation(article, quote, speaker_as_printed="Experts")
    return article, quote


def test_q08_asks_for_the_reason_of_anonymity() -> None:
    article, quote = anonymous_article()
    assert codes(article) == []

    change(quote, anonymity_reason=" ")
    assert codes(article) == ["Q08 warning"]


def test_q08_asks_for_a_second_approver() -> None:
    article, quote = anonymous_article()

    change(quote, status="draft", verified_by=None)

    assert codes(article) == ["Q02 error", "Q08 error"]


def test_q09_finds_the_same_words_on_file_twice() -> None:
    article = make_fit_article()
    quote = citation_of(article).quote
    assert codes(article) == []

    same = make_quote(text=f"{WORDS.replace(' ', chr(160), 2)}.", speaker=quote.speaker)
    make_quote(text=WORDS)  # somebody else said so too
    make_quote(text=f"{WORDS} or later", speaker=quote.speaker)

    finding = only(article, "Q09")
    assert finding.name == f"Q09 {quote.slug} {same.slug}"
    assert codes(article) == ["Q09 warning"]


@pytest.mark.parametrize("words", ["It’s all settled between us now", "“No,” I told them at once"])
def test_q09_sees_through_typography(words) -> None:
    speaker = make_actor()
    first = make_quote(verified=True, text=words, speaker=speaker)
    article = make_article()
    make_citation(article, first, speaker_as_printed=speaker.name)
    plain = words.replace("’", "'").replace("“", '"').replace("”", '"')
    make_quote(text=plain, speaker=speaker)

    assert "Q09 warning" in codes(article)


@pytest.mark.parametrize(
    "hidden",
    [
        {"terms": "off_record"},
        {"embargo_until": timezone.now() + TOMORROW},
    ],
)
def test_q10_finds_hidden_words_that_the_text_prints_without_marks(hidden) -> None:
    article = make_article(body="The guards have orders to shoot, it was learned.")
    quote = make_quote(text="The guards have orders to shoot.", **hidden)

    finding = only(article, "Q10")
    assert finding.is_error
    assert finding.place.pk == quote.pk


def test_q10_leaves_public_and_short_words_alone() -> None:
    article = make_article(body="The guards have orders to shoot, it was learned.")
    make_quote(text="The guards have orders to shoot")
    make_quote(text="The guards", terms="off_record")
    make_quote(text="The guards have orders to shooting", terms="off_record")
    make_quote(text="The guards have orders to shoot", embargo_until=timezone.now() - TOMORROW)

    assert codes(article) == []


def test_p01_finds_an_attribution_without_a_known_name() -> None:
    article = make_fit_article()
    citation = change(citation_of(article), speaker_as_printed="the Vienna spokeswoman")
    assert codes(article) == ["P01 warning"]

    make_name(citation.quote.speaker, name="Vienna spokeswoman", kind="descriptive")
    assert codes(article) == ["P01 warning"]  # a descriptive name is never matched

    make_name(citation.quote.speaker, name="Vienna Spokeswoman")
    assert codes(article) == []


def test_p01_finds_a_name_only_as_a_whole() -> None:
    article = make_fit_article()

    change(citation_of(article), speaker_as_printed="Anna Bergmann")

    assert codes(article) == ["P01 warning"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("Austrian foreign minister", []), ("", []), ("Chancellor", ["P01 warning"])],
)
def test_p01_finds_a_title_other_than_that_of_the_day(printed, expected) -> None:
    article = make_fit_article()
    citation = change(citation_of(article), title_as_printed=printed)
    office = make_office(citation.quote.speaker, title="Foreign Minister")
    change(citation.quote, office=office)

    assert codes(article) == expected


def test_two_findings_never_share_a_name() -> None:
    article = make_fit_article()
    citation = change(citation_of(article), as_printed="Nobody said this")

    names = [finding.name for finding in preflight(article) if finding.code == "Q01"]

    slug = citation.quote.slug
    assert names == [f"Q01 R1 {slug}", f"Q01 R1 {slug} 2"]


def test_errors_come_first_and_then_the_page_from_top_to_bottom() -> None:
    article = make_fit_article(created_by=make_user())
    citation = change(citation_of(article), speaker_as_printed="he")
    change(citation.quote, status="draft", verified_by=None)
    article.body = f"{BODY}\n\nThe the end came on Monday."
    article.headline = ""
    article.image = "a.jpg"

    assert codes(article) == [
        "A04 error", "Q02 error", "A09 error", "A06 warning", "A08 warning", "Q04 warning",
    ]  # fmt: skip
