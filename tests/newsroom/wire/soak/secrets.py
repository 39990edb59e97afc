"""Words that readers must not get: from some moment on, or until one.

Each word stands in one row only. A writer notes it here before what makes it readable later, and
after what hid it for good; so a reader who looks here before asking knows for certain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from threading import Lock

from tests.hidden import MARK

WORD = re.compile(r"kx\d+x")


@dataclass(frozen=True)
class Known:
    """What is secret for certain in every answer to a question that is asked from now on."""

    gone: frozenset[str]
    until: dict[str, datetime]

    def leaked(self, said: str, received: datetime) -> list[str]:
        """Return the words in an answer that nobody may get at that time."""
        words = set(WORD.findall(said))
        early = {word for word in words & self.until.keys() if received < self.until[word]}
        return sorted((words & self.gone) | early | ({MARK} if MARK in said.lower() else set()))


@dataclass
class Secrets:
    """The words of one run."""

    gone: set[str] = field(default_factory=set)
    until: dict[str, datetime] = field(default_factory=dict)
    #: The addresses at which somebody got a word.
    seen: dict[str, set[str]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    lock: Lock = field(default_factory=Lock)

    def word(self) -> str:
        """Return a word that nobody used yet."""
        with self.lock:
            return f"kx{next(self.numbers)}x"

    def opens(self, word: str, at: datetime) -> None:
        """Note that readers get the word at a moment and not before."""
        with self.lock:
            self.until[word] = at

    def is_gone(self, word: str) -> None:
        """Note that readers never get the word again."""
        with self.lock:
            self.gone.add(word)

    def was_seen(self, said: str, address: str) -> None:
        """Note where words stood."""
        with self.lock:
            for word in WORD.findall(said):
                self.seen.setdefault(word, set()).add(address)

    def places(self, word: str) -> list[str]:
        """Return the addresses at which somebody got a word."""
        with self.lock:
            return sorted(self.seen.get(word, ()))

    def known(self) -> Known:
        """Return what is certain now."""
        with self.lock:
            return Known(frozenset(self.gone), dict(self.until))

    def last_moment(self) -> datetime | None:
        """Return when the last word becomes readable."""
        with self.lock:
            return max(self.until.values(), default=None)
