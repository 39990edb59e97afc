"""Who may do what with a quote in which status, as articles/workflow.py says it for articles."""

from dataclasses import dataclass
from typing import Any

from .choices import Attribution, QuoteStatus
from .models import Quote

Status = QuoteStatus
PERMISSION = "articles.verify_quote"


@dataclass(frozen=True, slots=True)
class QuoteAction:
    """Something that is done with a quote, and in which statuses."""

    name: str
    verb: str
    statuses: frozenset[str]


QUOTE_ACTIONS = {
    action.name: action
    for action in (
        QuoteAction("verify", "verified", frozenset({Status.DRAFT, Status.DISPUTED})),
        QuoteAction("dispute", "disputed", frozenset({Status.DRAFT, Status.VERIFIED})),
        QuoteAction(
            "withdraw", "withdrawn", frozenset({Status.DRAFT, Status.VERIFIED, Status.DISPUTED})
        ),
        QuoteAction(
            "reopen", "reopened", frozenset({Status.VERIFIED, Status.DISPUTED, Status.WITHDRAWN})
        ),
    )
}


def quote_refusal(name: str, quote: Quote, by: Any) -> str:
    """Return why this person may not act on the quote now, or an empty text (R9)."""
    action = QUOTE_ACTIONS[name]
    if quote.status not in action.statuses:
        current = quote.get_status_display().lower()
        return (
            f"“{quote}” is {current}, so it cannot be {action.verb}. "
            "Reload the page to see it as it is."
        )
    if not by.has_perm(PERMISSION):
        return "Only sub-editors, desk editors and legal verify, dispute or withdraw quotes."
    is_own = quote.attribution == Attribution.ANONYMOUS and quote.created_by_id == by.pk
    if name == "verify" and is_own:
        return "You entered this anonymous quote, so somebody else verifies it."
    return ""
