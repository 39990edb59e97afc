"""The texts that the desk took in, as they came."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actors.models.base import check, in_list, unique
from articles.choices import SourceFormat

from .article import Article

#: The code of what is kept beside the findings: words that stand in no field, and why.
LEFT_OUT = "T00"


class SourceText(models.Model):
    """One text from outside and the article that was drafted from it; the words stay as they came.

    A file with two articles in it leaves two rows, each with its own part of the text.
    ``findings`` lists what looked wrong on arrival, and what was left out: dicts with code,
    sentence, hint and place (R10).
    """

    Format = SourceFormat

    article = models.ForeignKey(Article, models.CASCADE, related_name="source_texts")
    fingerprint = models.CharField(
        max_length=64, help_text="SHA-256 of the article's words; the same text comes in once."
    )
    format = models.CharField(max_length=10, choices=SourceFormat)
    name = models.CharField(max_length=500, blank=True, help_text="The file or address it is from.")
    text = models.TextField()
    findings = models.JSONField(default=list, blank=True)
    taken_in_at = models.DateTimeField(default=timezone.now)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="texts_taken_in",
        help_text="Empty where the command took it in.",
    )

    class Meta:
        ordering = ("-taken_in_at", "-id")
        constraints: ClassVar = [
            in_list("source_format_is_in_the_list", "format", SourceFormat),
            check(
                "source_fingerprint_is_a_sha256",
                Q(fingerprint__regex=r"\A[0-9a-f]{64}\Z"),
                "A fingerprint is 64 digits of a hexadecimal number.",
                at="fingerprint",
            ),
            unique(
                "a_source_text_is_taken_in_once",
                "fingerprint",
                sentence="This text has been taken in already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"Text of {self.taken_in_at:%Y-%m-%d %H:%M}"

    @property
    def remarks(self) -> list[dict[str, str]]:
        """Return what looked wrong when the text came in."""
        return [found for found in self.findings if found["code"] != LEFT_OUT]

    @property
    def left_out(self) -> list[dict[str, str]]:
        """Return which words of the text stand in no field of the article."""
        return [found for found in self.findings if found["code"] == LEFT_OUT]
