"""What becomes of the publication time of an article that is taken off the schedule."""

import datetime

from django.utils.dateparse import parse_datetime

from articles.models import Article, ArticleStatus, Revision


def last_readable_since(article: Article) -> datetime.datetime | None:
    """Return when readers last got an article that is to appear again, None if they never did."""
    taken_down = (
        Revision.objects.of_article(article).filter(status_after=ArticleStatus.WITHDRAWN).first()
    )
    known = taken_down and taken_down.snapshot["article"]["published_at"]
    since = parse_datetime(known) if known else None
    embargo = article.embargo_until
    return None if since and embargo and since < embargo else since
