"""What an editor does with articles and quotes: one function for each act.

Admin pages, list actions and commands call these. Each runs in one transaction on the locked
row, refuses with a ValidationError whose sentences say what to do, leaves a line on record
(who, when, from which status to which, why), and returns the saved object.
"""

from articles.references import hidden_references

from .articles import (
    approve_article,
    make_public,
    publish_article,
    reopen_article,
    reschedule_article,
    retract_article,
    send_back_article,
    submit_article,
    take_back_article,
    withdraw_article,
)
from .corrections import close_correction, open_corrections, state_of
from .embargoes import articles_before, embargo_quote
from .intake import Intake, take_in
from .linking import (
    Linked,
    LinkingError,
    link_quotations,
    linking_refusal,
    reject_quotation,
    restore_quotation,
)
from .notices import issue_notice, issue_notices
from .proposals import (
    apply_proposal,
    finish_save,
    propose_revision,
    reject_proposal,
    restore_revision,
)
from .quotes import dispute_quote, propose_office, reopen_quote, verify_quote, withdraw_quote

__all__ = [
    "Intake",
    "Linked",
    "LinkingError",
    "apply_proposal",
    "approve_article",
    "articles_before",
    "close_correction",
    "dispute_quote",
    "embargo_quote",
    "finish_save",
    "hidden_references",
    "issue_notice",
    "issue_notices",
    "link_quotations",
    "linking_refusal",
    "make_public",
    "open_corrections",
    "propose_office",
    "propose_revision",
    "publish_article",
    "reject_proposal",
    "reject_quotation",
    "reopen_article",
    "reopen_quote",
    "reschedule_article",
    "restore_quotation",
    "restore_revision",
    "retract_article",
    "send_back_article",
    "state_of",
    "submit_article",
    "take_back_article",
    "take_in",
    "verify_quote",
    "withdraw_article",
    "withdraw_quote",
]
