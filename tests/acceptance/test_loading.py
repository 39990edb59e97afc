"""The fixtures can be loaded again and again."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from .matching import fixture_names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]


def every_row() -> dict[str, list[Any]]:
    """Return every row of every table of ours, links between two tables included."""
    ours = [
        model
        for app in ("newsroom", "actors", "summits", "articles")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in ours
    }


def test_loading_a_second_time_changes_no_row() -> None:
    before = every_row()

    call_command("loaddata", *fixture_names(), verbosity=0)

    assert every_row() == before


def test_loading_by_bare_names_changes_no_row() -> None:
    before = every_row()

    call_command("loaddata", *(name.removesuffix(".json") for name in fixture_names()), verbosity=0)

    assert every_row() == before
