"""The steps of an article, each with the service that takes it."""

from typing import Any

from articles.models import Article
from articles.services import publish_article, reopen_article, submit_article, withdraw_article

from .workflow import Step

_Status = Article.Status


def _written_by_you(article: Article, user: Any) -> str:
    if article.pk is None or article.created_by_id in (None, user.pk):
        return "You write it, somebody else publishes it: submit it for review."
    return ""


SUBMIT = Step(
    name="submit",
    button="Save and submit for review",
    action="Submit for review",
    done="“{}” waits for somebody else to review and publish it.",
    take=submit_article,
    statuses=frozenset({_Status.DRAFT}),
    title="Somebody else then reads and publishes it.",
)
PUBLISH = Step(
    name="publish",
    button="Save and publish",
    action="Publish",
    done="“{}” is published.",
    take=publish_article,
    statuses=frozenset({_Status.DRAFT, _Status.IN_REVIEW}),
    title="Readers see it at once, or at the time given under “Publish at”.",
    barred=_written_by_you,
)
WITHDRAW = Step(
    name="withdraw",
    button="Save and withdraw",
    action="Withdraw",
    done="“{}” is withdrawn: readers no longer see it.",
    take=withdraw_article,
    statuses=frozenset({_Status.PUBLISHED}),
    title="Readers no longer see it. It may return to draft later.",
)
REOPEN = Step(
    name="reopen",
    button="Save and return to draft",
    action="Return to draft",
    done="“{}” is a draft again.",
    take=reopen_article,
    statuses=frozenset({_Status.WITHDRAWN, _Status.IN_REVIEW}),
)
