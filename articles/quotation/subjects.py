"""Whose sentence each sentence is: the name that is its subject, which “he” mostly takes up."""

from collections.abc import Callable

from .people import Register
from .phrases import Phrases
from .tokens import Tokens

_LONGEST_CHAIN = 6


class Subjects:
    """Finds the subjects of sentences when asked for, each once."""

    def __init__(
        self, text: str, register: Register, tokens_of: Callable[[int], tuple[Tokens, int]]
    ) -> None:
        self.text, self.register, self._tokens_of = text, register, tokens_of
        self._found: dict[int, tuple[int, str]] = {}

    def mention(self, sentence: int) -> int:
        """Return the number of the name that is the subject of a sentence, or -1."""
        return self._read(sentence)[0]

    def person(self, sentence: int) -> int | None:
        """Return the person who is the subject, also where a “he” takes up the one before."""
        wanted = ""
        for number in range(sentence, max(-1, sentence - _LONGEST_CHAIN), -1):
            mention, pronoun = self._read(number)
            if mention >= 0:
                person = self.register.of[mention]
                gender = self.register.people[person].gender
                return person if not wanted or gender in ("", wanted) else None
            if not pronoun or (wanted and pronoun != wanted):
                return None
            wanted = pronoun
        return None

    def _read(self, sentence: int) -> tuple[int, str]:
        if sentence not in self._found:
            tokens, first_quote = self._tokens_of(sentence)
            end = len(tokens) if first_quote else 0
            subject = Phrases(self.text, tokens, self.register).main(0, end) if end else None
            mention = subject.mention if subject else -1
            said = self.text[subject.start : subject.end].lower() if subject else ""
            self._found[sentence] = mention, {"he": "m", "she": "f"}.get(said, "")
        return self._found[sentence]
