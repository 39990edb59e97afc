"""The actors application."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_save


class ActorsConfig(AppConfig):
    """Who: people, states and organisations."""

    name = "actors"
    verbose_name = "Who (actors)"

    def ready(self) -> None:
        """Watch deletions and fixtures, whatever app the row belongs to."""
        from .signals import derive_columns, retire_slug  # models are ready only now

        post_delete.connect(retire_slug, dispatch_uid="actors.retire_slug")
        pre_save.connect(derive_columns, dispatch_uid="actors.derive_columns")
