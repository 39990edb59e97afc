"""Whatever is written in whatever order: in the end every document says what the rows say."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from actors.merging import merge
from actors.models import Actor, ActorName, Office
from articles.models import Article, Citation, Claim, Coverage, Quote, Topic
from newsroom.wire import settle as settling
from newsroom.wire.settle import settle, settle_everything, settle_waiting
from summits.models import Event, Participation, Series
from tests.examples import slow
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_event,
    make_notice,
    make_office,
    make_organisation,
    make_participation,
    make_quote,
    make_series,
    make_topic,
    make_user,
)
from tests.newsroom.wire.store import assert_sound

pytestmark = [pytest.mark.django_db, pytest.mark.property]
STORIES = slow(few=10, suppress_health_check=[HealthCheck.too_slow], print_blob=True)

NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
MODELS: tuple[type[models.Model], ...] = (
    Actor,
    ActorName,
    Office,
    Series,
    Event,
    Participation,
    Article,
    Citation,
    Coverage,
    Quote,
    Topic,
    Claim,
)


class Desk:
    """A small desk on which anything may be written, past every service and form."""

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self.draw = draw
        self.editor, self.other = make_user(), make_user()
        body = make_organisation()
        people = [make_actor(is_public=n != 2) for n in range(3)]
        office = make_office(people[0], body=body)
        series = make_series()
        events = [make_event(series=series), make_event(kind="summit")]
        for event in events:
            make_participation(event, people[1], delegation_of=body)
        topic = make_topic()
        quotes = [
            make_quote(verified=True, speaker=people[0], office=office, said_at=events[0]),
            make_quote(verified=True, speaker=people[1], about=events),
            make_quote(verified=True, attribution="unnamed", carried_by=body),
        ]
        for number in range(2):
            article = make_article(published=True, outlet=body)
            article.topics.add(topic)
            for quote in quotes[number:]:
                make_citation(article, quote)
            Coverage.objects.create(article=article, event=events[number])
            make_notice(article)
            make_claim(article, event=events[number], quote=quotes[number], attributed_to=people[1])

    def any(self, model: type[models.Model], *, or_none: bool = False) -> Any:
        rows = list(model._default_manager.order_by("pk"))
        return self.draw(st.sampled_from([*rows, None] if or_none or not rows else rows))

    def step(self) -> None:
        """Write something; what the database refuses was not written."""
        act = self.draw(st.sampled_from(ACTS))
        try:
            with transaction.atomic():
                act(self)
        except (IntegrityError, ProtectedError, ValidationError):
            pass


def change_words(desk: Desk) -> None:
    model, column = desk.draw(
        st.sampled_from(
            [
                (Actor, "name"),
                (ActorName, "name"),
                (Office, "title"),
                (Series, "title"),
                (Event, "title"),
                (Participation, "title_as_printed"),
                (Article, "headline"),
                (Citation, "cue"),
                (Quote, "text"),
                (Topic, "label"),
                (Claim, "value"),
            ]
        )
    )
    row, words = desk.any(model), desk.draw(st.sampled_from(["Ünder", "“One”", "Two\u2028"]))
    if row is not None:
        model._default_manager.filter(pk=row.pk).update(**{column: words})


def change_who_sees_it(desk: Desk) -> None:
    model = desk.draw(st.sampled_from([Actor, Event]))
    row = desk.any(model)
    row.is_public = not row.is_public
    row.save()


def change_an_article(desk: Desk) -> None:
    status = desk.draw(st.sampled_from(["draft", "published", "withdrawn", "retracted"]))
    moment = NOW + HOUR * desk.draw(st.integers(-2, 4))
    Article.objects.filter(pk=desk.any(Article).pk).update(
        status=status,
        published_at=moment,
        retracted_at=NOW if status == "retracted" else None,
        created_by=desk.editor,
        reviewed_by=desk.other,
    )


def change_a_quote(desk: Desk) -> None:
    quote = desk.any(Quote)
    quote.status = desk.draw(st.sampled_from(["draft", "verified", "withdrawn"]))
    quote.terms = desk.draw(st.sampled_from(["on_record", "off_record"]))
    quote.embargo_until = desk.draw(st.sampled_from([None, NOW, NOW + 2 * HOUR]))
    quote.continues = desk.any(Quote, or_none=True)
    quote.said_at = desk.any(Event, or_none=True)
    quote.carried_by = desk.any(Actor, or_none=True)
    if quote.speaker is not None:
        quote.speaker, quote.office = desk.any(Actor), desk.any(Office, or_none=True)
    quote.save()


def change_links(desk: Desk) -> None:
    desk.any(Quote).about.set([desk.any(Event)])
    desk.any(Article).credits.set([desk.any(Actor)])
    topic = desk.any(Topic, or_none=True)
    desk.any(Article).topics.set([topic] if topic else [])


def change_trees(desk: Desk) -> None:
    Event.objects.filter(pk=desk.any(Event).pk).update(
        parent=desk.any(Event, or_none=True), series=desk.any(Series, or_none=True)
    )
    Actor.objects.filter(pk=desk.any(Actor).pk).update(parent=desk.any(Actor, or_none=True))
    Event.objects.filter(pk=desk.any(Event).pk).update(
        kind=desk.draw(st.sampled_from(["summit", "talks"]))
    )


def move_a_row(desk: Desk) -> None:
    model, column, to = desk.draw(
        st.sampled_from(
            [
                (Citation, "quote", Quote),
                (Citation, "article", Article),
                (Coverage, "event", Event),
                (Coverage, "article", Article),
                (Participation, "event", Event),
                (Participation, "actor", Actor),
                (Office, "holder", Actor),
                (Office, "body", Actor),
                (Claim, "quote", Quote),
                (Claim, "article", Article),
                (Claim, "attributed_to", Actor),
            ]
        )
    )
    row = desk.any(model)
    if row is not None:
        model._default_manager.filter(pk=row.pk).update(**{column: desk.any(to)})


def add_a_row(desk: Desk) -> None:
    make = desk.draw(
        st.sampled_from(
            [
                lambda: make_actor(parent=desk.any(Actor)),
                lambda: make_office(desk.any(Actor), body=desk.any(Actor)),
                lambda: ActorName.objects.create(actor=desk.any(Actor), name="Another"),
                lambda: make_participation(desk.any(Event), desk.any(Actor)),
                lambda: make_citation(desk.any(Article), desk.any(Quote), kind="indirect"),
                lambda: Coverage.objects.create(article=desk.any(Article), event=desk.any(Event)),
                lambda: make_notice(desk.any(Article), issued_at=NOW + HOUR),
                lambda: make_claim(desk.any(Article), actor=desk.any(Actor)),
                lambda: make_claim(desk.any(Article), topic=make_topic(parent=desk.any(Topic))),
            ]
        )
    )
    make()


def delete_a_row(desk: Desk) -> None:
    row = desk.any(desk.draw(st.sampled_from(MODELS)))
    if row is not None:
        row.delete()


def merge_two(desk: Desk) -> None:
    model = desk.draw(st.sampled_from([Actor, Event]))
    merge(desk.any(model), desk.any(model), by=desk.editor, confirmed=True)


ACTS: list[Callable[[Desk], None]] = [
    change_words,
    change_who_sees_it,
    change_an_article,
    change_a_quote,
    change_links,
    change_trees,
    move_a_row,
    add_a_row,
    delete_a_row,
    merge_two,
]


@STORIES
@given(st.data())
def test_after_whatever_was_written_the_store_is_sound(data: Any) -> None:
    draw = data.draw
    with (
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel(NOW, tick=False) as clock,
        transaction.atomic(),
    ):
        patch.setattr(settling, "AT_ONCE", draw(st.sampled_from([3, 8, 200])))
        patch.setattr(settling, "MANY", draw(st.sampled_from([5_000, 5_000, 5])))
        desk = Desk(draw)
        settle_everything()  # from here on, only what a step touches is made anew
        for _ in range(draw(st.integers(1, 25))):
            desk.step()
            also = draw(st.sampled_from(["settle", "settle", "time", "work"]))
            if also == "time":
                clock.shift(HOUR / 2)
            elif also == "settle":
                settle()
            elif also == "work":
                settle_waiting(2)
        assert_sound()
        clock.shift(24 * HOUR)
        assert_sound()
        transaction.set_rollback(True)
