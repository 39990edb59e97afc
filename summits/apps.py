"""The summits application."""

from django.apps import AppConfig


class SummitsConfig(AppConfig):
    """Where and when: events, summits and their participants."""

    name = "summits"
    verbose_name = "Where and when (summits and events)"
