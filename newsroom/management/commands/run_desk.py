"""`manage.py run_desk`: the whole product on this machine, for development."""

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from newsroom.management.commands.prepare_desk import (
    EDITOR,
    password_of_the_editor,
    username_of,
)
from newsroom.processes import run_together
from newsroom.roles import ROLES

HOST = "127.0.0.1"
CELERY = [sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "--app", "newsroom"]


def commands(port: int) -> dict[str, list[str]]:
    """The programs that make up a running Newsroom."""
    return {
        "server": [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"],
        "worker": [*CELERY, "worker", "--pool", "threads", "--concurrency", "4", "-l", "WARNING"],
        "scheduler": [*CELERY, "beat", "-l", "WARNING"],
    }


def check_port_is_free(port: int) -> None:
    """Raise a CommandError where nothing could listen on the port."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
    except (OSError, OverflowError) as error:
        raise CommandError(
            f"Port {port} cannot be used ({error}). Choose another: make run PORT=8001"
        ) from error


def is_listening(port: int) -> bool:
    """Whether somebody answers on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


class Command(BaseCommand):
    help = "Development only: prepare_desk, then serve with a worker and the scheduler beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        self.port: int = options["port"]
        self.is_announced = False
        check_port_is_free(self.port)
        try:
            call_command("prepare_desk", stdout=self.stdout)
        except KeyboardInterrupt as error:  # each step is whole or not done
            raise CommandError("Stopped while preparing; the next make run goes on.") from error
        os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"  # README.md says the same
        ended = run_together(commands(self.port), watch=self.announce)
        if ended:
            raise CommandError(f"The {ended} ended by itself; what it printed above says why.")
        self.stdout.write("Newsroom has stopped.")

    def announce(self) -> None:
        """Say where Newsroom is and how to log in, once it answers."""
        if self.is_announced or not is_listening(self.port):
            return
        self.is_announced = True
        password, cast = password_of_the_editor(), ", ".join(map(username_of, ROLES))
        login = (
            f"password {password}; to try the roles also as {cast}"
            if password
            else f"with your own password (new one: manage.py changepassword {EDITOR})"
        )
        self.stdout.write(
            f"\n  Newsroom runs at http://{HOST}:{self.port}/\n"
            f"  Log in at http://{HOST}:{self.port}/admin/ as {EDITOR}, {login}\n"
            "  Ctrl-C ends it.\n"
        )
        self.stdout.flush()
