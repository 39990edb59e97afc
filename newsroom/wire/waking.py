"""Asking a worker for what no writer waits for."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

from .models import Waiting

logger = logging.getLogger(__name__)


def wake() -> None:
    """Ask a worker, once this transaction is committed, to render what waits."""
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    """Ask; a broker that cannot be reached loses nothing, since the scheduler asks again."""
    from newsroom.tasks import render_what_waits

    try:
        if Waiting.objects.exists():
            render_what_waits.delay()
    except OperationalError:
        logger.warning("The broker does not answer; the scheduler will wake the public store.")
