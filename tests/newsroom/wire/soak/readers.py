"""Readers who ask for anything, and look whether they get what nobody may get by then."""

from collections import Counter
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from newsroom.api import ENDPOINTS
from newsroom.wire.reading.resources import served

from .secrets import Secrets

EXPAND = {
    "articles": "citations.quote.speaker",
    "quotes": "speaker,articles",
    "events": "parent,participations.actor",
    "claims": "quote.speaker",
}
STATUSES = {200, 301, 304, 400, 404, 410, 503}


class Reader:
    """One reader, who remembers a few answers and asks whether they still hold."""

    def __init__(self, secrets: Secrets, seed: int) -> None:
        self.client, self.rng, self.secrets = Client(), Random(seed), secrets
        self.slugs: dict[str, list[str]] = {name: [] for name in ENDPOINTS}
        self.kept: dict[str, tuple[str, str]] = {}
        self.counts: Counter[str] = Counter()

    def ask(self) -> None:
        """Ask something, and look at the answer."""
        self.look(self.question())

    def look(self, address: str) -> None:
        """Ask for an address, with the tag of what was there before, and look at the answer."""
        headers = {}
        tag, said = self.kept.get(address, ("", ""))
        if tag:
            headers["if-none-match"] = tag
        known = self.secrets.known()
        response = self.client.get(address, headers=headers)
        received = timezone.now()
        status = response.status_code
        assert status in STATUSES, (status, address, response.content[:500])
        # What did not change is what the reader has: it must be readable still.
        text = said if status == 304 else response.content.decode() + response.get("Location", "")
        leaked = known.leaked(text, received)
        assert not leaked, (address, status, leaked, response.get("ETag"))
        self.counts[str(status)] += 1
        if status == 200:
            self.secrets.was_seen(text, address)
            self.remember(address, response, text)

    def remember(self, address: str, response: Any, text: str) -> None:
        if "ETag" in response:
            self.kept[address] = (response["ETag"], text)
        if len(self.kept) > 200:
            self.kept.pop(next(iter(self.kept)))
        document = response.json()
        name = address.split("/")[3]
        if name in self.slugs and "results" in document and "fields=" not in address:
            slugs = [row["slug"] for row in document["results"]]
            self.slugs[name] = [*slugs, *self.slugs[name]][:300]

    def question(self) -> str:
        """Return a random address: one asked before, a list, a thing, or the changes."""
        rng = self.rng
        dice, name = rng.random(), rng.choice(list(ENDPOINTS))
        if dice < 0.25 and self.kept:
            return rng.choice(list(self.kept))
        if dice < 0.3:
            return "/api/v1/changes/?limit=50"
        query: dict[str, Any] = {}
        if name in EXPAND and rng.random() < 0.2:
            query["expand"] = EXPAND[name]
        if dice < 0.6 and self.slugs[name]:
            slug = rng.choice(self.slugs[name])
            return f"/api/v1/{name}/{slug}/{'?' + urlencode(query) if query else ''}"
        query |= {"limit": rng.choice([5, 20, 100])} if rng.random() < 0.7 else {}
        query |= self.filters(name) if rng.random() < 0.5 else {}
        query |= {"count": "true"} if rng.random() < 0.1 else {}
        query |= (
            {"ordering": rng.choice(list(served()[name].orderings))} if rng.random() < 0.2 else {}
        )
        return f"/api/v1/{name}/?{urlencode(query)}"

    def look_around(self) -> None:
        """Read some of the lists whole, so that it is known where words stand."""
        for name in self.rng.sample(list(ENDPOINTS), 3):
            self.look(f"/api/v1/{name}/?limit=100")

    def look_again(self, word: str) -> None:
        """Read wherever a word was that is gone now."""
        for address in self.secrets.places(word)[:6]:
            self.look(address)

    def filters(self, name: str) -> dict[str, str]:
        filters = served()[name].filters
        if not filters:
            return {}
        chosen = self.rng.choice(list(filters))
        to = getattr(filters[chosen], "to", "")
        if to and self.slugs[to]:
            return {chosen: self.rng.choice(self.slugs[to])}
        return {} if to else {chosen: str(filters[chosen].example)}
