"""Newsroom: the editorial CMS of a foreign-affairs desk."""

from newsroom.celery import app as celery_app

__all__ = ["celery_app"]
