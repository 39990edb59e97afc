"""The scheduled jobs; newsroom/settings.py says when each runs."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_expired_sessions() -> None:
    """Delete the sessions that nobody can use any more."""
    call_command("clearsessions")
