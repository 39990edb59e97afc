"""The admin's history of anonymous quotes, and the log of merges, which keep no name."""

import json

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from actors.merging import forget_rows

from .models import Quote

LONGEST = 200


def forget_speaker(quote: Quote, known_as: str) -> None:
    """Call the quote in the whole history what it is called now: an earlier entry named somebody.

    The quote's own entries carry its name, those of pages that hold it as a row quote it.
    """
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Quote), object_id=str(quote.pk)
    )
    name = str(quote)
    earlier = {known_as, *entries.values_list("object_repr", flat=True).distinct()}
    entries.update(object_repr=name[:LONGEST])
    for old in earlier - {name, name[:LONGEST], ""}:
        _rename(old, name)
    forget_rows([quote, *quote.claims.all()])


def _rename(old: str, new: str) -> None:
    """Rename a quote where entries about other things end with its name."""
    written, anew = json.dumps(old)[1:], json.dumps(new)[1:]
    quotes = ContentType.objects.get_for_model(Quote)
    for entry in LogEntry.objects.filter(object_repr__endswith=old).exclude(content_type=quotes):
        if entry.object_repr.endswith(old):  # SQLite finds other cases too
            entry.object_repr = (entry.object_repr.removesuffix(old) + new)[:LONGEST]
            entry.save(update_fields=["object_repr"])
    for entry in LogEntry.objects.filter(change_message__contains=written):
        entry.change_message = entry.change_message.replace(written, anew)
        entry.save(update_fields=["change_message"])
