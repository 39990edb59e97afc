"""`manage.py check_rules` finds what came in past clean(), and nothing else."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from actors.models import Actor, Office, RetiredSlug
from articles.integrity import MODELS, findings
from articles.models import Article, Citation, Quote, Topic
from summits.models import Event, Participation
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_name,
    make_notice,
    make_office,
    make_organisation,
    make_participation,
    make_public_quote,
    make_quote,
    make_series,
    make_topic,
)

pytestmark = pytest.mark.django_db


def one_of_each() -> None:
    """Store a valid row of every model."""
    make_name(make_actor())
    make_office()
    event = make_event(series=make_series(), date_edtf="2025-08-31/2025-09-01")
    make_participation(make_event(parent=event, date_edtf="2025-09-01"))
    make_topic(parent=make_topic())
    quote = make_public_quote(said_on_edtf="2025-08-31", said_at=event)
    make_quote(speaker=quote.speaker, continues=quote)
    make_coverage(quote.articles.get(), event)
    make_claim(quote.articles.get(), quote=quote)
    make_notice(quote.articles.get())


def report() -> tuple[int, str]:
    """Run the command; return its exit status and what it prints."""
    out = StringIO()
    try:
        call_command("check_rules", stdout=out, no_color=True)
    except CommandError as error:
        return error.returncode, f"{out.getvalue()}{error}"
    return 0, out.getvalue()


def test_silent_on_an_empty_database() -> None:
    assert report() == (0, "Every stored row keeps the rules.\n")


def test_silent_where_every_model_keeps_the_rules() -> None:
    one_of_each()

    assert [model.__name__ for model in MODELS if not model._default_manager.exists()] == []
    assert report() == (0, "Every stored row keeps the rules.\n")


def test_every_finding_is_printed_and_the_exit_status_is_1() -> None:
    actor = make_actor(name="Xi Jinping")
    Actor.objects.filter(pk=actor.pk).update(folded="putin", country="QQ")

    assert report() == (
        1,
        (
            "actor xi-jinping folded [derived]: holds 'putin', but its source gives 'xi jinping'. "
            "Save the row again.\n"
            "actor xi-jinping country [invalid_country]: “QQ” is no country code. Write two "
            "capitals, such as IN for India.\n"
            "2 broken rules found."
        ),
    )


def circle_of(make, model):
    def plant() -> None:
        first = make()
        second = make(parent=first)
        model.objects.filter(pk=first.pk).update(parent=second)

    return plant


def citation(**fields) -> Citation:
    return make_citation(make_article(), make_quote(**fields))


def printed() -> Citation:
    return make_citation(make_article(published=True), make_quote(verified=True))


def r1_body() -> None:
    printed()
    Article.objects.update(body="No marks here.")


def r1_words() -> None:
    quote = printed().quote
    quote.text = "Other words"
    quote.save()


def r2_kind() -> None:
    citation()
    Quote.objects.update(kind="indirect")


def r3_holder() -> None:
    quote = make_quote()
    Quote.objects.filter(pk=quote.pk).update(office=make_office())


def r3_day() -> None:
    office = make_office(start_edtf="2020")
    make_quote(speaker=office.holder, office=office, said_on_edtf="2021")
    fields = {"start_edtf": "2022", "start_earliest": "2022-01-01", "start_latest": "2022-12-31"}
    Office.objects.filter(pk=office.pk).update(**fields, start_precision="year")


def r4_planned() -> None:
    make_quote(said_at=make_event())
    Event.objects.update(status="planned", occurrence="eos5")


def r4_before_the_event() -> None:
    make_quote(said_at=make_event(date_edtf="2025-09-01"), said_on_edtf="2025-08-31")


def r4_after_the_article() -> None:
    citation(said_on_edtf="2025-09-02", kind="indirect")
    Article.objects.update(source_date=datetime.date(2025, 9, 1))


def r5_unverified() -> None:
    make_public_quote()
    Quote.objects.update(status="disputed")


def r5_off_the_record() -> None:
    make_public_quote()
    Quote.objects.update(status="draft", terms="off_record")


def r5_embargo() -> None:
    quote = make_public_quote()
    published_at = quote.articles.get().published_at
    assert published_at
    Quote.objects.update(embargo_until=published_at + datetime.timedelta(days=1))


def chain_of_two_speakers() -> None:
    make_quote(continues=make_quote())


def chain_that_closes() -> None:
    first = make_quote()
    second = make_quote(speaker=first.speaker, continues=first)
    Quote.objects.filter(pk=first.pk).update(continues=second)


def office_held_by_a_body() -> None:
    make_office(make_organisation())


def office_given_by_a_person() -> None:
    make_office(body=make_actor())


def part_outside_its_whole() -> None:
    make_event(parent=make_event(date_edtf="2025-08-31"), date_edtf="2025-09-01")


def delegate_of_oneself() -> None:
    make_participation(make_event())
    taking_part = Participation.objects.get()
    Participation.objects.update(delegation_of=taking_part.actor)


def claim_of_a_quote_that_is_not_cited() -> None:
    make_claim(make_article(), quote=make_quote())


def stale_bounds() -> None:
    make_event(date_edtf="2025-08-31")
    Event.objects.update(date_edtf="2025-09-01")


def stale_precision() -> None:
    make_quote(said_on_edtf="2025-08-31")
    Quote.objects.update(said_on_precision="year")


def unreadable_date() -> None:
    make_event(date_edtf="2025-08-31")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE summits_event SET date_edtf = '2025-13'")


def reused_slug() -> None:
    RetiredSlug.objects.create(model="articles.topic", slug=make_topic().slug)


PLANTED = {
    "R1: the body lost its marks": (r1_body, {("R1", "as_printed")}),
    "R1: the quote was corrected": (r1_words, {("R1", "as_printed")}),
    "R2: stronger than its quote": (r2_kind, {("R2", "kind")}),
    "R3: another's office": (r3_holder, {("R3", "office"), ("constraint", "holder")}),
    "R3: not in office on that day": (
        r3_day,
        {("R3", "office"), ("constraint", "end_edtf")},
    ),
    "R4: said at a planned event": (
        r4_planned,
        {("R4", "said_at"), ("constraint", "status")},
    ),
    "R4: said before its event": (
        r4_before_the_event,
        {("R4", "said_on_edtf"), ("constraint", "date_edtf")},
    ),
    "R4: said after the article": (
        r4_after_the_article,
        {("R4", "quote"), ("R4", "said_on_edtf")},
    ),
    "R5: printed unverified": (r5_unverified, {("R5", "quote")}),
    "R5: printed off the record": (r5_off_the_record, {("R5", "terms"), ("R5", "quote")}),
    "R5: printed under embargo": (r5_embargo, {("R5", "embargo_until"), ("R5", "quote")}),
    "a chain of two speakers": (
        chain_of_two_speakers,
        {("chain", "continues"), ("chain", "speaker")},
    ),
    "a chain that closes": (chain_that_closes, {("chain", "continues")}),
    "a circle of events": (circle_of(make_event, Event), {("constraint", "parent")}),
    "a circle of actors": (circle_of(make_organisation, Actor), {("constraint", "parent")}),
    "a circle of topics": (circle_of(make_topic, Topic), {("constraint", "parent")}),
    "an office held by a body": (
        office_held_by_a_body,
        {("constraint", "holder"), ("constraint", "kind")},
    ),
    "an office given by a person": (
        office_given_by_a_person,
        {("constraint", "body"), ("constraint", "kind")},
    ),
    "a part outside its whole": (part_outside_its_whole, {("constraint", "date_edtf")}),
    "a delegate of oneself": (delegate_of_oneself, {("constraint", "delegation_of")}),
    "a claim of an uncited quote": (claim_of_a_quote_that_is_not_cited, {("constraint", "quote")}),
    "stale bounds": (stale_bounds, {("derived", "earliest"), ("derived", "latest")}),
    "a stale precision": (stale_precision, {("derived", "said_on_precision")}),
    "an unreadable date": (unreadable_date, {("invalid_date", "date_edtf")}),
    "a slug used again": (reused_slug, {("slug", "slug")}),
}


@pytest.mark.parametrize(("plant", "expected"), PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_is_found(plant, expected) -> None:
    plant()

    found = list(findings())

    assert {(finding.rule, finding.field) for finding in found} == expected
    assert all(finding.sentence for finding in found)
    assert report()[0] == 1


def test_checking_changes_nothing() -> None:
    one_of_each()
    stored = {model: list(model._default_manager.order_by("pk").values()) for model in MODELS}

    report()

    assert stored == {
        model: list(model._default_manager.order_by("pk").values()) for model in MODELS
    }


def test_no_rows_get_unchecked() -> None:
    for _ in range(5):
        r1_body()

    assert len([finding for finding in findings() if finding.rule == "R1"]) == 5
