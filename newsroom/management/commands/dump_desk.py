"""``manage.py dump_desk [FILE]``: the whole desk as JSON Lines, a row a line."""

import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.bulk.dumping import lines, one_moment, rows_to_dump
from newsroom.bulk.progress import Bars

STDOUT = "-"


class Command(BaseCommand):
    """Write every row of the desk, by natural keys, in an order that loads again."""

    help = (
        "Write actors, events, topics, articles, quotes and all that links them as JSON Lines, "
        "as they stand at one moment; docs/bulk.md says what is in it. load_desk loads it. A file "
        "appears when it is whole, readable by its owner alone: drafts and notes are in it."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to."""
        parser.add_argument(
            "file", nargs="?", default=STDOUT, metavar="FILE", help="A file; - is standard output."
        )
        parser.add_argument(
            "--progress", action="store_true", help="Draw a progress bar beyond a terminal too."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the dump."""
        name: str = options["file"]
        bars = Bars(always=options["progress"])
        try:
            with _opened(name) as stream, one_moment():
                rows = _dump(stream, bars)
        except BrokenPipeError:
            # Nor is there anybody to flush to when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise CommandError("Whoever read the dump stopped reading.") from None
        except OSError as error:
            raise CommandError(f"{name} cannot be written: {error.strerror}.") from None
        if name != STDOUT and options["verbosity"] > 0:
            self.stdout.write(self.style.SUCCESS(f"{rows:,} rows written to {name}."))


def _dump(stream: IO[bytes], bars: Bars) -> int:
    rows = 0
    with bars.bar("Dumping", rows_to_dump() if bars.are_drawn else 0) as advance:
        for line in lines(advance):
            stream.write(line)
            rows += 1
    return rows


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """Open standard output, or a file that takes its name once it is whole."""
    if name == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name).resolve()
    if path.is_dir():
        raise CommandError(f"{name} is a folder. Name a file in it.")
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        try:
            yield new
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).replace(path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
