"""Whom “he” and “she” stand for."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from .cues import FEMALE, MALE, ROLE_WORDS
from .marks import Marked
from .people import Person, Register
from .sentences import Sentence

FURTHEST_SENTENCES = 10
# “the Berg campaign” is not Berg.
_COMPANY = re.compile(r" (?:campaign|administration|camp|team|supporters?|voters?|family|allies)\b")
MOST_MENTIONS = 40
ANYBODY = "one"  # stands for a description that does not tell he from she


@dataclass(slots=True)
class Heard:
    """Somebody who has spoken: the person and the number of the sentence."""

    person: int
    sentence: int


def _fits(gender: str, wanted: str) -> bool:
    return not gender or not wanted or gender == wanted


def _doubt(who: Person) -> float:
    """Return what speaks against somebody whom nothing shows to be a he or a she."""
    if who.gender:
        return 0.0
    return 0.6 if who.first != who.last else 1.2


class Pronouns:
    """Weighs the people named before a pronoun: who is near, who began a sentence, who spoke."""

    def __init__(self, register: Register, lines: list[Sentence], spans: list[Marked]) -> None:
        self.register, self.lines, self.spans = register, lines, spans
        self._starts = [line.start for line in lines]
        self._span_starts = [span.start for span in spans]
        self.heard: list[Heard] = []

    def sentence_at(self, place: int) -> int:
        """Return the number of the sentence that a place belongs to."""
        return max(0, bisect_right(self._starts, place) - 1)

    def resolve(self, pronoun: str, place: int, *, closes: bool = False) -> int | None:
        """Return the person whom a pronoun means, None where nobody fits.

        ``closes`` tells that the pronoun stands behind what was said: “..., he said”. Then the
        names in that sentence are mostly those he spoke of.
        """
        word = pronoun.lower()
        if word == "it":
            return self._body(place)
        wanted = "m" if word in MALE else "f" if word in FEMALE else ""
        if not wanted and word != ANYBODY:
            return None
        here = self.sentence_at(place)
        best: tuple[float, int] | None = None
        seen_first: dict[int, int] = {}
        numbers = self.register.before(place - 1, MOST_MENTIONS)
        firsts = self._first_of_each_sentence(numbers)
        for index in numbers:
            mention = self.register.mentions[index]
            person = self.register.of[index]
            who = self.register.people[person]
            if not _fits(who.gender, wanted) or not (who.is_person or who.has_spoken):
                continue
            sentence = self.sentence_at(mention.start)
            if here - sentence > FURTHEST_SENTENCES:
                break
            if person in seen_first and seen_first[person] >= 3:
                continue
            seen_first[person] = seen_first.get(person, 0) + 1
            score = self._weight(index, sentence, here, firsts, person)
            score -= _doubt(who) if wanted else 0.0
            score -= 1.5 if closes and sentence == here else 0.0
            if best is None or score > best[0]:
                best = (score, person)
        heard = self._last_heard(here, wanted)
        if heard is not None:
            person, weight = heard
            if best is None or weight > best[0]:
                best = (weight, person)
        return best[1] if best else None

    def _body(self, place: int) -> int | None:
        """Return the body that spoke last, which “it added” goes on with."""
        if self.heard and self.sentence_at(place) - self.heard[-1].sentence <= 3:
            who = self.register.people[self.heard[-1].person]
            if not who.gender and not who.is_person:
                return self.heard[-1].person
        return None

    def _weight(
        self, index: int, sentence: int, here: int, firsts: dict[int, int], person: int
    ) -> float:
        mention = self.register.mentions[index]
        distance = float(here - sentence)
        if self.lines[sentence].paragraph != self.lines[here].paragraph:
            distance += 0.5
        score = -1.0 * distance
        if firsts.get(sentence) == index:
            score += 0.7 if mention.possessive else 1.5
        score -= 0.4 if mention.possessive else 0
        if distance <= 1.5 and len(mention.words) > 1 and self._is_introduced(index, person):
            score += 1.8
        score -= 2.5 if self._is_quoted(mention.start) else 0
        score -= 1.2 if _COMPANY.match(self.register.text, mention.end) else 0
        score += 0.08 * min(10, len(self.register.people[person].at))
        return score

    def _is_introduced(self, index: int, person: int) -> bool:
        """Tell whether the text names somebody here for the first time, outside marks."""
        mention = self.register.mentions[index]
        return self.register.people[person].at[0] == mention.start and not mention.possessive

    def _last_heard(self, here: int, wanted: str) -> tuple[int, float] | None:
        for steps, heard in enumerate(reversed(self.heard[-3:])):
            who = self.register.people[heard.person]
            if not _fits(who.gender, wanted) or not (who.is_person or who.has_spoken):
                continue
            doubt = _doubt(who) / 2 if wanted else 0.0
            return heard.person, 1.6 - 0.7 * (here - heard.sentence) - 0.5 * steps - doubt
        return None

    def _first_of_each_sentence(self, numbers: list[int]) -> dict[int, int]:
        """Return for each sentence its first name outside marks, which is mostly its subject."""
        firsts: dict[int, int] = {}
        for index in numbers:
            mention = self.register.mentions[index]
            if self._is_quoted(mention.start) or not self._is_somebody(index):
                continue
            if self._is_modifier(index):
                continue
            firsts[self.sentence_at(mention.start)] = index
        return firsts

    def _is_modifier(self, index: int) -> bool:
        """Tell “Clinton” of “Clinton communications director Jennifer Palmieri”."""
        if index + 1 >= len(self.register.mentions):
            return False
        start, end = self.register.mentions[index].end, self.register.mentions[index + 1].start
        between = self.register.text[start:end].split() if 0 < end - start < 60 else []
        return 0 < len(between) <= 3 and between[-1] in ROLE_WORDS and not between[0].istitle()

    def _is_somebody(self, index: int) -> bool:
        who = self.register.people[self.register.of[index]]
        return who.is_person or who.has_spoken

    def _is_quoted(self, place: int) -> bool:
        at = bisect_right(self._span_starts, place) - 1
        return at >= 0 and self.spans[at].end > place
