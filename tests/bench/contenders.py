"""Who is measured: an application, its environment, and the address of each workload.

Every one of them runs under the same server with the same settings, the product's own.
"""

from dataclasses import dataclass, field
from pathlib import Path

from .places import PYTHON, ROOT

WORKLOADS = {
    "W1": "the 20 newest quotes",
    "W2": "20 quotes by speaker and dates",
    "W3": "an article with its quotes",
    "W4": "20 quotes half-way down the list",
    "W6": "W3 again, If-None-Match: 304",
}
QUOTES = "/api/v1/quotes/"
OF_A_SPEAKER = f"{QUOTES}?speaker={{speaker}}&said_from={{first}}&said_to={{last}}"
ARTICLE = "/api/v1/articles/{slug}/"


@dataclass(frozen=True)
class Contender:
    """One of those who are measured."""

    name: str
    application: str
    paths: dict[str, str]
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    python: str = PYTHON
    database: str = ""  # where it has rows of its own
    says: str = ""


PRODUCT = Contender(
    "product",
    "newsroom.wsgi:application",
    {
        "W1": QUOTES,
        "W2": OF_A_SPEAKER,
        "W3": ARTICLE,
        "W4": f"{QUOTES}?cursor={{cursor}}",
        "W6": ARTICLE,
    },
    {"DJANGO_SETTINGS_MODULE": "newsroom.settings"},
    says="Newsroom with its production settings, the throttle's rate raised",
)
BARE = Contender(
    "bare",
    "tests.bench.bare:application",
    {
        "W1": QUOTES,
        "W2": "/api/v1/quotes/?speaker={speaker}&first={first}&last={last}",
        "W3": ARTICLE,
        "W4": f"{QUOTES}?day={{day}}&id={{id}}",
        "W6": ARTICLE,
    },
    says="a WSGI function that sends the JSON of one prepared statement",
)
TEXTBOOK = Contender(
    "textbook DRF",
    "tests.bench.drf:application",
    {
        "W1": "/api/quotes/",
        "W2": "/api/quotes/?speaker={speaker}&said_from={first}&said_to={last}",
        "W3": "/api/articles/{slug}/",
        "W4": "/api/quotes/?page={page}",
        "W6": "/api/articles/{slug}/",
    },
    {"DJANGO_SETTINGS_MODULE": "tests.bench.drf_settings"},
    says="viewsets, nested serializers, django-filter, page numbers with COUNT",
)
OURS = (PRODUCT, BARE, TEXTBOOK)
