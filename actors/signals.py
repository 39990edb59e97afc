"""What happens to every row whatever its app: slugs are kept, derived columns are computed."""

from typing import Any

from .fields import derived_fields
from .models import RetiredSlug, Slugged
from .models.base import stored_model


def retire_slug(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    """Remember a deleted row's slug."""
    if issubclass(sender, Slugged):
        model = stored_model(sender)._meta.label_lower
        RetiredSlug.objects.get_or_create(model=model, slug=instance.slug)


def derive_columns(sender: type[Any], instance: Any, raw: bool, **_kwargs: Any) -> None:
    """Compute the derived columns of a row that ``loaddata`` saves as it stands in its file.

    The constraints compare those columns: left empty, they would let in an office that ended
    before it began.
    """
    if raw:
        for field in derived_fields(sender):
            setattr(instance, field.attname, field.derive(instance))
