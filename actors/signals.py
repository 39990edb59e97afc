"""What happens to every row whatever its app: slugs are kept, derived columns are computed."""

from typing import Any

from django.dispatch import Signal

from .fields import derived_fields
from .models import RetiredSlug, Slugged
from .models.base import stored_model

#: A row was merged into another one; sent by the service inside its transaction with ``merge``,
#: ``kept``, ``by`` and ``touched``: the rows as they are now, and those dropped as they were.
merged = Signal()
#: A merge was undone; sent likewise, with the row that is back as ``gone``.
unmerged = Signal()


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
