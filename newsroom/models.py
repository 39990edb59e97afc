from django.contrib.auth.models import AbstractUser
from django.db import models

from newsroom.wire.models import Action, Change, Document, Resource, Sequence, Touched, Waiting
from newsroom.zones import validate_time_zone

__all__ = [
    "Action",
    "Change",
    "Document",
    "Resource",
    "Sequence",
    "Touched",
    "User",
    "Waiting",
]


class User(AbstractUser):
    """Somebody of the desk who writes, verifies, reviews and publishes."""

    time_zone = models.CharField(
        max_length=64,
        blank=True,
        default="",
        validators=[validate_time_zone],
        help_text="The zone in which this member reads and enters times. Empty: the desk's.",
    )
