"""What the database refuses of articles and what hangs on them (design: the *DB:* rules)."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import Article, Citation, Claim, Coverage, Notice, Revision, Topic
from tests import forbidden
from tests.articles import test_forbidden_correction_writes as of_corrections
from tests.articles import test_forbidden_desk_writes as of_the_desk
from tests.articles import test_forbidden_quote_writes as of_quotes
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_quote,
    make_topic,
    make_user,
)
from tests.forbidden import NOT_IN_LIST, Fields, Forbidden

pytestmark = pytest.mark.django_db

INVISIBLE = "\u200b"  # a zero-width space: forms strip ordinary spaces themselves
SLUG_SENTENCE = "Use lower-case letters, digits and single hyphens, such as sco-summit-2025."
NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(minutes=1)


def draft() -> Fields:
    return {"headline": "Leaders meet", "body": "They met.", "slug": "leaders-meet"}


def published() -> Fields:
    people = {"created_by": make_user(), "reviewed_by": make_user()}
    return {**draft(), **people, "status": "published", "published_at": NOW}


def written_and_reviewed_by_one() -> Fields:
    me = make_user()
    return {"created_by": me, "reviewed_by": me}


def citation() -> Fields:
    article = make_article(body="“We met,” he said.")
    return {"article": article, "quote": make_quote(text="We met"), "as_printed": "We met"}


def mixed_citation() -> Fields:
    return {**citation(), "kind": "mixed", "context": "He said they had met."}


def citation_on_file() -> Fields:
    there = make_citation(make_article(), make_quote())
    return {"article": there.article, "quote": there.quote, "as_printed": there.as_printed}


def coverage() -> Fields:
    return {"article": make_article(), "event": make_event()}


def coverage_on_file() -> Fields:
    there = make_coverage(make_article(), make_event())
    return {"article": there.article, "event": there.event}


def notice() -> Fields:
    wrong = {"kind": "correction", "text": "It was Monday.", "slug": "it-was-monday"}
    return {**wrong, "article": make_article(), "issued_by": make_user()}


def revision() -> Fields:
    return {"article": make_article(), "seq": 1, "action": "saved", "by": make_user(),
            "snapshot": {"headline": "Leaders meet"}}  # fmt: skip


def revision_on_file() -> Fields:
    there = Revision.objects.create(**revision())
    return {"article": there.article}


def bulk_create_revision(**fields) -> None:
    Revision.objects.bulk_create([Revision(**fields)])


def revision_naming_a_proposal() -> Fields:
    return {"of": Revision.objects.create(**revision(), reason="")}


def topic() -> Fields:
    return {"scheme": "local", "code": "tariffs", "label": "Tariffs", "slug": "tariffs"}


def media_topic() -> Fields:
    return {**topic(), "scheme": "medtop", "code": "20000640"}


def claim() -> Fields:
    about = {"article": make_article(), "event": make_event(), "slug": "tariff"}
    return {**about, "attribute": "tariff_rate", "value": "50", "unit": "per cent"}


EIGHT_RULE = "media_topic_code_is_eight_digits"
EIGHT = "A Media Topic's code has eight digits, such as 20000640."
TWO_RULE = "published_article_was_written_and_reviewed_by_two"
TWO = "A published article needs an author and, to review it, somebody else."
EMBARGO_RULE = "article_is_not_published_before_its_embargo"
EMBARGO = "The publication time lies before the embargo ends. Publish later."
RETRACTED_RULE = "only_and_every_retracted_article_has_its_time"
RETRACTED = "A retracted article has the time of its retraction, and no other has."
PRINTED_RULE = "marked_citation_has_its_words_as_printed"
PRINTED = "Copy the words as they stand in the body between the quotation marks."
SUBJECT_RULE = "claim_has_exactly_one_subject"
SUBJECT = "Choose what the claim is about: one event, one actor or one topic."
ATTRIBUTE_RULE = "claim_attribute_is_a_word"
ATTRIBUTE = "Use words joined by _, as tariff_rate."

# fmt: off
FORBIDDEN = [
    Forbidden("an article's slug with a dot", Article, draft, {"slug": "leaders-meet-"},
              "article_slug_is_lower_case_words_and_hyphens", "slug", SLUG_SENTENCE),
    Forbidden("a status of an article outside the list", Article, draft, {"status": "spiked"},
              "article_status_is_in_the_list", "status", NOT_IN_LIST.format("spiked")),
    Forbidden("a published article without a headline", Article, published,
              {"headline": INVISIBLE},
              "published_article_has_a_headline", "headline",
              "A published article needs a headline."),
    Forbidden("a published article without a body", Article, published, {"body": INVISIBLE},
              "published_article_has_a_body", "body", "A published article needs a body."),
    Forbidden("a published article without a time", Article, published, {"published_at": None},
              "published_article_has_a_publication_time", "published_at",
              "A published article needs its publication time."),
    Forbidden("a published article without an author", Article, published, {"created_by": None},
              TWO_RULE, "reviewed_by", TWO),
    Forbidden("a published article that nobody reviewed", Article, published,
              {"reviewed_by": None}, TWO_RULE, "reviewed_by", TWO),
    Forbidden("a published article reviewed by its author", Article, published,
              written_and_reviewed_by_one, TWO_RULE, "reviewed_by", TWO),
    Forbidden("an article published before its embargo", Article, published,
              {"embargo_until": LATER}, EMBARGO_RULE, "published_at", EMBARGO),
    Forbidden("a draft scheduled before its embargo", Article, draft,
              {"published_at": NOW, "embargo_until": LATER},
              EMBARGO_RULE, "published_at", EMBARGO),
    Forbidden("an article of version 0", Article, draft, {"version": 0},
              "article_version_counts_from_one", "__all__", "Versions count from 1."),
    Forbidden("a retracted article without a time", Article, draft, {"status": "retracted"},
              RETRACTED_RULE, "status", RETRACTED),
    Forbidden("a draft with the time of a retraction", Article, draft, {"retracted_at": NOW},
              RETRACTED_RULE, "status", RETRACTED),
    Forbidden("a published article with the time of a retraction", Article, published,
              {"retracted_at": NOW}, RETRACTED_RULE, "status", RETRACTED),
    Forbidden("a kind of citation outside the list", Citation, citation, {"kind": "partial"},
              "citation_kind_is_in_the_list", "kind", NOT_IN_LIST.format("partial")),
    Forbidden("a quote cited twice by an article", Citation, citation, citation_on_file,
              "an_article_cites_a_quote_once", "quote", "The article cites this quote already."),
    Forbidden("a direct citation without its words", Citation, citation, {"as_printed": ""},
              PRINTED_RULE, "as_printed", PRINTED),
    Forbidden("a mixed citation without its words", Citation, mixed_citation, {"as_printed": ""},
              PRINTED_RULE, "as_printed", PRINTED),
    Forbidden("a mixed citation without a context", Citation, mixed_citation, {"context": ""},
              "mixed_citation_has_a_context", "context",
              "A mixed citation needs the whole sentence as its context."),
    Forbidden("a relation of a coverage outside the list", Coverage, coverage, {"rel": "cause"},
              "coverage_relation_is_in_the_list", "rel", NOT_IN_LIST.format("cause")),
    Forbidden("an event covered twice by an article", Coverage, coverage, coverage_on_file,
              "an_article_covers_an_event_once", "event",
              "The article covers this event already."),
    Forbidden("a notice's slug with a capital", Notice, notice, {"slug": "It-was-monday"},
              "notice_slug_is_lower_case_words_and_hyphens", "slug", SLUG_SENTENCE),
    Forbidden("a kind of notice outside the list", Notice, notice, {"kind": "apology"},
              "notice_kind_is_in_the_list", "kind", NOT_IN_LIST.format("apology")),
    Forbidden("a notice without a text", Notice, notice, {"text": INVISIBLE},
              "notice_has_a_text", "text", "Write the notice."),
    Forbidden("an action of a revision outside the list", Revision, revision,
              {"action": "burnt"},
              "revision_action_is_in_the_list", "action", NOT_IN_LIST.format("burnt")),
    Forbidden("a plain revision that names a proposal", Revision, revision,
              revision_naming_a_proposal, "only_an_outcome_names_its_proposal", "__all__",
              "Only a revision that applies or rejects a proposal names it."),
    Forbidden("a topic's slug with an underscore", Topic, topic, {"slug": "tariffs_"},
              "topic_slug_is_lower_case_words_and_hyphens", "slug", SLUG_SENTENCE),
    Forbidden("a topic of a scheme outside the list", Topic, topic, {"scheme": "dewey"},
              "topic_scheme_is_in_the_list", "scheme", NOT_IN_LIST.format("dewey")),
    Forbidden("a topic without a label", Topic, topic, {"label": INVISIBLE},
              "topic_has_a_label", "label", "Write the label."),
    Forbidden("a topic without a code", Topic, topic, {"code": INVISIBLE},
              "topic_has_a_code", "code", "Write the code."),
    Forbidden("a Media Topic of seven digits", Topic, media_topic, {"code": "2000064"},
              EIGHT_RULE, "code", EIGHT),
    Forbidden("a Media Topic of nine digits", Topic, media_topic, {"code": "200006400"},
              EIGHT_RULE, "code", EIGHT),
    Forbidden("a Media Topic in letters", Topic, media_topic, {"code": "medtop:1"},
              EIGHT_RULE, "code", EIGHT),
    Forbidden("a Media Topic in Arabic-Indic digits", Topic, media_topic, {"code": "٢٠٠٠٠٦٤٠"},
              EIGHT_RULE, "code", EIGHT),
    Forbidden("a code that another topic has", Topic, topic,
              lambda: {"code": make_topic().code},
              "one_topic_for_each_code", "code",
              "This code is on file already. Use that topic."),
    Forbidden("a claim's slug with a capital", Claim, claim, {"slug": "Tariff"},
              "claim_slug_is_lower_case_words_and_hyphens", "slug", SLUG_SENTENCE),
    Forbidden("a claim about nothing", Claim, claim, {"event": None},
              SUBJECT_RULE, "event", SUBJECT),
    Forbidden("a claim about an event and an actor", Claim, claim,
              lambda: {"actor": make_actor()}, SUBJECT_RULE, "event", SUBJECT),
    Forbidden("a claim about an actor and a topic", Claim, claim,
              lambda: {"event": None, "actor": make_actor(), "topic": make_topic()},
              SUBJECT_RULE, "event", SUBJECT),
    Forbidden("a claim about all three", Claim, claim,
              lambda: {"actor": make_actor(), "topic": make_topic()},
              SUBJECT_RULE, "event", SUBJECT),
    Forbidden("a claim of two sources", Claim, claim,
              lambda: {"attributed_to": make_actor(), "attributed_label": "reports"},
              "claim_has_at_most_one_attribution", "attributed_label",
              "Choose who claims it or write a label, not both."),
    Forbidden("an attribute of two words", Claim, claim, {"attribute": "tariff rate"},
              ATTRIBUTE_RULE, "attribute", ATTRIBUTE),
    Forbidden("an attribute that ends in an underscore", Claim, claim, {"attribute": "tariff_"},
              ATTRIBUTE_RULE, "attribute", ATTRIBUTE),
    Forbidden("a claim without a value", Claim, claim, {"value": INVISIBLE},
              "claim_has_a_value", "value", "Write the value."),
]
# fmt: on
TRIED_BELOW = {"topic_is_not_its_own_parent", "revisions_of_an_article_are_numbered"}


@forbidden.as_parameters(FORBIDDEN)
def test_database_refuses(row: Forbidden) -> None:
    forbidden.in_both_ways(row)


@forbidden.as_parameters(FORBIDDEN)
def test_form_refuses(row: Forbidden) -> None:
    forbidden.by_form(row)


@pytest.mark.parametrize(
    ("model", "valid"),
    [
        (Article, draft),
        (Article, published),
        (Citation, citation),
        (Citation, mixed_citation),
        (Coverage, coverage),
        (Notice, notice),
        (Topic, topic),
        (Topic, media_topic),
        (Claim, claim),
    ],
)
def test_row_without_the_change_is_accepted(model, valid) -> None:
    forbidden.is_accepted(model, valid)


def test_topic_cannot_be_part_of_itself() -> None:
    forbidden.pointing_at_itself(Topic, topic(), "parent", "topic_is_not_its_own_parent")


def test_topic_form_says_that_a_topic_cannot_be_part_of_itself() -> None:
    there = make_topic()
    there.parent = there

    assert forbidden.form_errors(there) == {"parent": ["A topic cannot be part of itself."]}


@pytest.mark.parametrize("create", [Revision.objects.create, bulk_create_revision])
def test_revisions_of_an_article_are_numbered(create) -> None:
    fields = {**revision(), **revision_on_file()}
    # On SQLite the trigger against INSERT OR REPLACE answers first.
    refusal = "append-only" if connection.vendor == "sqlite" else "revisions_of_an_article"

    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        create(**fields)

    assert Revision.objects.count() == 1


def test_form_says_that_a_revision_of_that_number_exists() -> None:
    fields = {**revision(), **revision_on_file()}

    assert forbidden.form_errors(Revision(**fields))["__all__"] == [
        "The article has a revision of that number."
    ]


def test_publication_at_the_very_end_of_the_embargo_is_allowed() -> None:
    article = make_article(published=True, published_at=NOW, embargo_until=NOW)

    assert article.published_at == article.embargo_until
    assert list(Article.objects.published()) == [article]


def test_every_constraint_of_articles_is_tried() -> None:
    others = (of_quotes, of_corrections, of_the_desk)
    rows = [*FORBIDDEN, *(row for module in others for row in module.FORBIDDEN)]
    tried = {row.constraint for row in rows} | TRIED_BELOW | of_quotes.TRIED_BELOW

    assert forbidden.constraints_of("articles") == tried
