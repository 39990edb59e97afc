"""A day's story of a small desk, for the browser: who speaks, where, and a text to link."""

import datetime
from typing import Any

from actors.models import Actor
from articles.models import Article
from summits.models import Event
from tests.factories import (
    make_actor,
    make_article,
    make_event,
    make_name,
    make_office,
    make_organisation,
    make_participation,
    make_state,
)

BODY = """The prime ministers of Estonia and Latvia met in Narva on Monday and spoke for two hours \
about the bridge that has been closed since the winter.

“We have agreed on the bridge, and we have agreed on who pays for it,” Marta Ilves said at a \
press conference in Narva.

“The bog does not care who signs what,” she added.

Her colleague was in no hurry. “Nothing is signed before the engineers have seen the pillars,” \
Juhan Kask told reporters. “That will take until the spring at the very least.”

## A road through the bog

The station Radio Seven reported that both spoke alone for an hour.

“They walked across the bridge and back, and nobody was let near them,” Radio Seven reported.

A senior official, speaking on condition of anonymity, said that the price was “not for the \
faint of heart”.

“Whoever has driven that road knows why we need another one,” said Linda Tamm, who runs the \
ferry. “I would sell it tomorrow.”"""


class Story:
    """The people and the event of the text."""

    marta: Actor
    juhan: Actor
    radio: Actor
    conference: Event

    def __init__(self) -> None:
        make_state("EE", name="Estonia")
        self.marta = self._person("Marta Ilves", "Prime Minister", "Government of Estonia")
        self.juhan = self._person("Juhan Kask", "Prime Minister", "Government of Latvia")
        self.radio = make_organisation(name="Radio Seven", org_type="media_radio")
        self.conference = make_event(
            title="Press conference at Narva bridge",
            kind="press_conference",
            date_edtf="2025-09-01",
            locality="Narva",
            country="EE",
        )
        make_participation(self.conference, self.marta, role="speaker")
        talks = make_event(
            title="Ilves-Kask talks on the bridge",
            kind="bilateral",
            date_edtf="2025-09-01",
            locality="Narva",
            country="EE",
        )
        for person in (self.marta, self.juhan):
            make_participation(talks, person)

    @staticmethod
    def _person(name: str, title: str, body: str) -> Actor:
        actor = make_actor(name=name)
        make_name(actor, name=name.rsplit(maxsplit=1)[-1], kind="short")
        office = make_organisation(name=body, org_type="government_body")
        make_office(actor, title=title, body=office, start_edtf="2020")
        return actor

    @staticmethod
    def draft(**fields: Any) -> Article:
        """Make the article, not linked yet."""
        given: dict[str, Any] = {
            "headline": "A bridge, a bog and a ferry",
            "body": BODY,
            "source_date": datetime.date(2025, 9, 2),
        }
        return make_article(**{**given, **fields})


class Keys:
    """A keyboard that counts what is pressed on it."""

    def __init__(self, page: Any) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, letters: str) -> None:
        self.page.keyboard.type(letters)
        self.pressed += len(letters)
