"""``manage.py check_rules``: verify what is stored against the desk's rules."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.integrity import findings


class Command(BaseCommand):
    """Print each broken rule with its row; exit status 1 while one stands."""

    help = (
        "Check every stored row against the rules R1-R5 and recompute the derived columns. "
        "Changes nothing. Exit status 1 while a rule is broken."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run the check."""
        count = 0
        for finding in findings():
            count += 1
            self.stdout.write(str(finding))
        if count:
            raise CommandError(f"{count} broken rules found.", returncode=1)
        self.stdout.write(self.style.SUCCESS("Every stored row keeps the rules."))
