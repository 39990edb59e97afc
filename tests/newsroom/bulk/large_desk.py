"""A desk of any size as lines of a file: made by rule, the same every time."""

import json
import random
from collections.abc import Iterator
from typing import Any

_TEXT = (
    "summit talks border oil trade minister president agreement statement journalists Monday "
    "capital visit delegation energy price region council members sanctions grain corridor "
    "election parliament army ceasefire mediator proposal tariffs exports pipeline neighbours"
)
WORDS = _TEXT.split()
TIMES = {"created_at": "2025-09-01T03:00:00.123456Z", "updated_at": "2025-09-02T03:00:00Z"}
AUTHOR, REVIEWER = "desk-author", "desk-reviewer"
USERS = [
    {"model": "newsroom.user", "fields": {"username": name, "password": "!", "is_active": False}}
    for name in (AUTHOR, REVIEWER)
]
QUOTES = 4


def lines(articles: int, seed: int = 5) -> Iterator[str]:
    """Yield the lines of a desk with so many articles and four times as many quotes."""
    for model, fields in _rows(articles, random.Random(seed)):
        row = {"model": model, "fields": {**TIMES, **fields}}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _rows(articles: int, chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    people, events = max(articles // 20, 2), max(articles // 30, 2)
    yield "actors.actor", {"slug": "ministry", "name": "Ministry", "kind": "organisation",
                           "org_type": "government_body", "is_public": True}  # fmt: skip
    for number in range(people):
        yield "actors.actor", {"slug": f"person-{number}", "name": f"Ána Person {number}",
                               "sort_name": f"Person {number}, Ána", "is_public": True}  # fmt: skip
        yield "actors.office", {"holder": [f"person-{number}"], "title": "Minister",
                                "body": ["ministry"], "start_edtf": "2021-05"}  # fmt: skip
    for number in range(events):
        yield "summits.event", {"slug": f"talks-{number}", "title": f"Talks number {number}",
                                "kind": "talks", "status": "held", "date_edtf": "2025-09-01",
                                "date_basis": "stated", "is_public": True}  # fmt: skip
    for number in range(20):
        yield "articles.topic", {"slug": f"topic-{number}", "scheme": "local",
                                 "code": f"topic-{number}", "label": f"Topic {number}"}  # fmt: skip
    for number in range(articles):
        yield from _article(number, chance, people, events)


def _article(
    number: int, chance: random.Random, people: int, events: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    slug, event = f"article-{number}-{_words(chance, 4, '-').lower()}", [f"talks-{number % events}"]
    said = [_words(chance, chance.randint(12, 30)).capitalize() for _ in range(QUOTES)]
    story = [f"{_words(chance, 40).capitalize()}.\n\n“{words},” somebody said." for words in said]
    yield "articles.article", {
        "slug": slug, "headline": _words(chance, 9).capitalize(),
        "standfirst": _words(chance, 25), "highlights": [_words(chance, 8), _words(chance, 8)],
        "dateline": "NEW DELHI", "body": "\n\n".join(story), "language": "en",
        "topics": [[f"topic-{number % 20}"], [f"topic-{(number + 7) % 20}"]],
        "byline": "Our desk", "outlet": ["ministry"], "source_url": f"https://example.org/{number}",
        "source_date": "2025-09-03", "status": "published", "version": 1, "edit_counter": 3,
        "published_at": f"2025-09-03T{number % 24:02}:{number % 60:02}:00Z",
        "created_by": [AUTHOR], "reviewed_by": [REVIEWER],
    }  # fmt: skip
    yield "articles.coverage", {"article": [slug], "event": event}
    for place, words in enumerate(said):
        person = f"person-{chance.randrange(people)}"
        quote = f"quote-{number}-{place}-{_words(chance, 3, '-').lower()}"
        yield "articles.quote", {
            "slug": quote, "text": words, "language": "en", "kind": "direct",
            "attribution": "named", "speaker": [person],
            "office": [person, "Minister", "ministry", "2021-05"], "channel": "press_conference",
            "addressee": "journalists", "said_on_edtf": "[2025-09-01..2025-09-02]",
            "said_on_basis": "derived", "said_at": event, "about": [event],
            "terms": "on_record", "status": "verified", "note": "From the transcript.",
            "created_by": [AUTHOR], "verified_by": [REVIEWER],
        }  # fmt: skip
        yield "articles.citation", {
            "article": [slug], "quote": [quote], "kind": "direct", "as_printed": f"{words},",
            "cue": "said", "speaker_as_printed": "the minister", "paragraph": 2 * place + 2,
        }  # fmt: skip


def _words(chance: random.Random, number: int, between: str = " ") -> str:
    return between.join(chance.choices(WORDS, k=number))
