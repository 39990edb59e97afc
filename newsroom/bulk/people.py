"""Users: a file names them, a database has them or not, and others may stand in for them."""

from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import models

from .sentences import named


class UnknownUserError(ValueError):
    """Somebody who is to stand in for others is no user."""


class People:
    """Who is meant by the usernames of a file.

    ``stand_ins`` are usernames for all whom the database lacks, or ``THEIRS=OURS`` for one.
    """

    def __init__(self, stand_ins: Sequence[str] = ()) -> None:
        users: models.Manager[AbstractUser] = get_user_model()._default_manager
        self._numbers: dict[str, int] = dict(users.values_list("username", "pk"))
        self._instead: dict[str, str] = {}
        self._for_all = ""
        for given in stand_ins:
            theirs, is_one, ours = given.rpartition("=")
            if ours not in self._numbers:
                raise UnknownUserError(f"No user is called {named(ours)}. Add the user first.")
            if is_one:
                self._instead[theirs] = ours
            else:
                self._for_all = ours

    def number_of(self, name: str) -> int | None:
        """Return the number of a user, or of whoever stands in; None where nobody does."""
        if (number := self._numbers.get(self._instead.get(name, name))) is not None:
            return number
        return self._numbers.get(self._for_all)

    def problem_with(self, name: str) -> str:
        """Return what to do about a user whom nobody stands in for, or an empty text."""
        if self.number_of(name) is not None:
            return ""
        return f"There is no user {named(name)}. Add the user, or name a stand-in with --as."
