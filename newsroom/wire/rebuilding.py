"""Making every document anew, in batches that a killed run leaves to the next one."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from .models import Document, Sequence, Touched, Waiting
from .settle import settle_everything, take_turn
from .upkeep import begin_anew, breathe


def begin_rebuild(*, restart: bool = False) -> tuple[datetime | None, int]:
    """Have everything wait, unless a rebuild that was stopped is to be gone on with.

    Return when that one began, or None, and how many documents wait now.
    """
    with transaction.atomic():
        sequence = take_turn()
        began_at = None if restart else sequence.rebuild_began_at
        if began_at is None:
            begin_anew()
            sequence.rebuild_began_at = timezone.now()
            sequence.save(update_fields=["rebuild_began_at"])
    return began_at, Waiting.objects.count()


def go_on(progress: Callable[[int], object]) -> None:
    """Render what waits until nothing does, and note that the rebuild is over."""

    def after_each_batch(number: int) -> None:
        progress(number)
        breathe()

    settle_everything(after_each_batch)
    Sequence.objects.update(rebuild_began_at=None)
    _sweep()


def _sweep() -> None:
    """Remove what PostgreSQL keeps of the rows that waited: every read would walk over them."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for model in (Waiting, Touched, Document):
                cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")
