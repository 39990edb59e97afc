"""The lists that articles and quotes choose from."""

from django.db import models


class ArticleStatus(models.TextChoices):
    """Where an article is in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"


class QuoteKind(models.TextChoices):
    """How much of the words is the speaker's own: direct is stronger than mixed than indirect."""

    DIRECT = "direct", "Direct (all in quotation marks)"
    MIXED = "mixed", "Mixed (a marked fragment)"
    INDIRECT = "indirect", "Indirect (no marks)"


#: Direct is the strongest; a citation is never stronger than its quote.
STRENGTH = {QuoteKind.INDIRECT: 0, QuoteKind.MIXED: 1, QuoteKind.DIRECT: 2}


class QuoteStatus(models.TextChoices):
    """What the desk knows of a quote."""

    DRAFT = "draft"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Attribution(models.TextChoices):
    """Who the words are given to in print."""

    NAMED = "named"
    UNNAMED = "unnamed", "Unnamed (“police said”)"
    ANONYMOUS = "anonymous", "Anonymous (anonymity was granted)"


class Terms(models.TextChoices):
    """On what terms the words were given."""

    ON_RECORD = "on_record", "On the record"
    BACKGROUND = "background", "On background (by description only)"
    OFF_RECORD = "off_record", "Off the record (never published)"


class Channel(models.TextChoices):
    """Where the words were said or written."""

    PRESS_CONFERENCE = "press_conference", "Press conference"
    BRIEFING = "briefing"
    IN_MEETING = "in_meeting", "In a meeting"
    STATEMENT = "statement"
    INTERVIEW = "interview"
    BROADCAST_TV = "broadcast_tv", "Television"
    BROADCAST_RADIO = "broadcast_radio", "Radio"
    NEWS_AGENCY = "news_agency", "News agency"
    SOCIAL_MEDIA = "social_media", "Social media"
    VIDEO = "video"
    PHONE = "phone"
    DOCUMENT = "document"
    UNSTATED = "unstated", "Not stated"


class TranslationBy(models.TextChoices):
    """Who translated the words."""

    SOURCE = "source", "The source text"
    OFFICIAL = "official", "The speaker's office"
    DESK = "desk", "This desk"
    AGENCY = "agency", "A news agency"


class CoverageRel(models.TextChoices):
    """What an event is to an article."""

    SUBJECT = "subject"
    BACKGROUND = "background"


class NoticeKind(models.TextChoices):
    """What a public notice says of its article."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    RETRACTION = "retraction"
    EDITORS_NOTE = "editors_note", "Editor's note"


class TopicScheme(models.TextChoices):
    """Whose list a topic comes from."""

    MEDTOP = "medtop", "IPTC Media Topic"
    LOCAL = "local", "This desk"


class RevisionAction(models.TextChoices):
    """What a revision records."""

    LOADED = "loaded", "As loaded"
    SAVED = "saved"
    SUBMITTED = "submitted"
    TAKEN_BACK = "taken_back", "Taken back"
    SENT_BACK = "sent_back", "Sent back"
    APPROVED = "approved"
    PUBLISHED = "published"
    RESCHEDULED = "rescheduled"
    PROPOSED = "proposed"
    APPLIED = "applied"
    REJECTED = "rejected"
    NOTICED = "noticed", "Notice issued"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    RESTORED = "restored"
    RETRACTED = "retracted"


class CorrectionOutcome(models.TextChoices):
    """How a correction was dealt with."""

    NOTICED = "noticed", "Notice issued"
    TAKEN_DOWN = "taken_down", "Article taken down"
    UNNEEDED = "unneeded", "No notice needed"


class SourceFormat(models.TextChoices):
    """What a text from outside came as."""

    PLAIN = "plain", "Plain text"
    NINJS = "ninjs", "ninjs (JSON)"
    FEED = "feed", "RSS or Atom"
    HTML = "html", "Web page"


#: IPTC genre names; the list the desk offers, not a rule.
GENRES = (
    "Current",
    "Curtain Raiser",
    "Analysis",
    "Background",
    "Feature",
    "Interview",
    "Opinion",
    "Profile",
    "Special Report",
    "Summary",
    "Update",
)
