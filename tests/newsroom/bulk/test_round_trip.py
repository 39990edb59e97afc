"""A dump loads again, whatever is in it, and the next dump has the same bytes."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from actors.fields import derived_fields
from actors.models import Actor, RetiredSlug
from articles.integrity import findings
from articles.models import Notice, Quote
from newsroom.bulk.shape import DESK, KEYS
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_event,
    make_name,
    make_notice,
    make_quote,
    make_user,
)
from tests.newsroom.bulk.files import (
    actor,
    article,
    as_bytes,
    dump_of,
    dumped,
    load_bytes,
    load_rows,
    quote,
    row,
)
from tests.seed import NAMES

#: What a dump leaves out; docs/bulk.md says why.
LEFT_OUT = {
    "actors.merge",
    "articles.correction",
    "articles.presence",
    "articles.quotationsearch",
    "articles.rejectedquotation",
    "articles.revision",
    "articles.searchedarticle",
    "articles.sourcetext",
}


def test_every_table_of_the_desk_is_dumped_or_left_out_on_purpose() -> None:
    tables = {
        model._meta.label_lower
        for app in ("actors", "summits", "articles")
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
    }

    assert tables == {*DESK, *LEFT_OUT}


def test_keys_are_those_that_fixtures_have() -> None:
    for model, key in KEYS.items():
        dependencies = getattr(getattr(model, "natural_key", None), "dependencies", [])
        named = {DESK[label].model for label in dependencies}
        parts = [model._meta.get_field(path.split("__")[0]).related_model for path in key]

        assert {part for part in parts if part} == named


def load_the_seed_story() -> None:
    call_command("loaddata", *NAMES[1:], verbosity=0)


def stored(model: type[Model]) -> list[tuple[Any, ...]]:
    """Return all that a table holds beside numbers of rows."""
    names = [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.is_relation
    ]
    return list(model._default_manager.order_by("pk").values_list(*names))


@pytest.mark.django_db
def test_the_seed_story_comes_back_with_every_value() -> None:
    call_command("loaddata", NAMES[0], verbosity=0)
    with transaction.atomic():
        load_the_seed_story()
        dump, before = dumped(), {model: stored(model) for model in KEYS}
        transaction.set_rollback(True)

    loaded = load_bytes(dump, check_rules=True)

    assert loaded.rows == len(dump.splitlines()) == sum(map(len, before.values()))
    assert {model: stored(model) for model in KEYS} == before
    assert dumped() == dump
    assert list(findings()) == []


@pytest.mark.django_db
def test_lines_load_in_any_order() -> None:
    call_command("loaddata", NAMES[0], verbosity=0)
    lines = dump_of(load_the_seed_story).splitlines(keepends=True)
    random.Random(3).shuffle(lines)

    load_bytes(b"".join(lines))

    assert sorted(dumped().splitlines(keepends=True)) == sorted(lines)


@pytest.mark.django_db
def test_what_the_seed_story_lacks_comes_back_too() -> None:
    ana, ben = make_user(username="ana"), make_user(username="ben")
    theirs = {"created_by": ana, "reviewed_by": ben}

    def make() -> None:
        make_name(make_actor(slug="one", name="Ona", sort_name=""), lang="ru-Cyrl")
        first, second = make_quote(slug="first"), make_quote(slug="second")
        Quote.objects.filter(slug="first").update(continues=second)
        first.about.set([make_event(slug="late"), make_event(slug="early")])
        told = make_article(published=True, slug="told", outlet_deduced=True, **theirs)
        make_citation(told, second)
        make_notice(told, issued_by=ana)
        make_actor(slug="gone").delete()
        # A notice outlives the draft that it was about.
        draft = make_article(slug="draft", highlights=["One", "“Two”"])
        make_notice(draft, slug="left-over", issued_by=ben)
        draft.delete()

    dump = dump_of(make)

    load_bytes(dump)

    assert dumped() == dump
    assert Quote.objects.get(slug="first").continues == Quote.objects.get(slug="second")
    assert Notice.objects.get(slug="left-over").article_id == "draft"
    retired = RetiredSlug.objects.order_by("slug").values_list("slug", flat=True)
    assert list(retired) == ["draft", "gone"]
    assert Actor.objects.get(slug="one").sort_name == "Ona"


@pytest.mark.django_db
def test_derived_columns_are_computed_and_those_of_a_line_ignored() -> None:
    wrong = {"folded": "something else", "said_on_earliest": "1999-01-01"}

    load_rows(quote("q", text="Ánd SO?", said_on_edtf="2025-09", said_on_basis="stated", **wrong))

    one = Quote.objects.get()
    assert one.folded == "and so experts"
    assert (str(one.said_on_earliest), str(one.said_on_latest)) == ("2025-09-01", "2025-09-30")
    assert all(getattr(one, field.name) == field.derive(one) for field in derived_fields(Quote))


@pytest.mark.django_db
def test_the_times_of_a_row_are_kept_to_the_microsecond() -> None:
    load_rows(actor("ana", created_at="2025-01-01T02:00:00.123456+02:00"))

    ana = Actor.objects.get()
    assert ana.created_at.isoformat() == "2025-01-01T00:00:00.123456+00:00"
    assert ana.updated_at.isoformat() == "2025-09-02T03:00:00+00:00"


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
words = texts.map(lambda text: f"w{text}")
dates = st.sampled_from(["", "2025", "2025-02~", "2025-09-01", "[..2025-09-01]", "2024/.."])
moments = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)


@st.composite
def desks(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return the lines of a random desk, in random order."""
    slugs = [f"s{number}" for number in range(draw(st.integers(1, 5)))]
    one = st.sampled_from(slugs)
    some = st.lists(one, unique=True).map(lambda names: [[name] for name in names])
    rows = []
    for number, slug in enumerate(slugs):
        parent = draw(st.none() | st.sampled_from([*slugs, "body"]))
        parent = None if parent == slug else parent
        said = draw(dates)
        rows += [
            actor(slug, name=draw(words), sort_name=draw(texts), description=draw(texts),
                  created_at=draw(moments), parent=parent and [parent]),
            row("actors.office", holder=[slug], title=draw(words), body=["body"],
                start_edtf=draw(dates)),
            row("summits.event", slug=slug, title=draw(words), kind="talks", status="held",
                aliases=draw(st.lists(words, max_size=2))),
            article(slug, headline=draw(texts), body=draw(texts), updated_at=draw(moments),
                    credits=draw(some), highlights=draw(st.lists(words, max_size=2))),
            quote(slug, text=draw(words), note=draw(texts), about=draw(some),
                  said_on_edtf=said, said_on_basis="stated" if said else "none",
                  continues=[slugs[number - 1]] if number and draw(st.booleans()) else None),
            row("articles.citation", article=[slug], quote=[draw(one)], kind="indirect",
                paragraph=draw(st.none() | st.integers(0, 9))),
        ]  # fmt: skip
    body = actor("body", kind="state", country="IN")
    return draw(st.permutations([*rows, body]))


@pytest.mark.property
@pytest.mark.django_db
@given(desks())
def test_a_dump_of_any_desk_loads_into_one_with_the_same_dump(
    rows: list[dict[str, Any]],
) -> None:
    dump = dump_of(lambda: load_bytes(as_bytes(rows)))

    with transaction.atomic():
        load_bytes(dump)
        again = dumped()
        transaction.set_rollback(True)

    assert len(dump.splitlines()) == len(rows)
    assert again == dump
