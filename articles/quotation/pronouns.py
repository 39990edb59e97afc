"""Whom “he” and “she” stand for."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .cues import FEMALE, MALE, ROLE_WORDS
from .marks import Marked
from .people import Mention, Person, Register, looks_like_an_organisation
from .places import PLACES
from .sentences import Sentence
from .subjects import Subjects

FURTHEST_SENTENCES = 10
# “the Berg campaign” is not Berg.
_COMPANY = re.compile(r" (?:campaign|administration|camp|team|supporters?|voters?|family|allies)\b")
MOST_MENTIONS = 40
MOST_OF_ONE = 3  # mentions of one person that are weighed
SUBJECTS_WITHIN = 4  # sentences whose grammatical subject is looked for
SUBJECT, INTRODUCED = 1.5, 1.0
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
    if not (who.is_person or who.has_spoken):
        return 2.2
    return 0.6 if who.first != who.last else 1.2


class Pronouns:
    """Weighs the people named before a pronoun: who is near, who began a sentence, who spoke."""

    def __init__(
        self, register: Register, lines: list[Sentence], spans: list[Marked], subjects: Subjects
    ) -> None:
        self.register, self.lines, self.spans, self.subjects = register, lines, spans, subjects
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
        if word in ("it", "they"):
            return self._body(place, within=3 if word == "it" else 1)
        wanted = "m" if word in MALE else "f" if word in FEMALE else ""
        if not wanted and word != ANYBODY:
            return None
        here = self.sentence_at(place)
        weighed = [
            *self._weighed_names(place, here, wanted, closes=closes),
            *self._weighed_chains(here, wanted),
            *self._last_heard(here, wanted),
        ]
        return max(weighed, key=lambda candidate: candidate[0])[1] if weighed else None

    def _weighed_names(
        self, place: int, here: int, wanted: str, *, closes: bool
    ) -> Iterator[tuple[float, int]]:
        """Yield the people named before a place, each with what speaks for the pronoun’s."""
        seen: Counter[int] = Counter()
        numbers = self.register.before(place - 1, MOST_MENTIONS)
        firsts = self._first_of_each_sentence(numbers)
        for index in numbers:
            person = self.register.of[index]
            who = self.register.people[person]
            if not _fits(who.gender, wanted) or not self._may_speak(index, who, wanted):
                continue
            sentence = self.sentence_at(self.register.mentions[index].start)
            if here - sentence > FURTHEST_SENTENCES:
                return
            if seen[person] >= MOST_OF_ONE:
                continue
            seen[person] += 1
            score = self._weight(index, sentence, here, firsts, person)
            score -= _doubt(who) if wanted else 0.0
            score -= 1.5 if closes and sentence == here else 0.0
            yield score, person

    def _weighed_chains(self, here: int, wanted: str) -> Iterator[tuple[float, int]]:
        """Yield the subjects of the last sentences where these are pronouns themselves."""
        for sentence in range(max(0, here - 3), here):
            if self.subjects.mention(sentence) < 0:
                person = self.subjects.person(sentence)
                if person is not None and self._is_fit(person, wanted):
                    yield SUBJECT - self._distance(sentence, here) - 0.3, person

    def _may_speak(self, index: int, who: Person, wanted: str) -> bool:
        """Tell whether a name may be a person’s: also a last name that the text never explains."""
        if who.is_person or who.has_spoken:
            return True
        mention = self.register.mentions[index]
        if not wanted or len(mention.words) > 1 or looks_like_an_organisation(mention.words):
            return False
        word = mention.words[0].lower()
        begins = self.lines[self.sentence_at(mention.start)].start == mention.start
        is_people = word.endswith("men") or (word.endswith("s") and word[:-1] in PLACES)
        return not is_people and (len(who.at) > 1 or not begins)

    def _is_fit(self, person: int, wanted: str) -> bool:
        who = self.register.people[person]
        return _fits(who.gender, wanted) and (who.is_person or who.has_spoken)

    def _distance(self, sentence: int, here: int) -> float:
        elsewhere = self.lines[sentence].paragraph != self.lines[here].paragraph
        return here - sentence + 0.5 * elsewhere

    def _body(self, place: int, *, within: int) -> int | None:
        """Return the body that spoke last, which “it added” goes on with."""
        if self.heard and self.sentence_at(place) - self.heard[-1].sentence <= within:
            who = self.register.people[self.heard[-1].person]
            if not who.gender and not who.is_person:
                return self.heard[-1].person
        return None

    def _weight(
        self, index: int, sentence: int, here: int, firsts: dict[int, int], person: int
    ) -> float:
        mention = self.register.mentions[index]
        distance = self._distance(sentence, here)
        score = -1.0 * distance
        if firsts.get(sentence) == index:
            score += 0.7 if mention.possessive else SUBJECT
        score -= 0.4 if mention.possessive else 0
        if distance <= 1.5 and len(mention.words) > 1 and self._is_introduced(index, person):
            score += INTRODUCED
        score -= 2.5 if self._is_quoted(mention.start) else 0
        score -= 1.5 if self._is_a_thing(mention) else 0
        score -= 1.2 if _COMPANY.match(self.register.text, mention.end) else 0
        score += 0.08 * min(10, len(self.register.people[person].at))
        return score

    def _is_a_thing(self, mention: Mention) -> bool:
        """Tell “the Winner Aviation hangar” and “the Berg book” from a person."""
        before = self.register.text[max(0, mention.start - 5) : mention.start].lower()
        return not mention.titles and before.endswith(("the ", "the\u00a0"))

    def _is_introduced(self, index: int, person: int) -> bool:
        """Tell whether the text names somebody here for the first time, outside marks."""
        mention = self.register.mentions[index]
        return self.register.people[person].at[0] == mention.start and not mention.possessive

    def _last_heard(self, here: int, wanted: str) -> Iterator[tuple[float, int]]:
        """Yield who spoke last and fits."""
        for steps, heard in enumerate(reversed(self.heard[-3:])):
            if self._is_fit(heard.person, wanted):
                doubt = _doubt(self.register.people[heard.person]) / 2 if wanted else 0.0
                age = here - heard.sentence
                yield 1.6 - 0.7 * age - 0.5 * steps - doubt, heard.person
                return

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
        here = self.sentence_at(self.register.mentions[numbers[0]].start) if numbers else 0
        for sentence in list(firsts):
            if here - sentence <= SUBJECTS_WITHIN:
                subject = self.subjects.mention(sentence)
                if subject >= 0:
                    firsts[sentence] = subject
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
