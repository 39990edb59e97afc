"""Keep the slugs of deleted rows, so that no address ever comes to mean something else."""

from typing import Any

from .models import RetiredSlug, Slugged
from .models.base import stored_model


def retire_slug(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    """Remember a deleted row's slug."""
    if issubclass(sender, Slugged):
        model = stored_model(sender)._meta.label_lower
        RetiredSlug.objects.get_or_create(model=model, slug=instance.slug)
