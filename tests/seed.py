"""The seed story of fixtures/, loaded once for all tests of a module that ask for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

NAMES = sorted(file.name for file in (settings.BASE_DIR / "fixtures").glob("*"))


def every_row() -> dict[str, list[Any]]:
    """Return every row of every table of ours, links between two tables included."""
    ours = [
        model
        for app in ("newsroom", "actors", "summits", "articles")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model._meta.label != "newsroom.Touched"  # says of every write that it was
    ]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in ours
    }


@pytest.fixture(scope="module")
def seed_story(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load every fixture in the order of its name.

    Each test's own transaction is one within this one: it ends with the story as it began. From
    the first test that asks for it, every test of the module has it.
    """
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        call_command("loaddata", *NAMES, verbosity=0)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
