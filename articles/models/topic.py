"""Topics: what articles are about, as a tree."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from actors.models.base import Slugged, SluggedManager, check, in_list, leads_to, not_blank, unique
from articles.choices import TopicScheme


class TopicQuerySet(models.QuerySet["Topic"]):
    """Which topics there are."""

    def published(self) -> Self:
        """Return the topics that readers may see (R6): all, since a vocabulary holds no news."""
        return self.all()


class TopicManager(SluggedManager.from_queryset(TopicQuerySet)):  # type: ignore[misc]  # dynamic
    """Topics by slug."""


class Topic(Slugged):
    """An IPTC Media Topic or a subject of the desk's own."""

    Scheme = TopicScheme
    slug_sources = ("label",)

    scheme = models.CharField(max_length=10, choices=TopicScheme, default=TopicScheme.LOCAL)
    code = models.CharField(
        max_length=60, help_text="Eight digits for a Media Topic; a short word for a local one."
    )
    label = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects: ClassVar[TopicManager] = TopicManager()

    class Meta(Slugged.Meta):
        ordering = ("label", "id")
        constraints: ClassVar = [
            *Slugged.Meta.constraints,
            in_list("topic_scheme_is_in_the_list", "scheme", TopicScheme),
            check("topic_has_a_label", not_blank("label"), "Write the label.", at="label"),
            check("topic_has_a_code", not_blank("code"), "Write the code.", at="code"),
            check(
                "media_topic_code_is_eight_digits",
                ~Q(scheme=TopicScheme.MEDTOP) | Q(code__regex=r"\A[0-9]{8}\Z"),
                "A Media Topic's code has eight digits, such as 20000640.",
                at="code",
            ),
            unique(
                "one_topic_for_each_code",
                "scheme",
                "code",
                sentence="This code is on file already. Use that topic.",
                at="code",
            ),
            check(
                "topic_is_not_its_own_parent",
                Q(parent=None) | ~Q(parent=F("id")),
                "A topic cannot be part of itself.",
                at="parent",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this topic (the twin of published())."""
        return True

    def clean(self) -> None:
        """Refuse a circle of topics."""
        super().clean()
        if self.parent_id != self.pk and leads_to(self.parent, self, "parent"):
            raise ValidationError({"parent": f"{self.parent} is already part of {self}."})
