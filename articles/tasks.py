"""Background work on articles: each task wakes what rows already say is to be done."""

from celery import shared_task

from articles.linking.searching import forget_old_searches, go_on, waiting_searches, wake


@shared_task
def search_quotations(search_id: int) -> None:
    """Go on with a search until no article of it is left to claim."""
    go_on(search_id)


@shared_task
def wake_quotation_searches() -> None:
    """Wake every search that no worker is busy with, and forget those of long ago."""
    for search_id in waiting_searches():
        wake(search_id)
    forget_old_searches()
