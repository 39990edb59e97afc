"""What the tests of the desk's pages do on each of them."""

from typing import Any

from django.contrib.messages import get_messages
from django.db.models import Model
from django.urls import reverse

from tests.newsroom.page_form import read_form


def change_url(row: Model) -> str:
    """Return the address of a row's page."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def said(response: Any) -> list[str]:
    """Return what the desk told the editor."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def press(client: Any, row: Model, button: str, **changes: Any) -> Any:
    """Change some fields of a row's page and press one of its buttons."""
    data = read_form(client.get(change_url(row)), **changes)
    return client.post(change_url(row), {**data, button: "1"})


def errors_of(response: Any) -> dict[str, Any]:
    """Return all errors on a page, of its form and of its rows."""
    form = response.context["adminform"].form
    rows = [
        row.errors for rows in response.context["inline_admin_formsets"] for row in rows.formset
    ]
    return {**form.errors, **{name: text for row in rows for name, text in row.items()}}
