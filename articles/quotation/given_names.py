"""Given names that tell a reader he from she. Only the unambiguous; pronouns need no more."""

from .lexicon import words

MALE = words("given_male")
FEMALE = words("given_female")


def gender_of(given: str) -> str:
    """Return “m”, “f”, or nothing where the name does not tell."""
    name = given.lower()
    if name in MALE:
        return "" if name in FEMALE else "m"
    return "f" if name in FEMALE else ""
