"""Two processes at the same article at the same moment, each with its own connection."""

import os
import subprocess
import sys
from typing import Any
from urllib.parse import quote as quoted
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article
from tests.articles.test_concurrency import ALREADY, DONE, assert_trail, fresh
from tests.factories import (
    make_article,
    make_user,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def draft() -> Article:
    return make_article(headline="Leaders meet", slug="leaders-meet", created_by=make_user())


# Two processes

IN_A_PROCESS = """
import django, sys, time
django.setup()
from django.core.exceptions import ValidationError
from django.db import transaction
from articles.models import Article
from articles.services import finish_save
from articles.services.trail import lock_article
from newsroom.models import User
from tests.factories import publish

name, act, start = sys.argv[1:4]
by = User.objects.get(username=name)
time.sleep(max(0, float(start) - time.time()))
try:
    if act == "publish":
        publish(Article.objects.get(), by=by)
    else:
        with transaction.atomic():
            locked = lock_article(Article.objects.get())
            if locked.edit_counter != 0:
                raise ValidationError("Somebody saved it meanwhile.")
            locked.headline = f"As {name} has it"
            locked.save()
            finish_save(locked, by=by)
    print("done")
except ValidationError as error:
    print(" ".join(error.messages))
"""


def in_processes(*calls: tuple[str, str]) -> list[str]:
    """Run each call (who, what) in a process of its own, all at one moment."""
    environment = environment_of_this_database()
    start = str(timezone.now().timestamp() + 8)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", IN_A_PROCESS, who, what, start],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for who, what in calls
    ]  # fmt: skip
    outcomes = []
    for process in running:
        said, wrong = process.communicate(timeout=90)
        assert process.returncode == 0, wrong
        outcomes.append(said.strip().splitlines()[-1])
    return outcomes


def environment_of_this_database() -> dict[str, str]:
    """Return the environment of a process that works on this test's own database."""
    told: dict[str, Any] = connection.get_connection_params()
    host = {"host": told["host"]} if told.get("host") else {}
    query = urlencode(host | ({"port": told["port"]} if told.get("port") else {}))
    user = quoted(told.get("user") or "", safe="")
    password = f":{quoted(told['password'], safe='')}" if told.get("password") else ""
    address = f"postgresql://{user}{password}@/{told['dbname']}?{query}"
    settings = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return {**os.environ, **settings}


def test_of_two_processes_that_publish_at_once_one_is_told(draft) -> None:
    make_user(username="ana")
    make_user(username="boris")

    outcomes = in_processes(("ana", "publish"), ("boris", "publish"))

    assert sorted(outcomes) == [
        DONE,
        ALREADY,
    ]
    assert fresh().edit_counter == 1
    assert_trail(draft)


def test_r11_of_two_processes_that_save_at_once_one_is_told(draft) -> None:
    make_user(username="ana")
    make_user(username="boris")

    outcomes = in_processes(("ana", "save"), ("boris", "save"))

    assert sorted(outcomes) == ["Somebody saved it meanwhile.", DONE]
    winner = "ana" if outcomes[0] == DONE else "boris"
    assert (fresh().headline, fresh().edit_counter) == (f"As {winner} has it", 1)
    assert_trail(draft)
