"""Text that behaves like prose: a vocabulary of made-up words, few of them common, most rare."""

import random
from itertools import accumulate

OPENINGS = ("b", "br", "c", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
ENDINGS = ("", "", "n", "r", "s", "l", "nd", "st")
VOCABULARY, SENTENCES = 12_000, 20_000
#: The words in front of this place are so common that names are not made of them.
COMMON = 200


class Prose:
    """A pool of sentences, always the same one, from which every text is put together."""

    def __init__(self, seed: str) -> None:
        chance = random.Random(f"{seed} words")
        self.words = _vocabulary(chance)
        weights = list(accumulate(1 / (place + 3) for place in range(len(self.words))))
        self.pool = [
            chance.choices(self.words, cum_weights=weights, k=chance.randint(6, 16))
            for _ in range(SENTENCES)
        ]

    def words_of(self, chance: random.Random, count: int) -> list[str]:
        """Return so many words in a row, as they stand in sentences."""
        found: list[str] = []
        while len(found) < count:
            found += chance.choice(self.pool)
        return found[:count]

    def sentences(self, chance: random.Random, count: int) -> str:
        """Return so many sentences."""
        return " ".join(
            f"{' '.join(words).capitalize()}." for words in chance.choices(self.pool, k=count)
        )

    def name(self, chance: random.Random, count: int) -> str:
        """Return a name of so many words."""
        return " ".join(chance.choices(self.words[COMMON:], k=count)).title()


def _vocabulary(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = chance.choice((1, 2, 2, 3, 3))
        word = "".join(
            chance.choice(OPENINGS) + chance.choice(VOWELS) for _ in range(syllables)
        ) + chance.choice(ENDINGS)
        found.setdefault(word)
    return list(found)
