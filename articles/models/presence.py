"""Who has an article open in the admin right now."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from actors.models.base import unique

from .article import Article

#: An open page reports every 20 seconds; one that missed two reports is closed.
STAYS = timedelta(seconds=50)


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Which open pages there are."""

    def now(self) -> Self:
        """Return those that reported a moment ago."""
        return self.filter(seen_at__gte=timezone.now() - STAYS)


class Presence(models.Model):
    """That somebody has an article's page open; short-lived, nothing depends on it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            unique(
                "somebody_is_present_once",
                "article",
                "user",
                sentence="Somebody is present on a page once.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.article}"
