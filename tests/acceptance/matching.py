"""Which row of the database answers which item of the facts.

The fixtures carry no ids of the facts: items are found by what they say. Two events have a title
of the desk's own, because the facts' title repeats a sentence of its source.
"""

from typing import Any

from django.conf import settings

Facts = dict[str, Any]

NOT_ACTORS = {"ORG-13", "ORG-14"}  # a delegation (a role) and a platform
HIDDEN_ACTORS = {"P-16", "P-17", "ST-06", "ORG-09", "ORG-10", "ORG-11", "ORG-12"}
RETITLED_EVENTS = {
    "EV-20": "US executive order: penalty of 25 per cent on goods from India",
    "EV-38": "Crude bomb explosions and torched buses before the verdict",
}
SITUATIONS = {
    "SIT-1": "war-in-ukraine",
    "SIT-2": "india-china-border-standoff",
    "SIT-3": "us-pressure-over-russian-oil",
    "SIT-4": "second-trump-presidency",
    "SIT-5": "india-russia-partnership",
    "SIT-6": "india-multi-alignment",
    "SIT-7": "bangladesh-political-unrest",
}


def by_id(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Index items of the facts by their id."""
    return {item["id"]: item for item in items}


def actors(facts: Facts) -> dict[str, dict[str, Any]]:
    """Return the persons, states and organisations that are actors."""
    everybody = by_id(facts["persons"] + facts["states"] + facts["organisations"])
    return {key: actor for key, actor in everybody.items() if key not in NOT_ACTORS}


def actor_name(facts: Facts, key: str | None) -> str | None:
    """Return the name of an actor, None for a group or nobody."""
    known = actors(facts)
    return known[key]["name"] if key in known else None


def group_label(facts: Facts, key: str | None) -> str:
    """Return the label of a group: its name without what the facts add in brackets."""
    groups = by_id(facts["groups"])
    return groups[key]["name"].split(" (")[0] if key in groups else ""


def event_title(facts: Facts, key: str | None) -> str | None:
    """Return the title that an event has on the desk."""
    if key is None:
        return None
    return RETITLED_EVENTS.get(key) or by_id(facts["events"])[key]["title"]


def article_of(facts: Facts, evidence: dict[str, Any]) -> str:
    """Return the id of the article in which a piece of evidence stands."""
    (found,) = [
        article["id"]
        for article in facts["articles"]
        if article["file"] == evidence["file"]
        and article["paras"][0] <= evidence["p"] <= article["paras"][1]
    ]
    return str(found)


def article_key(facts: Facts, key: str) -> tuple[str, str]:
    """Return the source file and headline, which tell the four articles apart."""
    article = by_id(facts["articles"])[key]
    return (by_id(facts["files"])[article["file"]]["file"], article["headline"] or "")


def is_published(key: str) -> bool:
    """Tell whether the article of that id is published: all but the Bangladesh one."""
    return key != "ART-4"


def fixture_names() -> list[str]:
    """Return the names of the fixtures in loading order."""
    return sorted(file.name for file in (settings.BASE_DIR / "fixtures").glob("*.json"))
