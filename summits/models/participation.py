"""Who takes part in an event."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from actors.models import Actor, Record
from actors.models.base import absent_or_among, check, in_list, not_blank, unique
from summits.choices import ParticipationRole, ParticipationStatus

from .event import Event


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Which participations there are."""

    def published(self) -> Self:
        """Return those whose event and, if named, actor readers may see (R6)."""
        return self.filter(
            absent_or_among("actor", Actor.objects.published()),
            event__in=Event.objects.published(),
        )

    def get_by_natural_key(
        self, event: str, actor: str | None, label: str, role: str
    ) -> "Participation":
        """Return the participation by its event's and actor's slugs, its label and its role."""
        return self.get(event__slug=event, actor__slug=actor, label=label, role=role)


class Participation(Record):
    """An actor, or a label such as “more than 20 leaders”, takes part in an event in a role."""

    Role = ParticipationRole
    Status = ParticipationStatus
    merge_fills = ("title_as_printed", "delegation_of")

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations")
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    label = models.CharField(
        "or label",
        max_length=200,
        blank=True,
        help_text="Instead of an actor: “more than 20 leaders”.",
    )
    role = models.CharField(
        max_length=20, choices=ParticipationRole, default=ParticipationRole.PARTICIPANT
    )
    status = models.CharField(
        max_length=10, choices=ParticipationStatus, default=ParticipationStatus.ATTENDED
    )
    title_as_printed = models.CharField(max_length=200, blank=True)
    delegation_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="delegates"
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            in_list("participation_role_is_in_the_list", "role", ParticipationRole),
            in_list("participation_status_is_in_the_list", "status", ParticipationStatus),
            check(
                "participation_names_an_actor_or_a_label",
                Q(actor__isnull=False, label="") | (Q(actor=None) & not_blank("label")),
                "Choose an actor or write a label: one of the two.",
                at="actor",
            ),
            unique(
                "an_actor_takes_part_once_in_each_role",
                "event",
                "actor",
                "role",
                when=Q(actor__isnull=False),
                sentence="This actor takes part in that role already.",
                at="actor",
            ),
            unique(
                "a_label_takes_part_once_in_each_role",
                "event",
                "label",
                "role",
                when=~Q(label=""),
                sentence="This label takes part in that role already.",
                at="label",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor or self.label}, {self.get_role_display().lower()}"

    def natural_key(self) -> tuple[str, str | None, str, str]:
        """Return the event's and the actor's slugs, the label and the role."""
        return (self.event.slug, self.actor.slug if self.actor else None, self.label, self.role)

    natural_key.dependencies = ["actors.actor", "summits.event"]  # type: ignore[attr-defined]

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this participation (the twin of published())."""
        return self.event.is_published and (self.actor is None or self.actor.is_published)

    def clean(self) -> None:
        """Refuse a delegation of oneself."""
        super().clean()
        if self.actor_id and self.actor_id == self.delegation_of_id:
            raise ValidationError({"delegation_of": "Nobody is a delegate of themselves."})
