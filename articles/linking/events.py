"""At which event words were said: candidates with their reasons, one picked where it leads."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q

from actors.models import Actor, ActorKind
from actors.names import fold_name
from summits.choices import EventStatus
from summits.models import Event, Participation

from .event_words import AT, AT_NO_EVENT, EMPTY, FOR_SPEAKING, NAMED, OF_CHANNEL
from .quotations import Quotation

_A_MONTH = datetime.timedelta(days=31)
_MOST_EVENTS = 80
#: As many as one key each picks.
_MOST_OFFERED = 6
#: By how much the first must lead to be picked without being asked for.
_LEAD = 2
_FEWEST_TITLE_WORDS = 2
_FEWEST_POINTS = 2


@dataclass(frozen=True, slots=True)
class EventCandidate:
    """An event at which the words may have been said, and what speaks for it."""

    event: Event
    why: str
    points: int
    is_covered: bool
    #: Whether the words themselves place the quotation there.
    is_placed: bool


@dataclass(slots=True)
class _Known:
    """An event with what a text may say of it."""

    event: Event
    is_covered: bool
    actors: set[int] = field(default_factory=set)
    places: list[str] = field(default_factory=list)

    @property
    def title_words(self) -> set[str]:
        return set(fold_name(self.event.title).split()) - EMPTY


@dataclass(frozen=True, slots=True)
class _Clue:
    """Something that speaks for an event, in words, and whether it places the quotation there."""

    points: int
    why: str
    places: bool = False


class Events:
    """The events that one article's quotations may have been said at, loaded once."""

    def __init__(
        self, covered: Sequence[Event], speakers: Collection[int], day: datetime.date
    ) -> None:
        self.covered, self.speakers, self.day = covered, speakers, day

    def candidates(
        self, quotation: Quotation, speakers: Sequence[Actor]
    ) -> tuple[EventCandidate, ...]:
        """Return the events for one quotation, the best first."""
        weighed = [self._weigh(known, quotation, speakers) for known in self._known]
        offered = [one for one in weighed if one.points >= _FEWEST_POINTS]
        offered.sort(key=lambda one: (-one.points, one.event.pk))
        return tuple(offered[:_MOST_OFFERED])

    @cached_property
    def _known(self) -> list[_Known]:
        covered = {event.pk for event in self.covered}
        events = [
            event
            for event in [*self.covered, *self._dated(covered)]
            if event.has_taken_place and (event.earliest is None or event.earliest <= self.day)
        ]
        known = {event.pk: _Known(event, event.pk in covered) for event in events}
        parts = Participation.objects.filter(event__in=known, actor__isnull=False)
        for event_id, actor_id in parts.values_list("event_id", "actor_id"):
            known[event_id].actors.add(actor_id)
        self._add_places(known.values())
        return list(known.values())

    def _dated(self, covered: Collection[int]) -> Iterable[Event]:
        """Return the events of the weeks before the article in which a speaker takes part."""
        takes_part = Participation.objects.filter(event=OuterRef("pk"), actor__in=self.speakers)
        return (
            Event.objects.filter(
                Exists(takes_part),
                Q(earliest=None) | Q(earliest__lte=self.day),
                Q(latest=None) | Q(latest__gte=self.day - _A_MONTH),
                status__in=(EventStatus.HELD, EventStatus.REPORTED),
            )
            .exclude(pk__in=covered)
            .order_by(F("earliest").desc(nulls_last=True), "pk")[:_MOST_EVENTS]
        )

    @staticmethod
    def _add_places(known: Collection[_Known]) -> None:
        codes = {one.event.country for one in known if one.event.country}
        states = Actor.objects.filter(kind=ActorKind.STATE, country__in=codes)
        names = dict(states.order_by("pk").values_list("country", "name")) if codes else {}
        for one in known:
            country = names.get(one.event.country, "")
            one.places = [place for place in (one.event.locality, country) if place]

    def _weigh(
        self, known: _Known, quotation: Quotation, speakers: Sequence[Actor]
    ) -> EventCandidate:
        speaker = next((one for one in speakers if _takes_part(one, known)), None)
        clues = [*_kind_clues(known.event.kind, quotation, takes_part=speaker is not None)]
        is_placed = any(clue.places for clue in clues)
        if speaker is not None:
            clues.append(_Clue(2, f"{speaker} takes part"))
        clues += _title_clues(known, quotation)
        if known.is_covered:
            clues.append(_Clue(2, "the article covers it"))
        why = "; ".join(clue.why for clue in clues if clue.why)
        is_possible = quotation.found.channel not in AT_NO_EVENT and speaker is not None
        return EventCandidate(
            known.event,
            f"{why[:1].upper()}{why[1:]}.",
            sum(clue.points for clue in clues),
            known.is_covered,
            is_placed and is_possible,
        )


def leading(candidates: Sequence[EventCandidate]) -> Event | None:
    """Return the event that the words place the quotation at, where just one clearly leads."""
    if not candidates or not candidates[0].is_placed:
        return None
    rivals = [one for one in candidates[1:] if one.is_placed]
    if rivals and candidates[0].points - rivals[0].points < _LEAD:
        return None
    return candidates[0].event


def _takes_part(speaker: Actor, known: _Known) -> bool:
    if speaker.pk in known.actors:
        return True
    last = fold_name(speaker.name).split()[-1:]
    return not known.actors and bool(last) and last[0] in known.title_words


def _kind_clues(kind: str, quotation: Quotation, *, takes_part: bool) -> Iterator[_Clue]:
    """Yield what the words around the quotation say of this kind of event."""
    if kind in NAMED and (named := NAMED[kind].search(quotation.beside)):
        places = kind in FOR_SPEAKING or AT[kind].search(quotation.beside) is not None
        yield _Clue(3, f"“{named[0]}” stands beside the words", places)
    elif takes_part and kind in FOR_SPEAKING and (named := NAMED[kind].search(quotation.before)):
        yield _Clue(2, f"“{named[0]}” stands in the paragraph before", places=True)
    if OF_CHANNEL.get(quotation.found.channel) == kind:
        yield _Clue(2, "", places=True)


def _title_clues(known: _Known, quotation: Quotation) -> Iterator[_Clue]:
    """Yield what the words beside the quotation say of this very event."""
    beside = fold_name(quotation.beside).split()
    spaced = f" {' '.join(beside)} "
    place = next((one for one in known.places if f" {fold_name(one)} " in spaced), "")
    if place:
        yield _Clue(1, f"“{place}” is named")
    if len(known.title_words & set(beside)) >= _FEWEST_TITLE_WORDS:
        yield _Clue(1, "its title’s words stand there")
