"""What the seed story in fixtures/ holds, and that it keeps the rules."""

from io import StringIO

import pytest
from django.core.management import call_command

from actors.models import Actor, Office
from articles.models import Article, Citation, Claim, Coverage, Quote, Topic
from newsroom.models import User
from summits.models import Event, Participation, Series
from tests.seed import NAMES, every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed_story")]


def test_the_seed_story_has_its_counts() -> None:
    models = (Actor, Office, Series, Event, Participation, Article, Coverage, Topic, Quote)
    counted = {model.__name__: model.objects.count() for model in (*models, Citation, Claim, User)}

    assert counted == {
        "Actor": 41,
        "Office": 15,
        "Series": 4,
        "Event": 39,
        "Participation": 74,
        "Article": 4,
        "Coverage": 47,
        "Topic": 41,
        "Quote": 37,
        "Citation": 37,
        "Claim": 65,
        "User": 2,
    }


def test_readers_see_the_public_part_of_the_seed_story() -> None:
    models = (Actor, Event, Article, Quote, Citation, Claim)
    counted = {model.__name__: model.objects.published().count() for model in models}

    assert counted == {
        "Actor": 34,
        "Event": 28,
        "Article": 3,
        "Quote": 31,
        "Citation": 31,
        "Claim": 51,
    }


def test_loading_once_more_by_bare_names_changes_no_row() -> None:
    before = every_row()

    call_command("loaddata", *(name.removesuffix(".json") for name in NAMES), verbosity=0)

    assert every_row() == before


def test_the_seed_story_breaks_no_rule() -> None:
    output = StringIO()

    call_command("check_rules", stdout=output)

    assert output.getvalue() == "Every stored row keeps the rules.\n"


def test_nobody_can_log_in_as_a_user_of_the_seed_story() -> None:
    people = User.objects.order_by("username")

    assert [(user.username, user.is_active, user.is_staff) for user in people] == [
        ("seed-author", False, False),
        ("seed-verifier", False, False),
    ]
    assert not any(user.has_usable_password() for user in people)
