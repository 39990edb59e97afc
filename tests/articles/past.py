"""Articles with a past, and where the pages of their history are."""

from django.urls import reverse

from articles.revisions import CONTENT, record_saved
from tests.factories import (
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_organisation,
    make_quote,
    make_topic,
)


def history(article, **query):
    return reverse("admin:articles_article_history", args=[article.pk]), query


def restore_url(article, seq):
    return reverse("admin:articles_article_restore", args=[article.pk, seq])


def compare_url(article):
    return reverse("admin:articles_revision_compare", args=[article.slug])


def revision_url(revision):
    return reverse("admin:articles_revision_change", args=[revision.pk])


def save(article, by, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return record_saved(article, by=by)


def words(snapshot):
    """Return what a restored revision brings back."""
    kept = (*CONTENT, "outlet", "topics", "credits")
    return (
        {name: snapshot["article"][name] for name in kept},
        snapshot["citations"],
        snapshot["coverage"],
    )


def make_storied(author):
    """Make a draft with four states on record, each with other words, quotes and links."""
    article = make_article(headline="First", body="One two three.", created_by=author)
    record_saved(article, by=author)
    gone, kept = make_quote(text="We will leave"), make_quote(text="We will stay")
    make_citation(article, kept, cue="said")
    make_coverage(article, make_event(title="Talks"))
    article.topics.set([make_topic(label="War")])
    save(article, author, body=f"{article.body}\r\n\r\nA “new” paragraph 𝕏.", highlights=["One"])
    make_citation(article, gone)
    article.credits.set([make_organisation(name="PTI")])
    save(article, author, standfirst="שלום", outlet=make_organisation(name="Paper"))
    article.citations.get(quote=gone).delete()
    article.coverage.all().delete()
    article.topics.clear()
    save(article, author, headline="Fourth", body="“We will stay,” somebody said.", outlet=None)
    return article
