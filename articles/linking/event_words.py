"""How print names kinds of events, and which of them words are said at. Pure Python."""

import re

from summits.choices import EventKind

#: What names an event of a kind beside a quotation.
_NAMES: dict[str, str] = {
    EventKind.PRESS_CONFERENCE: r"press conference|news conference|presser|media conference",
    EventKind.BRIEFING: r"briefing|briefed",
    EventKind.SPEECH: r"speech|address|addressed|addressing|remarks",
    EventKind.PHONE_CALL: r"phone call|telephone call|phone conversation|call|by phone"
    r"|over the phone|phoned|telephoned",
    EventKind.BILATERAL: r"bilateral|talks|meeting|met",
    EventKind.TALKS: r"talks|negotiations|meeting|met",
    EventKind.MINISTERIAL: r"talks|meeting|ministerial|met",
    EventKind.SUMMIT: r"summit",
    EventKind.PLENARY: r"plenary",
    EventKind.RECEPTION: r"reception|banquet|dinner",
    EventKind.SIGNING: r"signing|ceremony",
    EventKind.TRIAL: r"trial|court|hearing|tribunal",
    EventKind.VERDICT: r"verdict|ruling|sentencing",
    EventKind.VISIT: r"visit|visiting|trip",
    EventKind.PROTEST: r"protest|rally|demonstration",
}
NAMED: dict[str, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{names})(?:s)?\b", re.I) for kind, names in _NAMES.items()
}
#: Made for speaking: whose words stand beside one of these were most likely said there.
FOR_SPEAKING: set[str] = {EventKind.PRESS_CONFERENCE, EventKind.BRIEFING, EventKind.SPEECH}
#: Events that the words must place a quotation at: “during their talks”.
AT: dict[str, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:at|during|in)\s+(?:[\w’'-]+\s+){{0,5}}(?:{names})(?:s)?\b", re.I)
    for kind, names in _NAMES.items()
}
#: Channels of words that were said at no event: written, or given to one outlet alone.
AT_NO_EVENT = {"social_media", "document", "news_agency", "broadcast_radio", "interview"}
#: The kind of event that a channel means.
OF_CHANNEL: dict[str, str] = {
    "press_conference": EventKind.PRESS_CONFERENCE,
    "briefing": EventKind.BRIEFING,
    "phone": EventKind.PHONE_CALL,
}
#: The channel of what is said at such an event.
CHANNEL_OF: dict[str, str] = {
    EventKind.PRESS_CONFERENCE: "press_conference",
    EventKind.BRIEFING: "briefing",
    EventKind.PHONE_CALL: "phone",
    EventKind.BILATERAL: "in_meeting",
    EventKind.TALKS: "in_meeting",
    EventKind.MINISTERIAL: "in_meeting",
}
#: Words of a title that say nothing of the event.
EMPTY = {"a", "an", "and", "as", "at", "by", "first", "for", "from", "in", "its", "of", "on", "or",
         "second", "the", "their", "to", "with"}  # fmt: skip
