"""``manage.py import_articles FILE...``: texts from outside into drafts."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from actors.refusals import sentence_of
from articles.ingest import LARGEST, LIMITS, Refused, read
from articles.services import Intake, take_in

STDIN = "-"


class Command(BaseCommand):
    """Print what became of each file, and what looks wrong in it, a line each."""

    help = (
        "Take texts in as drafts: plain text, ninjs 3 (JSON), RSS or Atom, web pages. Of each file "
        "all articles are taken in or none; a bad file does not stop the others. A text that is "
        "there already is not taken in again. Exit status 1 where a file was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files, and in whose name."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="A file; - is standard input.")
        parser.add_argument(
            "--by", metavar="USERNAME", help="Who becomes the author of the drafts."
        )
        parser.add_argument(
            "--format",
            choices=sorted(LIMITS),
            default="",
            help="What the files are. Without it, each is recognised by how it begins.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take in file by file."""
        by = self._author(options["by"])
        self.verbosity = options["verbosity"]
        counts = {"new": 0, "known": 0, "refused": 0}
        files: list[str] = options["files"]
        for number, file in enumerate(files, start=1):
            name = "standard input" if file == STDIN else file
            try:
                done = self._take_in(file, by=by, kind=options["format"])
            except (Refused, ValidationError, DatabaseError, OSError) as error:
                counts["refused"] += 1
                self.stderr.write(self.style.ERROR(f"{name}: {_sentence(error)}"))
                continue
            counts["new"] += sum(one.is_new for one in done)
            counts["known"] += sum(not one.is_new for one in done)
            progress = f"[{number}/{len(files)}] " if len(files) > 1 else ""
            for one in done:
                self._say(f"{progress}{name}", one)
        self._sum_up(counts)

    def _take_in(self, file: str, *, by: Any, kind: str) -> list[Intake]:
        if file == STDIN:
            return take_in(read(sys.stdin.buffer.read(LARGEST + 1), format=kind), by=by)
        path = Path(file)
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        size = path.stat().st_size
        return take_in(read(data, name=path.name, size=size, format=kind), by=by, name=path.name)

    def _author(self, username: str | None) -> Any:
        if username is None:
            return None
        user = get_user_model()._default_manager.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"No active user is called {username}.", returncode=2)
        return user

    def _say(self, name: str, one: Intake) -> None:
        if self.verbosity == 0:
            return
        article = one.article
        if not one.is_new:
            day = one.source.taken_in_at.date().isoformat()
            self.stdout.write(f"{name}: already there since {day} as {article.slug}")
            return
        self.stdout.write(self.style.SUCCESS(f"{name}: draft {article.slug}"))
        self._list(one.source.remarks)
        if self.verbosity > 1:
            self._list(one.source.left_out, " left out:")

    def _list(self, findings: list[dict[str, str]], before: str = "") -> None:
        for finding in findings:
            place = f" {finding['place']}:" if finding["place"] else before
            self.stdout.write(f"  {finding['code']}{place} {finding['sentence']}")
            if self.verbosity > 1 and finding["hint"]:
                self.stdout.write(f"      {finding['hint']}")

    def _sum_up(self, counts: dict[str, int]) -> None:
        said = [f"{counts['new']} taken in", f"{counts['known']} already there"]
        if counts["refused"]:
            raise CommandError(f"{', '.join(said)}, {counts['refused']} refused.", returncode=1)
        if self.verbosity > 0:
            self.stdout.write(f"{', '.join(said)}.")


def _sentence(error: Exception) -> str:
    """Return what to tell the administrator about a file that was not taken in."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, DatabaseError):
        return sentence_of(error)
    if isinstance(error, IsADirectoryError):
        return "This is a folder. Name the files in it."
    if isinstance(error, OSError):
        return f"It cannot be read: {error.strerror}."
    return str(error)
