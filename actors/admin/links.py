"""Links from one list to another."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode


def linked_count(name: str, number: int, **filters: Any) -> str:
    """Return a number that leads to the list it counts; a plain 0 where there is nothing."""
    if not number:
        return "0"
    query = urlencode({f"{field}__id__exact": value for field, value in filters.items()})
    return format_html('<a href="{}?{}">{}</a>', reverse(name), query, number)


def badge(row: Any) -> str:
    """Return a row's status as a small coloured word."""
    if getattr(row, "is_scheduled", False):
        return format_html('<span class="desk-badge desk-scheduled">{}</span>', row.status_label)
    return format_html(
        '<span class="desk-badge desk-{}">{}</span>', row.status, row.get_status_display()
    )
