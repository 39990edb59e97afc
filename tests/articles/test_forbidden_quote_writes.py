"""What the database refuses of quotes (design: the *DB:* rules)."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from articles.models import Quote
from tests import forbidden
from tests.factories import make_actor, make_office, make_quote, make_user
from tests.forbidden import NOT_IN_LIST, Fields, Forbidden

pytestmark = pytest.mark.django_db

INVISIBLE = "\u200b"  # a zero-width space: forms strip ordinary spaces themselves


def named() -> Fields:
    return {"text": "We met", "speaker": make_actor(), "slug": "we-met"}


def mixed() -> Fields:
    return {**named(), "kind": "mixed", "context": "He said that they had met."}


def unnamed() -> Fields:
    source = {"attribution": "unnamed", "source_description": "Police"}
    return {"text": "We met", "slug": "we-met", **source}


def anonymous() -> Fields:
    source = {"attribution": "anonymous", "source_description": "Experts", "terms": "background"}
    return {"text": "We met", "slug": "we-met", **source}


def verified() -> Fields:
    return {**named(), "status": "verified", "verified_by": make_user()}


def dated() -> Fields:
    return {**named(), "said_on_edtf": "2025-09-01", "said_on_basis": "stated"}


def on_social_media() -> Fields:
    return {**named(), "channel": "social_media", "platform": "X"}


def entered_and_verified_by_one() -> Fields:
    me = make_user()
    return {"status": "verified", "created_by": me, "verified_by": me}


def verified_but_entered_by_nobody() -> Fields:
    return {"status": "verified", "verified_by": make_user()}


def continuing_what_is_continued() -> Fields:
    first = make_quote()
    second = make_quote(speaker=first.speaker, continues=first)
    return {"speaker": second.speaker, "continues": first}


SPEAKER_RULE = "a_quote_has_a_speaker_exactly_when_named"
SPEAKER = "A named quote needs its speaker; an unnamed or anonymous one has none."
SOURCE_RULE = "an_unnamed_source_is_described"
SOURCE = "Describe the source as printed, such as “Experts in Moscow”."
BASIS_RULE = "quote_without_date_has_no_basis"
BASIS = "Say whether the date is stated or derived; choose none only without a date."
TWO_RULE = "an_anonymous_quote_is_verified_by_somebody_else"
TWO = "An anonymous quote is verified by somebody other than who entered it."
PLATFORM_RULE = "only_social_media_has_a_platform"
PLATFORM = "Only social media has a platform. Choose that channel or empty the platform."

# fmt: off
FORBIDDEN = [
    Forbidden("a quote's slug with a capital", Quote, named, {"slug": "We-met"},
              "quote_slug_is_lower_case_words_and_hyphens", "slug",
              "Use lower-case letters, digits and single hyphens, such as sco-summit-2025."),
    Forbidden("a quote without words", Quote, named, {"text": INVISIBLE},
              "quote_has_words", "text", "Write the words."),
    Forbidden("a kind of quote outside the list", Quote, named, {"kind": "scare"},
              "quote_kind_is_in_the_list", "kind", NOT_IN_LIST.format("scare")),
    Forbidden("an attribution outside the list", Quote, unnamed, {"attribution": "rumoured"},
              "quote_attribution_is_in_the_list", "attribution", NOT_IN_LIST.format("rumoured")),
    Forbidden("a channel outside the list", Quote, named, {"channel": "pigeon"},
              "quote_channel_is_in_the_list", "channel", NOT_IN_LIST.format("pigeon")),
    Forbidden("terms outside the list", Quote, named, {"terms": "deep"},
              "quote_terms_are_in_the_list", "terms", NOT_IN_LIST.format("deep")),
    Forbidden("a status of a quote outside the list", Quote, named, {"status": "true"},
              "quote_status_is_in_the_list", "status", NOT_IN_LIST.format("true")),
    Forbidden("a basis of a quote's date outside the list", Quote, dated,
              {"said_on_basis": "guessed"},
              "quote_date_basis_is_in_the_list", "said_on_basis", NOT_IN_LIST.format("guessed")),
    Forbidden("a translator outside the list", Quote, named, {"translation_by": "robot"},
              "quote_translator_is_in_the_list", "translation_by", NOT_IN_LIST.format("robot")),
    Forbidden("a mixed quote without a context", Quote, mixed, {"context": INVISIBLE},
              "mixed_quote_has_a_context", "context",
              "A mixed quote needs the whole thought as its context."),
    Forbidden("a named quote without a speaker", Quote, named, {"speaker": None},
              SPEAKER_RULE, "speaker", SPEAKER),
    Forbidden("an unnamed quote with a speaker", Quote, unnamed,
              lambda: {"speaker": make_actor()}, SPEAKER_RULE, "speaker", SPEAKER),
    Forbidden("an anonymous quote with a speaker", Quote, anonymous,
              lambda: {"speaker": make_actor()}, SPEAKER_RULE, "speaker", SPEAKER),
    Forbidden("an unnamed quote with an office", Quote, unnamed,
              lambda: {"office": make_office()}, "only_a_named_quote_has_an_office", "office",
              "Only a named speaker has an office. Leave it empty."),
    Forbidden("an unnamed quote without a description", Quote, unnamed,
              {"source_description": INVISIBLE}, SOURCE_RULE, "source_description", SOURCE),
    Forbidden("an anonymous quote without a description", Quote, anonymous,
              {"source_description": ""}, SOURCE_RULE, "source_description", SOURCE),
    Forbidden("an anonymous quote on the record", Quote, anonymous, {"terms": "on_record"},
              "an_anonymous_quote_is_not_on_the_record", "terms",
              "An anonymous source does not speak on the record. Choose background."),
    Forbidden("a named quote on background", Quote, named, {"terms": "background"},
              "a_quote_on_background_names_nobody", "attribution",
              "On background nobody is named. Choose unnamed or anonymous, or on the record."),
    Forbidden("a verified quote off the record", Quote, verified, {"terms": "off_record"},
              "an_off_record_quote_is_never_verified", "terms",
              "Words off the record are never verified for print. Keep it a draft."),
    Forbidden("a platform of a briefing", Quote, on_social_media, {"channel": "briefing"},
              PLATFORM_RULE, "platform", PLATFORM),
    Forbidden("a platform of an unstated channel", Quote, named, {"platform": "X"},
              PLATFORM_RULE, "platform", PLATFORM),
    Forbidden("a quote's date without a basis", Quote, dated, {"said_on_basis": "none"},
              BASIS_RULE, "said_on_basis", BASIS),
    Forbidden("a quote's stated date that is empty", Quote, dated, {"said_on_edtf": ""},
              BASIS_RULE, "said_on_basis", BASIS),
    Forbidden("a second successor of a quote", Quote, named, continuing_what_is_continued,
              "a_quote_has_one_successor", "continues",
              "Another quote continues that one already. Continue the last of them."),
    Forbidden("a verified quote without a verifier", Quote, verified, {"verified_by": None},
              "a_verified_quote_has_its_verifier", "verified_by",
              "A verified quote needs who verified it."),
    Forbidden("an anonymous quote verified by who entered it", Quote, anonymous,
              entered_and_verified_by_one, TWO_RULE, "verified_by", TWO),
    Forbidden("an anonymous quote verified, entered by nobody", Quote, anonymous,
              verified_but_entered_by_nobody, TWO_RULE, "verified_by", TWO),
]
# fmt: on
TRIED_BELOW = {"quote_does_not_continue_itself", "quote_date_ends_after_it_starts"}


@forbidden.as_parameters(FORBIDDEN)
def test_database_refuses(row: Forbidden) -> None:
    forbidden.in_both_ways(row)


@forbidden.as_parameters(FORBIDDEN)
def test_form_refuses(row: Forbidden) -> None:
    forbidden.by_form(row)


@pytest.mark.parametrize(
    "valid", [named, mixed, unnamed, anonymous, verified, dated, on_social_media]
)
def test_quote_without_the_change_is_accepted(valid) -> None:
    forbidden.is_accepted(Quote, valid)


def test_quote_cannot_continue_itself() -> None:
    forbidden.pointing_at_itself(Quote, named(), "continues", "quote_does_not_continue_itself")


def test_quote_form_says_that_a_quote_cannot_continue_itself() -> None:
    quote = make_quote()
    quote.continues = quote

    assert forbidden.form_errors(quote) == {"continues": ["A quote cannot continue itself."]}


def test_derived_bounds_of_a_quote_cannot_be_reversed() -> None:
    quote = make_quote(said_on_edtf="2025-09-01")
    before = datetime.date(2025, 8, 31)
    with (
        pytest.raises(IntegrityError, match="quote_date_ends_after_it_starts"),
        transaction.atomic(),
    ):
        Quote.objects.update(said_on_latest=before)

    assert Quote.objects.get().said_on_latest == quote.said_on_latest


def test_a_named_quote_may_be_verified_by_who_entered_it() -> None:
    quote = make_quote(**entered_and_verified_by_one())

    assert quote.created_by == quote.verified_by


def test_an_anonymous_quote_may_be_verified_by_somebody_else() -> None:
    quote = Quote(**anonymous(), status="verified", created_by=make_user())
    quote.verified_by = make_user()

    assert forbidden.form_errors(quote) == {}
    quote.save()
