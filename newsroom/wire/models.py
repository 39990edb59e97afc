"""The tables of the public store: marks, documents, and the log of their changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from actors.models.base import SLUG_LENGTH, check, unique


class Resource(models.IntegerChoices):
    """The resources of the API; the labels are their names in addresses."""

    ARTICLES = 1, "articles"
    QUOTES = 2, "quotes"
    ACTORS = 3, "actors"
    EVENTS = 4, "events"
    SUMMITS = 5, "summits"
    SERIES = 6, "series"
    TOPICS = 7, "topics"
    NOTICES = 8, "notices"
    CLAIMS = 9, "claims"


class Action(models.TextChoices):
    """What happened to a public thing."""

    PUBLISHED = "published"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    DELETED = "deleted"
    MERGED = "merged"


class Touched(models.Model):
    """A row was written, or its moment comes: whatever shows it must be looked at from then on.

    Written by triggers, in the transaction of whoever writes; gone once the store is settled.
    """

    resource = models.PositiveSmallIntegerField(choices=Resource)
    key = models.BigIntegerField(help_text="The row's primary key.")
    due_at = models.DateTimeField(db_index=True, help_text="1970 for a write, later for a moment.")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{Resource(self.resource).label} {self.key}, due {self.due_at:%Y-%m-%d %H:%M:%S}"


class Waiting(models.Model):
    """A document that must be rendered anew before anybody reads it."""

    resource = models.PositiveSmallIntegerField(choices=Resource)
    key = models.BigIntegerField()
    since = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            unique("a_document_waits_once", "resource", "key", sentence="It waits already.")
        ]

    def __str__(self) -> str:
        return f"{Resource(self.resource).label} {self.key}"


class Document(models.Model):
    """A public thing as its readers get it; without a body, what is left of one that is gone."""

    resource = models.PositiveSmallIntegerField(choices=Resource)
    key = models.BigIntegerField(null=True, help_text="The row's primary key; null once gone.")
    slug = models.CharField(max_length=SLUG_LENGTH)
    #: Null for what is gone: an empty text would be a document.
    body = models.TextField(null=True, help_text="The JSON text, as served.")  # noqa: DJ001
    etag = models.CharField(max_length=32, blank=True)
    version = models.PositiveIntegerField(help_text="Counts the changes of the document.")
    visible_since = models.DateTimeField(null=True, help_text="When readers first got it.")
    changed_at = models.DateTimeField(help_text="Whole seconds; never the same one twice.")
    seq = models.BigIntegerField(help_text="Its last change.")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            unique("one_document_for_each_slug", "resource", "slug", sentence="It is there."),
            unique("one_document_for_each_row", "resource", "key", sentence="It is there."),
            check(
                "a_document_has_a_body_while_its_row_is_public",
                Q(key__isnull=True, body__isnull=True) | Q(key__isnull=False, body__isnull=False),
                "A document is whole, or gone.",
            ),
        ]

    def __str__(self) -> str:
        return f"{Resource(self.resource).label} {self.slug}, version {self.version}"


class Change(models.Model):
    """One change of what readers get, in the order in which it came to be."""

    seq = models.BigIntegerField(primary_key=True)
    resource = models.PositiveSmallIntegerField(choices=Resource)
    slug = models.CharField(max_length=SLUG_LENGTH)
    action = models.CharField(max_length=10, choices=Action)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("seq",)
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["resource", "slug", "seq"], name="change_of_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {Resource(self.resource).label} {self.slug} {self.action}"


class Sequence(models.Model):
    """The number of the last change: one row, locked by whoever settles the store."""

    last = models.BigIntegerField(default=0)
    rebuild_began_at = models.DateTimeField(null=True, help_text="Null unless one is under way.")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.last)
