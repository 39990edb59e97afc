"""The fixtures can be loaded again and again."""

import pytest
from django.core.management import call_command

from tests.seed import every_row

from .matching import fixture_names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]


def test_loading_a_second_time_changes_no_row() -> None:
    before = every_row()

    call_command("loaddata", *fixture_names(), verbosity=0)

    assert every_row() == before


def test_loading_by_bare_names_changes_no_row() -> None:
    before = every_row()

    call_command("loaddata", *(name.removesuffix(".json") for name in fixture_names()), verbosity=0)

    assert every_row() == before
