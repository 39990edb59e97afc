"""Revisions: the whole of an article with its citations and coverage, taken and put back."""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction

from actors.models import Actor, RetiredSlug
from summits.models import Event

from .choices import RevisionAction
from .models import Article, Quote, Revision, Topic

#: What an editor writes; put back by a restored revision.
CONTENT = (
    "headline",
    "standfirst",
    "highlights",
    "dateline",
    "body",
    "language",
    "genre",
    "byline",
    "outlet_deduced",
    "source_headline",
    "source_url",
    "source_ref",
    "source_date",
    "source_updated",
    "credit_line",
    "image",
    "image_caption",
    "image_credit",
    "image_alt",
    "note",
)
#: Where the article is in its life; on record, and changed by the workflow alone.
LIFE = ("status", "published_at", "embargo_until", "retracted_at", "version")
CITED = (
    "kind",
    "as_printed",
    "context",
    "cue",
    "speaker_as_printed",
    "title_as_printed",
    "title_on_day",
    "paragraph",
)
COVERED = ("rel", "is_upcoming")


def snapshot_of(article: Article) -> dict[str, Any]:
    """Return the article as it stands in the database: plain values, other rows by slug.

    ``{"article": {field: value}, "citations": [{...}], "coverage": [{...}]}``, each list in an
    order of its own, so that two snapshots of the same state are equal.
    """
    stored = Article.objects.select_related("outlet", "created_by", "reviewed_by").get(
        pk=article.pk
    )
    return {
        "article": {
            **_values(stored, CONTENT),
            "outlet": stored.outlet.slug if stored.outlet else None,
            "topics": sorted(stored.topics.values_list("slug", flat=True)),
            "credits": sorted(stored.credits.values_list("slug", flat=True)),
            **_values(stored, LIFE),
            "created_by": stored.created_by.get_username() if stored.created_by else None,
            "reviewed_by": stored.reviewed_by.get_username() if stored.reviewed_by else None,
        },
        "citations": sorted(
            (
                {"quote": citation.quote.slug, **_values(citation, CITED)}
                for citation in stored.citations.select_related("quote")
            ),
            key=lambda row: row["quote"],
        ),
        "coverage": sorted(
            (
                {"event": coverage.event.slug, **_values(coverage, COVERED)}
                for coverage in stored.coverage.select_related("event")
            ),
            key=lambda row: row["event"],
        ),
    }


def record(
    article: Article,
    action: RevisionAction,
    *,
    by: Any,
    reason: str = "",
    status_before: str = "",
    of: Revision | None = None,
    acknowledged: Collection[str] = (),
    snapshot: dict[str, Any] | None = None,
) -> Revision:
    """Add the next revision of a locked article: its number is the article's new edit counter."""
    article.edit_counter += 1
    Article.objects.filter(pk=article.pk).update(edit_counter=article.edit_counter)
    return _add(
        article,
        action=action,
        by_id=by.pk if by else None,
        reason=reason,
        status_before=status_before or article.status,
        of=of,
        acknowledged=sorted(acknowledged),
        snapshot=snapshot,
    )


def record_loaded(article: Article) -> None:
    """Keep what an article was before its first recorded step, such as one from a fixture."""
    if not Revision.objects.of_article(article).exists():
        _add(article, action=RevisionAction.LOADED, by_id=None, status_before="")


def record_saved(
    article: Article, *, by: Any, action: RevisionAction = RevisionAction.SAVED, reason: str = ""
) -> Revision | None:
    """Add a revision of a saved article, unless the save changed nothing."""
    if not differs_from_record(article):
        return None
    return record(article, action, by=by, reason=reason)


def differs_from_record(article: Article) -> bool:
    """Tell whether the article as stored is not what its latest revision says."""
    latest = Revision.objects.of_article(article).first()
    return latest is None or latest.snapshot != plain(snapshot_of(article))


def restore(article: Article, snapshot: dict[str, Any]) -> list[str]:
    """Put a locked article's words, citations and coverage back; its life stays as it is.

    Rows that were merged since are followed to what took their place, and what the snapshot does
    not know stays as it is. Returns what could not be put back because it no longer exists: “the
    quote some-slug”. Refuses words that a published article cannot have, such as no headline.
    """
    missing: list[str] = []
    kept = snapshot["article"]
    for name in CONTENT:
        if name in kept:
            field: Any = Article._meta.get_field(name)
            setattr(article, name, field.to_python(kept[name]))
    article.outlet = _found(Actor, [kept["outlet"]] if kept["outlet"] else [], missing).get(
        kept["outlet"]
    )
    article.validate_constraints()
    article.save()
    article.topics.set(_found(Topic, kept["topics"], missing).values())
    article.credits.set(_found(Actor, kept["credits"], missing).values())
    _put_back(article.citations, Quote, "quote", snapshot["citations"], CITED, missing)
    _put_back(article.coverage, Event, "event", snapshot["coverage"], COVERED, missing)
    return missing


@contextmanager
def as_if(article: Article, snapshot: dict[str, Any]) -> Iterator[Article]:
    """Yield the article as stored with the snapshot's words put back, and undo that afterwards."""
    with transaction.atomic():
        changed = Article.objects.get(pk=article.pk)
        restore(changed, snapshot)
        yield changed
        transaction.set_rollback(True)


def plain(snapshot: dict[str, Any]) -> Any:
    """Return the snapshot as the database gives it back: dates and times as text."""
    field = Revision._meta.get_field("snapshot")
    return json.loads(json.dumps(snapshot, cls=field.encoder))


def found(model: type[models.Model], slugs: Iterable[str]) -> dict[str, Any]:
    """Return the rows that slugs of a snapshot mean now: merged ones by what took their place."""
    current = RetiredSlug.objects.current(model, list(slugs))
    rows = model._default_manager.in_bulk(set(current.values()), field_name="slug")
    return {slug: rows[now] for slug, now in current.items() if now in rows}


def _add(article: Article, *, snapshot: dict[str, Any] | None = None, **fields: Any) -> Revision:
    return Revision.objects.create(
        article=article,
        seq=article.edit_counter,
        status_after=article.status,
        snapshot=plain(snapshot or snapshot_of(article)),
        **fields,
    )


def _values(row: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _value(row, name) for name in names}


def _value(row: models.Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    value = field.value_from_object(row)
    return value.name if isinstance(field, models.FileField) else value


def _found(model: type[models.Model], slugs: Collection[str], missing: list[str]) -> dict[str, Any]:
    rows = found(model, slugs)
    missing.extend(f"the {model._meta.verbose_name} {slug}" for slug in slugs if slug not in rows)
    return rows


def _put_back(
    stored: Any,
    model: type[models.Model],
    link: str,
    kept: list[dict[str, Any]],
    names: tuple[str, ...],
    missing: list[str],
) -> None:
    """Make the article's citations, or its coverage, what they were; rows that stay keep theirs."""
    targets = _found(model, [row[link] for row in kept], missing)
    stored.exclude(**{f"{link}__in": targets.values()}).delete()
    for row in kept:
        if target := targets.get(row[link]):
            known = {name: row[name] for name in names if name in row}
            stored.update_or_create(**{link: target}, defaults=known)
