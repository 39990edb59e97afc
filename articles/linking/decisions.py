"""What an editor decided about one found quotation."""

from dataclasses import dataclass, field

from actors.models import Actor, Office
from articles.choices import Attribution, Channel, QuoteKind
from articles.models import Quote
from summits.choices import DateBasis
from summits.models import Event


@dataclass(frozen=True, slots=True)
class Decision:
    """One quotation to link: as a quote on file, or as a new one with all that is known of it."""

    #: The quotation's key on the page, to place what is refused.
    key: str
    words: str
    kind: str = QuoteKind.DIRECT
    #: The quote on file to cite; None: a new one.
    quote: Quote | None = None
    #: The quotes on file that the editor was offered instead.
    seen: frozenset[int] = frozenset()
    attribution: str = Attribution.NAMED
    speaker: Actor | None = None
    #: The name of a person to add as the speaker.
    new_speaker: str = ""
    source_description: str = ""
    office: Office | None = None
    #: Whether the one office possible on the day is filled in (R3).
    proposes_office: bool = True
    channel: str = Channel.UNSTATED
    platform: str = ""
    addressee: str = ""
    carried_by: Actor | None = None
    said_on: str = ""
    said_on_basis: str = DateBasis.NONE
    said_at: Event | None = None
    #: The key of the quotation, or the quote, that this one goes on from.
    continues_key: str = ""
    continues: Quote | None = None
    cue: str = ""
    speaker_as_printed: str = ""
    title_as_printed: str = ""
    paragraph: int | None = None
    context: str = field(default="")
