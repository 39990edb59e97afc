"""The articles application."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """What was written and said."""

    name = "articles"
    verbose_name = "What was said (articles and quotes)"

    def ready(self) -> None:
        """Keep the record of articles complete when actors or events are merged."""
        from actors.signals import merged, unmerged  # models are ready only now

        from .merges import record_merge

        merged.connect(record_merge, dispatch_uid="articles.record_merge")
        unmerged.connect(record_merge, dispatch_uid="articles.record_unmerge")
