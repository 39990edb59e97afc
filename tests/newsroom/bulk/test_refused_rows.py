"""What only the database or the rules refuse: found at its line, and then all or nothing."""

import pytest
from django.db import connection

from actors.models import Actor
from articles.integrity import findings
from articles.models import Article, Citation, Quote
from newsroom.bulk.checking import Check
from newsroom.bulk.loading import GoneMeanwhileError
from newsroom.bulk.writing import reserve_numbers
from tests.factories import make_actor, make_article, make_user
from tests.newsroom.bulk.files import (
    actor,
    article,
    as_bytes,
    dumped,
    load_bytes,
    load_rows,
    quote,
    refusal_of,
    retired,
    row,
)

pytestmark = pytest.mark.django_db
A_SPEAKER = "A named quote needs its speaker; an unnamed or anonymous one has none."
TAKEN = "Another quote continues that one already. Continue the last of them."


def states(number: int) -> list[dict[str, object]]:
    """Return so many people, with some states among them that lack their country."""
    return [
        actor(f"x{place}", kind="state" if place % 7 == 3 else "person") for place in range(number)
    ]


def test_rows_that_the_database_refuses_are_found_in_their_batch() -> None:
    said = refusal_of(*states(50))

    assert said == [
        f"Line {place + 1}: actors.actor: A state needs its country code, such as IN."
        for place in range(50)
        if place % 7 == 3
    ]
    assert not Actor.objects.exists()


def test_what_two_lines_claim_both_is_refused_at_the_second() -> None:
    said = refusal_of(
        quote("first"),
        quote("second", continues=["first"]),
        quote("third", continues=["first"]),
        quote("fourth", attribution="named"),
        actor("india", kind="state", country="IN"),
        actor("bharat", kind="state", country="IN"),
    )

    assert said == [
        f"Line 3: articles.quote: {TAKEN}",
        f"Line 4: articles.quote: {A_SPEAKER}",
        "Line 6: actors.actor: There is already a state with this country code. Use that one.",
    ]


def test_what_a_row_of_the_database_has_is_refused() -> None:
    make_actor(slug="putin", wikidata="Q7747")

    said = refusal_of(actor("vladimir", wikidata="Q7747"))

    assert said == ["Line 1: actors.actor: Another actor has this Wikidata id. Use that one."]


def test_one_stand_in_for_two_people_cannot_have_reviewed_their_own_article() -> None:
    make_user(username="ana")
    printed = {"status": "published", "headline": "H", "body": "B"}
    people = {"created_by": ["x"], "reviewed_by": ["y"], "published_at": "2025-01-01T00:00:00Z"}

    said = refusal_of(article("a", **printed, **people), stand_ins=["ana"])

    sentence = "A published article needs an author and, to review it, somebody else."
    assert said == [f"Line 1: articles.article: {sentence}"]


def test_bad_lines_are_left_out_with_all_that_refers_to_them() -> None:
    loaded = load_rows(
        actor("ana", kind="planet"),
        actor("ben", parent=["ana"]),
        actor("cem"),
        b"no row",
        actor("dan", parent=["ben"]),
        actor("eve", kind="state"),  # refused by the database alone
        row("actors.actorname", actor=["eve"], name="Eva"),
        row("actors.actorname", actor=["cem"], name="Cemal"),
        quote("q", continues=["r"]),
        quote("r", about=[["never"]]),
        skip_bad=True,
    )

    assert [text.split(": ", 1)[0] for text in loaded.left_out.sentences()] == [
        f"Line {number}" for number in (1, 2, 4, 5, 6, 7, 9, 10)
    ]
    assert "Line 5: It refers to line 2, which is left out." in loaded.left_out.sentences()
    assert loaded.rows == 2
    assert [len(dumped().splitlines()), Actor.objects.get().slug] == [2, "cem"]


def test_a_long_chain_behind_a_bad_line_is_left_out() -> None:
    chain = [actor(f"x{number}", parent=[f"x{number + 1}"]) for number in range(3_000)]

    loaded = load_rows(*chain, actor("x3000", name=""), actor("free"), skip_bad=True)

    assert loaded.rows == 1
    assert loaded.left_out.bad_lines() == 3_001


def broken(printed: str) -> list[dict[str, object]]:
    """Return lines of an article in print that cites words which do not stand in it (R1)."""
    people = {"created_by": ["ana"], "reviewed_by": ["ben"]}
    return [
        actor("speaker", is_public=True),
        quote("q", text="These are words", attribution="named", speaker=["speaker"],
              source_description="", status="verified", verified_by=["ben"]),
        article("a", status="published", headline="H", body="Nothing is quoted.",
                published_at="2025-09-01T00:00:00Z", **people),
        row("articles.citation", article=["a"], quote=["q"], kind="direct", as_printed=printed),
        quote("fine"),
    ]  # fmt: skip


@pytest.fixture
def people() -> None:
    make_user(username="ana")
    make_user(username="ben")


def test_rules_across_rows_are_held_where_asked(people: None) -> None:
    said = refusal_of(*broken("These are words"), check_rules=True)

    assert len(said) == 1
    assert said[0].startswith("Line 4: articles.citation: as_printed: ")
    assert said[0].endswith("[R1]")
    assert not Article.objects.exists()


def test_rules_across_rows_are_not_asked_otherwise(people: None) -> None:
    load_rows(*broken("These are words"))

    assert [finding.rule for finding in findings()] == ["R1"]


def test_rows_that_break_a_rule_are_left_out_until_none_does(people: None) -> None:
    claim = row("articles.claim", slug="c", actor=["speaker"], attribute="x", value="1",
                article=["a"], quote=["q"])  # fmt: skip

    loaded = load_rows(*broken("These are words"), claim, skip_bad=True, check_rules=True)

    places = [text.split(": ", 1)[0] for text in loaded.left_out.sentences()]
    assert places == ["Line 4", "Line 6"]  # without its citation, the claim breaks a rule too
    assert (Article.objects.count(), Quote.objects.count(), Citation.objects.count()) == (1, 2, 0)
    assert list(findings()) == []


def test_a_retired_address_in_use_breaks_a_rule_from_both_sides() -> None:
    make_actor(slug="ben")
    lines = [retired("actors.actor", "ana"), retired("actors.actor", "ben"), actor("ana")]

    said = refusal_of(*lines, check_rules=True)

    assert {text.split(":")[0] for text in said} == {"Line 1", "Line 2", "Line 3"}
    assert said[1] == (
        "Line 2: actors.retiredslug: slug: "
        "A row of actors.actor has this address, so it is not retired."
    )


def test_a_draft_beside_a_published_article_of_the_same_address_is_refused() -> None:
    make_article(slug="a", published=True)

    assert len(refusal_of(article("a"))) == 1
    assert load_bytes(as_bytes([article("b")])).rows == 1


@pytest.mark.django_db(transaction=True)
def test_what_goes_while_the_file_is_checked_stops_the_load(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_actor(slug="mother")

    def lose_the_mother(check: Check) -> None:
        Actor.objects.filter(slug="mother").delete()
        reserve_numbers(check)

    monkeypatch.setattr("newsroom.bulk.loading.reserve_numbers", lose_the_mother)

    with pytest.raises(GoneMeanwhileError, match="has just been deleted"):
        load_rows(actor("child", parent=["mother"]))

    assert [one.slug for one in Actor.objects.all()] == ["mother"]


def test_the_database_knows_of_a_thousand_new_rows() -> None:
    load_rows(*(actor(f"x{number}") for number in range(1_000)))

    asked = (
        "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'actors_actor' AND stat LIKE '1000 %'"
        if connection.vendor == "sqlite"
        else "SELECT count(*) FROM pg_class WHERE relname = 'actors_actor' AND reltuples >= 1000"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone()[0] > 0
