"""The small cast of the desk's tests: who writes, who reads, and the moment at which they do."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from time_machine import Traveller

from articles.models import Article
from newsroom.models import User
from newsroom.roles import DESK_EDITOR, REPORTER, SUB_EDITOR
from tests.factories import make_article, make_member

#: When the tests that ask for `now` take place.
NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def now() -> Iterator[Traveller]:
    """Stop the clock at NOW; ``now.move_to(...)`` sets it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def author(db: None) -> User:
    return make_member(REPORTER, username="author")


@pytest.fixture
def sub_editor(db: None) -> User:
    return make_member(SUB_EDITOR, username="sub-editor")


@pytest.fixture
def desk(db: None) -> User:
    return make_member(DESK_EDITOR, username="desk")


@pytest.fixture
def draft(author: User) -> Article:
    return make_article(headline="Leaders meet", created_by=author)
