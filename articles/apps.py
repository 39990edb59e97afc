"""The articles application."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """What was written and said."""

    name = "articles"
    verbose_name = "What was said (articles and quotes)"
