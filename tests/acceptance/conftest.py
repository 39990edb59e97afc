"""The facts of the seed texts, and the seed story in the database."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from articles import triggers

from .matching import Facts, fixture_names

SHARED = Path(settings.BASE_DIR).parent / "shared"


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Everything that the three seed texts state."""
    return json.loads((SHARED / "seed_facts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def seed_texts(facts: Facts) -> list[str]:
    """The seed texts themselves."""
    files = [SHARED / "seeds" / entry["file"] for entry in facts["files"]]
    return [file.read_text(encoding="utf-8") for file in files]


@pytest.fixture(scope="module")
def seed_story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load every fixture in the order of its name, for a file of tests that asks for it."""
    with django_db_blocker.unblock():
        call_command("loaddata", *fixture_names(), verbosity=0)
    yield
    with django_db_blocker.unblock(), triggers.lifted(connection):
        call_command("flush", interactive=False, verbosity=0)
