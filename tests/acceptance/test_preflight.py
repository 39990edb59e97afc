"""Preflight on the raw seed texts, and on the seed story: what standards.md says it finds."""

from collections.abc import Callable
from typing import Any

import pytest

from articles import prose
from articles.models import Article, Citation
from articles.preflight import Finding, preflight
from articles.verbatim import spans

from .matching import Facts, article_key, by_id, is_published
from .test_quotes import fact_key, stored_key

NOW_DEPENDENT = {"E03"}  # a plan is past, or is not, by the day of the test


@pytest.fixture(scope="module")
def lines(facts: Facts, seed_texts: list[str]) -> dict[str, dict[int, str]]:
    """The lines of each seed that are not empty, by their numbers: the facts' paragraphs."""
    return {
        entry["id"]: dict(enumerate((t.strip() for t in text.splitlines() if t.strip()), start=1))
        for entry, text in zip(facts["files"], seed_texts, strict=True)
    }


def places(
    lines: dict[str, dict[int, str]], check: Callable[[str], Any]
) -> list[tuple[str, int, Any]]:
    return [
        (file, number, found)
        for file, paragraphs in lines.items()
        for number, text in paragraphs.items()
        if (found := check(text))
    ]


def test_the_seeds_have_71_paragraphs(lines) -> None:
    assert sum(len(paragraphs) for paragraphs in lines.values()) == 71


def test_a01_finds_exactly_the_three_glued_subheads(lines) -> None:
    assert places(lines, prose.glued_subhead) == [
        ("S001", 6, "What's on the agenda?"),
        ("S001", 9, "India wants to increase exports to Russia"),
        ("S001", 15, "Modi-Xi meet"),
    ]


def test_a02_finds_nine_lines_of_furniture(lines) -> None:
    assert [(file, number) for file, number, _ in places(lines, prose.is_boilerplate)] == [
        ("S000", 1), ("S000", 2), ("S000", 18), ("S001", 1),
        ("S003", 3), ("S003", 4), ("S003", 5), ("S003", 23), ("S003", 24),
    ]  # fmt: skip


def test_a03_finds_two_lines_printed_twice_and_two_datelines(lines) -> None:
    long = [(n, text) for n, text in lines["S003"].items() if prose.is_long(text)]
    twice = [(a, b) for a, first in long for b, second in long if a < b and first == second]

    assert twice == [(1, 6), (22, 25)]
    assert places(lines, prose.dateline) == [("S003", 9, "NEW DELHI"), ("S003", 26, "DHAKA")]


def test_a05_finds_two_missing_spaces(lines) -> None:
    assert places(lines, lambda text: list(prose.missing_spaces(text))) == [
        ("S001", 1, ["today,1"]),
        ("S001", 11, ["sinceDonald"]),
    ]


def test_a06_finds_one_doubled_article(lines) -> None:
    assert places(lines, lambda text: list(prose.doubled_articles(text))) == [
        ("S003", 14, ["a key a"])
    ]


def test_a07_finds_one_missing_stop(lines) -> None:
    bodies = {
        file: {n: "" if prose.is_boilerplate(text) else text for n, text in paragraphs.items()}
        for file, paragraphs in lines.items()
    }

    assert places(bodies, prose.lacks_final_stop) == [("S001", 11, True)]


def test_a08_finds_twenty_relative_times(lines) -> None:
    found = places(lines, lambda text: [words for words, _ in prose.relative_times(text)])

    assert sum(len(words) for _, _, words in found) == 20
    assert found[0] == ("S001", 1, ["today"])
    assert found[-1] == ("S003", 34, ["in recent days"])


def test_q05_finds_the_quotation_with_two_kinds_of_marks(lines) -> None:
    odd = [
        (file, number, span.opens + span.closes)
        for file, paragraphs in lines.items()
        for number, text in paragraphs.items()
        for span in spans(text)
        if span.opens in '“"' and (span.opens, span.closes) not in (("“", "”"), ('"', '"'))
    ]

    assert odd == [("S000", 8, '“"')]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (0, {"A02": 3, "A11": 1, "A12": 1, "Q05": 1, "Q03": 7}),
        (
            1,
            {
                "A01": 3,
                "A02": 1,
                "A05": 2,
                "A07": 1,
                "A08": 8,
                "A13": 1,
                "A14": 1,
                "Q03": 2,
            },
        ),
        (2, {"A02": 5, "A03": 3, "A06": 1, "A08": 11, "Q03": 10, "Q07": 1}),
    ],
)
def test_a_whole_seed_pasted_into_a_body_is_found_out(seed_texts, file, expected) -> None:
    article = Article(body=seed_texts[file], source_ref="pasted", source_date=None)

    found = preflight(article)

    counts = {code: sum(f.code == code for f in found) for code in {f.code for f in found}}
    assert counts == {**expected, "A04": 3}
    assert [f.level for f in found if f.code == "A03"] == ["error"] * counts.get("A03", 0)


@pytest.fixture
def found(seed_story: None, facts: Facts) -> dict[str, list[Finding]]:
    """What preflight finds in each article of the story, by its id in the facts."""
    stored = {(a.source_ref, a.source_headline): a for a in Article.objects.all()}
    return {
        key: [
            finding
            for finding in preflight(stored[article_key(facts, key)])
            if finding.code not in NOW_DEPENDENT
        ]
        for key in by_id(facts["articles"])
    }


@pytest.fixture
def slugs(facts: Facts) -> dict[str, str]:
    """The slug of each quote by its id in the facts: the fixtures keep their order."""
    rows = Citation.objects.select_related("article", "quote")
    stored = {stored_key(citation): citation.quote.slug for citation in rows}
    return {key: stored[fact_key(facts, fact)] for key, fact in by_id(facts["quotes"]).items()}


def keys(found: dict[str, list[Finding]], code: str) -> set[str]:
    return {f.name.removeprefix(f"{code} ") for fs in found.values() for f in fs if f.code == code}


@pytest.mark.django_db
def test_the_published_articles_of_the_story_have_no_error(found) -> None:
    errors = {key: [f.name for f in fs if f.is_error] for key, fs in found.items()}

    assert {key: names for key, names in errors.items() if is_published(key)} == {
        "ART-1": [], "ART-2": [], "ART-3": [],
    }  # fmt: skip
    assert {name[:6] for name in errors["ART-4"]} == {"Q02 R5"}  # its six quotes are drafts
    assert len(errors["ART-4"]) == 6


@pytest.mark.django_db
def test_findings_of_an_article_have_names_of_their_own(found) -> None:
    for findings in found.values():
        names = [finding.name for finding in findings]

        assert len(set(names)) == len(names)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "quotes"),
    [
        ("Q04", "Q-11 Q-12 Q-13 Q-15 Q-16 Q-18 Q-23 Q-32 Q-35"),
        ("Q06", "Q-04"),
        ("Q09", ""),
        ("Q10", ""),
    ],
)
def test_checks_of_quotes_find_exactly_these(found, slugs, code, quotes) -> None:
    assert keys(found, code) == {slugs[key] for key in quotes.split()}


@pytest.mark.django_db
def test_q07_finds_the_paragraph_that_is_only_a_quotation(found, slugs) -> None:
    (finding,) = [f for findings in found.values() for f in findings if f.code == "Q07"]

    assert finding in found["ART-3"]
    assert finding.place.number == 13


@pytest.mark.django_db
def test_q08_finds_the_two_anonymous_quotes_without_a_reason(found, slugs) -> None:
    assert keys(found, "Q08") == {f"reason {slugs[key]}" for key in ("Q-06", "Q-21")}


@pytest.mark.django_db
def test_q03_finds_no_span_that_a_quote_does_not_cover(found) -> None:
    assert keys(found, "Q03") == keys(found, "Q05") == keys(found, "Q01") == set()


@pytest.mark.django_db
def test_p01_finds_the_spokesmans_other_title(found, slugs) -> None:
    assert keys(found, "P01") == {f"title {slugs['Q-20']}"}


@pytest.mark.django_db
def test_e02_finds_the_two_lonely_meetings(found) -> None:
    assert keys(found, "E02") == {"alaska-talks", "brics-summit-kazan-2024"}


@pytest.mark.django_db
def test_e04_finds_the_tariff_rates_and_nothing_else(found) -> None:
    rates = [f for findings in found.values() for f in findings if f.code == "E04"]

    assert {finding.name for finding in rates} == {
        "E04 tariff_rate US tariffs on Indian goods, 2025"
    }
    assert all("25 per cent" in f.sentence and "50 per cent" in f.sentence for f in rates)


@pytest.mark.django_db
def test_e01_and_e05_find_nothing(found) -> None:
    assert keys(found, "E01") == keys(found, "E05") == set()


@pytest.mark.django_db
def test_a04_names_what_the_sources_do_not_print(found) -> None:
    names = {key: {f.name for f in fs if f.code == "A04"} for key, fs in found.items()}

    assert names == {
        "ART-1": {"A04 no outlet"},
        "ART-2": {"A04 no outlet"},
        "ART-3": {"A04 deduced outlet", "A04 no source date"},
        "ART-4": {"A04 no outlet", "A04 no source date"},
    }


@pytest.mark.django_db
def test_nothing_of_the_published_articles_is_hidden(found) -> None:
    hidden = {key: [f for f in fs if f.code == "H01"] for key, fs in found.items()}

    assert [key for key, findings in hidden.items() if findings] == ["ART-4"]
