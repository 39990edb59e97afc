"""A desk of any size, always the same one: pure iterators of rows, made from fixed seeds.

Every row keeps the product's constraints and rules; tests/newsroom/test_bench_gates.py has
check_rules read a small desk. Four quotes an article, dates spread over ten years, one article
in twenty a draft, so that its quotes are not public; a few actors and events are hidden too.
Each article is made from its own seed: any slice of them can be made by a process of its own.
"""

import datetime as dt
import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from .words import Prose

SEED = "newsroom bench 1"
START, DAYS = dt.date(2015, 7, 1), 3650
MOST_ACTORS, MOST_EVENTS = 5_000, 3_000
QUOTES = 4
TOPICS, SERIES, OUTLETS = 40, 20, 30
DRAFT_EVERY, HIDDEN_ACTOR_EVERY, HIDDEN_EVENT_EVERY = 20, 97, 20
_STATES = (
    "AEARAUBDBEBRCACHCNDEEGESFRGBGRHUIDILINIRITJPKEKRKZMXNGNLNOPKPLQARUSASETRUAUSVNZA"  # two each
)
STATES = tuple(_STATES[place : place + 2] for place in range(0, len(_STATES), 2))
AUTHOR, REVIEWER = 1, 2
CUES = ("said", "told reporters", "added", "warned")

Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]


def moment(day: dt.date, minutes: int = 0) -> dt.datetime:
    """Return a point in time on a day, in UTC."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)


def times(day: dt.date) -> Row:
    """Return when a row was made and last changed."""
    return {"created_at": moment(day, 60), "updated_at": moment(day, 90)}


def slug_of(words: str, number: int) -> str:
    """Return an address that no other row of the table has."""
    return f"{'-'.join(words.lower().split())[:80].strip('-')}-{number}"


class Desk:
    """The rows of a desk with so many articles."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        self.actors = max(2 * len(STATES), min(MOST_ACTORS, articles // 2))
        self.events = max(40, min(MOST_EVENTS, articles * 3 // 10))
        self.people = self.actors - len(STATES) - max(OUTLETS, self.actors // 6)
        if self.people < 10:
            self.actors, self.people = self.actors + 40, self.people + 40
        self.prose = Prose(SEED)
        self.weights = list(accumulate((place + 5) ** -0.8 for place in range(self.people)))
        chance = random.Random(f"{SEED} names")
        self.names = [self.prose.name(chance, 2) for _ in range(self.actors)]
        self.titles = [self.prose.name(chance, 2) for _ in range(self.people)]
        self.subjects = [self.prose.name(chance, 3) for _ in range(self.events)]

    def ground(self) -> Rows:
        """Yield everything that articles refer to: users, actors, offices, events, topics."""
        for number, name in ((AUTHOR, "author"), (REVIEWER, "reviewer")):
            yield (
                "newsroom.User",
                {"id": number, "username": name, "password": "!", "is_active": False},
            )
        for number in range(1, self.actors + 1):
            yield "actors.Actor", self._actor(number)
        for number in range(1, self.people + 1):
            yield "actors.ActorName", self._other_name(number)
        for number in range(1, self.people + 1):
            yield "actors.Office", self._office(number)
        for number in range(1, SERIES + 1):
            row = {"id": number, "title": f"Series {number}", "slug": f"series-{number}"}
            yield "summits.Series", row | times(START)
        for number in range(1, self.events + 1):
            yield "summits.Event", self._event(number)
        for number in range(1, self.events + 1):
            yield from self._participations(number)
        for number in range(1, TOPICS + 1):
            parent = number - 1 if number % 4 == 0 else None
            row = {"id": number, "code": f"topic-{number}", "slug": f"topic-{number}"}
            yield (
                "articles.Topic",
                row | times(START) | {"label": f"Topic {number}", "parent_id": parent},
            )

    def _actor(self, number: int) -> Row:
        name = self.names[number - 1]
        row = {
            "id": number,
            "name": name,
            "slug": slug_of(name, number),
            "is_public": number % HIDDEN_ACTOR_EVERY != 0,
            **times(START),
        }
        if number <= self.people:
            first, last = name.split()
            return row | {"kind": "person", "sort_name": f"{last}, {first}"}
        row["sort_name"] = name
        state = number - self.people - 1
        if state < len(STATES):
            return row | {"kind": "state", "country": STATES[state]}
        is_outlet = number > self.actors - OUTLETS
        kind = "media" if is_outlet else "government_body"
        return row | {"kind": "organisation", "org_type": kind}

    def _other_name(self, number: int) -> Row:
        short = self.names[number - 1].split()[1]
        row = {"id": number, "actor_id": number, "name": short, "kind": "short", "lang": "en"}
        return row | times(START)

    def body_of(self, person: int) -> int:
        """Return the number of the state or organisation that a person holds an office in."""
        return self.people + 1 + person % (self.actors - self.people - OUTLETS)

    def _office(self, number: int) -> Row:
        return {
            "id": number,
            "holder_id": number,
            "title": self.titles[number - 1],
            "body_id": self.body_of(number),
            "start_edtf": "2010",
            "end_edtf": "",
            **times(START),
        }

    def days_of(self, event: int) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of an event; parts lie within their summit."""
        place = (event - 1) % 10
        head = event - place if place <= 3 else event
        first = START + dt.timedelta(days=(head - 1) * (DAYS - 10) // self.events)
        if place == 0:
            return first, first + dt.timedelta(days=2)
        day = first + dt.timedelta(days=place - 1 if place <= 3 else 0)
        return day, day

    def _event(self, number: int) -> Row:
        place = (number - 1) % 10
        first, last = self.days_of(number)
        kinds = ("summit", "plenary", "bilateral", "press_conference", "visit", "talks")
        title = self.subjects[number - 1]
        return {
            "id": number,
            "title": title,
            "slug": slug_of(title, number),
            "kind": kinds[min(place, 5)],
            "parent_id": number - place if 0 < place <= 3 else None,
            "series_id": 1 + number // 10 % SERIES if place == 0 else None,
            "date_edtf": f"{first}" if first == last else f"{first}/{last}",
            "date_basis": "stated",
            "status": "held",
            "locality": self.names[number % self.actors].split()[0],
            "country": STATES[number % len(STATES)],
            "is_public": number % HIDDEN_EVENT_EVERY != 7,
            **times(first),
        }

    def _participations(self, event: int) -> Rows:
        chance = random.Random(f"{SEED} event {event}")
        for place, actor in enumerate(chance.sample(range(1, self.actors + 1), 3)):
            row = {"id": event * 3 - place, "event_id": event, "actor_id": actor}
            yield "summits.Participation", row | times(self.days_of(event)[0])

    def stories(self, first: int, last: int) -> Rows:
        """Yield the articles of these numbers (last excluded) with all that hangs on them."""
        for number in range(first, last):
            yield from Story(self, number).rows()


class Story:
    """One article with its quotes, citations, coverage and the rest, from a seed of its own."""

    def __init__(self, desk: Desk, number: int) -> None:
        self.desk, self.number = desk, number
        self.chance = chance = random.Random(f"{SEED} article {number}")
        self.minute = chance.randrange(24 * 60)
        self.day = START + dt.timedelta(days=chance.randrange(20, DAYS))
        self.event = self._latest_event()
        self.speakers = chance.choices(range(1, desk.people + 1), cum_weights=desk.weights, k=3)
        words = desk.prose.words_of(chance, chance.randint(6, 10))
        self.headline = " ".join(words).capitalize()
        self.slug = slug_of(self.headline, number)
        self.is_draft = number % DRAFT_EVERY == 0
        self.paragraphs: list[str] = []

    def _latest_event(self) -> int:
        desk = self.desk
        behind = (self.day - START).days * desk.events // (DAYS - 10)
        event = max(1, min(desk.events, behind - self.chance.randrange(4)))
        while event > 1 and desk.days_of(event)[1] > self.day:
            event -= 1
        return event

    def rows(self) -> Rows:
        """Yield the rows, what is referred to before what refers to it."""
        prose, chance = self.desk.prose, self.chance
        quotes = []
        for place in range(QUOTES):
            self.paragraphs.append(prose.sentences(chance, chance.randint(4, 7)))
            quotes.append(self._quote((self.number - 1) * QUOTES + place + 1))
        yield "articles.Article", self._article()
        for quote, citation in quotes:
            yield "articles.Quote", quote
            yield "articles.Citation", citation
            if quote["id"] % 2:
                row = {"id": quote["id"], "quote_id": quote["id"], "event_id": self.event}
                yield "articles.Quote.about", row
        yield from self._links()

    def _article(self) -> Row:
        published = moment(self.day, self.minute)
        state: Row = (
            {"status": "draft"}
            if self.is_draft
            else {"status": "published", "published_at": published, "reviewed_by_id": REVIEWER}
        )
        outlet = self.desk.actors - self.number % OUTLETS
        return state | {
            "id": self.number,
            "slug": self.slug,
            "headline": self.headline,
            "standfirst": self.desk.prose.sentences(self.chance, 2),
            "body": "\n\n".join(self.paragraphs),
            "genre": "Current",
            "byline": self.desk.names[self.number % self.desk.people],
            "outlet_id": outlet if self.number % 3 == 0 else None,
            "created_by_id": AUTHOR,
            "created_at": published - dt.timedelta(hours=5),
            "updated_at": published,
        }

    def _links(self) -> Rows:
        number = self.number
        covered = sorted({self.event, max(1, self.event - 1)}, reverse=True)
        for place, event in enumerate(covered):
            rel = ("subject", "background")[place]
            row = {"id": number * 2 - place, "article_id": number, "event_id": event, "rel": rel}
            yield "articles.Coverage", row | times(self.day)
        for place in (0, 1):
            topic = 1 + (number + place * 7) % TOPICS
            row = {"id": number * 2 - place, "article_id": number, "topic_id": topic}
            yield "articles.Article.topics", row
        if number % 3 == 1:
            outlet = self.desk.actors - number % OUTLETS
            row = {"id": number, "article_id": number, "actor_id": outlet}
            yield "articles.Article.credits", row
        if number % 10 == 3:
            yield "articles.Claim", self._claim()
        if number % 50 == 7:
            yield "articles.Notice", self._notice()

    def _claim(self) -> Row:
        return {
            "id": self.number,
            "slug": f"attendance-{self.number}",
            "event_id": self.event,
            "attribute": "attendance",
            "value": str(self.chance.randint(10, 900)),
            "unit": "people",
            "article_id": self.number,
            "paragraph": 1,
            **times(self.day),
        }

    def _notice(self) -> Row:
        day = self.day + dt.timedelta(days=1)
        return {
            "id": self.number,
            "slug": f"clarification-{self.number}",
            "article_id": self.slug,
            "kind": "clarification",
            "text": self.desk.prose.sentences(self.chance, 1),
            "issued_at": moment(day),
            "issued_by_id": REVIEWER,
            **times(day),
        }

    def _quote(self, number: int) -> tuple[Row, Row]:
        """Return a quote with its citation, and print it in the body."""
        chance, prose = self.chance, self.desk.prose
        kind = chance.choices(("direct", "mixed", "indirect"), (70, 15, 15))[0]
        words = prose.words_of(chance, chance.randint(5, 12) if kind == "mixed" else 40)
        if kind != "mixed":
            words = words[: chance.randint(20, 40)]
        text = " ".join(words)
        source, source_name = self._source()
        cue = chance.choice(CUES)
        if kind == "direct":
            text = f"{text.capitalize()}."
            sentence = f"“{text}” {source_name} {cue}."
        elif kind == "mixed":
            sentence = f"{source_name} {cue} that this was “{text}”."
        else:
            sentence = f"{source_name} {cue} that {text}."
        context = sentence if kind == "mixed" else ""
        self.paragraphs.append(sentence)
        event = {"said_at_id": self.event} if chance.random() < 0.8 else {}
        made = times(self.day)
        quote = source | event | self._day_of_quote(at_the_event=bool(event)) | made | {
            "id": number,
            "slug": slug_of(" ".join(words[:6]), number),
            "text": text,
            "kind": kind,
            "context": context,
            "channel": chance.choice(("press_conference", "briefing", "statement", "interview")),
            "status": "verified",
            "created_by_id": AUTHOR,
            "verified_by_id": REVIEWER,
        }  # fmt: skip
        citation = made | {
            "id": number,
            "article_id": self.number,
            "quote_id": number,
            "kind": kind,
            "as_printed": "" if kind == "indirect" else text,
            "context": context,
            "cue": cue,
            "speaker_as_printed": source_name,
            "title_on_day": self._title_on_day(source.get("office_id")),
            "paragraph": len(self.paragraphs),
        }
        return quote, citation

    def _source(self) -> tuple[Row, str]:
        """Return who said it: a person mostly, else a source that is only described."""
        chance = self.chance
        if chance.random() < 0.9:
            speaker = chance.choice(self.speakers)
            office = {"office_id": speaker} if chance.random() < 0.8 else {}
            return {"speaker_id": speaker, **office}, self.desk.names[speaker - 1]
        described = f"Officials in {self.desk.prose.name(chance, 1)}"
        row: Row = {"attribution": "unnamed", "source_description": described}
        if chance.random() < 0.2:
            reason = "Not allowed to speak in public."
            row |= {
                "attribution": "anonymous",
                "anonymity_reason": reason,
                "terms": "background",
            }
        return row, described

    def _title_on_day(self, office: int | None) -> str:
        if office is None:
            return ""
        body = self.desk.names[self.desk.body_of(office) - 1]
        return f"{self.desk.titles[office - 1]}, {body}"

    def _day_of_quote(self, *, at_the_event: bool) -> Row:
        """Return when it was said: to the day mostly, sometimes less is known."""
        chance = self.chance
        day = self.day - dt.timedelta(days=chance.randrange(3))
        if at_the_event:
            first = self.desk.days_of(self.event)[0]
            day = min(self.day, first + dt.timedelta(days=chance.randrange(3)))
        luck = chance.random()
        if luck < 0.01:
            return {"said_on_edtf": "", "said_on_basis": "none"}
        text = f"{day}" if luck > 0.05 else f"{day:%Y-%m}" if luck > 0.02 else f"[..{day}]"
        return {"said_on_edtf": text, "said_on_basis": "stated"}
