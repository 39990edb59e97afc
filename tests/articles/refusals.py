"""What a refused act says, and that it changed nothing at all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import models, transaction

from actors.models import Actor
from articles.models import (
    Article,
    Citation,
    Correction,
    Coverage,
    Notice,
    Quote,
    Revision,
)
from summits.models import Event

#: All that an act of the desk writes to.
WRITTEN: tuple[type[models.Model], ...] = (
    Article,
    Citation,
    Coverage,
    Quote,
    Revision,
    Notice,
    Correction,
    Actor,
    Event,
    LogEntry,
)


def stored() -> dict[str, list[dict[str, Any]]]:
    """Return every stored row that an act could have changed."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values()) for model in WRITTEN
    }


def refusal(act: Callable[[], object]) -> list[str]:
    """Return the sentences with which an act is refused, nothing being saved."""
    before = stored()
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act()

    assert stored() == before
    return error.value.messages
