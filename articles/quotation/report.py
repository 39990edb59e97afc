"""Turns what was read into what is handed back: places, keys, and a sentence for the editor."""

import re

from .attribution import Attribution
from .circumstances import Circumstances, circumstances
from .cues import ROLE_WORDS
from .found import FoundQuote, Kind
from .kinds import kind_of
from .names import Names
from .reader import Draft, Reader

_DESCRIPTION = re.compile(r"((?:[A-Z][\w.&’'-]*\s){0,4}(?:[a-z][\w-]*\s){1,3})\Z")
_APPOSED = re.compile(r",\s+((?:an?|the)\s[^,.;:“”\"—()]{3,80})(?=[,.])")
_MOST_KEYS = 5


class Report:
    """Makes the found quotes of one text."""

    def __init__(self, reader: Reader, names: Names) -> None:
        self.reader, self.names, self.text = reader, names, reader.text
        self._keys: dict[int, tuple[str, ...]] = {}
        self._outside: dict[int, str] = {}

    def quotes(self, drafts: list[Draft]) -> list[FoundQuote]:
        """Return the found quotes in the order of the text."""
        numbers = {id(draft): number for number, draft in enumerate(drafts)}
        return [
            self._quote(draft, numbers, drafts[number - 1] if number else None,
                        drafts[number + 1] if number + 1 < len(drafts) else None)
            for number, draft in enumerate(drafts)
        ]  # fmt: skip

    def _quote(
        self, draft: Draft, numbers: dict[int, int], before: Draft | None, after: Draft | None
    ) -> FoundQuote:
        span, made, subject = draft.span, draft.attribution, draft.subject
        sentence = self.reader.sentences[draft.sentence]
        around = self._circumstances(draft)
        kind: Kind = "indirect"
        if not draft.is_indirect:
            low = before.span.end if before else 0
            high = after.span.start if after else len(self.text)
            kind = kind_of(self.text, sentence, span, low, high, made)
        start, end = self._trimmed(sentence.start, sentence.end)
        return FoundQuote(
            start=span.start,
            end=span.end,
            text=self.text[span.start : span.end],
            kind=kind,
            opens=span.opens,
            closes=span.closes,
            cue=self.text[made.cue_start : made.cue_end] if made else "",
            cue_start=made.cue_start if made else -1,
            cue_end=made.cue_end if made else -1,
            speaker_as_printed=draft.printed,
            speaker_start=subject.start if subject else -1,
            speaker_end=subject.end if subject else -1,
            speaker=self._speaker(draft),
            speaker_keys=self._speaker_keys(draft),
            evidence=draft.evidence,
            why=self._why(draft),
            title_as_printed=self._title(draft),
            addressee=around.addressee,
            channel=around.channel,
            platform=around.platform,
            carrier=around.carrier,
            carrier_keys=self._carrier_keys(around.carrier),
            context_start=start,
            context_end=end,
            continues=numbers.get(id(draft.continues)) if draft.continues else None,
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _speaker(self, draft: Draft) -> str:
        if draft.person is not None:
            return self.reader.register.people[draft.person].name
        return draft.group or draft.printed

    def _carrier_keys(self, carrier: str) -> tuple[str, ...]:
        hits = self.names.find(carrier) if carrier else []
        return hits[-1].keys if hits else ()

    def _speaker_keys(self, draft: Draft) -> tuple[str, ...]:
        """Return the actors whom the speaker may be, those of the fullest name first."""
        if not self.names or draft.subject is None:
            return ()
        if draft.person is None:
            return self.names.keys_of(draft.printed) if draft.subject.kind == "nominal" else ()
        if draft.person not in self._keys:
            self._keys[draft.person] = self._keys_of_person(draft.person)
        return self._keys[draft.person]

    def _keys_of_person(self, number: int) -> tuple[str, ...]:
        person = self.reader.register.people[number]
        found = self.names.keys_of(person.name) or self.names.keys_of(
            f"{person.first} {person.last}" if person.first != person.last else person.name
        )
        known = [*found, *self.reader.register.keys.get(number, ())]
        if not known and person.first == person.last:
            known = list(self.names.keys_of_last(person.last))
        return tuple(dict.fromkeys(known))[:_MOST_KEYS]

    def _circumstances(self, draft: Draft) -> Circumstances:
        while draft.attribution is None and draft.source is not None:
            draft = draft.source
        made = draft.attribution
        sentence = self.reader.sentences[draft.sentence]
        if draft.sentence not in self._outside:
            self._outside[draft.sentence] = self._words_outside(draft.sentence)
        cue = self.text[made.cue_start : made.cue_end] if made else ""
        behind = self.text[made.cue_end : min(made.cue_end + 200, sentence.end)] if made else ""
        return circumstances(self._outside[draft.sentence], cue, behind)

    def _words_outside(self, number: int) -> str:
        """Return the sentence without what stands between marks."""
        sentence = self.reader.sentences[number]
        parts, at = [], sentence.start
        for index in sentence.quotes:
            span = self.reader.spans[index]
            parts.append(self.text[at : span.start])
            at = span.end
        parts.append(self.text[at : sentence.end])
        return " ".join(parts)

    def _title(self, draft: Draft) -> str:
        """Return the office or trade printed with the name: “Kremlin spokesman”."""
        subject = draft.subject
        if subject is None or subject.kind != "name" or subject.mention < 0:
            return ""
        mention = self.reader.register.mentions[subject.mention]
        printed = self.text[mention.start : mention.name_start].strip()
        match = _DESCRIPTION.search(self.text, max(0, mention.start - 80), mention.start)
        if match and match[1].split()[-1] in ROLE_WORDS:
            return " ".join(f"{match[1]}{printed}".split())
        if printed:
            return printed
        apposed = _APPOSED.match(self.text, mention.end, min(len(self.text), mention.end + 90))
        return apposed[1].strip() if apposed else ""

    def _why(self, draft: Draft) -> str:
        """Return a sentence that tells an editor what the proposal rests on."""
        cue = self._cue(draft.attribution)
        who = self._speaker(draft)
        if draft.subject is None:
            return "Nothing near the quotation says who spoke."
        if draft.evidence == "inherited":
            return f"No words of its own say who spoke; a neighbouring sentence is {who}’s."
        if draft.group and draft.evidence == "anonymous":
            return f"“{draft.printed}” beside {cue} most likely means “{draft.group}”, unnamed."
        if draft.evidence == "anonymous":
            return f"“{draft.printed}” beside {cue} names nobody."
        if draft.evidence == "pronoun":
            if draft.person is None:
                return f"“{draft.printed}” stands beside {cue}, but nobody named before fits."
            return f"“{draft.printed}” beside {cue} most likely means {who}, named elsewhere."
        return f"“{draft.printed}” stands beside {cue}."

    def _cue(self, made: Attribution | None) -> str:
        if made is None:
            return "it"
        return f"“{self.text[made.cue_start : made.cue_end]}”"
