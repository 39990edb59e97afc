"""What the desk proposes for each quotation that waits in an article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actors.dates import PartialDate, known_date
from actors.models import Actor, Office, OrganisationType
from actors.names import fold_name
from articles.choices import Attribution, Channel
from articles.models import Article, Quote
from articles.quotation import FoundQuote, find_quotes
from articles.words import PRONOUNS
from summits.choices import DateBasis
from summits.models import Event

from .days import Said, said_on
from .event_words import CHANNEL_OF
from .events import EventCandidate, Events, leading
from .names import desk_names
from .on_file import OnFile, on_file
from .quotations import INDIRECT, Quotation, words_of
from .standing import Standing, quotations_in, standing_of

#: As many quotations as one page shows; more appear once these are dealt with.
MOST_SHOWN = 60
_OUTLETS = {OrganisationType.MEDIA, OrganisationType.MEDIA_RADIO, OrganisationType.NEWS_AGENCY}


@dataclass(frozen=True, slots=True)
class SpeakerCandidate:
    """An actor who may have said the words, and the evidence in words."""

    actor: Actor
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One quotation with all that the desk proposes for it; nothing of it is stored."""

    number: int
    quotation: Quotation
    attribution: str
    speakers: tuple[SpeakerCandidate, ...]
    #: The name of a speaker who is no actor of the desk yet.
    unknown_speaker: str
    source_description: str
    on_file: tuple[OnFile, ...]
    events: tuple[EventCandidate, ...]
    said_at: Event | None
    said_on: Said
    offices: tuple[Office, ...]
    office: Office | None
    carrier: Actor | None
    channel: str
    #: The quotation of the page, or the quote on file, that this one goes on from.
    continues_key: str
    continues: Quote | None
    #: Whether it is ticked before anybody has looked at it.
    is_ready: bool

    @property
    def key(self) -> str:
        """Return what names the quotation on its page."""
        return self.quotation.key

    @property
    def found(self) -> FoundQuote:
        """Return what the finder found."""
        return self.quotation.found

    @property
    def is_indirect(self) -> bool:
        """Tell whether it is a statement without marks."""
        return self.found.kind == INDIRECT

    @property
    def speaker(self) -> Actor | None:
        """Return the first proposed speaker, none where the names cannot tell."""
        return self.speakers[0].actor if len(self.speakers) == 1 else None


def proposals(article: Article, user: Any = None) -> list[Proposal]:
    """Return a proposal for each quotation that no citation carries and nobody rejected."""
    return proposals_for(standing_of(article, user))


def proposals_for(standing: Standing) -> list[Proposal]:
    """Return the proposals for an article as it stands, in the order of its text."""
    return proposals_and_rest(standing)[0]


def proposals_and_rest(standing: Standing) -> tuple[list[Proposal], list[Quotation]]:
    """Return the proposals of one page, and the quotations that wait for the next one."""
    every = find_quotes(standing.text, desk_names(), indirect=True)
    in_order = _in_order(quotations_in(standing, every))
    waiting, rest = in_order[:MOST_SHOWN], in_order[MOST_SHOWN:]
    actors = _actors_of(waiting)
    speakers = {row.key: _speakers(row, actors) for row in waiting}
    ids = {one.actor.pk for found in speakers.values() for one in found}
    offices = _offices_of(ids)
    events = Events(standing.events, ids, standing.day)
    known = on_file(waiting)
    proposed = []
    for number, row in enumerate(waiting, start=1):
        proposed.append(
            _propose(
                number,
                row,
                standing,
                speakers[row.key],
                tuple(known.get(row.key, ())),
                events,
                offices,
                actors,
            )
        )
    return _chained(proposed, every, standing), rest


def _in_order(waiting: Sequence[Quotation]) -> list[Quotation]:
    """Return what stands between marks first: statements wait until asked for, and take no room."""
    return sorted(waiting, key=lambda row: row.found.kind == INDIRECT)


def _propose(
    number: int,
    row: Quotation,
    standing: Standing,
    speakers: tuple[SpeakerCandidate, ...],
    matches: tuple[OnFile, ...],
    events: Events,
    offices: dict[int, list[Office]],
    actors: dict[str, Actor],
) -> Proposal:
    found = row.found
    candidates = events.candidates(row, [one.actor for one in speakers])
    said_at = _event(candidates, standing)
    day = said_on(standing.text, found, standing.own_day)
    if said_at is not None and said_at.date_edtf and day.edtf[:1] in ("", "["):
        day = Said(said_at.date_edtf, DateBasis.DERIVED, f"the day of “{said_at.title}”")
    attribution = _attribution(row)
    possible = _possible(speakers, offices, known_date(day.edtf))
    # “By then” leaves every earlier office possible: the one held at the article's time is meant.
    then = known_date(standing.day.isoformat() if day.edtf.startswith("[..") else day.edtf)
    own = _possible(speakers, offices, then) if len(speakers) == 1 else ()
    return Proposal(
        number=number,
        quotation=row,
        attribution=attribution,
        speakers=speakers,
        unknown_speaker=_unknown(found) if attribution == Attribution.NAMED else "",
        source_description=_description(found) if attribution != Attribution.NAMED else "",
        on_file=matches,
        events=candidates,
        said_at=said_at,
        said_on=day,
        offices=possible,
        office=own[0] if len(own) == 1 else None,
        carrier=_carrier(found, speakers, actors),
        channel=_channel(found, said_at),
        continues_key="",
        continues=None,
        is_ready=_is_ready(row, speakers, matches),
    )


def _event(candidates: Sequence[EventCandidate], standing: Standing) -> Event | None:
    """Return the event that is picked; of an article without a date, only one that it covers.

    What else happened around the day on which it was taken in says nothing of its words.
    """
    picked = leading(candidates)
    is_covered = any(one.is_covered for one in candidates if one.event == picked)
    return picked if standing.own_day is not None or is_covered else None


def _possible(
    speakers: Sequence[SpeakerCandidate], offices: dict[int, list[Office]], day: PartialDate
) -> tuple[Office, ...]:
    held = (office for one in speakers for office in offices.get(one.actor.pk, ()))
    return tuple(office for office in held if office.is_possible_on(day))


def _is_ready(
    row: Quotation, speakers: Sequence[SpeakerCandidate], matches: Sequence[OnFile]
) -> bool:
    """Tell whether the name stands beside the verb, or the very words are on file by the speaker.

    Anything weaker is suggested only.
    """
    doubtful = [match for match in matches if not match.is_fit]
    if row.found.kind == INDIRECT or (doubtful and len(doubtful) == len(matches)):
        return False
    if row.found.evidence == "named":
        return len(speakers) == 1
    ids = {one.actor.pk for one in speakers}
    sure = [match for match in matches if match.is_fit and match.is_whole]
    return len(sure) == 1 and sure[0].quote.speaker_id in ids


def _actors_of(waiting: Iterable[Quotation]) -> dict[str, Actor]:
    slugs = {slug for row in waiting for slug in (*row.found.speaker_keys, *row.found.carrier_keys)}
    return {actor.slug: actor for actor in Actor.objects.filter(slug__in=slugs)}


def _speakers(row: Quotation, actors: dict[str, Actor]) -> tuple[SpeakerCandidate, ...]:
    return tuple(
        SpeakerCandidate(actors[slug], row.found.why)
        for slug in row.found.speaker_keys
        if slug in actors
    )


def _offices_of(speakers: Iterable[int]) -> dict[int, list[Office]]:
    offices: dict[int, list[Office]] = {}
    for office in Office.objects.filter(holder__in=speakers).select_related("holder", "body"):
        offices.setdefault(office.holder_id, []).append(office)
    return offices


def _attribution(row: Quotation) -> str:
    """Return how the words are given: whether anonymity was granted is printed beside them."""
    found = row.found
    if found.evidence != "anonymous" and (found.speaker_keys or _is_a_name(found.speaker)):
        return Attribution.NAMED
    around = f"{row.before} {row.beside}" if found.evidence == "anonymous" else ""
    if "anonym" in f"{around} {row.context}".lower():
        return Attribution.ANONYMOUS
    is_collective = found.evidence == "anonymous" or found.speaker[:1].islower()
    return Attribution.UNNAMED if is_collective else Attribution.NAMED


def _is_a_name(printed: str) -> bool:
    """Tell whether what is printed names somebody: “Linda Tamm”, not “officials”; a pronoun may."""
    words = printed.split()
    capitals = sum(word[:1].isupper() for word in words)
    return not words or capitals > 1 or fold_name(printed) in PRONOUNS


def _unknown(found: FoundQuote) -> str:
    """Return the printed name of a speaker who is no actor of the desk; a pronoun is none."""
    is_name = not found.speaker_keys and fold_name(found.speaker) not in PRONOUNS
    return found.speaker if is_name else ""


def _description(found: FoundQuote) -> str:
    words = found.speaker or found.speaker_as_printed
    return words[:1].upper() + words[1:]


def _carrier(
    found: FoundQuote, speakers: Sequence[SpeakerCandidate], actors: dict[str, Actor]
) -> Actor | None:
    """Return who reported the words; an outlet that speaks reports them itself."""
    if len(found.carrier_keys) == 1 and found.carrier_keys[0] in actors:
        return actors[found.carrier_keys[0]]
    only = speakers[0].actor if len(speakers) == 1 else None
    return only if only is not None and only.org_type in _OUTLETS else None


def _channel(found: FoundQuote, said_at: Event | None) -> str:
    if found.channel:
        return found.channel
    return CHANNEL_OF.get(said_at.kind, Channel.UNSTATED) if said_at else Channel.UNSTATED


def _chained(
    proposed: list[Proposal], every: Sequence[FoundQuote], standing: Standing
) -> list[Proposal]:
    """Name what each quotation goes on from: another one of the page, or what is cited already."""
    by_index = {one.quotation.index: one for one in proposed}
    chained = []
    for one in proposed:
        index = one.found.continues
        earlier = by_index.get(index) if index is not None else None
        if earlier is not None:
            chained.append(replace(one, continues_key=earlier.key))
        elif index is not None and (quote := _cited(words_of(every[index]), standing)):
            chained.append(replace(one, continues=quote))
        else:
            chained.append(one)
    return chained


def _cited(words: str, standing: Standing) -> Quote | None:
    return next((row.quote for row in standing.cited if row.as_printed == words), None)
