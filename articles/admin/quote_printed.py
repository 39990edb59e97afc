"""Where a quote is printed, and what readers were told of it since."""

from dataclasses import dataclass, field

from django.db.models import F

from articles.models import Citation, Correction, Quote


@dataclass(slots=True)
class Printed:
    """One article that prints the quote, with the corrections that it owed or owes."""

    citation: Citation
    corrections: list[Correction] = field(default_factory=list)


def printed_in(quote: Quote) -> list[Printed]:
    """Return every article that prints the quote, what readers have last first."""
    cited = quote.citations.select_related("article").order_by(
        F("article__published_at").desc(nulls_last=True), "-article_id"
    )
    rows = {citation.article_id: Printed(citation) for citation in cited}
    for correction in quote.corrections.select_related("notice").order_by("-opened_at", "-pk"):
        if correction.article_id in rows:
            rows[correction.article_id].corrections.append(correction)
    return list(rows.values())


def to_issue(quote: Quote) -> list[Correction]:
    """Return the corrections of the quote that wait."""
    return list(quote.corrections.open().select_related("article", "quote__speaker"))
