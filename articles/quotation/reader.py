"""Reads one text: its quotations, the words that attribute them, and the people in it."""

import re
from dataclasses import dataclass, replace

from .attribution import Attribution, Attributor
from .cues import ANONYMOUS, FEMININE, HUMANS, OFFICES, PLAIN, PREPOSITIONS
from .found import Evidence
from .marks import Marked, Paragraph, marked, paragraphs
from .names import Hit
from .people import Register
from .phrases import Phrases, Subject
from .pronouns import Heard, Pronouns
from .screening import is_markup, is_nickname, is_quotation, without_noise
from .sentences import DATELINE, Sentence, sentences
from .subjects import Subjects
from .tokens import QUOTE, Tokens

PLAIN_CUE = re.compile(r"\b(?:" + "|".join(sorted(PLAIN)) + r")\b")
HOLDERS = OFFICES | {"leader"}
_TRANSCRIPT = re.compile(r"\(?([A-Z][A-Z.’' -]{2,40}?):\s+(?=\S)")


@dataclass(slots=True)
class Draft:
    """A quotation on its way to be reported."""

    span: Marked
    sentence: int
    attribution: Attribution | None = None
    subject: Subject | None = None
    person: int | None = None
    evidence: Evidence = "none"
    printed: str = ""
    source: "Draft | None" = None  # whose speaker it inherits
    continues: "Draft | None" = None
    is_indirect: bool = False
    group: str = ""  # the people without a name whom “they” stands for


class Reader:
    """One text, read once."""

    def __init__(self, text: str, hits: list[Hit], *, whole: bool = False) -> None:
        """Take the text and the known names in it; ``whole`` reads it even without any mark."""
        self.text = text
        self.labels: dict[int, tuple[int, int]] = {}
        self.lines: list[Paragraph] = paragraphs(text)
        spans = [
            span
            for span in without_noise(text, marked(text, self.lines))
            if not is_markup(text, span) and not is_nickname(text, span)
        ]
        self.sentences: list[Sentence] = sentences(text, self.lines, spans)
        self.spans = [self._without_label(span) for span in spans]
        is_worth_it = bool(self.spans) or whole
        self.register = Register(text, hits) if is_worth_it else Register("", [])
        subjects = Subjects(text, self.register, self._tokens_to_the_first_quote)
        self.pronouns = Pronouns(self.register, self.sentences, self.spans, subjects)
        self.drafts: list[Draft] = []
        self._heard_until = 0
        self._group = ("", -1)  # the last people without a name who spoke, and in which sentence
        self._subjects: dict[int, Subject | None] = {}

    def read(self) -> list[Draft]:
        """Return the quotations, attributed, resolved and screened."""
        for number, sentence in enumerate(self.sentences):
            if sentence.quotes:
                self._read_sentence(number, sentence)
        self._inherit()
        return [draft for draft in self.drafts if self._is_kept(draft)]

    def _is_kept(self, draft: Draft) -> bool:
        sentence = self.sentences[draft.sentence]
        return is_quotation(self.text, draft.span, sentence, draft.attribution)

    def _without_label(self, span: Marked) -> Marked:
        """Leave out the name that a transcript prints before the words: “WALLACE: Let me ask”."""
        match = _TRANSCRIPT.match(self.text, span.start, span.end)
        if not match:
            return span
        self.labels[match.end()] = match.span(1)
        return replace(span, start=match.end(), continues=False)

    def _tokens(self, sentence: Sentence) -> tuple[Tokens, list[int], list[str]]:
        """Return a sentence's tokens, which of them are quotations and how each of these ends."""
        tokens, places, endings = Tokens(), [], []
        at = self._behind_dateline(sentence)
        for index in sentence.quotes:
            span = self.spans[index]
            tokens.read(self.text, at, max(at, span.start - len(span.opens)))
            places.append(len(tokens))
            endings.append(self.text[max(span.start, span.end - 3) : span.end].rstrip("'’)] ")[-1:])
            tokens.add(QUOTE, span.start, span.end)
            at = self._behind(span, sentence.end)
        tokens.read(self.text, at, sentence.end)
        return tokens, places, endings

    def _tokens_to_the_first_quote(self, number: int) -> tuple[Tokens, int]:
        """Return a sentence's tokens and how many of them stand before its first quotation."""
        tokens, places, _ = self._tokens(self.sentences[number])
        return tokens, places[0] if places else len(tokens)

    def _behind_dateline(self, sentence: Sentence) -> int:
        """Return where the words of a sentence begin: behind “WASHINGTON (AP) — ”."""
        start, line = sentence.start, self.lines[sentence.paragraph]
        dateline = DATELINE.match(self.text, start, sentence.end) if start == line.start else None
        return dateline.end() if dateline else start

    def _behind(self, span: Marked, end: int) -> int:
        """Return the place behind a quotation and its closing mark."""
        at = span.end
        while at < end and self.text[at].isspace():
            at += 1
        return at + 1 if span.closes and self.text[at : at + 1] == span.closes else at

    def _labelled(self, draft: Draft) -> Attribution | None:
        label = self.labels.get(draft.span.start)
        if label is None:
            return None
        mention = self.register.at(*label)
        if mention is None:
            return Attribution(label[1], label[1] + 1, Subject(*label, "nominal"), "beside", ":")
        subject = Subject(*label, "name", mention)
        return Attribution(label[1], label[1] + 1, subject, "beside", ":")

    def _read_sentence(self, number: int, sentence: Sentence) -> None:
        self._hear_before(number)
        tokens, places, endings = self._tokens(sentence)
        attributor = Attributor(Phrases(self.text, tokens, self.register), places, endings)
        drafts = []
        for index, span_number in enumerate(sentence.quotes):
            draft = Draft(self.spans[span_number], number)
            draft.attribution = self._labelled(draft) or attributor.attribute(index)
            drafts.append(draft)
        self._share_within(drafts, attributor)
        for draft in drafts:
            self.resolve(draft)
        self.drafts += drafts

    def _share_within(self, drafts: list[Draft], attributor: Attributor) -> None:
        """Give a quotation without a cue of its own the one that its sentence has."""
        earlier: Attribution | None = None
        for index, draft in enumerate(drafts):
            if draft.attribution is None:
                own = attributor.sentence_cue(index)
                start = drafts[index - 1].span.end if index else -1
                if own and (earlier is None or own.cue_start > start):
                    draft.attribution = own
                elif earlier:
                    draft.attribution = replace(earlier, how="sentence")
            earlier = draft.attribution or earlier

    def resolve(self, draft: Draft) -> None:
        """Find out whom the subject of a draft's attribution means."""
        if draft.attribution is None or draft.attribution.subject is None:
            return
        self._take(draft, draft.attribution.subject)
        if draft.person is not None:
            self.pronouns.heard.append(Heard(draft.person, draft.sentence))

    def _take(self, draft: Draft, subject: Subject) -> None:
        draft.subject = subject
        draft.printed = self.text[subject.start : subject.end]
        if subject.kind == "name":
            draft.person = self.register.of[subject.mention]
            draft.evidence = "named"
            self.register.people[draft.person].has_spoken = True
        elif subject.kind == "pronoun":
            closes = subject.start > draft.span.start and self._stands_inside(draft)
            draft.person = self.pronouns.resolve(draft.printed, subject.start, closes=closes)
            draft.evidence = "pronoun"
            if draft.printed.lower() == "they":
                self._take_group(draft)
        else:
            draft.person = self._described(subject)
            draft.evidence = "anonymous" if draft.person is None else "pronoun"
            self._note_group(subject, draft.sentence)

    def _note_group(self, subject: Subject, sentence: int) -> None:
        """Remember “the officials”: “they” goes on with them."""
        printed = self.text[subject.start : min(subject.end, subject.start + 120)]
        words = printed.lower().split()
        until = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
        head = words[until - 1] if until else ""
        if head in ("police", "people") or (head in ANONYMOUS and head.endswith("s")):
            self._group = (printed, sentence)

    def _take_group(self, draft: Draft) -> None:
        """Let “they” stand for the people who spoke in this sentence or the one before."""
        group, sentence = self._group
        if group and draft.sentence - sentence <= 1 and draft.person is None:
            draft.group, draft.evidence = group, "anonymous"

    def _stands_inside(self, draft: Draft) -> bool:
        """Tell whether a paraphrase runs up to the quotation: its names are spoken of."""
        before = self.text[self.sentences[draft.sentence].start : draft.span.start - 1].rstrip()
        return before[-1:].isalnum()

    def _described(self, subject: Subject) -> int | None:
        """Return whom “the president” or “the New York businessman” means."""
        words = self.text[subject.start : min(subject.end, subject.start + 80)].lower().split()
        if len(words) < 2 or words[0] != "the":
            return None
        if len(words) == 2 and words[1] in OFFICES:
            holder = self.register.holder_of(words[1], subject.start)
            if holder is not None:
                return holder
        until = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
        head = words[until - 1]
        if head not in HUMANS:
            return None
        if head in HOLDERS:
            holder = self.register.holder_of(head, subject.start)
            if holder is not None:
                return holder
        return self.pronouns.resolve("she" if head in FEMININE else "one", subject.start)

    def _hear_before(self, number: int) -> None:
        """Note who speaks without marks in the few sentences before one with a quotation."""
        for earlier in range(max(self._heard_until, number - 3), number):
            sentence = self.sentences[earlier]
            if sentence.quotes or not PLAIN_CUE.search(self.text, sentence.start, sentence.end):
                continue
            tokens = Tokens()
            tokens.read(self.text, sentence.start, sentence.end)
            attributor = Attributor(Phrases(self.text, tokens, self.register), [], [])
            cue = next((cue for cue in attributor.cues if cue.strong and not cue.participle), None)
            subject = attributor.subject_of(cue) if cue else None
            if subject:
                self._hear(subject, earlier)
        self._heard_until = number + 1

    def _hear(self, subject: Subject, sentence: int) -> None:
        """Note that the subject of a sentence without marks has spoken."""
        if subject.kind == "name":
            person: int | None = self.register.of[subject.mention]
        elif subject.kind == "nominal":
            person = self._described(subject)
            self._note_group(subject, sentence)
        else:
            said = self.text[subject.start : subject.end]
            person = self.pronouns.resolve(said, subject.start)
        if person is not None:
            self.register.people[person].has_spoken = True
            self.pronouns.heard.append(Heard(person, sentence))

    def _inherit(self) -> None:
        """Give quotations without any cue in their sentence the speaker of a neighbour."""
        for index, draft in enumerate(self.drafts):
            if draft.subject is not None:
                continue
            other = self._neighbour(index)
            if other is None:
                self._from_sentence_before(draft)
                continue
            draft.source, draft.subject, draft.person = other, other.subject, other.person
            draft.printed, draft.evidence = other.printed, "inherited"
            draft.group = other.group
            if self._is_second_half(other, draft):
                draft.evidence = "named"
        for before, draft in zip(self.drafts, self.drafts[1:], strict=False):
            if draft.span.continues or draft.source is before:
                draft.continues = before

    def _is_second_half(self, other: Draft, draft: Draft) -> bool:
        """Tell “B” of ““A,” Flynn said. “B.””: the name and its verb stand between the two."""
        made = other.attribution
        return (
            other.evidence == "named"
            and made is not None
            and made.how == "beside"
            and other.span.end <= made.cue_start < draft.span.start
            and draft.sentence == other.sentence + 1
            and self._paragraph(draft) == self._paragraph(other)
        )

    def _paragraph(self, draft: Draft) -> int:
        return self.sentences[draft.sentence].paragraph

    def _neighbour(self, index: int) -> Draft | None:
        """Return the quotation beside this one that has the same speaker."""
        draft = self.drafts[index]
        here = self._paragraph(draft)
        before = self.drafts[index - 1] if index else None
        after = self.drafts[index + 1] if index + 1 < len(self.drafts) else None
        if before and draft.span.continues and self._paragraph(before) == here - 1:
            return before
        if after and after.span.continues and after.subject and not draft.span.closes:
            return after
        if before and before.subject and self._paragraph(before) == here:
            return before
        if after and after.subject and self._paragraph(after) == here:
            return after
        if before and before.subject and here - self._paragraph(before) <= 1:
            return before
        return None

    def _from_sentence_before(self, draft: Draft) -> None:
        """Take the subject of the sentence before: “Caddell went on:” or “She was blunt.”"""
        if draft.sentence == 0:
            return
        number = draft.sentence - 1
        if number not in self._subjects:
            self._subjects[number] = self._subject_of(self.sentences[number])
        subject = self._subjects[number]
        if subject is not None:
            self._take(draft, subject)
            draft.evidence = "inherited"

    def _subject_of(self, sentence: Sentence) -> Subject | None:
        """Return who says what follows a sentence: whose its last cue is, or whose the sentence."""
        tokens = Tokens()
        tokens.read(self.text, sentence.start, sentence.end)
        phrases = Phrases(self.text, tokens, self.register)
        found = Attributor(phrases, [len(tokens)], [""]).attribute(0) if len(tokens) else None
        return found.subject if found else phrases.main(0, len(tokens))
