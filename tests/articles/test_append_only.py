"""What no hand can take back: notices, revisions and articles that were published."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from articles import triggers
from articles.models import Article, Citation, Claim, Coverage, Notice, Revision
from articles.triggers import GUARDS
from tests.factories import (
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_notice,
    make_quote,
    make_user,
)

NOTICES = "Notices are append-only: add a new one instead."
REVISIONS = "Revisions are append-only: add a new one instead."
RETRACTED = "A retraction is final: a retracted article stays retracted."
ARTICLES = "Only a draft that was never published can be deleted: withdraw the article instead."


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def installed_triggers() -> set[str]:
    """Return the names of the triggers that the database itself lists, but for the store's."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return {name for (name,) in cursor.fetchall() if not name.startswith("touch_")}


def expected_triggers() -> set[str]:
    absent = "TRUNCATE" if connection.vendor == "sqlite" else "INSERT"
    return {guard.name for guard in GUARDS if guard.action != absent}


@pytest.fixture
def notice(db) -> Notice:
    return make_notice(make_article(), text="It was Monday.")


@pytest.fixture
def revision(db) -> Revision:
    return Revision.objects.create(
        article=make_article(), seq=1, action="saved", by=make_user(), snapshot={}, reason="first"
    )


def test_migrations_install_every_guard(db) -> None:
    assert installed_triggers() == expected_triggers()


def test_names_of_guards_fit_postgresql() -> None:
    assert max(len(guard.name) for guard in GUARDS) <= 63


NOTICE_CHANGES = {
    "save": lambda notice: notice.save(),
    "update": lambda _: Notice.objects.update(text="Never mind."),
    "bulk_update": lambda notice: Notice.objects.bulk_update([notice], ["text"]),
    "update_or_create": lambda notice: Notice.objects.update_or_create(
        slug=notice.slug, defaults={"text": "Never mind."}
    ),
    "raw UPDATE": lambda _: execute("UPDATE articles_notice SET text = 'Never mind.'"),
    "delete": lambda notice: notice.delete(),
    "delete of a queryset": lambda _: Notice.objects.all().delete(),
    "raw delete of a queryset": lambda _: Notice.objects.all()._raw_delete("default"),
    "raw DELETE": lambda _: execute("DELETE FROM articles_notice"),
}
REVISION_CHANGES = {
    "save": lambda revision: revision.save(),
    "update": lambda _: Revision.objects.update(reason="x"),
    "bulk_update": lambda revision: Revision.objects.bulk_update([revision], ["reason"]),
    "raw UPDATE": lambda _: execute("UPDATE articles_revision SET reason = 'x'"),
    "raw UPDATE of the number": lambda _: execute("UPDATE articles_revision SET seq = 2"),
    "delete": lambda revision: revision.delete(),
    "delete of a queryset": lambda _: Revision.objects.all().delete(),
    "raw delete of a queryset": lambda _: Revision.objects.all()._raw_delete("default"),
    "raw DELETE": lambda _: execute("DELETE FROM articles_revision"),
}


@pytest.mark.parametrize("change", NOTICE_CHANGES.values(), ids=NOTICE_CHANGES)
def test_notice_is_never_changed(notice, change) -> None:
    with pytest.raises(IntegrityError, match=NOTICES), transaction.atomic():
        change(notice)

    assert Notice.objects.get().text == "It was Monday."


@pytest.mark.parametrize("change", REVISION_CHANGES.values(), ids=REVISION_CHANGES)
def test_revision_is_never_changed(revision, change) -> None:
    with pytest.raises(IntegrityError, match=REVISIONS), transaction.atomic():
        change(revision)

    kept = Revision.objects.get()
    assert (kept.seq, kept.reason) == (1, "first")


@pytest.mark.sqlite
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_sqlite_replaces_no_notice(notice, verb) -> None:
    columns = "id, created_at, updated_at, slug, article_id, kind, text, issued_at, issued_by_id"
    with pytest.raises(IntegrityError, match=NOTICES), transaction.atomic():
        execute(f"{verb} INTO articles_notice ({columns}) SELECT {columns} FROM articles_notice")

    assert Notice.objects.get().text == "It was Monday."


@pytest.mark.sqlite
def test_sqlite_replaces_no_notice_of_the_same_slug(notice) -> None:
    columns = "created_at, updated_at, slug, article_id, kind, text, issued_at, issued_by_id"
    changed = columns.replace("text", "'Never mind.'")
    with pytest.raises(IntegrityError, match=NOTICES), transaction.atomic():
        execute(f"REPLACE INTO articles_notice ({columns}) SELECT {changed} FROM articles_notice")

    assert Notice.objects.get().text == "It was Monday."


@pytest.mark.sqlite
def test_sqlite_replaces_no_revision_of_the_same_number(revision) -> None:
    columns = ", ".join(str(f.column) for f in Revision._meta.concrete_fields if f.name != "id")
    changed = columns.replace("reason", "'x'")
    with pytest.raises(IntegrityError, match=REVISIONS), transaction.atomic():
        execute(
            f"REPLACE INTO articles_revision ({columns}) SELECT {changed} FROM articles_revision"
        )

    assert Revision.objects.get().reason == "first"


@pytest.mark.sqlite
def test_sqlite_upserts_no_revision(revision) -> None:
    columns = ", ".join(str(f.column) for f in Revision._meta.concrete_fields if f.name != "id")
    with pytest.raises(IntegrityError, match=REVISIONS), transaction.atomic():
        execute(
            f"INSERT INTO articles_revision ({columns}) SELECT {columns} FROM articles_revision "
            "WHERE true ON CONFLICT (article_id, seq) DO UPDATE SET reason = 'x'"
        )

    assert Revision.objects.get().reason == "first"


@pytest.mark.postgresql
def test_postgresql_upserts_no_notice(notice) -> None:
    columns = "created_at, updated_at, slug, article_id, kind, text, issued_at, issued_by_id"
    with pytest.raises(IntegrityError, match=NOTICES), transaction.atomic():
        execute(
            f"INSERT INTO articles_notice ({columns}) SELECT {columns} FROM articles_notice "
            "ON CONFLICT (slug) DO UPDATE SET text = 'Never mind.'"
        )

    assert Notice.objects.get().text == "It was Monday."


@pytest.mark.postgresql
def test_postgresql_upserts_no_revision(revision) -> None:
    columns = ", ".join(str(f.column) for f in Revision._meta.concrete_fields if f.name != "id")
    with pytest.raises(IntegrityError, match=REVISIONS), transaction.atomic():
        execute(
            f"INSERT INTO articles_revision ({columns}) SELECT {columns} FROM articles_revision "
            "ON CONFLICT (article_id, seq) DO UPDATE SET reason = 'x'"
        )

    assert Revision.objects.get().reason == "first"


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("TRUNCATE articles_notice, articles_correction", NOTICES),
        ("TRUNCATE articles_revision", REVISIONS),
        ("TRUNCATE articles_notice, articles_revision CASCADE", "are append-only"),
        ("TRUNCATE newsroom_user CASCADE", "are append-only|never published"),
    ],
)
def test_postgresql_truncates_nothing_append_only(transactional_db, statement, sentence) -> None:
    make_notice(make_article())

    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        execute(statement)

    assert Notice.objects.count() == 1


def test_bulk_create_with_update_conflicts_changes_no_notice(notice) -> None:
    twin = Notice(slug=notice.slug, article=notice.article, kind="update", text="Never mind.")
    twin.issued_by = notice.issued_by
    with pytest.raises(IntegrityError, match=NOTICES), transaction.atomic():
        Notice.objects.bulk_create(
            [twin], update_conflicts=True, unique_fields=["slug"], update_fields=["text"]
        )

    assert Notice.objects.get().text == "It was Monday."


def test_who_issued_a_notice_cannot_be_deleted(notice) -> None:
    with pytest.raises(ProtectedError):
        notice.issued_by.delete()

    assert get_user_model().objects.get() == notice.issued_by


# Articles


def published() -> Article:
    return make_article(published=True)


def withdrawn() -> Article:
    return make_article(published=True, status="withdrawn")


def retracted() -> Article:
    article = make_article(published=True)
    Article.objects.update(status="retracted", retracted_at=article.published_at)
    return Article.objects.get()


def draft_that_was_published() -> Article:
    return make_article(published=True, status="draft")


def in_review() -> Article:
    return make_article(status="in_review")


DELETIONS = {
    "delete": lambda: Article.objects.get().delete(),
    "delete of a queryset": lambda: Article.objects.all().delete(),
    "raw delete of a queryset": lambda: Article.objects.all()._raw_delete("default"),
    "raw DELETE": lambda: execute("DELETE FROM articles_article"),
}


@pytest.mark.parametrize("delete", DELETIONS.values(), ids=DELETIONS)
@pytest.mark.parametrize(
    "make", [published, withdrawn, retracted, draft_that_was_published, in_review]
)
def test_only_a_draft_that_was_never_published_is_deleted(db, make, delete) -> None:
    article = make()
    with pytest.raises(IntegrityError, match=ARTICLES), transaction.atomic():
        delete()

    assert Article.objects.get() == article


def test_a_refused_deletion_keeps_what_hangs_on_the_article(db) -> None:
    article = make_article(published=True)
    make_citation(article, make_quote())
    make_coverage(article, make_event())
    make_claim(article)

    with pytest.raises(IntegrityError, match=ARTICLES), transaction.atomic():
        article.delete()

    assert [Citation.objects.count(), Coverage.objects.count(), Claim.objects.count()] == [1, 1, 1]


def test_a_draft_is_deleted_with_what_hangs_on_it_but_not_its_record(notice) -> None:
    article = notice.article
    make_citation(article, make_quote())
    Revision.objects.create(article=article, seq=1, action="saved", snapshot={})

    article.delete()

    assert not Article.objects.exists()
    assert not Citation.objects.exists()
    assert [row.article_id for row in (Notice.objects.get(), Revision.objects.get())] == [
        article.slug,
        article.slug,
    ]
    assert Notice.objects.published().count() == 0
    assert Notice.objects.get().is_published is False


BACK: dict[str, Any] = {"status": "draft", "retracted_at": None}
UNDONE = {
    "save": lambda: Article(**{**Article.objects.values().get(), **BACK}).save(),
    "update": lambda: Article.objects.update(**BACK),
    "raw UPDATE": lambda: execute(
        "UPDATE articles_article SET status = 'draft', retracted_at = NULL"
    ),
}


@pytest.mark.parametrize("undo", UNDONE.values(), ids=UNDONE)
def test_r7_no_hand_undoes_a_retraction(db, undo) -> None:
    retracted()
    with pytest.raises(IntegrityError, match=RETRACTED), transaction.atomic():
        undo()

    assert Article.objects.get().status == "retracted"


def test_a_retracted_article_may_still_be_given_another_note(db) -> None:
    article = retracted()
    article.note = "See the correspondence."
    article.save()

    assert Article.objects.get().note == "See the correspondence."


@pytest.mark.sqlite
@pytest.mark.parametrize("make", [published, withdrawn, retracted, draft_that_was_published])
@pytest.mark.parametrize("key", ["id", "slug"])
def test_sqlite_replaces_no_article_that_was_published(db, make, key) -> None:
    make()
    other = "slug" if key == "id" else "id"
    columns = ", ".join(str(field.column) for field in Article._meta.concrete_fields)
    changed = columns.replace("headline", "'Never mind.'", 1)
    changed = ", ".join(
        {"id": "id + 1", "slug": "'another'"}[other] if name == other else name
        for name in changed.split(", ")
    )
    with pytest.raises(IntegrityError, match=ARTICLES), transaction.atomic():
        execute(f"REPLACE INTO articles_article ({columns}) SELECT {changed} FROM articles_article")

    assert "Never mind." not in [article.headline for article in Article.objects.all()]
    assert Article.objects.count() == 1


@pytest.mark.postgresql
def test_postgresql_truncates_no_articles(transactional_db) -> None:
    make_article(published=True)

    with pytest.raises(IntegrityError, match=ARTICLES), transaction.atomic():
        execute("TRUNCATE articles_article CASCADE")

    assert Article.objects.count() == 1


def test_nobody_deletes_the_author_of_an_article(db) -> None:
    article = make_article(published=True)
    with pytest.raises(ProtectedError):
        get_user_model().objects.get(articles_created=article).delete()

    assert Article.objects.get() == article


# The tests' own flush


def test_triggers_are_lifted_only_inside_the_block(transactional_db) -> None:
    with triggers.lifted(connection):
        assert installed_triggers() == set()

    assert installed_triggers() == expected_triggers()


def test_triggers_are_back_after_an_error_inside_the_block(transactional_db) -> None:
    with pytest.raises(ValidationError), triggers.lifted(connection):
        raise ValidationError("Something went wrong.")

    assert installed_triggers() == expected_triggers()


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_flush_empties_the_record_and_puts_the_triggers_back(transactional_db, time) -> None:
    assert not Notice.objects.exists()
    assert installed_triggers() == expected_triggers()

    make_notice(make_article(published=True))


def test_no_code_of_the_product_lifts_the_triggers() -> None:
    import ast
    from pathlib import Path

    root = Path(triggers.__file__).parent.parent
    users = [
        path.relative_to(root).as_posix()
        for app in ("actors", "summits", "articles", "newsroom")
        for path in (root / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute | ast.Name | ast.alias)
        and "lifted"
        in (getattr(node, "attr", ""), getattr(node, "id", ""), getattr(node, "name", ""))
    ]

    assert users == []
