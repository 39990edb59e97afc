"""What a text from outside has to do with what is on file: its outlet, its credits, its like."""

import datetime
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils import timezone

from actors.models import Actor, ActorName
from actors.models.actor import ActorKind, NameKind, OrganisationType
from actors.names import fold_name
from articles.ingest import Found, TakenIn
from articles.models import Article

_OUTLETS = (OrganisationType.MEDIA, OrganisationType.MEDIA_RADIO)
_CREDITED = (*_OUTLETS, OrganisationType.NEWS_AGENCY)
_OF_PICTURES = re.compile(r" (?:file )?(?:photos?|pictures?|images?|pics?|video)\Z", re.IGNORECASE)
#: “… told Arab News”: whoever is told is, as a rule, whoever prints it.
_TOLD = re.compile(r"\btold ((?:[A-Z][\w.&’'-]*)(?: [A-Z][\w.&’'-]*){0,4})")

_DAYS = datetime.timedelta(days=3)
_LATELY = datetime.timedelta(days=7)
#: As many articles as a text is compared with: the newest of about its date.
MOST_COMPARED = 200
_LONGEST_COMPARED = 60_000
_RUN = 4
_LIKE = 0.5
_WORD = re.compile(r"\w+")


def actors_credited(names: Iterable[str]) -> list[Actor]:
    """Return the agencies and outlets of these names; “ANI Photo” is ANI."""
    printed = [name for name in names if name]
    printed += [_OF_PICTURES.sub("", name) for name in printed]
    return list(_organisations(printed, _CREDITED).values())


def outlet_of(text: TakenIn) -> tuple[Actor | None, bool, list[Found]]:
    """Return whose text it is, whether that is deduced, and what is to be said of it."""
    if text.outlet:
        found = _organisations([text.outlet], _CREDITED)
        if len(found) == 1:
            return next(iter(found.values())), False, []
        hint = "Choose the outlet under “Source text”, or add it as an actor first."
        return None, False, [Found("T12", f"“{text.outlet}” is no outlet on file.", hint, "Outlet")]
    told = [match[1] for match in _TOLD.finditer(" ".join(text.paragraphs))]
    beginnings = {" ".join(words[:n]) for name in told for words in [name.split()] for n in _FIRST}
    found = _organisations(beginnings, _OUTLETS)
    if len(found) != 1:
        return None, False, []
    outlet = next(iter(found.values()))
    sentence = f"The text does not name its outlet; somebody in it “told {outlet}”."
    return outlet, True, [Found("T12", sentence, "Confirm the outlet, or take it out.", "Outlet")]


_FIRST = range(1, 6)


def address_of(text: TakenIn) -> tuple[str, list[Found]]:
    """Return its web address, or nothing and a finding where it is none."""
    try:
        if text.source_url:
            URLValidator(schemes=["http", "https"])(text.source_url)
    except ValidationError:
        sentence = f"“{text.source_url[:80]}” is no web address."
        return "", [Found("T07", sentence, "It was left out. Enter the address.", "Source address")]
    return text.source_url, []


class Likeness:
    """The articles of about the same date, and how many runs of words a text shares with each."""

    def __init__(self) -> None:
        self._runs: dict[int, frozenset[tuple[str, ...]]] = {}

    def of(self, text: TakenIn) -> list[Found]:
        """Report the article whose words are nearly those of the text."""
        own = _runs_of(f"{text.headline} {' '.join(text.paragraphs)}")
        best, share = None, _LIKE
        for row in _candidates(text):
            shared = self._shared(own, row)
            if shared > share:
                best, share = row, shared
        if best is None:
            return []
        name = best.headline or best.slug
        return [
            Found(
                "T11",
                f"Nearly the same text is on file: “{name}” shares {share:.0%} of its words.",
                "If it is the same text, go on with that article and delete this draft.",
                f"Article {best.slug}",
            )
        ]

    def _shared(self, own: frozenset[tuple[str, ...]], row: Article) -> float:
        if row.pk not in self._runs:
            self._runs[row.pk] = _runs_of(f"{row.source_headline or row.headline} {row.body}")
        other = self._runs[row.pk]
        fewer = min(len(own), len(other))
        return len(own & other) / fewer if fewer else 0.0


def _candidates(text: TakenIn) -> list[Article]:
    since = timezone.now() - _LATELY
    near = Q(created_at__gte=since)
    if day := text.source_date or text.source_updated:
        around = (day - _DAYS, day + _DAYS)
        near |= Q(source_date__range=around) | Q(source_updated__range=around)
    found = Article.objects.filter(near).exclude(body="").order_by("-pk")
    return list(found.only("slug", "headline", "source_headline", "body")[:MOST_COMPARED])


def _runs_of(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text[:_LONGEST_COMPARED].lower())
    return frozenset(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def _organisations(names: Iterable[str], kinds: Iterable[OrganisationType]) -> dict[int, Actor]:
    folded = {fold_name(name) for name in names} - {""}
    if not folded:
        return {}
    others = ActorName.objects.filter(folded__in=folded).exclude(kind=NameKind.DESCRIPTIVE)
    known = Actor.objects.filter(kind=ActorKind.ORGANISATION, org_type__in=list(kinds))
    found = known.filter(Q(folded__in=folded) | Q(pk__in=others.values("actor")))
    return {actor.pk: actor for actor in found.order_by("pk")}
