"""Random stories around three actors, or three events, that may be the same."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from hypothesis import strategies as st

from actors.models import Merge
from articles.models import Revision
from newsroom.wire.models import Touched
from tests import factories as make

LOGS = (LogEntry, Merge, Revision, Touched)
#: What the record of articles counts up, merge by merge, and never down (R11).
COUNTED = ("edit_counter",)
ROLES = st.sampled_from(["participant", "speaker"])
DATES = st.sampled_from(["", "2025-08-31", "2025-08"])


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every column of every row but those of the logs, as they lie in the database."""
    quoted = connection.ops.quote_name
    ours: list[Any] = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model not in LOGS and not model._meta.proxy
    ]
    kept = {}
    with connection.cursor() as cursor:
        for model in ours:
            columns = [field.column for field in model._meta.concrete_fields]
            chosen = ", ".join(quoted(column) for column in columns if column not in COUNTED)
            table, key = quoted(model._meta.db_table), quoted(model._meta.pk.column)
            cursor.execute(f"SELECT {chosen} FROM {table} ORDER BY {key}")
            kept[model._meta.label] = cursor.fetchall()
    return kept


def full_rules(row: models.Model) -> models.Model:
    row.full_clean()
    return row


class World:
    """What the three may be bound to, and a story drawn for them."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.events = [make.make_event(is_public=draw(st.booleans())) for _ in range(2)]
        self.articles = [make.make_article(published=True), make.make_article()]
        self.people = [make.make_actor(), make.make_actor()]
        self.bodies = [make.make_organisation(), make.make_organisation()]
        self.quotes: list[Any] = []
        self.offices: list[Any] = []

    def one(self, rows: list[Any]) -> Any:
        return self.draw(st.sampled_from(rows))

    def maybe(self, rows: list[Any]) -> Any:
        return self.draw(st.sampled_from([None, *rows]))

    def tell(self, three: list[Any], makers: list[Callable[[Any], Any]]) -> None:
        """Add some rows; what the rules forbid is left out."""
        for _ in range(self.draw(st.integers(0, 14))):
            maker, thing = self.one(makers), self.one(three)
            try:
                with transaction.atomic():
                    maker(thing)
            except (IntegrityError, ValidationError):
                continue

    # ------------------------------------------------------------ actors

    def actors(self) -> list[Any]:
        is_person = self.draw(st.booleans())
        factory = make.make_actor if is_person else make.make_organisation
        known = self.draw(st.integers(0, 3))
        three = [
            factory(
                name=f"Name {number}",
                is_public=self.draw(st.booleans()),
                wikidata="Q7747" if number == known else "",
                country=self.draw(st.sampled_from(["", "IN"])),
                parent=self.maybe(self.bodies),
            )
            for number in range(3)
        ]
        makers: list[Callable[[Any], Any]] = [
            self._name,
            self._part,
            self._quote,
            self._credit,
            self._claim,
            self._outlet,
        ]
        makers += [self._office_of] if is_person else [self._office_in, self._child]
        self.tell(three, makers)
        return three

    def _name(self, actor: Any) -> None:
        make.make_name(actor, name=self.draw(st.sampled_from(["Name 0", "Name 1", "Short"])))

    def _part(self, actor: Any) -> None:
        event, other = self.one(self.events), self.maybe([*self.people, actor])
        full_rules(
            make.make_participation(event, actor, role=self.draw(ROLES), delegation_of=other)
        )
        make.make_participation(event, self.one(self.people), delegation_of=actor)

    def _quote(self, actor: Any) -> None:
        offices = [office for office in self.offices if office.holder == actor]
        earlier = [quote for quote in self.quotes if quote.speaker == actor]
        quote = make.make_quote(
            speaker=actor,
            verified=True,
            kind="indirect",
            carried_by=self.maybe([actor, *self.bodies]),
            office=self.maybe(offices),
            said_on_edtf=self.draw(DATES),
            continues=self.maybe(earlier),
        )
        full_rules(quote)
        make.make_citation(self.one(self.articles), quote)
        self.quotes.append(quote)

    def _credit(self, actor: Any) -> None:
        self.one(self.articles).credits.add(actor)

    def _outlet(self, actor: Any) -> None:
        article = self.one(self.articles)
        article.outlet = actor
        article.save()

    def _claim(self, actor: Any) -> None:
        by = self.maybe([actor, *self.people])
        make.make_claim(self.one(self.articles), actor=actor, attributed_to=by)

    def _office(self, holder: Any, body: Any) -> None:
        end = self.draw(st.sampled_from(["", "2025-08-30", "2026"]))
        title = self.draw(st.sampled_from(["President", "Minister"]))
        office = make.make_office(holder, body=body, title=title, start_edtf="2020", end_edtf=end)
        self.offices.append(office)

    def _office_of(self, actor: Any) -> None:
        self._office(actor, self.one(self.bodies))

    def _office_in(self, actor: Any) -> None:
        self._office(self.one(self.people), actor)

    def _child(self, actor: Any) -> None:
        child = self.one(self.bodies)
        child.parent = actor
        full_rules(child).save()

    # ------------------------------------------------------------ events

    def meetings(self) -> list[Any]:
        three = [
            make.make_event(
                title=f"Title {self.draw(st.integers(0, 1))}",
                is_public=self.draw(st.booleans()),
                aliases=self.draw(st.lists(st.sampled_from(["Title 0", "Other"]), max_size=2)),
                date_edtf=self.draw(DATES),
                parent=self.maybe(self.events),
                locality=self.draw(st.sampled_from(["", "Tianjin"])),
            )
            for _ in range(3)
        ]
        self.tell(three, [self._takes_part, self._covered, self._said, self._part_of, self._fact])
        return three

    def _takes_part(self, event: Any) -> None:
        make.make_participation(event, self.maybe(self.people), label="", role=self.draw(ROLES))

    def _covered(self, event: Any) -> None:
        rel = self.draw(st.sampled_from(["subject", "background"]))
        make.make_coverage(self.one(self.articles), event, rel=rel)

    def _said(self, event: Any) -> None:
        about = self.draw(st.lists(st.sampled_from([event, *self.events]), max_size=2))
        full_rules(make.make_quote(said_at=self.maybe([event]), about=about))

    def _part_of(self, event: Any) -> None:
        full_rules(make.make_event(parent=event, date_edtf=self.draw(DATES)))

    def _fact(self, event: Any) -> None:
        make.make_claim(self.one(self.articles), event=event)
