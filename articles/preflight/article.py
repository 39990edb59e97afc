"""A04 and A09: what the article lacks around its text."""

from collections.abc import Iterator

from articles.markdown import MAX_BODY
from articles.models import Article

from .examined import Examined
from .registry import ERROR, WARNING, Finding, at_field, error, moment, register, warning


@register("A04", ERROR, WARNING)
def missing_parts(examined: Examined) -> Iterator[Finding]:
    """There is no headline or body, or the source text has no outlet or date."""
    article = examined.article
    for field in ("headline", "body"):
        if not getattr(article, field).strip():
            yield error(
                "A04",
                f"There is no {field}.",
                f"Write the {field}.",
                at_field(field),
                f"no {field}",
            )
    if not examined.is_readable:
        yield error(
            "A04",
            f"The body has {len(article.body):,} characters; at most {MAX_BODY:,} can be checked.",
            "Make two articles of it, or take out what does not belong there.",
            at_field("body"),
            "long body",
        )
    if is_from_a_source(article):
        yield from _missing_parts_of_the_source(article)


def is_from_a_source(article: Article) -> bool:
    """Tell whether the desk worked from somebody else's text, of which it has kept a trace."""
    traces = ("source_headline", "source_url", "source_ref", "credit_line")
    return any(getattr(article, field).strip() for field in traces) or bool(
        article.outlet_id or article.source_date or article.source_updated
    )


def _missing_parts_of_the_source(article: Article) -> Iterator[Finding]:
    if article.outlet_id is None:
        yield warning(
            "A04",
            "The outlet of the source text is not known.",
            "Choose it under “Source text”, if the text names it.",
            at_field("outlet"),
            "no outlet",
        )
    elif article.outlet_deduced:
        yield warning(
            "A04",
            f"The source text does not name {article.outlet} as its outlet: the desk worked it "
            "out.",
            "Confirm it, and untick “outlet deduced”.",
            at_field("outlet"),
            "deduced outlet",
        )
    if article.source_date is None:
        updated = article.source_updated
        yield warning(
            "A04",
            "The day of the source text is not known"
            + (f"; it was updated on {updated.isoformat()}." if updated else "."),
            "Enter it under “Source text”, if the text prints it.",
            at_field("source_date"),
            "no source date",
        )


@register("A09", ERROR)
def picture_and_times(examined: Examined) -> Iterator[Finding]:
    """A picture has no credit, the embargo ends after publication, a retraction has no notice."""
    article = examined.article
    if article.image and not article.image_credit.strip():
        yield error(
            "A09",
            "The picture has no credit.",
            "Write whose picture it is, as printed: AFP.",
            at_field("image_credit"),
            "no credit",
        )
    if article.embargo_until and examined.at < article.embargo_until:
        yield error(
            "A09",
            f"The embargo lasts until {moment(article.embargo_until)}, after the publication time.",
            "Publish later, or end the embargo earlier.",
            at_field("embargo_until"),
            "embargo",
        )
    if article.status == Article.Status.RETRACTED and not examined.has_retraction_notice:
        yield error(
            "A09",
            "The article is retracted and no notice tells readers so.",
            "Issue the notice of retraction.",
            at_field("status"),
            "no notice",
        )
