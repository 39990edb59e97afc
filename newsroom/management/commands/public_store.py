"""`manage.py public_store`: look after the documents that the API serves, and their change log."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from newsroom.wire.models import Document, Resource, Sequence, Touched, Waiting
from newsroom.wire.rebuilding import begin_rebuild, go_on
from newsroom.wire.upkeep import compact
from newsroom.wire.verifying import differences


class Command(BaseCommand):
    help = "Look after the public store: the documents that the API serves, and their change log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="act", required=True, metavar="what to do")
        rebuild = does.add_parser("rebuild", help="make every document anew; go on where stopped")
        rebuild.add_argument("--restart", action="store_true", help="begin anew, do not go on")
        does.add_parser("verify", help="compare every document with one made anew")
        does.add_parser("status", help="say what there is and what waits")
        does.add_parser("compact", help="drop old changes that later ones supersede")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        acts: dict[str, Callable[..., None]] = {
            "rebuild": self.rebuild,
            "verify": self.verify,
            "status": self.status,
            "compact": self.compact,
        }
        acts[act](**options)

    def rebuild(self, *, restart: bool, **_options: Any) -> None:
        """Make every document anew, with a bar; a run that was stopped is gone on with."""
        began_at, waiting = begin_rebuild(restart=restart)
        if began_at is not None:
            self.stdout.write(
                f"Going on with the rebuild that began on {began_at:%d %B %Y at %H:%M} UTC: "
                f"{waiting} documents are left. To begin anew: public_store rebuild --restart"
            )
        with bar(waiting) as progress:
            go_on(progress.update)
        if left := Waiting.objects.count():
            raise CommandError(
                f"{left} documents still wait: the desk has written meanwhile, or they cannot be "
                "made, and the log of errors says why. Mend that and run public_store rebuild."
            )
        self.stdout.write(f"The public store is complete: {count_documents()} documents.")

    def verify(self, **_options: Any) -> None:
        """Print each difference; fail where there is one."""
        found = 0
        with bar(count_documents()) as progress:
            for sentence in differences(progress.update):
                found += 1
                progress.clear()
                self.stdout.write(sentence)
        if found:
            raise CommandError(
                f"{found} differences. To make every document anew: public_store rebuild --restart"
            )
        self.stdout.write(f"All {count_documents()} documents are as they would be made now.")

    def status(self, **_options: Any) -> None:
        """Say what there is and what waits."""
        last = Sequence.objects.values_list("last", flat=True).first() or 0
        now = timezone.now()
        oldest = Waiting.objects.order_by("since").values_list("since", flat=True).first()
        self.stdout.write(f"Last change: {last}")
        for resource in Resource:
            number = Document.objects.filter(resource=resource).exclude(key=None).count()
            self.stdout.write(f"{resource.label}: {number} documents")
        self.stdout.write(f"Gone: {Document.objects.filter(key=None).count()}")
        self.stdout.write(f"Marks due: {Touched.objects.filter(due_at__lte=now).count()}")
        self.stdout.write(f"Marks to come: {Touched.objects.filter(due_at__gt=now).count()}")
        waits = f", the oldest for {(now - oldest).total_seconds():.0f} s" if oldest else ""
        self.stdout.write(f"Waiting: {Waiting.objects.count()}{waits}")

    def compact(self, **_options: Any) -> None:
        """Drop old changes that later ones supersede."""
        self.stdout.write(f"{compact()} superseded changes dropped.")


def count_documents() -> int:
    """Return how many documents readers can get."""
    return Document.objects.exclude(key=None).count()


def bar(total: int) -> Any:
    """Return a progress bar; where nobody looks, it stays silent."""
    return tqdm(total=total, unit=" documents", disable=not sys.stderr.isatty(), leave=False)
