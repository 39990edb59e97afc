"""The lists that events choose from."""

from django.db import models


class EventKind(models.TextChoices):
    """What an event is."""

    SUMMIT = "summit"
    PLENARY = "plenary", "Plenary session"
    BILATERAL = "bilateral", "Bilateral meeting"
    MINISTERIAL = "ministerial", "Ministerial meeting"
    TALKS = "talks"
    PHONE_CALL = "phone_call", "Phone call"
    VISIT = "visit"
    RECEPTION = "reception"
    PHOTO_OP = "photo_op", "Photo opportunity"
    TRANSIT = "transit", "Transit (a ride together)"
    TRAVEL = "travel"
    PRESS_CONFERENCE = "press_conference", "Press conference"
    BRIEFING = "briefing"
    EXECUTIVE_ORDER = "executive_order", "Executive order"
    POLICY = "policy", "Policy or measure"
    MEASURE_EFFECTIVE = "measure_effective", "Measure takes effect"
    TERM = "term", "Term or presidency"
    TRIAL = "trial"
    VERDICT = "verdict"
    ATTACK = "attack"
    PROTEST = "protest"
    REPRESSION = "repression"
    ARREST = "arrest"
    DEPLOYMENT = "deployment"
    ORDER = "order", "Order or instruction"
    LEADERSHIP_CHANGE = "leadership_change", "Change of leadership"
    ELECTION = "election"
    SIGNING = "signing", "Signing"
    SPEECH = "speech"
    OTHER = "other"


class EventStatus(models.TextChoices):
    """Where an event is in its life."""

    PLANNED = "planned"
    HELD = "held"
    REPORTED = "reported", "Reported (not confirmed)"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Occurrence(models.TextChoices):
    """How likely a planned event is (IPTC event occurrence status)."""

    PLANNED_ONLY = "eos1", "Planned, nothing more known"
    HIGHLY_UNCERTAIN = "eos2", "Planned, highly uncertain"
    MAY_OCCUR = "eos3", "Planned, may occur"
    HIGHLY_LIKELY = "eos4", "Planned, highly likely"
    CERTAIN = "eos5", "Planned, certain"
    CANCELLED = "eos6", "Planned, then cancelled"


class DateBasis(models.TextChoices):
    """Where a date comes from."""

    STATED = "stated", "Stated (printed)"
    DERIVED = "derived", "Derived (worked out)"
    NONE = "none", "None (no date)"


class ParticipationRole(models.TextChoices):
    """As what an actor takes part."""

    ORGANISER = "organiser"
    HOST = "host"
    CHAIR = "chair"
    SPEAKER = "speaker"
    PARTICIPANT = "participant"
    GUEST = "guest"
    DELEGATION = "delegation", "Member of a delegation"
    ACCOMPANYING = "accompanying"
    VISITOR = "visitor"
    PRESS = "press"
    PRINCIPAL = "principal"
    TARGET = "target"
    SIGNATORY = "signatory"
    DEFENDANT = "defendant"
    OTHER = "other"


class ParticipationStatus(models.TextChoices):
    """Whether they came."""

    ATTENDED = "attended"
    EXPECTED = "expected"
    INVITED = "invited"
    DECLINED = "declined"
    IMPLIED = "implied", "Implied by the text"
    ALLEGED = "alleged"
