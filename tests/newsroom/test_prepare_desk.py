import contextlib
import sqlite3
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from newsroom.management.commands.prepare_desk import password_of_the_editor
from newsroom.models import User
from tests.newsroom.processes import manage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.DEBUG = True
    return tmp_path


def whole_database(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_the_editor_may_do_everything_in_the_admin():
    password = password_of_the_editor()

    editor = User.objects.get(username="editor")
    assert (editor.is_active, editor.is_staff, editor.is_superuser) == (True, True, True)
    assert password is not None
    assert editor.check_password(password)


def test_each_role_has_a_member_with_the_same_password():
    password = password_of_the_editor()

    cast = User.objects.exclude(username="editor")
    assert {user.username: [group.name for group in user.groups.all()] for user in cast} == {
        "reporter": ["reporter"],
        "sub-editor": ["sub-editor"],
        "desk-editor": ["desk editor"],
        "legal": ["legal"],
        "administrator": ["administrator"],
    }
    assert all(user.check_password(password) for user in cast)
    assert all(user.is_staff and not user.is_superuser for user in cast)


def test_the_same_password_is_told_at_every_start():
    assert password_of_the_editor() == password_of_the_editor()


def test_a_password_is_random(data_folder):
    first = password_of_the_editor()
    User.objects.all().delete()

    assert password_of_the_editor() != first


def test_only_the_owner_may_read_the_kept_password(data_folder):
    password_of_the_editor()

    assert (data_folder / "editor-password").stat().st_mode & 0o777 == 0o600


def test_a_password_that_the_editor_changed_is_not_told():
    password_of_the_editor()
    editor = User.objects.get(username="editor")
    editor.set_password("one of their own")
    editor.save()

    assert password_of_the_editor() is None


def test_without_debug_no_editor_is_made(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="for development only"):
        call_command("prepare_desk")

    assert not User.objects.exists()


@pytest.mark.once
def test_preparing_twice_changes_nothing(tmp_path):
    variables = {"DATA_DIR": str(tmp_path), "DEBUG": "true"}
    first = manage("prepare_desk", **variables)
    before = whole_database(tmp_path / "newsroom.sqlite3")

    second = manage("prepare_desk", **variables)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert second.stdout == ""
    assert whole_database(tmp_path / "newsroom.sqlite3") == before
