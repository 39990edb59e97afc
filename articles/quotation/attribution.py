"""Which words say who spoke: the cue and its subject for every quotation of one sentence."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from .cues import AUXILIARY, BASE, CLAUSE_OPENERS, PARTICLES, SAYING, TAKING, TIMES
from .lexicon import words
from .phrases import Phrases, Subject
from .tokens import QUOTE

_DASHES = frozenset(["—", "–", "―", "--", "---", "-"])
_NEAREST = 6  # cues of a sentence that are looked at from one place
_DEEPEST = 4  # verbs whose subject is the subject of another verb
_ENDS = frozenset([".", "!", "?", ";"])
_CLOSES_OPEN = ",?!…—–-:"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and who it names; ``how`` tells how sure the place of the quotation makes it."""

    cue_start: int
    cue_end: int
    subject: Subject | None
    how: Literal["beside", "sentence"]
    verb: str = ""


@dataclass(slots=True)
class Cue:
    """A verb in the sentence, by the number of its token."""

    at: int
    end: int  # the token behind it
    strong: bool
    participle: bool


class Attributor:
    """Attributes the quotations of one sentence."""

    def __init__(self, phrases: Phrases, places: list[int], endings: list[str]) -> None:
        """Take the phrases, the tokens that are quotations and the last letter of each."""
        self.phrases, self.tokens = phrases, phrases.tokens
        self.places, self.endings = places, endings
        self.cues = self._find_cues()
        self._subjects: dict[int, Subject | None] = {}
        self._depth = 0

    def _find_cues(self) -> list[Cue]:
        found = []
        words = self.tokens.low
        for at, word in enumerate(words):
            strong = word in SAYING
            if not strong and word not in TAKING:
                if word == "according" and words[at + 1 : at + 2] == ["to"]:
                    found.append(Cue(at, at + 2, strong=True, participle=False))
                continue
            if self._is_no_verb(at):
                continue
            end = at + 1
            if word in PARTICLES and words[end : end + 1] == [PARTICLES[word]]:
                end += 1
            elif word in PARTICLES and word not in ("called", "pointed"):
                continue
            found.append(Cue(at, end, strong, word.endswith("ing")))
        return found

    def _is_no_verb(self, at: int) -> bool:
        """Tell a noun or an infinitive's look-alike: “the report”, “a claim”, “his comments”."""
        words = self.tokens.low
        before = words[at - 1] if at else ""
        is_first = before in ("first", "last") and words[at].endswith("ed")  # “Berg first asked”
        if before in _NOUN_OPENERS and not words[at].endswith("ing") and not is_first:
            return True
        if before in ("’s", "'s") and at > 1 and not words[at].endswith(("ed", "ing", "d")):
            return True
        if words[at] in _PLURALS and before.endswith(("ing", "ed")):
            return True
        if words[at] in _NOUN_LIKE and self.tokens.words[at][0].isupper() and at:
            return True
        return words[at] in BASE and not (
            before in _TAKES_BASE or before.endswith(("s", "ly")) or before in ("", "people")
        )

    def attribute(self, number: int) -> Attribution | None:
        """Return the attribution of the quotation with this number in the sentence."""
        place = self.places[number]
        low = self.places[number - 1] + 1 if number else 0
        high = self.places[number + 1] if number + 1 < len(self.places) else len(self.tokens)
        ending = self.endings[number]
        if ending in _CLOSES_OPEN or self._comma_behind(place):
            found = self._behind(place, high) or self._signature(place, high)
            if found:
                return found
        found = self._introduced(low, place) or self._before(low, place)
        if found:
            return found
        return self._signature(place, high) if ending == "." else None

    def _comma_behind(self, place: int) -> bool:
        return self.tokens.words[place + 1 : place + 2] == [","]

    def _behind(self, place: int, high: int) -> Attribution | None:
        """Find “, Clinton said” or “said Clinton, who ...” right behind a quotation."""
        at = place + 1
        words = self.tokens.low
        while at < high and (words[at] == "," or words[at] in _DASHES):
            at += 1
        if at < high and words[at] in CLAUSE_OPENERS and words[at] != "as":
            return None
        for cue in self.cues:
            if cue.at < at or cue.participle or not (cue.strong or cue.at <= at + 6):
                continue
            if cue.at >= high or cue.at - at > 45 or self._other_clause_between(at, cue.at):
                break
            if self._is_inverted(at, cue.at):
                subject = self.phrases.after(cue.end - 1, high)
                return self._made(cue, subject, "beside") if subject else None
            subject = self.phrases.before(cue.at, at)
            if subject and (cue.strong or subject.kind != "nominal"):
                return self._made(cue, subject, "beside")
        return self._rare_verb(at, high)

    def _rare_verb(self, at: int, high: int) -> Attribution | None:
        """Find “, Berg huffed.”: a name or “he” behind a quotation, and a verb in the past."""
        words = self.tokens.low
        subject = self.phrases.leading(at, high)
        if subject is None:
            return None
        while at < high and self.tokens.starts[at] < subject.end:
            at += 1
        while at < high and self.tokens.is_adverb(at):
            at += 1
        if at >= high or not words[at].endswith("ed") or self.tokens.words[at][0].isupper():
            return None
        behind = words[at + 1] if at + 1 < high else "."
        if not (behind in _MAY_FOLLOW or behind in TIMES or self.tokens.is_adverb(at + 1)):
            return None
        return self._made(Cue(at, at + 1, strong=True, participle=False), subject, "beside")

    def _is_inverted(self, start: int, verb: int) -> bool:
        """Tell whether nothing that could be a subject stands before a verb."""
        return all(
            self.tokens.low[at] in AUXILIARY or self.tokens.is_adverb(at)
            for at in range(start, verb)
        )

    def _other_clause_between(self, start: int, end: int) -> bool:
        """Tell whether a finite verb stands between the quotation and the verb of saying."""
        words = self.tokens.low
        if end - start < 2:
            return False
        for at in range(start, end):
            if words[at] in _ENDS or words[at] == QUOTE:
                return True
            if words[at] in _OPENS_A_DESCRIPTION or words[at] in _DASHES:
                return any(word in _ENDS or word == QUOTE for word in words[at:end])
            if words[at] in _FINITE and at + 1 < end and not self._is_inverted(at, end):
                return True
        return False

    def _signature(self, place: int, high: int) -> Attribution | None:
        """Find “— Barack Obama” behind a quotation."""
        words = self.tokens.words
        at = place + 1
        if at + 1 < high and words[at] in _DASHES:
            subject = self.phrases.first(at + 1, high)
            if subject and subject.kind == "name" and self.tokens.starts[at + 1] == subject.start:
                return Attribution(
                    self.tokens.starts[at], self.tokens.ends[at], subject, "beside", words[at]
                )
        return None

    def _introduced(self, low: int, place: int) -> Attribution | None:
        """Find “including Mitt Romney -- “It is ...””: a name and a dash right before the mark."""
        words = self.tokens.words
        if place - 2 < low or words[place - 1] not in _DASHES:
            return None
        subject = self.phrases.before(place - 1, low)
        if subject is None or subject.kind != "name" or subject.end != self.tokens.ends[place - 2]:
            return None
        start, end = self.tokens.starts[place - 1], self.tokens.ends[place - 1]
        return Attribution(start, end, subject, "beside", words[place - 1])

    def _before(self, low: int, place: int) -> Attribution | None:
        """Find “Clinton said, ” or “Clinton told reporters that ” before a quotation."""
        words = self.tokens.low
        nearest = [cue for cue in self.cues if low <= cue.at < place]
        for cue in reversed(nearest[-6:]):
            if any(words[at] in _ENDS for at in range(cue.end, place)):
                break
            if any(c.strong and c.at < cue.at for c in nearest) and (
                self._is_relative(cue.at) or words[cue.at - 1] in _MODAL
            ):
                continue
            subject = self.subject_of(cue)
            if subject is None:
                continue
            near = place - cue.end <= 1 or place - cue.end <= (14 if cue.strong else 7)
            return self._made(cue, subject, "beside" if near else "sentence")
        return self._behind_a_colon(low, place)

    def _is_relative(self, at: int) -> bool:
        """Tell the verb of “a woman who suggested that ...” from the sentence's own."""
        words = self.tokens.low
        while at and words[at - 1] in AUXILIARY:
            at -= 1
        return at > 0 and words[at - 1] == "who" and words[at - 2 : at - 1] != [","]

    def _behind_a_colon(self, low: int, place: int) -> Attribution | None:
        """Find “Clinton has a new message: “...””: whose sentence it is."""
        if low or place < 2 or self.tokens.words[place - 1] != ":":
            return None
        subject = self.phrases.main(0, place)
        if subject is None:
            return None
        start, end = self.tokens.starts[place - 1], self.tokens.ends[place - 1]
        return Attribution(start, end, subject, "sentence", ":")

    def subject_of(self, cue: Cue) -> Subject | None:
        """Return whose verb a cue is; what was found once is not looked for again."""
        if cue.at not in self._subjects:
            if self._depth > _DEEPEST:
                return None
            self._depth += 1
            self._subjects[cue.at] = self._find_subject(cue)
            self._depth -= 1
        return self._subjects[cue.at]

    def _find_subject(self, cue: Cue) -> Subject | None:
        words = self.tokens.low
        if words[cue.at] == "according":
            return self.phrases.first(cue.end, len(self.tokens))
        if cue.participle and not self._is_progressive(cue.at):
            return self._subject_of_participle(cue)
        if cue.at and words[cue.at - 1] == "to":
            return self._subject_of_participle(cue)
        around = self._around_an_apposition(cue.at)
        if around:
            return around
        subject = self.phrases.before(cue.at, max(0, self._quote_before(cue.at)))
        if subject is None:
            subject = self._shared_subject(cue)
        if subject is None and cue.strong and self.tokens.words[cue.at - 1 : cue.at] != [","]:
            subject = self.phrases.after(cue.end - 1, len(self.tokens)) if cue.at == 0 else None
        return subject

    def _around_an_apposition(self, verb: int) -> Subject | None:
        """Find “Berg, who spoke of “hard times”, added”: a quotation in what explains her."""
        words = self.tokens.low
        if verb < 3 or words[verb - 1] != "," or not any(place < verb for place in self.places):
            return None
        subject = self.phrases.main(0, self.places[0])
        if subject is None or subject.kind != "name":
            return None
        behind = bisect_left(self.tokens.starts, subject.end)
        explains = words[behind : behind + 1] == [","] and words[behind + 1] in ("who", "whose")
        return subject if explains else None

    def _quote_before(self, at: int) -> int:
        before = [place for place in self.places if place < at]
        return before[-1] + 1 if before else 0

    def _is_progressive(self, at: int) -> bool:
        """Tell “is calling” and “’s claiming” from a participle that hangs on a sentence."""
        words = self.tokens.low
        while at and (words[at - 1] in AUXILIARY or self.tokens.is_adverb(at - 1)):
            at -= 1
            if words[at] in ("is", "was", "are", "were", "’s", "'s", "been", "be"):
                return True
        return False

    def _subject_of_participle(self, cue: Cue) -> Subject | None:
        """Return whose verb the participle hangs on: the last quotation's, or the sentence's."""
        beside = self.phrases.name_ending(cue.at - 1)
        if beside and self._is_shown(beside):
            return beside
        if not any(place < cue.at for place in self.places):
            subject = self.phrases.main(0, cue.at)
            if subject and subject.kind != "nominal":
                return subject
        before = [earlier for earlier in self.cues if earlier.at < cue.at][-_NEAREST:]
        for earlier in reversed(before):
            if not earlier.participle:
                subject = self.subject_of(earlier)
                if subject:
                    return subject
        return self.phrases.main(0, cue.at)

    def _is_shown(self, name: Subject) -> bool:
        """Tell “footage of Berg asking” from “she went after Berg, saying” without its comma."""
        at = bisect_left(self.tokens.starts, name.start)
        return at == 0 or self.tokens.low[at - 1] in _SHOWS

    def _shared_subject(self, cue: Cue) -> Subject | None:
        """Return the subject of “X did this and said”, “X, having done this, told”."""
        words = self.tokens.low
        at = cue.at - 1
        while at >= 0 and (words[at] in AUXILIARY or self.tokens.is_adverb(at)):
            at -= 1
        if at < 0 or words[at] in ("that", "which"):
            return None
        return self._subject_of_participle(cue)

    def sentence_cue(self, number: int) -> Attribution | None:
        """Return a weaker attribution: “..., Warren said” at the end, or whose sentence it is."""
        place = self.places[number]
        behind = [cue for cue in self.cues if cue.at > place and cue.strong and not cue.participle]
        for cue in behind[:_NEAREST]:
            subject = self._subject_at_the_end(cue, place)
            if subject:
                return self._made(cue, subject, "sentence")
        before = [cue for cue in self.cues if cue.at < place][-_NEAREST:]
        for cue in reversed(before):
            subject = self.subject_of(cue)
            if subject:
                return self._made(cue, subject, "sentence")
        return None

    def _subject_at_the_end(self, cue: Cue, place: int) -> Subject | None:
        words = self.tokens.low
        if words[cue.at] == "according":
            return self.phrases.first(cue.end, len(words))
        comma = cue.at
        while comma > place and words[comma] != "," and words[comma] not in _DASHES:
            comma -= 1
        if comma == place:
            return None
        return self.phrases.before(cue.at, comma) or self.phrases.after(cue.at, len(words))

    def _made(self, cue: Cue, subject: Subject, how: Literal["beside", "sentence"]) -> Attribution:
        return Attribution(
            self.tokens.starts[cue.at], self.tokens.ends[cue.end - 1], subject, how,
            self.tokens.low[cue.at],
        )  # fmt: skip


_NOUN_OPENERS = words("noun_openers") - {"that"}
_OPENS_A_DESCRIPTION = frozenset([",", "who", "which", "that", "whose", "("])
_TAKES_BASE = AUXILIARY | words("takes_base")
_NOUN_LIKE = frozenset(
    ["post", "report", "claims", "point", "points", "comments", "state", "states", "address"]
)
_PLURALS = frozenset(
    ["reports", "claims", "comments", "remarks", "calls", "tweets", "posts", "notes"]
)
_FINITE = words("finite")
_MAY_FOLLOW = frozenset([".", ",", ";", ":", QUOTE, "back", "at", "to", "in", "during", "when"])
_SHOWS = frozenset(
    ["of", "with", "from", "shows", "showed", "showing", "hear", "heard", "featuring"]
)
_MODAL = frozenset(["will", "would", "could", "might", "may", "should", "can", "must", "’ll", "’d"])
