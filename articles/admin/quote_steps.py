"""The steps of a quote, each with the service that takes it."""

from typing import Any

from articles.models import Quote
from articles.services import dispute_quote, reopen_quote, verify_quote, withdraw_quote

from .workflow import Step

_Status = Quote.Status


def _entered_by_you(quote: Quote, user: Any) -> str:
    if quote.attribution == Quote.Attribution.ANONYMOUS and quote.created_by_id == user.pk:
        return "You entered this anonymous quote, so somebody else verifies it."
    return ""


VERIFY = Step(
    name="verify",
    button="Save and verify",
    action="Verify the quotes",
    done="“{}” is verified: articles may print it.",
    take=verify_quote,
    statuses=frozenset({_Status.DRAFT, _Status.DISPUTED}),
    title="The words, the speaker and the day are checked against the source.",
    barred=_entered_by_you,
)
DISPUTE = Step(
    name="dispute",
    button="Save and dispute",
    action="Dispute the quotes",
    done="“{}” is disputed: articles may not print it until it is verified.",
    take=dispute_quote,
    statuses=frozenset({_Status.DRAFT, _Status.VERIFIED}),
    title="Somebody doubts the words, the speaker or the day. Say who and why in the note.",
)
WITHDRAW = Step(
    name="withdraw",
    button="Save and withdraw",
    action="Withdraw the quotes",
    done="“{}” is withdrawn: no article may print it.",
    take=withdraw_quote,
    statuses=frozenset({_Status.DRAFT, _Status.VERIFIED, _Status.DISPUTED}),
    title="It was not said, or not so. It may return to draft later.",
)
REOPEN = Step(
    name="reopen",
    button="Save and return to draft",
    action="Return the quotes to draft",
    done="“{}” is a draft again: somebody verifies it before articles print it.",
    take=reopen_quote,
    statuses=frozenset({_Status.VERIFIED, _Status.DISPUTED, _Status.WITHDRAWN}),
    title="It is worked on again, and verified anew before articles print it.",
)
