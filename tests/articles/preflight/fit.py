"""An article in which preflight finds nothing, and what it finds once something is changed."""

from typing import Any

from articles.models import Article, Citation
from articles.preflight import Finding, preflight
from tests.factories import make_actor, make_article, make_citation, make_quote

WORDS = "We will open three new crossings in the spring"
BODY = f"“{WORDS},” Anna Berg said in Vienna.\n\nThe talks went on."


def make_fit_article(**fields: Any) -> Article:
    """Make a draft that cites one quote, and in which nothing is found."""
    article = make_article(**{"body": BODY, **fields})
    speaker = make_actor(name="Anna Berg")
    quote = make_quote(verified=True, text=WORDS, speaker=speaker)
    make_citation(article, quote, speaker_as_printed="Anna Berg", cue="said", paragraph=1)
    return article


def citation_of(article: Article) -> Citation:
    """Return the article's one citation."""
    return article.citations.select_related("quote").get()


def change(row: Any, **fields: Any) -> Any:
    """Change a row past every rule, as an import or an old fault would."""
    type(row).objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row


def codes(article: Article, **options: Any) -> list[str]:
    """Return the codes that preflight finds, each with its level."""
    return [f"{finding.code} {finding.level}" for finding in preflight(article, **options)]


def only(article: Article, code: str) -> Finding:
    """Return the one finding of that code."""
    (finding,) = [finding for finding in preflight(article) if finding.code == code]
    return finding


def paragraphs(*texts: str) -> Article:
    """Return an article that was never saved, with these paragraphs."""
    return Article(headline="Crossings to open", body="\n\n".join(texts))
