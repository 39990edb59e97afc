"""Threads with connections of their own that go on until they are told to stop."""

import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from random import Random

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import Error, IntegrityError, OperationalError, connection
from django.db.models import ProtectedError, RestrictedError

from .acts import ACTS, Act
from .desk import Desk, NothingToDoError
from .readers import Reader
from .short_lives import hide, show

#: So many seconds more are given to a run that has not done enough yet.
PATIENCE = 60


class Crew:
    """What runs beside each other; the first one's failure ends all."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.threads: list[threading.Thread] = []
        self.failures: list[str] = []

    def send(self, act: Callable[[], object], *, pause: float = 0.0) -> None:
        """Let somebody do this again and again."""

        def run() -> None:
            try:
                while not self.stop.is_set():
                    act()
                    self.stop.wait(pause)
            except BaseException:  # noqa: BLE001 - the test tells of it
                self.failures.append(traceback.format_exc())
                self.stop.set()
            finally:
                connection.close()

        self.threads.append(threading.Thread(target=run, daemon=True))

    def work(self, seconds: float, *, enough: Callable[[], bool]) -> None:
        """Begin together, and stop after so many seconds and, on a slow machine, enough work."""
        for thread in self.threads:
            thread.start()
        self.stop.wait(seconds)
        patience = time.monotonic() + PATIENCE
        while not self.stop.wait(0.1) and not enough() and time.monotonic() < patience:
            pass
        self.stop.set()
        until = time.monotonic() + 120
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))
        assert not [thread for thread in self.threads if thread.is_alive()], "somebody hangs"
        assert not self.failures, "\n".join(self.failures)


class Writer:
    """Somebody who does one thing after the other, and is refused sometimes."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.rng = desk, Random(seed)
        self.by = desk.people[seed % len(desk.people)]
        self.reader = Reader(desk.secrets, seed)
        self.counts: Counter[str] = Counter()
        self.acts: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()

    def act(self) -> None:
        """Do something."""
        act = self.rng.choice(ACTS)
        self.counts[self.outcome(act)] += 1

    def outcome(self, act: Act) -> str:
        name = getattr(act, "__name__", "")
        try:
            made = act(self.desk, self.rng, self.by)
        except NothingToDoError:
            return "nothing to do"
        except (ValidationError, ProtectedError, RestrictedError):
            self.refusals[name] += 1
            return "refused by a service"
        except ObjectDoesNotExist:
            return "gone meanwhile"
        except IntegrityError as error:
            self.about_the_desk(error)
            self.refusals[name] += 1
            return "refused by the database"
        except OperationalError as error:
            self.about_the_desk(error)
            return f"gave way: {str(error).splitlines()[0]}"
        except Error as error:
            if "immutable" in str(error) or "append" in str(error):
                return "refused by the database"
            raise
        self.acts[name] += 1
        if act is show:
            self.reader.look_around()
        elif act is hide:
            self.reader.look_again(str(made))
        return "done"

    def about_the_desk(self, error: Error) -> None:
        """Writers lock each other's rows; the store's own tables must never be part of it."""
        assert "newsroom_" not in str(error), error
