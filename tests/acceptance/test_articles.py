"""Articles, what they cover, and topics, item by item."""

import datetime
from typing import Any

import pytest

from articles.models import Article, Coverage, Topic

from .matching import (
    SITUATIONS,
    Facts,
    actor_name,
    article_key,
    article_of,
    by_id,
    event_title,
    is_published,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]

PUBLISHED_AT = {
    "ART-1": datetime.datetime(2025, 9, 4, 12, tzinfo=datetime.UTC),
    "ART-2": datetime.datetime(2025, 9, 1, 4, tzinfo=datetime.UTC),
    "ART-3": datetime.datetime(2025, 9, 1, 18, tzinfo=datetime.UTC),
    "ART-4": None,
}
LOOKS_AHEAD_TO = {
    "ART-1": set[str](),
    "ART-2": {"EV-02", "EV-06", "EV-12", "EV-24", "EV-25", "EV-26", "EV-27"},
    "ART-3": {"EV-24", "EV-25"},
    "ART-4": {"EV-31"},
}


def test_every_article_keeps_what_its_source_prints(facts: Facts) -> None:
    stored = {
        (article.source_ref, article.source_headline): (
            article.dateline,
            iso(article.source_date),
            iso(article.source_updated),
            article.outlet and article.outlet.name,
            article.outlet_deduced,
            article.byline,
            article.language,
            article.genre,
            article.image_credit,
            len(article.highlights),
        )
        for article in Article.objects.select_related("outlet")
    }

    assert stored == {
        article_key(facts, fact["id"]): (
            fact["dateline"] or "",
            fact["source_date"],
            fact["updated"],
            actor_name(facts, fact["outlet"]),
            bool(fact["outlet"]),
            fact["byline"] or "",
            fact["language"],
            fact["genre"],
            fact["image"]["credit"] if fact["image"] else "",
            len(fact["highlights"]),
        )
        for fact in facts["articles"]
    }


def iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def test_three_articles_are_published_and_the_appended_one_is_withdrawn(facts: Facts) -> None:
    stored = {
        (article.source_ref, article.source_headline): (article.status, article.published_at)
        for article in Article.objects.all()
    }

    assert stored == {
        article_key(facts, key): ("published" if time else "withdrawn", time)
        for key, time in PUBLISHED_AT.items()
    }
    assert "stood under the third" in Article.objects.get(status="withdrawn").note


def test_every_article_has_an_author_and_another_reviewer() -> None:
    people = set(
        Article.objects.values_list(
            "created_by__username", "reviewed_by__username", "created_by__is_active"
        )
    )

    assert people == {("seed-author", "seed-verifier", False)}


def test_credits_are_those_printed(facts: Facts) -> None:
    stored = {
        (article.source_ref, article.source_headline): (
            {actor.name for actor in article.credits.all()},
            article.credit_line,
        )
        for article in Article.objects.all()
    }

    assert stored == {
        article_key(facts, fact["id"]): (
            {actor_name(facts, credit["actor"]) for credit in fact["credits"]},
            "".join(c["text"] for c in fact["credits"] if c["role"] == "wire_inputs"),
        )
        for fact in facts["articles"]
    }


def test_every_article_has_prose_of_the_desk_where_the_source_has_any(facts: Facts) -> None:
    for key, fact in by_id(facts["articles"]).items():
        source_ref, source_headline = article_key(facts, key)
        article = Article.objects.get(source_ref=source_ref, source_headline=source_headline)

        assert article.headline
        assert article.headline != source_headline
        assert bool(article.image_caption) is bool(article.image_alt) is bool(fact["image"])
        assert article.body.count("\n## ") == len(fact["subheads"])


def test_every_coverage_is_there(facts: Facts) -> None:
    stored = sorted(
        Coverage.objects.values_list(
            "article__source_ref",
            "article__source_headline",
            "event__title",
            "rel",
            "is_upcoming",
        )
    )

    assert stored == sorted(
        (*article_key(facts, key), event_title(facts, event), rel, event in LOOKS_AHEAD_TO[key])
        for key, fact in by_id(facts["articles"]).items()
        for rel, events in (("subject", fact["main_events"]), ("background", fact["other_events"]))
        for event in events
    )


def test_every_media_topic_has_its_label_and_parent(facts: Facts) -> None:
    stored = set(Topic.objects.filter(scheme="medtop").values_list("code", "label", "parent__code"))

    assert stored == {(fact["code"], fact["label_en"], fact["parent"]) for fact in facts["topics"]}


def test_every_situation_is_a_local_topic(facts: Facts) -> None:
    stored = set(Topic.objects.filter(scheme="local").values_list("code", "parent"))

    assert stored == {(SITUATIONS[fact["id"]], None) for fact in facts["situations"]}


def test_every_article_has_its_topics(facts: Facts) -> None:
    stored = {
        (article.source_ref, article.source_headline): {t.code for t in article.topics.all()}
        for article in Article.objects.all()
    }

    assert stored == {
        article_key(facts, fact["id"]): media_topics(facts, fact) | local_topics(facts, fact)
        for fact in facts["articles"]
    }


def media_topics(facts: Facts, article: dict[str, Any]) -> set[str]:
    return {topic["code"] for topic in facts["topics"] if article["id"] in topic["articles"]}


def local_topics(facts: Facts, article: dict[str, Any]) -> set[str]:
    """Return the situations of which some evidence stands in the article."""
    return {
        SITUATIONS[situation["id"]]
        for situation in facts["situations"]
        if any(article_of(facts, evidence) == article["id"] for evidence in situation["evs"])
    }


def test_the_withdrawn_article_is_the_only_one_kept_from_readers(facts: Facts) -> None:
    shown = {
        (article.source_ref, article.source_headline) for article in Article.objects.published()
    }

    assert shown == {
        article_key(facts, key) for key in by_id(facts["articles"]) if is_published(key)
    }
