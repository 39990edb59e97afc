"""Who does the saying: the subject before a verb or behind it, “said Mike Schmidt, an aide”."""

from dataclasses import dataclass
from typing import Literal

from .cues import (
    ANONYMOUS,
    AUXILIARY,
    CLAUSE_OPENERS,
    DETERMINERS,
    HUMANS,
    LEADING,
    PREPOSITIONS,
    PRONOUNS,
    ROLE_WORDS,
    SUBJECT_PRONOUNS,
    TIMES,
)
from .lexicon import words
from .people import Register
from .places import PLACES
from .tokens import QUOTE, Tokens

FURTHEST = 60  # tokens from a verb to its subject
_STOPS = frozenset([".", "!", "?", ";", ":", QUOTE, "“", "”", '"', "…"])
_DASHES = frozenset(["—", "–", "―", "-", "--", "---"])
_APPOSITIVE = words("appositive")


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker as printed: a name, a pronoun, or a description."""

    start: int
    end: int
    kind: Literal["name", "pronoun", "nominal"]
    mention: int = -1  # the number of the name in the register


class Phrases:
    """Reads the noun phrases of one sentence."""

    def __init__(self, text: str, tokens: Tokens, register: Register) -> None:
        self.text, self.tokens, self.register = text, tokens, register

    def before(self, verb: int, low: int) -> Subject | None:
        """Return the subject that ends before a verb, looking no further back than a token."""
        low = max(low, verb - FURTHEST)
        place = self._skip_auxiliaries(verb - 1, low)
        if place < low:
            return None
        word = self.tokens.words[place]
        if word in (",", ")") or word in _DASHES:
            return self._behind_an_apposition(place, low)
        return self._ending_at(place, low)

    def _skip_auxiliaries(self, place: int, low: int) -> int:
        words = self.tokens.low
        while place >= low and (
            words[place] in AUXILIARY or self.tokens.is_adverb(place)
            or words[place].endswith(("n’t", "n't")) or words[place] in TIMES
            or (words[place] in _SPELLS and words[place - 1] in TIMES)
        ) and self._mention_ending(place) < 0:  # fmt: skip
            place -= 1
        return place

    def _ending_at(self, place: int, low: int) -> Subject | None:
        """Return the noun phrase that ends at a token."""
        words = self.tokens.low
        if words[place] in SUBJECT_PRONOUNS:
            if words[place] == "who":
                return self._antecedent(place, low)
            return self._pronoun(place)
        if words[place] in _STOPS or words[place] in CLAUSE_OPENERS:
            return None
        mention = self._mention_ending(place)
        begin = self._clause_start(place, low)
        if mention >= 0:
            return self._head_before_preposition(mention, begin, place) or self._name(mention)
        if words[place] in PREPOSITIONS or words[place] in DETERMINERS:
            return None
        return self._name_behind(begin, low) or self._description(begin, place)

    def _name_behind(self, begin: int, low: int) -> Subject | None:
        """Return the name before a comma that a description explains."""
        if begin - 2 < low or self.tokens.words[begin - 1] != "," or not self._is_apposition(begin):
            return None
        if self.tokens.low[self._clause_start(begin - 2, low)] in LEADING:
            return None  # “In an interview with Smith, the senator said”: two people
        mention = self._mention_ending(begin - 2)
        return self._name(mention) if mention >= 0 else None

    def _antecedent(self, place: int, low: int) -> Subject | None:
        place -= 1
        if place >= low and self.tokens.words[place] == ",":
            place -= 1
        if place < low:
            return None
        mention = self._mention_ending(place)
        if mention >= 0:
            return self._name(mention)
        return self._description(self._clause_start(place, low), place)

    def _clause_start(self, place: int, low: int) -> int:
        """Return where the clause begins that a token belongs to."""
        words = self.tokens.low
        at = place
        while at > low:
            before = words[at - 1]
            if before in _STOPS or before in (",", "(", "[") or before in _DASHES:
                break
            if before in CLAUSE_OPENERS and before not in ("and", "or"):
                break
            at -= 1
        return at

    def _head_before_preposition(self, mention: int, begin: int, place: int) -> Subject | None:
        """Return “Mr. Morgan” of “Mr. Morgan of the Sierra Club”."""
        words = self.tokens.low
        start = self.register.mentions[mention].start
        at = place
        while at > begin and self.tokens.starts[at - 1] >= start:
            at -= 1
        first = at - 1 if at - 1 >= begin and words[at - 1] in ("the", "a") else at
        if first - 1 <= begin or words[first - 1] not in _LINKING or words[begin] in LEADING:
            return None
        head = first - 2
        found = self._mention_ending(head)
        if found >= 0:
            return self._name(found)
        behind = self._name_behind(begin, 0)
        if behind:
            return behind
        if words[head] in ANONYMOUS or words[begin] in DETERMINERS:
            return self._description(begin, place)
        return None

    def _behind_an_apposition(self, place: int, low: int) -> Subject | None:
        """Return the name before “, a top aide,” or before “(D-Mo.)” or “-- the aide --”."""
        words = self.tokens.words
        if words[place] == ")":
            return self._before_brackets(place, low)
        if words[place] == "," and place > low and words[place - 1] == ")":
            found = self._before_brackets(place - 1, low)
            if found and found.kind == "name":
                return found
        wanted = frozenset([","]) if words[place] == "," else _DASHES
        fallback: Subject | None = None
        at = place - 1
        while at >= low and words[at] not in _STOPS:
            if words[at] in wanted and self._is_apposition(at + 1):
                subject = self._ending_or_beyond(at - 1, low)
                if subject and subject.kind == "name" and not self._is_home(at - 1, subject, low):
                    return subject
                fallback = fallback or subject
            at -= 1
        if fallback is None and at + 1 < place:
            fallback = self.first(at + 1, place)
        return self._apposed_name(place, low) or fallback

    def _is_home(self, place: int, name: Subject, low: int) -> bool:
        """Tell “Ashton” and “Md.” of “Anna Berg, 59, of Ashton, Md., said”."""
        if self.tokens.low[self._clause_start(place, low)] in ("of", "from", "in"):
            return True
        who = self.register.people[self.register.of[name.mention]]
        return not who.is_person and who.last.lower().strip(".") in PLACES

    def _before_brackets(self, place: int, low: int) -> Subject | None:
        at = place
        while at > low and self.tokens.words[at] != "(":
            at -= 1
        return self._ending_or_beyond(at - 1, low)

    def _apposed_name(self, place: int, low: int) -> Subject | None:
        """Return the name of “Another critic, Laurence H. Tribe,”."""
        mention = self._mention_ending(place - 1)
        if mention < 0:
            return None
        at = place - 1
        while at > low and self.tokens.starts[at] > self.register.mentions[mention].start:
            at -= 1
        if at - 2 < low or self.tokens.words[at - 1] != ",":
            return None
        begin = self._clause_start(at - 2, low)
        while begin < at - 2 and self.tokens.low[begin] in ("and", "but", "or", "then", "so"):
            begin += 1
        opens = self.tokens.low[begin]
        if opens in DETERMINERS or self.tokens.low[at - 2] in ROLE_WORDS:
            return self._name(mention)
        return None

    def _ending_or_beyond(self, place: int, low: int) -> Subject | None:
        if place < low:
            return None
        if self.tokens.words[place] == ")":
            return self._behind_an_apposition(place, low)
        return self._ending_at(place, low)

    def _is_apposition(self, place: int) -> bool:
        if place >= len(self.tokens):
            return False
        word = self.tokens.low[place]
        return (
            word in _APPOSITIVE or word.isdigit() or self.tokens.words[place][0].islower()
            or self.tokens.words[place].isupper()
            or word in ("republican", "democrat", "democratic", "president")
        )  # fmt: skip

    def after(self, verb: int, high: int) -> Subject | None:
        """Return the subject behind an inverted verb: said Mike Schmidt, an adviser."""
        words = self.tokens.low
        at = verb + 1
        while at < high and (words[at] in TIMES or self.tokens.is_adverb(at)):
            at += 1
        return self.first(at, high, inverted=True)

    def first(self, at: int, high: int, *, inverted: bool = False) -> Subject | None:
        """Return the noun phrase that begins at a token."""
        words = self.tokens.low
        if at >= high or words[at] in _NO_PHRASE:
            return None
        if words[at] in SUBJECT_PRONOUNS:
            return self._pronoun(at)
        leading = None if inverted else self._leading_name(at)
        if leading:
            return leading
        end = self._phrase_end(at, min(high, at + 14), inverted=inverted)
        mention = self._mention_ending(end - 1)
        if mention < 0 and not inverted:
            mention = self._last_mention(at, end)
            if words[end - 1] in HUMANS or words[end - 1] in ROLE_WORDS:
                mention = -1  # “the ABC journalist” is not ABC
        if mention >= 0 and not self.register.mentions[mention].possessive:
            return self._name(mention)
        if inverted and words[at] in DETERMINERS:
            named = self._named_behind(end, high)
            if named is not None:
                return named
        if end > at and (words[at] in DETERMINERS or words[end - 1] in ANONYMOUS or inverted):
            return Subject(self.tokens.starts[at], self.tokens.ends[end - 1], "nominal")
        return None

    def _phrase_end(self, at: int, limit: int, *, inverted: bool) -> int:
        end = at
        while end < limit and not self._ends_phrase(end):
            if end > at + 1 and not inverted and self._looks_finite(end):
                break
            end += 1
        return end

    def leading(self, at: int, high: int) -> Subject | None:
        """Return the name, or the he or she, that begins at a token."""
        if at >= high:
            return None
        if self.tokens.low[at] in ("he", "she"):
            return self._pronoun(at)
        return self._leading_name(at)

    def _leading_name(self, at: int) -> Subject | None:
        """Return the name that begins here, unless it only describes the next one."""
        mention = self._mention_starting(at)
        if mention < 0 or self.register.mentions[mention].possessive:
            return None
        end = self.register.mentions[mention].end
        while at < len(self.tokens) and self.tokens.starts[at] < end:
            at += 1
        for _ in range(3):
            if at < len(self.tokens) and self.tokens.low[at] in ROLE_WORDS:
                at += 1
                following = self._mention_starting(at)
                if following >= 0:
                    return self._name(following)
        return self._name(mention)

    def _looks_finite(self, place: int) -> bool:
        word = self.tokens.low[place]
        return len(word) > 4 and word.endswith("ed") and self.tokens.words[place][0].islower()

    def _named_behind(self, at: int, high: int) -> Subject | None:
        """Return the name behind a description: said a spokesman for the group, John Smith."""
        words = self.tokens.words
        steps = 0
        while at < high and words[at] != "," and words[at] not in _STOPS and steps < 12:
            at += 1
            steps += 1
        if at + 1 < high and words[at] == ",":
            mention = self._mention_starting(at + 1)
            if mention >= 0 and not self.register.mentions[mention].possessive:
                return self._name(mention)
        return None

    def _ends_phrase(self, place: int) -> bool:
        word = self.tokens.low[place]
        if word in ("’s", "'s"):
            return False
        return (
            word in _STOPS or word in (",", "(", ")", "[", "]") or word in _DASHES
            or word in PREPOSITIONS or word in CLAUSE_OPENERS or word in AUXILIARY
            or word in SUBJECT_PRONOUNS
        )  # fmt: skip

    def main(self, low: int, high: int) -> Subject | None:
        """Return the subject of the sentence: the first noun phrase that nothing introduces."""
        words = self.tokens.low
        at = low
        while at < high and (words[at] in ("and", "but", "so", "yet", "or") or words[at] in _STOPS):
            at += 1
        tries = 0
        while at < high and tries < 4 and (self._leads(at) or (tries and words[at].isdigit())):
            comma = at
            while comma < high and words[comma] != "," and words[comma] not in _STOPS:
                comma += 1
            if comma >= high or words[comma] != ",":
                break
            at = comma + 1
            tries += 1
        subject = self.first(at, high)
        if subject is None or subject.kind == "nominal":
            mention = self._mention_starting(at)
            if mention >= 0 and not self.register.mentions[mention].possessive:
                return self._name(mention)
        return subject

    def _leads(self, at: int) -> bool:
        word = self.tokens.low[at]
        if self._mention_starting(at) >= 0:
            return False
        return word in LEADING or word in CLAUSE_OPENERS or word.endswith(("ing", "ly", "ed"))

    def _pronoun(self, place: int) -> Subject:
        return Subject(self.tokens.starts[place], self.tokens.ends[place], "pronoun")

    def _name(self, mention: int) -> Subject:
        found = self.register.mentions[mention]
        return Subject(found.start, found.end, "name", mention)

    def _description(self, begin: int, place: int) -> Subject | None:
        words = self.tokens.low
        while begin < place and (words[begin] in ("and", "but", "or", "then", "so", "as")):
            begin += 1
        if words[begin] in PREPOSITIONS:
            return None
        if place - begin > 25:
            begin = place - 25
        mention = self._first_mention_with_preposition(begin, place)
        if mention >= 0:
            return self._name(mention)
        return Subject(self.tokens.starts[begin], self.tokens.ends[place], "nominal")

    def _first_mention_with_preposition(self, begin: int, place: int) -> int:
        """Find “Mr. Morgan of the group”: a name at the start with a preposition behind it."""
        mention = self._mention_starting(begin)
        if mention < 0 or self.register.mentions[mention].possessive:
            return -1
        end = self.register.mentions[mention].end
        at = begin
        while at < place and self.tokens.ends[at] <= end:
            at += 1
        return mention if self.tokens.low[at] in _LINKING else -1

    def _mention_ending(self, place: int) -> int:
        if place < 0:
            return -1
        found = self.register.ending.get(self.tokens.ends[place], -1)
        if found < 0 and self.tokens.words[place].endswith("."):
            found = self.register.ending.get(self.tokens.ends[place] - 1, -1)
        if found >= 0 and self.register.mentions[found].possessive:
            return -1
        return found

    def name_ending(self, place: int) -> Subject | None:
        """Return the name that ends at a token: “footage of Clinton asking”."""
        mention = self._mention_ending(place)
        return self._name(mention) if mention >= 0 else None

    def _mention_starting(self, place: int) -> int:
        return (
            self.register.beginning.get(self.tokens.starts[place], -1)
            if place < len(self.tokens)
            else -1
        )

    def _last_mention(self, begin: int, end: int) -> int:
        if end <= begin:
            return -1
        found = self.register.at(self.tokens.starts[begin], self.tokens.ends[end - 1])
        return -1 if found is None else found


_SPELLS = words("spells")
_NO_PHRASE = (
    _STOPS
    | PREPOSITIONS
    | CLAUSE_OPENERS
    | (PRONOUNS - DETERMINERS - SUBJECT_PRONOUNS)
    | {",", "who"}
)
_LINKING = frozenset(["of", "for", "at", "from", "with", "in"])
