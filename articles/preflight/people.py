"""P01: how speakers are named and titled in print."""

from collections.abc import Iterator

from actors.names import fold_name
from articles.models import Citation
from articles.words import PRONOUNS

from .examined import Examined
from .quotes import place_of
from .registry import WARNING, Finding, register, warning


@register("P01", WARNING)
def printed_attributions(examined: Examined) -> Iterator[Finding]:
    """No known name stands in the printed attribution, or the title is not that of the day."""
    for citation in examined.citations:
        yield from _unknown_name(examined, citation)
        yield from _other_title(citation)


def _unknown_name(examined: Examined, citation: Citation) -> Iterator[Finding]:
    printed = fold_name(citation.speaker_as_printed)
    speaker = citation.quote.speaker
    if speaker is None or not printed or printed in PRONOUNS:
        return  # a pronoun or nothing is Q04's
    names = (fold_name(name) for name in examined.names[speaker.pk])
    if not any(name and f" {name} " in f" {printed} " for name in names):
        yield warning(
            "P01",
            f"“{citation.speaker_as_printed}” holds no name of {speaker} that is on file.",
            "Correct the speaker, or add the name to the actor's other names.",
            place_of(citation, "speaker_as_printed"),
            f"name {citation.quote.slug}",
        )


def _other_title(citation: Citation) -> Iterator[Finding]:
    office, printed = citation.quote.office, citation.title_as_printed
    if office is None or not printed.strip():
        return
    if fold_name(office.title) not in fold_name(printed):
        yield warning(
            "P01",
            f"The printed title is “{printed}”; on the day of the quote it was “{office.title}”.",
            "Make sure that readers take the two for the same office.",
            place_of(citation, "title_as_printed"),
            f"title {citation.quote.slug}",
        )
