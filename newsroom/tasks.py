"""The scheduled jobs; newsroom/settings.py says when each runs."""

import logging

from celery import shared_task
from django.core.management import call_command

from articles.integrity import findings
from newsroom.wire.upkeep import compact, render_for_a_while

logger = logging.getLogger(__name__)


@shared_task
def clear_expired_sessions() -> None:
    """Delete the sessions that nobody can use any more."""
    call_command("clearsessions")


@shared_task
def report_broken_rules() -> None:
    """Log every stored row that breaks a rule, as ``manage.py check_rules`` prints them."""
    for finding in findings():
        logger.error("Broken rule: %s", finding)


@shared_task
def render_what_waits() -> None:
    """Bring the public store up to date, as far as a minute allows."""
    render_for_a_while()


@shared_task
def compact_the_change_log() -> None:
    """Drop the changes that later ones have superseded, once they are old."""
    compact()
