"""H01: what readers would meet and may not see."""

from collections.abc import Iterator

from actors.models import Actor
from articles.references import hidden_references

from .examined import Examined
from .registry import WARNING, Finding, at_row, register, warning


@register("H01", WARNING)
def hidden(examined: Examined) -> Iterator[Finding]:
    """An actor or an event that the article shows is not ticked public."""
    if not examined.article.pk:
        return
    for row in hidden_references(examined.article):
        kind = "actor" if isinstance(row, Actor) else "event"
        yield warning(
            "H01",
            f"“{row}” is not public: readers will not see it where the article shows it.",
            "Tick it public, or leave it out on purpose.",
            at_row(kind, row, field="is_public"),
            f"{kind} {row.slug}",
        )
