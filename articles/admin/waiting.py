"""What of articles, quotes and corrections waits for somebody."""

from actors.admin import Waiting, WaitingFilter

TO_REVIEW = Waiting("review", "Waiting for review", "awaiting_review")
APPROVED = Waiting("approved", "Approved, ready to publish", "approved")
CHANGES = Waiting("changes", "Changes to published articles", "awaiting_changes")
SENT_BACK = Waiting("sent_back", "Sent back to me", "sent_back_to", own=True)
MY_DRAFTS = Waiting("my_drafts", "My drafts", "unsubmitted_by", own=True)
HELD_BACK = Waiting("held_back", "Scheduled and embargoed", "held_back")

UNVERIFIED = Waiting("unverified", "Quotes to verify", "unverified")
EMBARGOED = Waiting("embargoed", "Quotes under embargo", "embargoed")
WITHOUT_SPEAKER = Waiting("without_speaker", "Quotes without a speaker", "without_speaker")
WITHOUT_EVENT = Waiting("without_event", "Quotes without their event", "without_event")

CORRECTIONS = Waiting("open", "Corrections to issue", "open")


class ArticlesWaiting(WaitingFilter):
    """The articles of the front page."""

    offered = (TO_REVIEW, APPROVED, CHANGES, SENT_BACK, MY_DRAFTS, HELD_BACK)


class QuotesWaiting(WaitingFilter):
    """The quotes of the front page."""

    offered = (UNVERIFIED, EMBARGOED, WITHOUT_SPEAKER, WITHOUT_EVENT)
