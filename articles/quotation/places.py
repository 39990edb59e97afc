"""Names of places and peoples, which speak for nobody in particular."""

from .lexicon import words

PLACES = words("places")
