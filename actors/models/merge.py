"""Merges: two rows that were the same thing became one."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .base import SLUG_LENGTH, check


class Merge(models.Model):
    """That one row was merged into another of its model, with all that it takes to undo it.

    ``what`` holds rows and references by their keys, never by readable names, so that nothing
    here outlives a name that must be forgotten.
    """

    model = models.CharField(max_length=100)
    kept = models.CharField("kept address", max_length=SLUG_LENGTH)
    gone = models.CharField("old address", max_length=SLUG_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="merges")
    at = models.DateTimeField(default=timezone.now)
    what = models.JSONField(encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merges_undone",
    )

    class Meta:
        ordering = ("-at", "-id")
        default_permissions = ("view",)
        constraints: ClassVar = [
            check(
                "merge_joins_two_rows",
                ~Q(kept=F("gone")),
                "Nothing is merged into itself. Choose another one.",
            ),
            check(
                "an_undone_merge_has_its_time_and_editor",
                Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                "An undone merge needs its time and who undid it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
