"""Who may do what with an article in which status: the one table behind services and buttons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .choices import ArticleStatus, RevisionAction
from .models import Article, Revision

Status = ArticleStatus


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is done with an article: in which statuses, and with which permission."""

    name: str
    verb: str
    statuses: frozenset[str]
    permission: str
    #: What its line in the record of the article is called.
    revision: RevisionAction | None = None
    #: What else stands against it: each returns a sentence, or nothing.
    objections: tuple[Callable[[Article, Any], str], ...] = ()


#: Why somebody without a permission may not act, by the permission.
_NOT_YOURS = {
    "change_article": "Your role reads articles and does not write them.",
    "delete_article": "Your role does not delete articles.",
    "review_article": "Only sub-editors, desk editors and legal review articles.",
    "publish_article": "Only a desk editor does this.",
    "withdraw_article": "Only desk editors and legal take articles down.",
    "retract_article": "Only a desk editor retracts articles.",
}


def is_approved(article: Article) -> bool:
    """Tell whether somebody other than its author read the article as it stands (R9)."""
    return (
        article.status == Status.IN_REVIEW
        and article.reviewed_by_id is not None
        and article.reviewed_by_id != article.created_by_id
    )


def refusal(name: str, article: Article, by: Any) -> str:
    """Return why this person may not act on the article now, or an empty text.

    ``name`` is a key of ACTIONS. Services refuse with this sentence; the admin shows a button
    exactly where there is none.
    """
    action = ACTIONS[name]
    if article.status not in action.statuses:
        current = article.status_label.lower()
        return (
            f"“{article}” is {current}, so it cannot be {action.verb}. "
            "Reload the page to see it as it is."
        )
    if not by.has_perm(f"articles.{action.permission}"):
        return _NOT_YOURS[action.permission]
    return next(filter(None, (objection(article, by) for objection in action.objections)), "")


def open_to(article: Article, by: Any) -> list[str]:
    """Return the names of the actions that would work on this article for this person."""
    return [name for name in ACTIONS if not refusal(name, article, by)]


def saving(article: Article) -> str:
    """Return the action that changing the article's words is now: the key of one in ACTIONS."""
    names = {Status.IN_REVIEW: "edit_in_review", Status.PUBLISHED: "propose"}
    return names.get(Status(article.status), "save")


def may_save(article: Article, by: Any) -> bool:
    """Tell whether this person may change the article's words now, or propose to (R8)."""
    return not refusal(saving(article), article, by)


def _writes(_article: Article, by: Any) -> str:
    """Legal reads what is in review, sends it back or approves it, and writes nothing."""
    return "" if by.has_perm("articles.change_article") else _NOT_YOURS["change_article"]


def _only_its_author(article: Article, by: Any) -> str:
    return "" if article.created_by_id == by.pk else "Only its author takes an article back."


def _not_its_author(article: Article, by: Any) -> str:
    if article.created_by_id == by.pk:
        return "You wrote this article, so somebody else reviews it."
    if article.reviewed_by_id == by.pk:
        return "You approved this article as it stands."
    return ""


def _four_eyes(article: Article, by: Any) -> str:
    """R9: nobody publishes an article that they alone wrote and reviewed."""
    if article.created_by_id is None:
        return "The article has no author yet. Save it once, or submit it for review."
    if article.created_by_id == by.pk and not is_approved(article):
        return "You wrote this article, so somebody else has to read it before it is published."
    return ""


def _has_a_proposal(article: Article, _by: Any) -> str:
    if Revision.objects.open_proposal(article) is None:
        return f"Nobody proposes a change to “{article}”. Reload the page to see it as it is."
    return ""


def _proposed_by_another(article: Article, by: Any) -> str:
    proposal = Revision.objects.open_proposal(article)
    if proposal is not None and proposal.by_id == by.pk:
        return "You proposed this change, so somebody else has to read it before it is applied."
    return ""


def _publisher_or_proposer(article: Article, by: Any) -> str:
    if by.has_perm("articles.publish_article"):
        return ""
    proposal = Revision.objects.open_proposal(article)
    own = proposal is not None and proposal.by_id == by.pk
    return "" if own else "Only a desk editor, or who proposed the change, rejects it."


def _still_to_come(article: Article, _by: Any) -> str:
    if article.is_published:
        return f"Readers have “{article}” already. Withdraw it, or issue a notice."
    return ""


def _readable(article: Article, _by: Any) -> str:
    if not article.is_published:
        return f"Nobody reads “{article}” yet, so there is nothing to tell readers."
    return ""


def _was_readable(article: Article, _by: Any) -> str:
    if article.was_readable:
        return ""
    return f"“{article}” was never readable, so there is nothing to retract. Withdraw it."


def _never_published(article: Article, _by: Any) -> str:
    if article.published_at is not None:
        return f"“{article}” was published once, so it stays on record. Withdraw it instead."
    return ""


def _table(actions: Iterable[Action]) -> dict[str, Action]:
    return {action.name: action for action in actions}


_DRAFT, _IN_REVIEW = frozenset({Status.DRAFT}), frozenset({Status.IN_REVIEW})
_PUBLISHED, _WITHDRAWN = frozenset({Status.PUBLISHED}), frozenset({Status.WITHDRAWN})

ACTIONS = _table(
    (
        Action("save", "changed", _DRAFT, "change_article", RevisionAction.SAVED),
        Action(
            "edit_in_review",
            "changed",
            _IN_REVIEW,
            "review_article",
            RevisionAction.SAVED,
            (_writes,),
        ),
        Action(
            "submit", "submitted for review", _DRAFT, "change_article", RevisionAction.SUBMITTED
        ),
        Action(
            "take_back",
            "taken back",
            _IN_REVIEW,
            "change_article",
            RevisionAction.TAKEN_BACK,
            (_only_its_author,),
        ),
        Action("send_back", "sent back", _IN_REVIEW, "review_article", RevisionAction.SENT_BACK),
        Action(
            "approve",
            "approved",
            _IN_REVIEW,
            "review_article",
            RevisionAction.APPROVED,
            (_not_its_author,),
        ),
        Action(
            "publish",
            "published",
            _DRAFT | _IN_REVIEW,
            "publish_article",
            RevisionAction.PUBLISHED,
            (_four_eyes,),
        ),
        Action("propose", "changed", _PUBLISHED, "change_article", RevisionAction.PROPOSED),
        Action(
            "apply",
            "changed",
            _PUBLISHED,
            "publish_article",
            RevisionAction.APPLIED,
            (_has_a_proposal, _proposed_by_another),
        ),
        Action(
            "reject",
            "left as it is",
            _PUBLISHED,
            "change_article",
            RevisionAction.REJECTED,
            (_has_a_proposal, _publisher_or_proposer),
        ),
        Action(
            "reschedule",
            "rescheduled",
            _PUBLISHED,
            "publish_article",
            RevisionAction.RESCHEDULED,
            (_still_to_come,),
        ),
        Action(
            "notice",
            "corrected by a notice",
            _PUBLISHED,
            "publish_article",
            RevisionAction.NOTICED,
            (_readable,),
        ),
        Action("withdraw", "withdrawn", _PUBLISHED, "withdraw_article", RevisionAction.WITHDRAWN),
        Action("reopen", "reopened", _WITHDRAWN, "publish_article", RevisionAction.REOPENED),
        Action(
            "retract",
            "retracted",
            _PUBLISHED | _WITHDRAWN,
            "retract_article",
            RevisionAction.RETRACTED,
            (_was_readable,),
        ),
        Action("delete", "deleted", _DRAFT, "delete_article", None, (_never_published,)),
    )
)
