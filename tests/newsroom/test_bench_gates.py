"""The bench itself: its desk keeps the rules, its gates fail where they should."""

import copy
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.db import connection

from articles.integrity import findings
from articles.models import Article, Quote
from tests.bench import gates, plot, tables
from tests.bench.bare_sql import POSTGRESQL, SQLITE, statements
from tests.bench.desk import Desk
from tests.bench.loading import insert, reset_sequences, write


def figures(cost: float, speed: float) -> dict[str, Any]:
    return {
        "rate": speed,
        "least": speed,
        "most": speed,
        "median": 1.0,
        "slowest": 2.0,
        "alone": 1.0,
        "web": cost,
        "database": 0.0,
        "cpu": cost,
        "failed": 0,
        "bound": False,
        "bytes": 1000,
        "queries": 1.0,
    }


def result_of_a_run() -> dict[str, Any]:
    workloads = {
        workload: {
            "product": figures(1.2, 900) | {"cpu against bare": 1.2, "rate against bare": 0.9},
            "bare": figures(1.0, 1000),
        }
        for workload in gates.GOALS
    }
    memory = {"product": {"uss": 30.0, "rss": 80.0}, "bare": {"uss": 9.0, "rss": 30.0}}
    return {"database": "desk", "server": "gunicorn", "workloads": workloads, "memory": memory}


@pytest.fixture
def passing() -> dict[str, Any]:
    return copy.deepcopy(result_of_a_run())


@pytest.mark.once
def test_a_desk_is_always_the_same() -> None:
    first, second = Desk(60), Desk(60)

    assert list(first.ground()) == list(second.ground())
    assert list(first.stories(1, 61)) == [*second.stories(1, 31), *second.stories(31, 61)]


@pytest.mark.django_db
def test_a_desk_keeps_every_constraint_and_rule() -> None:
    desk = Desk(60)

    write(desk.ground(), insert)
    write(desk.stories(1, 61), insert)

    connection.check_constraints()
    assert [str(finding) for finding in findings()] == []
    assert Article.objects.count() == 60
    assert Article.objects.published().count() == 57  # one in twenty is a draft
    assert Quote.objects.count() == 240
    assert 200 < Quote.objects.published().count() <= 228


@pytest.mark.django_db
def test_a_row_made_by_hand_comes_behind_a_loaded_desk() -> None:
    write(Desk(40).ground(), insert)
    write(Desk(40).stories(1, 41), insert)

    reset_sequences()

    assert Article.objects.create(headline="One more").pk == 41


@pytest.mark.once
@pytest.mark.parametrize("dialect", [POSTGRESQL, SQLITE], ids=["postgresql", "sqlite"])
def test_the_bare_statements_are_filled_in(dialect) -> None:
    found = statements(dialect)

    assert list(found) == list(gates.GOALS)
    assert [name for name, text in found.items() if "$" in text] == []


@pytest.mark.once
def test_good_figures_pass_every_gate(passing) -> None:
    assert gates.failures(passing) == []


@pytest.mark.once
def test_a_costly_request_fails_its_gate(passing) -> None:
    passing["workloads"]["W2"]["product"]["cpu against bare"] = 2.5

    assert gates.failures(passing) == [
        "W2 costs 2.50 times the CPU of bare; at most 2.25 pass.",
    ]


@pytest.mark.once
def test_a_second_statement_fails_its_gate(passing) -> None:
    passing["workloads"]["W1"]["product"]["queries"] = 2.0

    assert gates.failures(passing) == ["W1 sends 2 statements to the database, not 1."]


@pytest.mark.once
def test_depth_memory_and_failed_requests_have_their_gates(passing) -> None:
    passing["workloads"]["W4"]["product"] |= {"cpu": 2.4, "failed": 3}
    passing["memory"]["product"]["uss"] = 61.5

    assert gates.failures(passing) == [
        "W4: 3 requests failed.",
        "W4 costs 2.00 times the CPU of W1; at most 1.72.",
        "A worker has 61.5 MB of its own; at most 60 pass.",
    ]


@pytest.mark.once
def test_a_figure_that_misses_its_goal_is_bold() -> None:
    assert tables.verdict(0.9, 0.8) == "0.9 (at least 0.8)"
    assert tables.verdict(0.7, 0.8) == "**0.7** (at least 0.8)"
    assert tables.verdict(1.4, 1.3, at_most=True) == "**1.4** (at most 1.3)"
    assert tables.verdict(None, 1.3) == "not measured"


@pytest.mark.once
def test_a_result_becomes_tables_and_a_picture(passing) -> None:
    result = {"runs": [passing]}

    assert "| W1 the 20 newest quotes | 0.9 (at least 0.8) |" in tables.text(result)
    assert ET.fromstring(plot.drawn(result)).tag.endswith("svg")
