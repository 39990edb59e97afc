"""The people named in a text: who a last name, a title or a pronoun stands for."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from .cues import (
    ANONYMOUS,
    FEMININE_TITLES,
    MASCULINE_TITLES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    SUFFIXES,
    TIMES,
    TITLES,
)
from .given_names import gender_of
from .lexicon import words
from .names import Hit
from .places import PLACES

_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽȘȚА-ЯЁΑ-Ω"
_TITLED = [word for word in words("abbreviations") if word.lower() in TITLES | {"jr", "sr"}]
_ABBREVIATED = rf"(?:{'|'.join(sorted(_TITLED, key=len, reverse=True))})\."
_UNIT = rf"(?:{_ABBREVIATED}|(?:[{_CAPITAL}]\.)+|[{_CAPITAL}][\w]*(?:[’'-][\w]+)*)"
_LINK = r"(?:(?:de|la|del|della|der|den|van|von|bin|bint|ibn|al|el|da|dos|di)[ \u00a0])"
_NICKNAME = rf"(?:[ \u00a0][\"“][{_CAPITAL}]\w{{1,14}}[\"”](?=[ \u00a0][{_CAPITAL}]))"
_RUN = re.compile(rf"(?<![\w@#]){_UNIT}(?:(?:[ \u00a0]{_LINK}{{0,2}}{_UNIT})|{_NICKNAME}){{0,9}}")
_NEW = re.compile(r"New (?:York|Delhi|Jersey|Mexico|Hampshire|Zealand|Orleans|England|Haven)\b")
_INITIAL = re.compile(rf"[{_CAPITAL}]\.")
_OF = re.compile(r" (?:of|for)(?: the)? ")
_LOWER = re.compile(r"\b[a-z]{3,}\b")
_PIECE = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’]s\Z|(?<=s)['’]\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """One printed name: where, whose titles, which words; ``person`` counts in the register."""

    start: int  # of the titles, where there are any
    name_start: int
    end: int
    titles: tuple[str, ...]
    words: tuple[str, ...]
    possessive: bool
    gender: str


def _with_hits(
    text: str, found: list[Mention], hits: list[Hit]
) -> tuple[list[Mention], dict[int, tuple[str, ...]]]:
    """Put the desk's names among the printed ones; tell which mentions are whose."""
    merged: list[tuple[Mention, tuple[str, ...]]] = []
    at = 0
    for hit in hits:
        while at < len(found) and found[at].end <= hit.start:
            merged.append((found[at], ()))
            at += 1
        over = []
        while at < len(found) and found[at].name_start < hit.end:
            over.append(found[at])
            at += 1
        if len(over) == 1 and over[0].start <= hit.start and over[0].end >= hit.end:
            merged.append((over[0], hit.keys))
            continue
        merged.append((_of_hit(text, hit, over), hit.keys))
    merged += [(mention, ()) for mention in found[at:]]
    owners = {index: keys for index, (_, keys) in enumerate(merged) if keys}
    return [mention for mention, _ in merged], owners


def _of_hit(text: str, hit: Hit, over: list[Mention]) -> Mention:
    """Make a mention of a known name that the capitals alone would have cut elsewhere."""
    start = min([hit.start, *(mention.start for mention in over)])
    end = max([hit.end, *(mention.end for mention in over)])
    titles = over[0].titles if over and over[0].start < hit.start else ()
    gender = over[0].gender if titles else ""
    words = tuple(text[hit.start : end].split())
    possessive = bool(over) and over[-1].possessive
    return Mention(start, hit.start, end, titles, words, possessive, gender)


@dataclass(slots=True)
class Person:
    """Somebody, or something, that the text names."""

    name: str
    first: str
    last: str
    gender: str = ""
    is_person: bool = False
    has_spoken: bool = False
    at: list[int] = field(default_factory=list)  # where mentions begin


def mentions(text: str) -> list[Mention]:
    """Return the capitalised names of a text in order, cut at titles and possessives."""
    found: list[Mention] = []
    for match in _RUN.finditer(text):
        _Cutter(match.start(), found).cut(match[0])
    return _without_common_words(text, _joined(text, found))


def _without_common_words(text: str, found: list[Mention]) -> list[Mention]:
    """Leave out “Officers” where it only begins sentences and “officers” stands elsewhere."""
    starting: set[str] = set()
    sure: set[str] = set()
    for mention in found:
        word = mention.words[-1]
        alone = len(mention.words) == 1 and not mention.titles and word[1:].islower()
        (starting if alone and _begins(text, mention.start) else sure).add(word)
    doubtful = {word.lower() for word in starting - sure}
    if not doubtful:
        return found
    common = {match[0] for match in _LOWER.finditer(text) if match[0] in doubtful}
    return [
        mention
        for mention in found
        if len(mention.words) > 1 or mention.titles or mention.words[0].lower() not in common
    ]


def _begins(text: str, place: int) -> bool:
    """Tell whether a capital letter may be that of a sentence."""
    before = text[max(0, place - 3) : place].rstrip(" \u00a0")
    return not before or before[-1] in ".!?…:\n\r“”\"‘’'—–-•●"


def _joined(text: str, cut: list[Mention]) -> list[Mention]:
    """Join “Ministry” and “External Affairs”, which “of” has parted."""
    found: list[Mention] = []
    for mention in cut:
        last = found[-1] if found else None
        if (
            last
            and not last.possessive
            and len(last.words) < 12
            and last.words[-1].lower() in _HEADS
            and mention.start - last.end <= 9
            and _OF.fullmatch(text, last.end, mention.start)
        ):
            words = (*last.words, *text[last.end : mention.end].split())
            found[-1] = Mention(
                last.start, last.name_start, mention.end, last.titles, words, mention.possessive, ""
            )
        else:
            found.append(mention)
    return found


class _Cutter:
    """Cuts one run of capitalised words into names, with the titles before each."""

    def __init__(self, offset: int, found: list[Mention]) -> None:
        self.offset, self.found = offset, found
        self.titles: list[str] = []
        self.words: list[tuple[str, int, int]] = []
        self.start = -1

    def cut(self, run: str) -> None:
        """Read the words of the run."""
        for piece in _PIECE.finditer(run):
            word = piece[0]
            if word[0] in '"“':
                continue  # a nickname: Robert “Bobby” Scott
            low = _POSSESSIVE.sub("", word).lower().rstrip(".")
            is_new = low == "new" and _NEW.match(run, piece.start())
            if _INITIAL.fullmatch(word) or (low in TIMES and self._follows_a_name()):
                self._word(word, piece.start())
            elif low in TIMES or (low in NOT_NAMES and low not in TITLES and not is_new):
                self._finish(possessive=False)
            elif low in TITLES and not (self.words and low == "state"):
                self._title(word, low, piece.start())
            else:
                self._word(word, piece.start())
        self._finish(possessive=False)

    def _follows_a_name(self) -> bool:
        """Tell “Theresa May” and “Mr. Jan” from “Clinton Monday”."""
        if self.words:
            return len(self.words) == 1 and bool(gender_of(self.words[0][0]))
        return bool(self.titles) and self.titles[-1] in _COURTESY

    def _title(self, word: str, low: str, place: int) -> None:
        # “New York Mayor”, “Trump Campaign Manager”: what stands before describes the title.
        self.titles += [word.lower() for word, _, _ in self.words] + [low]
        self.words = []
        if self.start < 0:
            self.start = self.offset + place
        if _POSSESSIVE.search(word):
            self.titles, self.start = [], -1

    def _word(self, word: str, place: int) -> None:
        begin = self.offset + place
        if self.start < 0:
            self.start = begin
        bare = _POSSESSIVE.sub("", word)
        self.words.append((bare, begin, begin + len(bare)))
        if bare != word:
            self._finish(possessive=True)

    def _part_from_body(self) -> None:
        """Cut “Logan Airport Tom Kinton”: a body before a person’s two names describes them."""
        words = [word.lower() for word, _, _ in self.words]
        at = len(words) - 2
        is_parted = at >= 1 and words[at - 1] in ORGANISATION_WORDS and gender_of(words[at])
        if is_parted and words[at + 1] not in ORGANISATION_WORDS:
            self.titles += words[:at]
            self.words = self.words[at:]

    def _finish(self, *, possessive: bool) -> None:
        self._part_from_body()
        words = self.words
        is_common = len(words) == 1 and not self.titles and words[0][0].lower() in ANONYMOUS
        if words and not is_common:
            self.found.append(_mention(self.start, words, self.titles, possessive=possessive))
        self.titles, self.words, self.start = [], [], -1


def _mention(
    start: int, words: list[tuple[str, int, int]], titles: list[str], *, possessive: bool
) -> Mention:
    gender = ""
    if any(title in MASCULINE_TITLES for title in titles):
        gender = "m"
    elif any(title in FEMININE_TITLES for title in titles):
        gender = "f"
    named = start if words[-1][0].lower() in ORGANISATION_WORDS else words[0][1]
    return Mention(
        start, named, words[-1][2], tuple(titles), tuple(word for word, _, _ in words),
        possessive, gender,
    )  # fmt: skip


def _names(words: tuple[str, ...]) -> list[str]:
    """Drop Jr. and the like."""
    kept = [word for word in words if word.lower().strip(".") not in SUFFIXES]
    return kept or list(words)


def looks_like_an_organisation(words: tuple[str, ...]) -> bool:
    """Tell a body or a place from a person by its words."""
    low = [word.lower() for word in words]
    return (
        any(word in ORGANISATION_WORDS for word in low)
        or low[0] in PLACE_WORDS
        or low[-1] in PLACES
        or low[0] in PLACES
        or (len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 5)
    )


class Register:
    """Everybody whom the text names, and which mention means whom."""

    def __init__(self, text: str, hits: list[Hit]) -> None:
        self.text = text
        self.mentions, owners = _with_hits(text, mentions(text), hits)
        self.starts = [mention.start for mention in self.mentions]
        self.people: list[Person] = []
        self.of: list[int] = []  # for each mention the number of its person
        self._by_last: dict[str, list[int]] = {}
        self._by_first: dict[str, list[int]] = {}
        self._register()
        self.keys: dict[int, list[str]] = {}  # for each person the actors known by a printed name
        for index, keys in owners.items():
            self.keys.setdefault(self.of[index], []).extend(keys)

    def _register(self) -> None:
        whole: dict[tuple[str, str], int] = {}
        numbers: dict[int, int] = {}
        for index, mention in enumerate(self.mentions):
            words = _names(mention.words)
            if len(words) < 2 or words[-1].endswith("."):
                continue
            first, last = words[0].lower(), words[-1].lower()
            key = (first, last)
            if key not in whole:
                whole[key] = self._new(mention, words)
                self._by_last.setdefault(last, []).append(whole[key])
                self._by_first.setdefault(first, []).append(whole[key])
            numbers[index] = whole[key]
        singles: dict[tuple[str, str], int] = {}
        for index, mention in enumerate(self.mentions):
            if index not in numbers:
                numbers[index] = self._single(mention, singles)
            person = self.people[numbers[index]]
            person.at.append(mention.start)
            person.gender = person.gender or mention.gender
            if mention.titles and set(mention.titles) & _PERSONAL:
                person.is_person = True
        self.of = [numbers[index] for index in range(len(self.mentions))]
        self.ending = {mention.end: index for index, mention in enumerate(self.mentions)}
        self.beginning: dict[int, int] = {}
        for index, mention in enumerate(self.mentions):
            self.beginning[mention.name_start] = index
            self.beginning[mention.start] = index

    def _new(self, mention: Mention, words: list[str]) -> int:
        name = self.text[mention.name_start : mention.end]
        gender = mention.gender or gender_of(words[0])
        person = Person(" ".join(name.split()), words[0], words[-1], gender)
        known = bool(gender_of(words[0])) and words[-1].lower() not in ORGANISATION_WORDS
        person.is_person = (known and words[-1].lower() not in PLACES) or (
            len(words) > 1
            and not looks_like_an_organisation(mention.words)
            and not (len(words[0]) > 3 and words[0].isupper() != words[-1].isupper())
        )
        if not known and looks_like_an_organisation(mention.words):
            person.gender = mention.gender
        self.people.append(person)
        return len(self.people) - 1

    def _single(self, mention: Mention, singles: dict[tuple[str, str], int]) -> int:
        word = _names(mention.words)[-1].lower()
        candidates = self._by_last.get(word) or []
        if not candidates and not (set(mention.titles) & _COURTESY):
            candidates = self._by_first.get(word) or []
        if mention.gender and candidates:
            fitting = [c for c in candidates if self.people[c].gender in (mention.gender, "")]
            candidates = fitting
        if candidates:
            return self._nearest(candidates)
        key = (word, mention.gender if set(mention.titles) & _COURTESY else "")
        if key not in singles:
            singles[key] = self._new(mention, _names(mention.words))
        return singles[key]

    def _nearest(self, candidates: list[int]) -> int:
        """Return whom a last name means: the one named most by then, else the first to come."""
        if len(candidates) == 1:
            return candidates[0]
        before = [c for c in candidates[:8] if self.people[c].at]
        if before:
            named = [c for c in before if self.people[c].is_person] or before
            return max(named, key=lambda c: (len(self.people[c].at), self.people[c].at[-1]))
        named = [c for c in candidates if self.people[c].is_person]
        return (named or candidates)[0]

    def at(self, start: int, end: int) -> int | None:
        """Return the number of the mention that ends within a stretch of the text, the last one."""
        index = bisect_left(self.starts, end) - 1
        while index >= 0 and self.mentions[index].start >= start - 80:
            mention = self.mentions[index]
            if mention.end <= end and mention.end > start:
                return index
            if mention.start < start:
                return None
            index -= 1
        return None

    def holder_of(self, office: str, place: int) -> int | None:
        """Return the person whom the text last called by an office before a place."""
        index = bisect_left(self.starts, place) - 1
        for steps in range(200):
            if index - steps < 0:
                return None
            titles = self.mentions[index - steps].titles
            if office in titles and not _NOT_QUITE.intersection(titles):
                return self.of[index - steps]
        return None

    def before(self, place: int, most: int = 40) -> list[int]:
        """Return the numbers of the mentions before a place, the nearest first."""
        index = bisect_right(self.starts, place) - 1
        return list(range(index, max(-1, index - most), -1))


_HEADS = words("heads")
_NOT_QUITE = frozenset({"vice", "former", "deputy", "ex", "assistant"})
_COURTESY = frozenset(["mr", "mrs", "ms", "miss", "dr"])
_PERSONAL = _COURTESY | words("personal")
