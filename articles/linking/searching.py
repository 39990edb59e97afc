"""Searching many articles for quotations: rows with leases, so that no worker has to be trusted.

A search is claimed article by article. A worker that is killed loses its claim by the clock, and
what is done twice is counted once.
"""

import datetime
import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from articles.models import Article, QuotationSearch, SearchedArticle

from .proposals import proposals_for
from .standing import standing_of

logger = logging.getLogger(__name__)

LEASE = datetime.timedelta(minutes=2)
KEPT_FOR = datetime.timedelta(days=30)
#: As many articles as one search takes, and as many workers as it wakes.
MOST_ARTICLES = 5000
MOST_WORKERS = 4
_ARTICLES_A_WORKER = 25


def start_search(articles: Iterable[Article], *, by: Any) -> QuotationSearch:
    """Begin to search these articles; workers are woken once the rows are stored."""
    with transaction.atomic():
        search = QuotationSearch.objects.create(asked_by_id=by.pk)
        rows = [SearchedArticle(search=search, article=article) for article in articles]
        SearchedArticle.objects.bulk_create(rows, batch_size=500)
        workers = min(MOST_WORKERS, 1 + len(rows) // _ARTICLES_A_WORKER)
        transaction.on_commit(lambda: wake(search.pk, workers))
    return search


def wake(search_id: int, workers: int = 1) -> None:
    """Ask that many workers to go on with the search.

    A broker that cannot be reached loses nothing: the sweep asks again.
    """
    from articles.tasks import search_quotations

    try:
        for _ in range(workers):
            search_quotations.delay(search_id)
    except OperationalError:
        logger.warning("The broker does not answer; the sweep will wake search %s.", search_id)


def go_on(search_id: int) -> int:
    """Search what nobody else is searching, until nothing is left; return how many articles."""
    done = 0
    while (row := _claimed(search_id)) is not None:
        _search(row)
        done += 1
    _finish(search_id)
    return done


def waiting_searches() -> list[int]:
    """Return the searches with articles that no worker holds, and those that nobody finished."""
    free = SearchedArticle.objects.filter(_is_free(), search__finished_at=None)
    unfinished = _searched_through()
    keys = {*free.values_list("search", flat=True), *unfinished.values_list("pk", flat=True)}
    return sorted(keys)


def forget_old_searches() -> None:
    """Delete the searches that were over a month ago."""
    QuotationSearch.objects.filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()


def _is_free() -> Q:
    return Q(searched_at=None) & (Q(leased_until=None) | Q(leased_until__lt=timezone.now()))


def _claimed(search_id: int) -> SearchedArticle | None:
    """Claim one article by an update that only one worker makes."""
    rows = SearchedArticle.objects.filter(search=search_id)
    while (key := rows.filter(_is_free()).values_list("pk", flat=True).first()) is not None:
        until = timezone.now() + LEASE
        if rows.filter(_is_free(), pk=key).update(leased_until=until):
            return rows.select_related("article").get(pk=key)
    return None


def _search(row: SearchedArticle) -> None:
    """Count what waits in the article; what the article says meanwhile is the next search's."""
    proposed = [one for one in proposals_for(standing_of(row.article)) if not one.is_indirect]
    SearchedArticle.objects.filter(pk=row.pk, searched_at=None).update(
        searched_at=timezone.now(),
        leased_until=None,
        found=len(proposed),
        named=sum(one.found.evidence == "named" for one in proposed),
        on_file=sum(bool(one.on_file) for one in proposed),
    )


def _finish(search_id: int) -> None:
    """Note that the search is over, where nothing of it is left."""
    _searched_through().filter(pk=search_id).update(finished_at=timezone.now())


def _searched_through() -> QuerySet[QuotationSearch]:
    """Return the searches of which nothing is left, and that nobody called finished yet."""
    left = SearchedArticle.objects.filter(search=OuterRef("pk"), searched_at=None)
    return QuotationSearch.objects.running().filter(~Exists(left))
