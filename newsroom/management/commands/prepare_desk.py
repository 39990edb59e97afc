"""`manage.py prepare_desk`: make a development database ready to be looked at."""

import secrets
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from newsroom.models import User
from newsroom.roles import ROLES
from newsroom.wire.settle import settle_everything

EDITOR = "editor"


def story_is_empty() -> bool:
    """Whether no actor, event, article or anything of theirs is stored yet."""
    return not any(
        model._default_manager.exists()
        for label in ("actors", "summits", "articles")
        for model in apps.get_app_config(label).get_models()
    )


def fixture_names() -> list[str]:
    """The fixtures of the seed story, in their loading order."""
    return [path.name for path in sorted(Path(settings.FIXTURE_DIRS[0]).glob("*.*"))]


def make_cast(password: str) -> None:
    """Make a member of the desk for each role, with the editor's password (as it is stored).

    Publishing takes two people: with these, one person can try the whole way of an article.
    """
    for role in ROLES:
        member, is_new = User.objects.get_or_create(
            username=username_of(role), defaults={"is_staff": True, "password": password}
        )
        if is_new:
            member.groups.set(Group.objects.filter(name=role))


def username_of(role: str) -> str:
    """Return who plays a role in development: desk-editor."""
    return role.replace(" ", "-")


def password_of_the_editor() -> str | None:
    """Make the development editor if need be; return the password, if it is still ours to tell.

    It is kept beside the development database, so that every start can say it again.
    """
    note = Path(settings.DATA_DIR, "editor-password")
    editor, is_new = User.objects.get_or_create(
        username=EDITOR, defaults={"is_staff": True, "is_superuser": True}
    )
    if is_new:
        note.touch(mode=0o600)
        note.write_text(secrets.token_urlsafe(9))
        editor.set_password(note.read_text())
        editor.save(update_fields=["password"])
        make_cast(editor.password)
    password = note.read_text() if note.exists() else ""
    return password if editor.check_password(password) else None


class Command(BaseCommand):
    help = (
        "Development only: migrate, make the cache table, load the seed story where the database "
        f'is empty, complete the public store, and make a superuser "{EDITOR}" and a member of '
        "each role."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "prepare_desk makes a superuser whose password it prints: it is for development "
                "only. In production: migrate, createcachetable, collectstatic, createsuperuser."
            )
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if story_is_empty() and (names := fixture_names()):
            self.stdout.write("Loading the seed story ...")
            call_command("loaddata", *names, verbosity=0)
        settle_everything()  # what was loaded, and what an older version did not keep
        password_of_the_editor()
