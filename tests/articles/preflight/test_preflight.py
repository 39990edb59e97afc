"""The run itself: a bounded number of queries, time in proportion, no text that it cannot take."""

import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles import prose
from articles.markdown import MAX_BODY
from articles.models import Article, Citation
from articles.preflight import checks, errors_of, preflight, warnings_of
from articles.preflight.misquotes import nearest
from articles.quotations import uncovered
from articles.verbatim import spans, unclosed_spans
from tests.articles.preflight.fit import WORDS, citation_of, codes, make_fit_article, paragraphs
from tests.factories import (
    make_actor,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_name,
    make_office,
    make_organisation,
    make_participation,
    make_quote,
    make_series,
)

pytestmark = pytest.mark.django_db


def grow(article: Article) -> None:
    """Hang one more of everything on the article."""
    series = make_series()
    event = make_event(series=series, parent=make_event(), is_public=False)
    speaker = make_actor()
    about = [event, make_event()]
    quote = make_quote(verified=True, speaker=speaker, said_at=make_event(), about=about)
    office = make_office(speaker)
    type(quote).objects.filter(pk=quote.pk).update(office=office, carried_by=make_organisation())
    make_name(speaker)
    make_citation(article, quote, speaker_as_printed="he", title_as_printed="Chancellor")
    make_coverage(article, event)
    make_participation(event)
    make_claim(article, event=event, attribute="rate", value="1")
    make_claim(article, event=event, attribute="rate", value="2", attributed_to=speaker)
    make_quote(text=quote.text, speaker=speaker)
    article.body = f"{article.body}\n\nOn Monday “{quote.text} or more” was said."
    article.save()


def queries_of(article: Article) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert preflight(article)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_article() -> None:
    article = make_fit_article()
    grow(article)
    few = queries_of(Article.objects.get(pk=article.pk))

    for _ in range(4):
        grow(article)

    assert queries_of(Article.objects.get(pk=article.pk)) == few
    assert few <= 20


def test_rows_restored_inside_a_transaction_are_examined() -> None:
    article = make_fit_article()
    citation = citation_of(article)

    with transaction.atomic():
        article.citations.all().delete()
        Citation.objects.create(
            article=article, quote=citation.quote, kind="direct", as_printed="Never said"
        )
        inside = codes(article)
        transaction.set_rollback(True)

    assert "Q01 error" in inside
    assert codes(Article.objects.get(pk=article.pk)) == []


def test_the_article_is_left_as_it_was() -> None:
    article = make_fit_article()
    before = dict(article.__dict__)

    preflight(article)

    assert article.__dict__ == before


def test_errors_and_warnings_part_the_findings() -> None:
    found = preflight(paragraphs("They met\x07 on Monday.", "The the end."))

    assert [finding.code for finding in errors_of(found)] == ["A10"]
    assert [finding.code for finding in warnings_of(found)] == ["A08", "A06"]


def test_every_finding_has_the_level_its_check_is_registered_with() -> None:
    article = make_fit_article()
    grow(article)
    article.body += "\n\nThe the end\x07. “Who knows”"
    levels: dict[str, set[str]] = {}
    for check in checks():
        levels.setdefault(check.code, set()).update(check.levels)

    found = preflight(article)

    assert len({finding.code for finding in found}) > 8
    assert [f for f in found if f.level not in levels[f.code]] == []
    assert [f for f in found if not (f.sentence.endswith(".") and f.name and f.place.url)] == []


TEXTS = st.text(
    st.one_of(
        st.sampled_from("“”\"'‘’„«».,;:?![]() \n\n-#*>…aTthe1"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)


@pytest.mark.property
@given(body=TEXTS, headline=TEXTS, language=st.sampled_from(["en", "hi"]))
def test_no_text_makes_a_check_fail(body, headline, language) -> None:
    article = Article(
        headline=headline, body=body, highlights=[headline], language=language, dateline=headline
    )

    found = preflight(article)

    names = [finding.name for finding in found]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 220 and name.isprintable() for name in names)


@pytest.mark.property
@given(body=TEXTS, words=TEXTS)
def test_no_text_makes_a_check_of_a_citation_fail(body, words) -> None:
    uncovered([*(span.text for span in spans(body))], [(words, body), (body, words)])
    nearest(body, [words, body, f"{words} {body}"])


def test_a_text_is_nearest_to_itself() -> None:
    assert nearest(WORDS, ["other words", WORDS]) == (1, [])


HOSTILE: dict[str, Callable[[int], str]] = {
    "one long word": lambda size: "a" * size,
    "capitals": lambda size: "A" * size,
    "capitals with spaces": lambda size: "A " * (size // 2),
    "spaces": lambda size: "on" + " " * size + "x",
    "words": lambda size: "the a " * (size // 6),
    "stops": lambda size: "a." * (size // 2),
    "commas": lambda size: "a," * (size // 2),
    "brackets": lambda size: "(" * size,
    "asides": lambda size: "(a)" * (size // 3),
    "questions": lambda size: "What? " * (size // 6),
    "marks": lambda size: "“a b” " * (size // 6),
    "open marks": lambda size: "“a b " * (size // 5),
    "straight marks": lambda size: '"a" ' * (size // 4),
    "apostrophes": lambda size: "'a' " * (size // 4),
    "days": lambda size: "on Monday " * (size // 10),
    "dates": lambda size: "a day after a " * (size // 14),
    "lower and upper": lambda size: "abcAbc" * (size // 6),
}


def work_on(text: str) -> None:
    """Run everything that reads a line, without the parser of Markdown."""
    prose.glued_subhead(text)
    prose.is_boilerplate(text)
    prose.dateline(text)
    prose.is_long(text)
    prose.lacks_final_stop(text)
    prose.control_characters(text)
    prose.direction_overrides(text)
    prose.mixed_apostrophes([text])
    prose.printed_dateline(text)
    for generator in (
        prose.missing_spaces,
        prose.doubled_articles,
        prose.relative_times,
        prose.stray_prepositions,
        prose.missing_ofs,
        prose.terms_as_if_over,
    ):
        list(generator(text))


def seconds(run: Callable[[], object]) -> float:
    """Return the processor time of a run, the least of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.once
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_line_takes_time_in_proportion_to_its_length(text) -> None:
    small, large = text(12_500), text(100_000)  # eight times the length

    assert seconds(lambda: work_on(large)) < 30 * max(seconds(lambda: work_on(small)), 0.001)


@pytest.mark.once
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_marks_take_time_in_proportion_to_their_number(text) -> None:
    def read(body: str) -> None:
        spans.cache_clear()
        found = [span.text for span in spans(body)]
        unclosed_spans(body)
        uncovered(found, [("a b c", "a b c d"), ("[x] y", "z y")])

    small, large = text(12_500), text(100_000)

    assert seconds(lambda: read(large)) < 40 * max(seconds(lambda: read(small)), 0.001)


def test_ten_thousand_different_quotations_are_compared_only_where_it_helps() -> None:
    article = make_fit_article()
    article.body += "\n\n" + " ".join(f"“we will open number {n} now,”" for n in range(5_000))

    found = preflight(article)

    assert sum(finding.code == "Q03" for finding in found) == 201
    assert [f.is_error for f in found if f.name == "Q03 more than 200"] == [True]
    assert sum(finding.hint.startswith("Nearly") for finding in found) <= 20


def test_a_body_of_a_megabyte_is_one_clear_error() -> None:
    article = make_fit_article()
    article.body = "“Word. " * (1_000_000 // 7)

    assert len(article.body) > MAX_BODY
    assert codes(article) == ["A04 error"]
