"""Q03, Q05, Q07: what stands between quotation marks."""

import pytest

from articles.preflight import preflight
from articles.preflight.misquotes import nearest
from articles.quotations import uncovered
from tests.articles.preflight.fit import (
    BODY,
    WORDS,
    change,
    citation_of,
    codes,
    make_fit_article,
    only,
    paragraphs,
)
from tests.factories import make_citation, make_quote

pytestmark = pytest.mark.django_db


def with_more(text: str):
    article = make_fit_article()
    article.body = f"{BODY}\n\n{text}"
    return article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They want “to see all of it” done.", ["Q03 error"]),
        ("The so-called “volunteers” came.", ["Q03 warning"]),
        ("There was “an iron brotherhood” there.", ["Q03 warning"]),
        ("It was “absurd”, she added there.", ["Q03 error"]),
        ("“Never,” Anna Berg thought.", ["Q03 error"]),
        ("Of “three new crossings” there was much talk.", []),  # the quote's own words
        ("‘We will open’ them, then.", []),
        ("The summer of ’69 and the dog’s tail.", []),
        ("A board of 12\" by 14\" was found.", []),
    ],
)  # fmt: skip
def test_q03_finds_marked_words_that_no_quote_covers(text, expected) -> None:
    assert codes(with_more(text)) == expected


def test_q03_says_which_words_of_a_misquoted_sentence_differ() -> None:
    article = make_fit_article()
    article.body = BODY.replace("three new crossings", "two crossings")

    finding = only(article, "Q03")

    assert codes(article) == ["Q01 error", "Q03 error"] or codes(article) == [
        "Q03 error",
        "Q01 error",
    ]
    assert finding.place.label == "Paragraph 1"
    assert finding.hint == (
        f"Nearly the words of {citation_of(article).quote.slug}, but “two” stands for "
        "“three new”. Correct the words or take the marks off."
    )


def test_q03_names_the_quote_that_is_on_file_and_not_cited() -> None:
    article = with_more("“Nobody has to be afraid of us any longer,” Anna Berg said.")
    speaker = citation_of(article).quote.speaker
    other = make_quote(text="Nobody has to be afraid of us any longer", speaker=speaker)

    assert only(article, "Q03").hint == f"These are the words of {other.slug}: cite it."


def test_q03_asks_for_the_whole_span_to_be_carried() -> None:
    article = make_fit_article()
    article.body = BODY.replace("spring,”", "spring, and nobody will stop us,”")

    assert "Q03 error" in codes(article)


def test_q03_takes_two_quotes_that_make_up_one_span() -> None:
    article = make_fit_article()
    quote = citation_of(article).quote
    more = make_quote(verified=True, text="It is high time", speaker=quote.speaker, continues=quote)
    body = BODY.replace("spring,”", "spring. It is high time,”")
    change(article, body=body)
    make_citation(article, more, as_printed="It is high time", speaker_as_printed="Anna Berg")
    change(article, body=body)

    assert codes(article) == []


def test_q03_does_not_take_an_indirect_citation_for_one() -> None:
    article = make_fit_article()
    change(citation_of(article), kind="indirect", as_printed="")

    assert "Q03 error" in codes(article)


@pytest.mark.parametrize("field", ["headline", "standfirst", "image_caption"])
def test_q03_reads_what_stands_around_the_body(field) -> None:
    article = make_fit_article()
    setattr(article, field, "Berg: ‘three new crossings’")
    assert codes(article) == []

    setattr(article, field, "Berg: ‘four very new crossings’")
    assert only(article, "Q03").place.kind == field


def test_q03_reads_the_highlights() -> None:
    article = make_fit_article()
    article.highlights = ["Nothing", "“Four very new crossings”"]

    assert only(article, "Q03").place.kind == "highlights"


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        ("“", '"', ["Q05 warning"]),
        ('"', "”", ["Q05 warning"]),
        ('"', '"', []),
        ("„", "“", []),
        ("«", "»", []),
        ("”", "”", []),
    ],
)
def test_q05_finds_two_kinds_of_marks_around_one_quotation(opens, closes, expected) -> None:
    article = make_fit_article(body=BODY.replace("“", opens).replace("”", closes))
    change(article, body=BODY.replace("“", opens).replace("”", closes))

    assert codes(article) == expected


def test_q05_finds_a_quotation_that_is_never_closed() -> None:
    article = with_more("“Nobody knows, she said in Vienna.")

    assert codes(article) == ["Q05 warning"]
    assert only(article, "Q05").sentence == (
        "The quotation that begins with “Nobody knows, she said in Vienna.” is never closed."
    )


def test_q07_finds_a_paragraph_that_is_only_a_quotation() -> None:
    article = make_fit_article(body=f"“{WORDS}.”\n\nAnna Berg said so.")
    assert [code for code in codes(article) if code != "Q03 error"] == ["Q07 warning"]
    assert only(article, "Q07").place.number == 1


def test_marks_of_an_unsaved_article_are_read_too() -> None:
    assert codes(paragraphs("“We will see about all that,” she said.")) == ["Q03 error"]


@pytest.mark.parametrize(
    ("printed", "text", "difference"),
    [
        ("we will open two crossings", "we will open three crossings soon",
         ["“two” stands for “three”"]),
        ("we will now open three crossings", "we will open three crossings",
         ["“now” is put in"]),
        ("we will open crossings in May", "For all I know we will open three crossings in May, yes",
         ["“three” is left out"]),
        ("they will open three crossings", "I say we will open three crossings",
         ["“they” stands for “we”"]),
        ("will open three gates", "we will open three crossings in May",
         ["“gates” stands for “crossings”"]),
        ("We will open three crossings", "we will open three crossings",
         ["“We” stands for “we”"]),
    ],
)  # fmt: skip
def test_nearest_says_which_words_differ(printed, text, difference) -> None:
    found = nearest(printed, ["nothing of the kind at all", text])

    assert found is not None
    assert (found[0], [str(part) for part in found[1]]) == (1, difference)


def test_nearest_finds_nothing_where_little_is_alike() -> None:
    assert nearest("we will open three crossings", ["we will see", "the crossings", ""]) is None
    assert nearest("no", ["no"]) is None


def test_uncovered_takes_each_span_once_and_ignores_empty_ones() -> None:
    assert uncovered(["a b", " a b ", "", "…", "c d"], [("c d", "c d e")]) == ["a b"]


def test_a_span_with_brackets_is_covered() -> None:
    article = with_more("“[They] will open” them.")

    assert [finding.code for finding in preflight(article)] == []
