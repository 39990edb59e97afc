"""Claims, item by item: the facts with a subject, and the outcomes of events."""

import re
from collections import Counter
from typing import Any

import pytest

from articles.models import Claim

from .matching import (
    SITUATIONS,
    Facts,
    actor_name,
    article_key,
    article_of,
    event_title,
    group_label,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]

WITHOUT_SUBJECT = {"F-44", "F-45"}  # of places, which are no rows
QUOTED_FACTS = {
    "F-04": "vestifm-dialogue-in-the-car",
    "F-05": "peskov-alone-in-car-for-an-hour",
    "F-26": "reports-putin-visit-settled",
    "F-27": "modi-invites-putin-to-new-delhi",
    "F-32": "kumar-departure-from-policy",
    "F-35": "authorities-explosions-and-buses",
    "F-36": "authorities-explosions-and-buses",
}


def kept_facts(facts: Facts) -> list[dict[str, Any]]:
    return [fact for fact in facts["facts"] if fact["id"] not in WITHOUT_SUBJECT]


def subject_of(facts: Facts, key: str) -> tuple[str | None, str | None, str | None]:
    """Return the event's title, the actor's name and the topic's code; one of them is set."""
    if key.startswith("EV"):
        return (event_title(facts, key), None, None)
    return (None, actor_name(facts, key), SITUATIONS.get(key))


def test_every_fact_is_a_claim_on_its_subject(facts: Facts) -> None:
    stored = sorted(
        Claim.objects.exclude(attribute="outcome").values_list(
            "event__title", "actor__name", "topic__code", "attribute", "unit", "approximate",
            "attributed_to__name", "attributed_label", "article__source_ref",
            "article__source_headline",
        ),
        key=str,
    )  # fmt: skip

    expected = [
        (
            *subject_of(facts, fact["subject"]),
            fact["attribute"],
            fact["unit"] or "",
            bool(fact["approximate"]),
            actor_name(facts, fact["attributed_to"]),
            group_label(facts, fact["attributed_to"]),
            *article_key(facts, article_of(facts, fact["ev"])),
        )
        for fact in kept_facts(facts)
    ]
    assert stored == sorted(expected, key=str)


def test_numbers_and_dates_are_kept_as_they_are(facts: Facts) -> None:
    for fact in kept_facts(facts):
        if not re.fullmatch(r"[0-9-]+|dozens", fact["value"]):
            continue
        claims = claims_of(facts, fact)

        assert [claim.value for claim in claims] == [fact["value"]], fact["id"]


def test_figures_inside_a_phrase_are_kept(facts: Facts) -> None:
    for fact in kept_facts(facts):
        (claim,) = claims_of(facts, fact)

        assert set(re.findall("[0-9]+", fact["value"])) <= set(re.findall("[0-9]+", claim.value))


def claims_of(facts: Facts, fact: dict[str, Any]) -> list[Claim]:
    """Return the claims that answer a fact: its subject, attribute, article and source."""
    event, actor, topic = subject_of(facts, fact["subject"])
    source_ref, source_headline = article_key(facts, article_of(facts, fact["ev"]))
    return list(
        Claim.objects.filter(
            event__title=event,
            actor__name=actor,
            topic__code=topic,
            attribute=fact["attribute"],
            article__source_ref=source_ref,
            article__source_headline=source_headline,
            attributed_to__name=actor_name(facts, fact["attributed_to"]),
            attributed_label=group_label(facts, fact["attributed_to"]),
        )
    )


def test_a_fact_that_a_quote_states_names_the_quote(facts: Facts) -> None:
    stored = {
        fact["id"]: claim.quote.slug
        for fact in kept_facts(facts)
        for claim in claims_of(facts, fact)
        if claim.quote
    }

    assert stored == QUOTED_FACTS


def test_every_outcome_is_a_claim_on_its_event(facts: Facts) -> None:
    stored = Counter(
        Claim.objects.filter(attribute="outcome").values_list(
            "event__title", "article__source_ref", "article__source_headline"
        )
    )

    assert stored == Counter(
        (event_title(facts, event["id"]), *article_key(facts, article_of(facts, outcome["ev"])))
        for event in facts["events"]
        for outcome in event["outcomes"]
    )


def test_every_conflict_between_facts_is_explained_to_readers(facts: Facts) -> None:
    by_key = {fact["id"]: fact for fact in kept_facts(facts)}

    for conflict in facts["conflicts"]:
        for key in conflict["facts"]:
            (claim,) = claims_of(facts, by_key[key])
            assert claim.note, (conflict["id"], key)


def test_rival_rates_stand_side_by_side_in_one_series() -> None:
    stored = set(
        Claim.objects.filter(attribute="tariff_rate").values_list(
            "event__series__slug", "value", "unit"
        )
    )

    assert stored == {
        ("us-india-tariffs-2025", "25", "per cent"),
        ("us-india-tariffs-2025", "50", "per cent"),
    }


def test_allegations_are_called_so() -> None:
    for slug in ("hasina-trial-in-absentia-charges", "awami-league-arrests-reason"):
        assert "alleged" in Claim.objects.get(slug=slug).value
