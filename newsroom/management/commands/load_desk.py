"""``manage.py load_desk FILE``: JSON Lines into the desk, checked line by line first."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries

from newsroom.bulk.lines import FileChangedError, LineFile
from newsroom.bulk.loading import BadLinesError, GoneMeanwhileError, Loaded, load
from newsroom.bulk.people import People, UnknownUserError
from newsroom.bulk.progress import Bars

STDIN = "-"


class Command(BaseCommand):
    """Load all rows of a file or none, and say of each bad line what is wrong with it."""

    help = (
        "Load what dump_desk wrote, or lines like it; docs/bulk.md describes them. Everything is "
        "checked before anything is written, and all of it is written or nothing. Exit status 1 "
        "where a line is bad."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a file, and how strict to be."""
        parser.add_argument("file", metavar="FILE", help="A file; - is standard input.")
        parser.add_argument(
            "--skip-bad", action="store_true", help="Load all good lines; list those left out."
        )
        parser.add_argument(
            "--check-rules",
            action="store_true",
            help="Also hold the rules across rows, as check_rules does. Slower.",
        )
        parser.add_argument(
            "--as",
            action="append",
            default=[],
            dest="stand_ins",
            metavar="USER",
            help="Who stands in for users that this desk lacks; THEIRS=USER for one of them.",
        )
        parser.add_argument(
            "--no-render",
            action="store_true",
            help="Leave the documents of the API to be rendered by the worker, or when asked for.",
        )
        parser.add_argument(
            "--progress", action="store_true", help="Draw progress bars beyond a terminal too."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load the file, and render what it changed."""
        bars = Bars(always=options["progress"])
        try:
            with _opened(options["file"]) as stream, LineFile(stream) as file:
                loaded = load(
                    file,
                    people=People(options["stand_ins"]),
                    skip_bad=options["skip_bad"],
                    check_rules=options["check_rules"],
                    bars=bars,
                )
        except BadLinesError as refused:
            self._list(refused.problems.sentences())
            raise CommandError("Nothing was loaded. Correct these lines.") from None
        except (UnknownUserError, FileChangedError, GoneMeanwhileError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from None
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        if not options["no_render"]:
            _render(bars)
        self._sum_up(loaded, options["verbosity"])

    def _sum_up(self, loaded: Loaded, verbosity: int) -> None:
        if loaded.left_out.count:
            self._list(["Left out:", *loaded.left_out.sentences()])
        if verbosity > 0:
            counted = [f"{shape.label} {rows:,}" for shape, rows in loaded.written.items() if rows]
            parts = f" ({', '.join(counted)})" if counted else ""
            self.stdout.write(self.style.SUCCESS(f"{loaded.rows:,} rows loaded{parts}."))

    def _list(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self.stderr.write(sentence)


def _render(bars: Bars) -> None:
    """Bring the public store up to date, so that no reader waits for what was loaded."""
    from newsroom.wire.models import Waiting
    from newsroom.wire.settle import settle, settle_everything

    settle()
    with bars.bar("Rendering", Waiting.objects.count(), "document") as advance:

        def go_on(number: int) -> None:
            reset_queries()  # with DEBUG on, Django keeps them all
            advance(number)

        settle_everything(go_on)


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    if name == STDIN:
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as stream:
        yield stream
