"""The steps of a quote as an editor meets them: buttons, list actions and their page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from articles.models import Quote
from articles.quote_workflow import quote_refusal
from articles.services import dispute_quote, reopen_quote, verify_quote, withdraw_quote


@dataclass(frozen=True, slots=True)
class QuoteStep:
    """One step: ``name`` is that of the action in articles/quote_workflow.py."""

    name: str
    button: str
    #: What the list offers for the rows ticked in it.
    action: str
    done: str
    title: str
    take: Callable[..., Any]
    #: What the page asks for as the reason; empty: no reason is kept.
    asks: str = ""
    #: Whether it takes something away from readers.
    is_grave: bool = False

    def open_to(self, quote: Quote, user: Any) -> bool:
        """Tell whether the step would work."""
        return not quote_refusal(self.name, quote, user)


VERIFY = QuoteStep(
    "verify",
    "Verify",
    "Verify the quotes",
    "“{}” is verified: articles may print it.",
    "The words, the speaker and the day are checked against the source.",
    verify_quote,
)
DISPUTE = QuoteStep(
    "dispute",
    "Dispute",
    "Dispute the quotes",
    "“{}” is disputed: articles may not print it until it is verified.",
    "Somebody doubts the words, the speaker or the day. Readers no longer find the quote, and no "
    "article may take it up until it is verified.",
    dispute_quote,
    asks="Who doubts it, and why",
    is_grave=True,
)
WITHDRAW = QuoteStep(
    "withdraw",
    "Withdraw",
    "Withdraw the quotes",
    "“{}” is withdrawn: no article may print it.",
    "It was not said, or not so. Readers no longer find the quote. It may return to draft later.",
    withdraw_quote,
    asks="Why it is withdrawn",
    is_grave=True,
)
REOPEN = QuoteStep(
    "reopen",
    "Return to draft",
    "Return the quotes to draft",
    "“{}” is a draft again: somebody verifies it before articles print it.",
    "It is worked on again, and verified anew before articles print it.",
    reopen_quote,
    is_grave=True,
)
STEPS = (VERIFY, DISPUTE, WITHDRAW, REOPEN)
BY_NAME = {step.name: step for step in STEPS}
