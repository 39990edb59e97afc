"""``manage.py preflight [SLUG...]``: is what the desk holds fit to print?"""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from articles.preflight import Finding, preflight


class Command(BaseCommand):
    """Print each finding in a line; exit status 1 while an error stands."""

    help = (
        "Check articles as publishing does. Changes nothing. One line for each finding: level, "
        "code, article, place, sentence; with --verbosity 2 also what to do and the finding's "
        "name. Exit status 1 while an error stands, 2 for an unknown address."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take addresses and what to leave out."""
        parser.add_argument("slug", nargs="*", help="Address of an article. None: all articles.")
        parser.add_argument(
            "--errors", action="store_true", help="Leave out what may be acknowledged."
        )
        parser.add_argument(
            "--status",
            action="append",
            choices=Article.Status.values,
            help="Only articles of this status; may be given several times.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the checks, article by article."""
        counts = {"articles": 0, "errors": 0, "warnings": 0}
        for article in self._articles(options["slug"], options["status"]):
            counts["articles"] += 1
            for finding in preflight(article):
                counts["errors" if finding.is_error else "warnings"] += 1
                if finding.is_error or not options["errors"]:
                    self._print(article, finding, options["verbosity"])
        if options["verbosity"] > 0:
            summary = ", ".join(_counted(number, name) for name, number in counts.items())
            self.stdout.write(f"{summary}.")
        if counts["errors"]:
            raise CommandError("Not fit to print while an error stands.", returncode=1)

    def _articles(self, slugs: list[str], statuses: list[str] | None) -> Iterator[Article]:
        found = Article.objects.select_related("outlet").order_by("pk")
        if statuses:
            found = found.filter(status__in=statuses)
        if not slugs:
            return found.iterator(chunk_size=100)
        known = set(Article.objects.filter(slug__in=slugs).values_list("slug", flat=True))
        if unknown := [slug for slug in slugs if slug not in known]:
            raise CommandError(f"No article has the address: {', '.join(unknown)}.", returncode=2)
        return found.filter(slug__in=slugs).iterator(chunk_size=100)

    def _print(self, article: Article, finding: Finding, verbosity: int) -> None:
        style = self.style.ERROR if finding.is_error else self.style.WARNING
        name = article.slug or f"article {article.pk}"
        head = style(f"{finding.level} {finding.code}")
        self.stdout.write(f"{head} {name} {finding.place}: {finding.sentence}")
        if verbosity > 1:
            self.stdout.write(f"    {finding.hint} [{finding.name}]")


def _counted(number: int, name: str) -> str:
    return f"{number} {name if number != 1 else name.removesuffix('s')}"
